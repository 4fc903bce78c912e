package org.mosaicworkbench.mosaic.detect;

import java.util.Arrays;

/**
 * Floods a group of bright pixels from the brightest down; see {@link Segments}. One instance handles the groups one by
 * one; pixel indices are relative to the group, in row-major order.
 */
final class Flood {

    private static final double PEAK_OVER_SADDLE = 3;
    private static final int NONE = -1;
    private static final int SIDES = 3;

    private final SubtractedImage image;
    private final BrightPixels bright;
    private final double contrast;
    private int start;
    private int size;
    /** Union-find parents: following them from a pixel leads to the pixel that represents its source. */
    private int[] parent = new int[0];
    /**
     * For each pixel, the first pixel of the group in the row below that is in the column to the left or farther right;
     * {@link #above} is the same for the row above.
     */
    private int[] below = parent;

    private int[] above = parent;
    private float[] peak = new float[0];
    private double[] flux = new double[0];
    private int[] count = parent;
    private long[] keys = new long[0];

    Flood(SubtractedImage image, BrightPixels bright, double contrast) {
        this.image = image;
        this.bright = bright;
        this.contrast = contrast;
    }

    void run(int group) {
        start = bright.start(group);
        size = bright.start(group + 1) - start;
        if (parent.length < size) {
            enlarge(Math.max(size, 2 * parent.length));
        }
        Arrays.fill(parent, 0, size, NONE);
        link(below, -image.width());
        link(above, image.width());
        for (int k = 0; k < size; k++) {
            // Positive floats sort in the same order as their bits.
            keys[k] = (long) ~Float.floatToIntBits(level(k)) << 32 | k;
        }
        Arrays.sort(keys, 0, size);
        for (int k = 0; k < size; k++) {
            place((int) keys[k]);
        }
    }

    /** Returns the pixel that represents the source of a pixel. */
    int owner(int k) {
        return root(k);
    }

    private void enlarge(int length) {
        parent = new int[length];
        below = new int[length];
        above = new int[length];
        peak = new float[length];
        flux = new double[length];
        count = new int[length];
        keys = new long[length];
    }

    private void link(int[] beside, int offset) {
        int at = 0;
        for (int k = 0; k < size; k++) {
            int first = pixel(k) + offset - 1;
            while (at < size && pixel(at) < first) {
                at++;
            }
            beside[k] = at;
        }
    }

    private int pixel(int k) {
        return bright.pixel(start + k);
    }

    private float level(int k) {
        return bright.level(start + k);
    }

    private void place(int k) {
        int best = NONE;
        boolean alike = true;
        for (int side = 0; side < SIDES; side++) {
            int last = last(k, side);
            for (int near = first(k, side); near < size && pixel(near) <= last; near++) {
                if (parent[near] != NONE) {
                    alike &= best == NONE || parent[near] == parent[best];
                    best = best == NONE || level(near) > level(best) ? near : best;
                }
            }
        }
        if (best == NONE) {
            parent[k] = k;
            peak[k] = level(k);
            flux[k] = level(k);
            count[k] = 1;
            return;
        }
        int home = alike ? root(best) : joined(k, root(best));
        parent[k] = home;
        flux[home] += level(k);
        count[home]++;
    }

    /** Merges or separates the sources around a pixel; returns the source that the pixel belongs to. */
    private int joined(int k, int nearest) {
        int home = nearest;
        for (int side = 0; side < SIDES; side++) {
            int last = last(k, side);
            for (int near = first(k, side); near < size && pixel(near) <= last; near++) {
                if (parent[near] != NONE && parent[near] != home && root(near) != home) {
                    home = meet(home, root(near), k);
                }
            }
        }
        return home;
    }

    /** Returns the first neighbour in the row below, in the pixel's own row, or in the row above. */
    private int first(int k, int side) {
        return switch (side) {
            case 0 -> below[k];
            case 1 -> k > 0 && pixel(k - 1) == pixel(k) - 1 ? k - 1 : k;
            default -> above[k];
        };
    }

    /**
     * Returns the image index of the last possible neighbour in the row below, in the pixel's own row, or in the row
     * above. In its own row the pixel itself is visited too, but is ignored because it has no source yet.
     */
    private int last(int k, int side) {
        return pixel(k) + (side - 1) * image.width() + 1;
    }

    /** @return the source that the pixel at the meeting point belongs to */
    private int meet(int home, int other, int at) {
        float saddle = level(at);
        float noise = image.noise(pixel(at) % image.width(), pixel(at) / image.width());
        int high = peak[home] >= peak[other] ? home : other;
        int faint = high == home ? other : home;
        double faintAbove = flux[faint] - (double) count[faint] * saddle;
        double highAbove = flux[high] - (double) count[high] * saddle;
        boolean apart = peak[faint] - saddle > PEAK_OVER_SADDLE * BrightPixels.SMOOTHED_NOISE * noise
                && faintAbove > contrast * (faintAbove + highAbove);
        if (apart) {
            return home;
        }
        parent[faint] = high;
        flux[high] += flux[faint];
        count[high] += count[faint];
        return high;
    }

    private int root(int k) {
        int root = k;
        while (parent[root] != root) {
            root = parent[root];
        }
        int at = k;
        while (parent[at] != root) {
            int next = parent[at];
            parent[at] = root;
            at = next;
        }
        return root;
    }
}
