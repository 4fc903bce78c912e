package org.mosaicworkbench.frames.measure;

import java.util.Arrays;

/**
 * The pixels of an image.
 *
 * @param pixels pixels in row-major order; NaN if there is no data
 */
public record PixelGrid(float[] pixels, int width, int height) {

    float at(int x, int y) {
        return pixels[y * width + x];
    }

    /** The light in 3 x 3 pixels; NaN if data are missing, and at the edge of the image. */
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
     * The light in 3 x 3 pixels around each pixel of a square.
     *
     * @param half half-width of the square of {@code 2 * half + 1} pixels around (x, y)
     * @return the light in row-major order; NaN as in {@link #light(int, int)}
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

    /** Sums each pixel of a row and its two neighbours. */
    private void addThrees(int from, int number, float[] into, int at) {
        for (int i = 0; i < number; i++) {
            into[at + i] = pixels[from + i - 1] + pixels[from + i] + pixels[from + i + 1];
        }
    }

    /** Sums each row with the rows below and above; the sum appears one row further down in the result. */
    private static void addRows(float[] triples, int from, int number, int side, double[] into) {
        for (int i = from; i < from + number; i++) {
            into[i - side] = (double) triples[i - side] + triples[i] + triples[i + side];
        }
    }

    /**
     * @return whether none of a pixel's eight neighbours is brighter; of equally bright pixels, only the first counts;
     *     false at the edge of the image
     */
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
