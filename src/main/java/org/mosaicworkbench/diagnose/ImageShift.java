package org.mosaicworkbench.diagnose;

import java.util.Arrays;
import org.mosaicworkbench.mosaic.align.ListMatch;

/**
 * The offset between two images of a field on one grid, from their cross-correlation. It needs no point sources, so it
 * works for galaxies, discs and a few faint stars; it does not measure rotation.
 *
 * @param dx displacement of the second image relative to the first along x, pixels
 * @param dy displacement along y, pixels
 * @param significance excess of the similarity at this offset over that at other offsets, in units of their scatter
 * @param found whether the offset is significant, that is, not due to cosmic rays that coincide by chance
 */
record ImageShift(double dx, double dy, double significance, boolean found) {

    /** Largest offset searched along each axis, in pixels. */
    static final int REACH = 64;

    /**
     * The largest significance that the best offset between unrelated images with many spots (peaks) reaches by chance.
     */
    private static final double BY_CHANCE = 8;
    /**
     * Largest acceptable probability that the observed number of spots agrees by chance at some offset, in unrelated
     * images.
     */
    private static final double CHANCE = 1e-3;

    private static final int FEWEST_SPOTS = 3;
    /** Number of whole-pixel offsets at which one spot overlaps another. */
    private static final double SPOT = 13;

    private static final int SIDE = 2 * REACH + 1;
    /** Radius in pixels around the peak within which offsets are excluded from the scatter. */
    private static final double PEAK = 6;

    private static final int STEP = 2;
    private static final double SIGMA_PER_MEDIAN = 1.4826;

    double size() {
        return Math.hypot(dx, dy);
    }

    /** Compares two images. */
    static ImageShift of(SignificantPixels one, SignificantPixels other) {
        double[] likeness = new double[SIDE * SIDE];
        for (int i = 0; i < one.size(); i++) {
            int x = one.x(i);
            int y = one.y(i);
            for (int row = Math.max(0, y - REACH); row <= Math.min(other.height() - 1, y + REACH); row++) {
                int line = (row - y + REACH) * SIDE + REACH - x;
                for (int k = other.first(row, x - REACH); k < other.end(row) && other.x(k) <= x + REACH; k++) {
                    likeness[line + other.x(k)] += one.value(i) * other.value(k);
                }
            }
        }
        return at(
                likeness,
                Math.max(one.one(), other.one()),
                one.sum() * other.sum() / Math.max(1, Math.min(one.area(), other.area())));
    }

    /**
     * @param spot similarity that one pair of coinciding spots contributes
     * @param chance expected similarity at an offset without common features
     */
    private static ImageShift at(double[] likeness, double spot, double chance) {
        int best = 0;
        for (int i = 1; i < likeness.length; i++) {
            best = likeness[i] > likeness[best] ? i : best;
        }
        int x = best % SIDE;
        int y = best / SIDE;
        double[] rest = new double[likeness.length];
        int n = 0;
        double squares = 0;
        for (int i = 0; i < likeness.length; i++) {
            if (Math.hypot(i % SIDE - x, i / SIDE - y) > PEAK) {
                rest[n++] = likeness[i];
            }
        }
        Arrays.sort(rest, 0, n);
        double middle = rest[n / 2];
        double[] away = new double[n];
        for (int i = 0; i < n; i++) {
            away[i] = Math.abs(rest[i] - middle);
            squares += away[i] * away[i];
        }
        Arrays.sort(away);
        // If few pixels are significant, most offsets have no pair of them, and the median deviation is 0.
        double scatter = Math.max(SIGMA_PER_MEDIAN * away[n / 2], Math.sqrt(squares / n) / 2);
        if (!(scatter > 0) || x < STEP || y < STEP || x >= SIDE - STEP || y >= SIDE - STEP) {
            return new ImageShift(x - REACH, y - REACH, 0, false);
        }
        double alongX = vertex(likeness[best - STEP], likeness[best], likeness[best + STEP]);
        double alongY = vertex(likeness[best - STEP * SIDE], likeness[best], likeness[best + STEP * SIDE]);
        double significance = (likeness[best] - middle) / scatter;
        return new ImageShift(
                x - REACH + alongX,
                y - REACH + alongY,
                significance,
                significance > BY_CHANCE && likeness[best] / spot + 0.5 >= needed(chance / spot));
    }

    /**
     * Minimum number of agreeing spots that chance cannot explain, if {@code mean} spots agree on average at a random
     * offset.
     */
    private static int needed(double mean) {
        double offsets = SIDE * SIDE / SPOT;
        int needed = FEWEST_SPOTS;
        while (offsets * ListMatch.poissonTail(mean, needed) > CHANCE) {
            needed++;
        }
        return needed;
    }

    /** The position of the maximum of a parabola through three points, relative to the middle one. */
    private static double vertex(double before, double here, double after) {
        double bend = 2 * here - before - after;
        return bend > 0 ? STEP * 0.5 * (after - before) / bend : 0;
    }
}
