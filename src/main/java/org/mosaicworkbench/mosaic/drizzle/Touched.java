package org.mosaicworkbench.mosaic.drizzle;

import java.util.BitSet;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.Wcs;

/** A superset of the output pixels that certain input pixels reach. */
final class Touched {

    /** Margin in output pixels, larger than the error of mapped positions. */
    private static final double MARGIN = 0.01;

    private final int width;
    private final int height;
    private final BitSet pixels;

    Touched(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new BitSet(width * height);
    }

    /**
     * Adds the output pixels that pixels of a chip can reach.
     *
     * @param lost the indices of these pixels in the chip
     * @param beyond distance by which the kernel extends beyond the corners of a pixel, output pixels
     */
    void add(Chip chip, int[] lost, Wcs grid, int beyond) {
        PixelMap map = PixelMap.between(chip.wcs(), grid);
        double[] xy = new double[2];
        for (int pixel : lost) {
            double x = pixel % chip.raster().width() + 1;
            double y = pixel / chip.raster().width() + 1;
            double left = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double below = Double.POSITIVE_INFINITY;
            double above = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 4; corner++) {
                map.map(x + (corner % 2 == 0 ? -0.5 : 0.5), y + (corner < 2 ? -0.5 : 0.5), xy);
                left = Math.min(left, xy[0] - 0.5);
                right = Math.max(right, xy[0] - 0.5);
                below = Math.min(below, xy[1] - 0.5);
                above = Math.max(above, xy[1] - 0.5);
            }
            if (!Double.isNaN(left)) {
                add(
                        (int) Math.floor(left - MARGIN) - beyond,
                        (int) Math.floor(right + MARGIN) + beyond,
                        (int) Math.floor(below - MARGIN) - beyond,
                        (int) Math.floor(above + MARGIN) + beyond);
            }
        }
    }

    private void add(int x1, int x2, int y1, int y2) {
        int left = Math.max(0, x1);
        int right = Math.min(width - 1, x2);
        for (int y = Math.max(0, y1); y <= Math.min(height - 1, y2) && left <= right; y++) {
            pixels.set(y * width + left, y * width + right + 1);
        }
    }

    /** Whether the set contains an output pixel, by its index. */
    boolean has(int i) {
        return pixels.get(i);
    }

    /** The next index in the set at or after the given one; -1 if there is none. */
    int next(int i) {
        return pixels.nextSetBit(i);
    }

    /**
     * @return these pixels and all within the given distance along x and y; near the left or right edge, also some
     *     pixels at the opposite edge
     */
    Touched widened(int by) {
        Touched wide = new Touched(width, height);
        for (int first = next(0); first >= 0; ) {
            int end = pixels.nextClearBit(first);
            for (int row = -by; row <= by; row++) {
                int from = Math.max(0, first - by + row * width);
                int to = Math.min(width * height, end + by + row * width);
                if (from < to) {
                    wide.pixels.set(from, to);
                }
            }
            first = next(end);
        }
        return wide;
    }

    /** Whether the set contains a pixel, 0-based; false outside the image. */
    boolean has(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && has(y * width + x);
    }
}
