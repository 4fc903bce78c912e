package org.mosaicworkbench.mosaic.drizzle;

import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.Wcs;

/** Output pixels on which something of certain input pixels falls, and perhaps some beside them. */
final class Touched {

    /** Output pixels; positions are known to better than this. */
    private static final double MARGIN = 0.01;

    private final int width;
    private final int height;
    private final long[] bits;

    Touched(int width, int height) {
        this.width = width;
        this.height = height;
        this.bits = new long[(int) (((long) width * height + Long.SIZE - 1) / Long.SIZE)];
    }

    /**
     * Adds what pixels of a chip can reach.
     *
     * @param pixels their indices in the chip
     * @param beyond the corners of a pixel, output pixels
     */
    void add(Chip chip, int[] pixels, Wcs grid, int beyond) {
        PixelMap map = PixelMap.between(chip.wcs(), grid);
        double[] xy = new double[2];
        for (int pixel : pixels) {
            double x = pixel % chip.raster().width() + 1;
            double y = pixel / chip.raster().width() + 1;
            double left = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double below = Double.POSITIVE_INFINITY;
            double above = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < 4; corner++) {
                map.map(x + corner % 2 - 0.5, y + corner / 2 - 0.5, xy);
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
        for (int y = Math.max(0, y1); y <= Math.min(height - 1, y2); y++) {
            for (int x = Math.max(0, x1); x <= Math.min(width - 1, x2); x++) {
                int i = y * width + x;
                bits[i >> 6] |= 1L << i;
            }
        }
    }

    /** Whether an output pixel is one of them, by its index. */
    boolean has(int i) {
        return (bits[i >> 6] >>> i & 1) != 0;
    }

    /** The next one at or behind an index; -1 where there is none. */
    int next(int i) {
        int word = i >> 6;
        long rest = word < bits.length ? bits[word] & -1L << i : 0;
        while (rest == 0) {
            if (++word >= bits.length) {
                return -1;
            }
            rest = bits[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(rest);
    }

    /** Whether one of them lies in a rectangle, both ends counting, which may reach beyond the image. */
    boolean any(int x1, int x2, int y1, int y2) {
        int left = Math.max(0, x1);
        int right = Math.min(width - 1, x2);
        if (left > right) {
            return false;
        }
        for (int y = Math.max(0, y1); y <= Math.min(height - 1, y2); y++) {
            int first = y * width + left;
            int last = y * width + right;
            int word = first >> 6;
            long here = bits[word] & -1L << first;
            while (word < last >> 6) {
                if (here != 0) {
                    return true;
                }
                here = bits[++word];
            }
            if ((here & -1L >>> 63 - last) != 0) {
                return true;
            }
        }
        return false;
    }
}
