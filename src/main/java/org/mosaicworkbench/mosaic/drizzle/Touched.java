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

    /** @return these and all within so many pixels along x and y of one, and perhaps some at the image's sides */
    Touched widened(int by) {
        Touched wide = this;
        for (int i = 0; i < by; i++) {
            wide = wide.or(1).or(width);
        }
        return wide;
    }

    /** These, and those that lie so many places in the row of all pixels before or behind one. */
    private Touched or(int places) {
        Touched wide = new Touched(width, height);
        int words = places >> 6;
        int rest = places & 63;
        for (int i = 0; i < bits.length; i++) {
            wide.bits[i] = bits[i] | word(i - words, -rest) | word(i + words, rest);
        }
        return wide;
    }

    /** The 64 bits that begin so many places, up to 63, before or behind a word. */
    private long word(int i, int shift) {
        long here = i < 0 || i >= bits.length ? 0 : bits[i];
        if (shift == 0) {
            return here;
        }
        int beside = shift > 0 ? i + 1 : i - 1;
        long other = beside < 0 || beside >= bits.length ? 0 : bits[beside];
        return shift > 0 ? (here >>> shift) | (other << (64 - shift)) : (here << -shift) | (other >>> (64 + shift));
    }

    /** Whether a pixel, 0-based, is one of them; false outside the image. */
    boolean has(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && has(y * width + x);
    }
}
