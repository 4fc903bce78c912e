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
