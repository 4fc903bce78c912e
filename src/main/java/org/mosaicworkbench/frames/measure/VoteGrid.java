package org.mosaicworkbench.frames.measure;

import java.util.Arrays;

/** Votes on a square grid, with sums over squares (a summed-area table). */
final class VoteGrid {

    private final int side;
    private final int[] votes;
    /** Sums of the votes to the left of and below each position. */
    private final int[] sums;

    /** @param side positions along a side */
    VoteGrid(int side) {
        this.side = side;
        this.votes = new int[side * side];
        this.sums = new int[(side + 1) * (side + 1)];
    }

    void clear() {
        Arrays.fill(votes, 0);
    }

    void vote(int x, int y) {
        votes[y * side + x]++;
    }

    /** Computes the sums after all votes are cast. */
    void count() {
        for (int y = 0; y < side; y++) {
            int row = 0;
            for (int x = 0; x < side; x++) {
                row += votes[y * side + x];
                sums[(y + 1) * (side + 1) + x + 1] = sums[y * (side + 1) + x + 1] + row;
            }
        }
    }

    /** @return the votes in the 3 x 3 positions around one that is not on the edge */
    int about(int x, int y) {
        int left = (y - 1) * (side + 1) + x - 1;
        int above = left + 3 * (side + 1);
        return sums[above + 3] - sums[above] - sums[left + 3] + sums[left];
    }

    /** @return the votes in a square around a position, clipped at the edge of the grid */
    int within(int x, int y, int half) {
        int left = Math.max(0, x - half);
        int right = Math.min(side, x + half + 1);
        int bottom = Math.max(0, y - half);
        int top = Math.min(side, y + half + 1);
        return sums[top * (side + 1) + right]
                - sums[top * (side + 1) + left]
                - sums[bottom * (side + 1) + right]
                + sums[bottom * (side + 1) + left];
    }

    /** @return the number of positions in that square */
    int area(int x, int y, int half) {
        return (Math.min(side, x + half + 1) - Math.max(0, x - half))
                * (Math.min(side, y + half + 1) - Math.max(0, y - half));
    }
}
