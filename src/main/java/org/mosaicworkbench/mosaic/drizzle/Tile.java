package org.mosaicworkbench.mosaic.drizzle;

import java.util.Arrays;

/**
 * A rectangle of output pixels that receives one block of input; pixel indices are 0-based. The sum of the pixel in
 * column x and row y is stored at index {@code 2 (y stride + x)}, followed by its weight.
 */
final class Tile {

    int x0;
    int y0;
    int width;
    int height;
    /** The width plus one, to hold what {@link SharedEdges} adds to the right of the last pixel. */
    int stride;

    double[] sums = new double[0];

    /** Starts another rectangle, filled with 0. */
    void begin(int left, int below, int columns, int rows) {
        x0 = left;
        y0 = below;
        width = columns;
        height = rows;
        stride = columns + 1;
        // One more row, because y may be rounded up past the last one.
        int needed = 2 * (stride * (rows + 1) + 1);
        if (sums.length < needed) {
            sums = new double[needed];
        } else {
            Arrays.fill(sums, 0, needed, 0);
        }
    }

    /**
     * Adds part of a drop.
     *
     * @param x column in the tile, 0-based
     * @param y row in the tile, 0-based
     * @param value the drop's value
     * @param weight the weight of this part
     */
    void put(int x, int y, double value, double weight) {
        int i = 2 * (y * stride + x);
        sums[i] += weight * value;
        sums[i + 1] += weight;
    }
}
