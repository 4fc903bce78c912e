package org.mosaicworkbench.frames.measure;

import java.util.Arrays;

/**
 * Votes on a square grid, with their counts in 3 x 3 positions and in larger squares. Clearing and voting take a time
 * that grows with the number of votes, not with the size of the grid. The summed-area table for larger squares is
 * computed only when one is requested.
 */
final class VoteGrid {

    private static final int FIRST_SIZE = 64;

    private final int side;
    private final int[] votes;
    /** The number of votes in the 3 x 3 positions around each position; 0 on the edge of the grid. */
    private final int[] around;
    /** The positions whose {@code around} is not 0, in the order of the first vote. */
    private int[] places = new int[FIRST_SIZE];

    private int used;
    private int most;
    /** Summed-area table: the number of votes to the left of and below each position. */
    private final int[] sums;

    private boolean isSummed;

    /** @param side positions along a side, at least 3 */
    VoteGrid(int side) {
        this.side = side;
        this.votes = new int[side * side];
        this.around = new int[side * side];
        this.sums = new int[(side + 1) * (side + 1)];
    }

    void clear() {
        for (int i = 0; i < used; i++) {
            around[places[i]] = 0;
            // Every vote, even one on the edge, is at or next to one of these positions.
            clearVotes(places[i]);
        }
        used = 0;
        most = 0;
        isSummed = false;
    }

    private void clearVotes(int place) {
        for (int row = place - side; row <= place + side; row += side) {
            votes[row - 1] = 0;
            votes[row] = 0;
            votes[row + 1] = 0;
        }
    }

    void vote(int x, int y) {
        votes[y * side + x]++;
        isSummed = false;
        for (int row = Math.max(1, y - 1); row <= Math.min(side - 2, y + 1); row++) {
            for (int column = Math.max(1, x - 1); column <= Math.min(side - 2, x + 1); column++) {
                int place = row * side + column;
                if (around[place] == 0) {
                    places = used == places.length ? Arrays.copyOf(places, 2 * used) : places;
                    places[used++] = place;
                }
                most = Math.max(most, ++around[place]);
            }
        }
    }

    /** The largest number of votes in 3 x 3 positions. */
    int most() {
        return most;
    }

    /**
     * The positions not on the edge that have at least one vote in the 3 x 3 positions around them, as
     * {@code y * side + x}, in no particular order.
     */
    int[] places() {
        return Arrays.copyOf(places, used);
    }

    /** The votes in the 3 x 3 positions around one that is not on the edge. */
    int about(int x, int y) {
        return around[y * side + x];
    }

    /** The votes in a square around a position, clipped at the edge of the grid. */
    int within(int x, int y, int half) {
        if (!isSummed) {
            sum();
        }
        int left = Math.max(0, x - half);
        int right = Math.min(side, x + half + 1);
        int bottom = Math.max(0, y - half);
        int top = Math.min(side, y + half + 1);
        return sums[top * (side + 1) + right]
                - sums[top * (side + 1) + left]
                - sums[bottom * (side + 1) + right]
                + sums[bottom * (side + 1) + left];
    }

    private void sum() {
        for (int y = 0; y < side; y++) {
            int row = 0;
            for (int x = 0; x < side; x++) {
                row += votes[y * side + x];
                sums[(y + 1) * (side + 1) + x + 1] = sums[y * (side + 1) + x + 1] + row;
            }
        }
        isSummed = true;
    }

    /** The number of positions in a square around a position, clipped at the edge of the grid. */
    int area(int x, int y, int half) {
        return (Math.min(side, x + half + 1) - Math.max(0, x - half))
                * (Math.min(side, y + half + 1) - Math.max(0, y - half));
    }
}
