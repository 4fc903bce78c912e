package org.mosaicworkbench.frames.measure;

import java.util.Arrays;

/**
 * The pixels of an image.
 *
 * @param pixels row after row; NaN where there is no data
 */
public record PixelGrid(float[] pixels, int width, int height) {

    float at(int x, int y) {
        return pixels[y * width + x];
    }

    /** The light in 3 x 3 pixels; NaN where there is no data, and on the rim. */
    double light(int x, int y) {
        if (!isInside(x, y)) {
            return Double.NaN;
        }
        double light = 0;
        for (int row = y - 1; row <= y + 1; row++) {
            light += at(x - 1, row) + at(x, row) + at(x + 1, row);
        }
        return light;
    }

    /**
     * The light in 3 x 3 pixels about each pixel of a square.
     *
     * @param half of the square's side of {@code 2 * half + 1} pixels about (x, y)
     * @return row after row; NaN as {@link #light(int, int)}
     */
    double[] lights(int x, int y, int half) {
        int side = 2 * half + 1;
        double[] lights = new double[side * side];
        Arrays.fill(lights, Double.NaN);
        float[] triples = new float[(side + 2) * side];
        int left = Math.max(1, x - half);
        int right = Math.min(width - 2, x + half);
        int below = Math.max(0, y - half - 1);
        int above = Math.min(height - 1, y + half + 1);
        for (int row = below; row <= above; row++) {
            addThrees(row * width + left, right - left + 1, triples, (row - y + half + 1) * side + left - x + half);
        }
        for (int row = below + 1; row < above; row++) {
            addRows(triples, (row - y + half + 1) * side + left - x + half, right - left + 1, side, lights);
        }
        return lights;
    }

    /** Each pixel of a row with its two neighbours. */
    private void addThrees(int from, int number, float[] into, int at) {
        for (int i = 0; i < number; i++) {
            into[at + i] = pixels[from + i - 1] + pixels[from + i] + pixels[from + i + 1];
        }
    }

    /** Each sum of a row with those below and above, which stands a row further down in the result. */
    private static void addRows(float[] triples, int from, int number, int side, double[] into) {
        for (int i = from; i < from + number; i++) {
            into[i - side] = (double) triples[i - side] + triples[i] + triples[i + side];
        }
    }

    /** @return whether none of the eight pixels around is brighter, of equal ones the first; false on the rim */
    boolean isTop(int x, int y) {
        if (!isInside(x, y)) {
            return false;
        }
        for (int row = y - 1; row <= y + 1; row++) {
            for (int column = x - 1; column <= x + 1; column++) {
                boolean before = row < y || (row == y && column < x);
                if (!(before ? at(x, y) > at(column, row) : at(x, y) >= at(column, row))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isInside(int x, int y) {
        return x >= 1 && y >= 1 && x < width - 1 && y < height - 1;
    }
}
