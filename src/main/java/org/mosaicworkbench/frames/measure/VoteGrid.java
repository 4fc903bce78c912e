package org.mosaicworkbench.frames.measure;

import java.util.Arrays;
import org.mosaicworkbench.maths.SummedArea;

/**
 * Votes on a square grid, with their counts in 3 x 3 positions and in larger squares. The sums for larger squares are
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
    private final SummedArea sums;

    private boolean isSummed;

    /** @param side positions along a side, at least 3 */
    VoteGrid(int side) {
        this.side = side;
        this.votes = new int[side * side];
        this.around = new int[side * side];
        this.sums = new SummedArea(side);
    }

    void clear() {
        Arrays.fill(votes, 0);
        Arrays.fill(around, 0);
        used = 0;
        most = 0;
        isSummed = false;
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
            sums.fill(votes);
            isSummed = true;
        }
        return sums.sum(
                Math.max(0, x - half),
                Math.max(0, y - half),
                Math.min(side, x + half + 1),
                Math.min(side, y + half + 1));
    }

    /** The number of positions in a square around a position, clipped at the edge of the grid. */
    int area(int x, int y, int half) {
        return (Math.min(side, x + half + 1) - Math.max(0, x - half))
                * (Math.min(side, y + half + 1) - Math.max(0, y - half));
    }
}
