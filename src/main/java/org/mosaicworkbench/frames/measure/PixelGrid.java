package org.mosaicworkbench.frames.measure;

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
        int left = Math.max(1, x - half);
        int right = Math.min(width - 2, x + half);
        float[][] triples = new float[3][side];
        for (int row = y - half - 1; row <= y + half + 1; row++) {
            float[] triple = triples[Math.floorMod(row, 3)];
            for (int column = left; row >= 0 && row < height && column <= right; column++) {
                int i = row * width + column;
                triple[column - x + half] = pixels[i - 1] + pixels[i] + pixels[i + 1];
            }
            int middle = row - 1;
            if (middle >= y - half) {
                int line = (middle - y + half) * side - x + half;
                for (int column = x - half; column <= x + half; column++) {
                    int k = column - x + half;
                    lights[line + column] = isInside(column, middle)
                            ? (double) triples[Math.floorMod(middle - 1, 3)][k]
                                    + triples[Math.floorMod(middle, 3)][k]
                                    + triple[k]
                            : Double.NaN;
                }
            }
        }
        return lights;
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
