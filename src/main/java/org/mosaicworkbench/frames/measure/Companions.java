package org.mosaicworkbench.frames.measure;

import java.util.Arrays;
import org.mosaicworkbench.maths.OrderStatistics;

/**
 * Companions common to all sources. Their strength at an offset is the median, over the sources, of the greater of a
 * source's light fractions at that offset and at the opposite one. Neighbours and cosmic rays near only a few sources
 * do not count. The method detects an echo in a field with few sources, where the image's autocorrelation fails, but
 * not in a field with only galaxies or nebulae.
 */
public final class Companions {

    /** Maximum number of sources examined, brightest first. */
    private static final int MOST = 60;

    private static final int FEWEST = 6;
    /** Distance in pixels within which the source itself dominates. */
    private static final double CORE = 2.5;

    private static final double GREATEST = 2;
    private static final double SIGMA_PER_MEDIAN = 1.4826;

    private Companions() {}

    /**
     * @param stack stack whose sources are examined
     * @param pixels pixels in row-major order; NaN if there is no data
     * @return the companions, laid out like the lags of an echo; their strengths are light fractions minus the typical
     *     value at the same distance
     */
    public static Echo of(SourceStack stack, float[] pixels, int width, int height) {
        float[] lags = new float[Echo.SIDE * Echo.SIDE];
        int n = Math.min(MOST, stack.used());
        if (n < FEWEST) {
            return new Echo(lags, 0);
        }
        PixelGrid grid = new PixelGrid(pixels, width, height);
        float[][] shares = new float[n][];
        for (int i = 0; i < n; i++) {
            shares[i] = shares(stack.patches().get(i), stack.places().get(i), grid);
        }
        float[] column = new float[n];
        for (int dy = -Echo.REACH + 1; dy < Echo.REACH; dy++) {
            for (int dx = 0; dx < Echo.REACH; dx++) {
                if (dx > 0 || dy > 0) {
                    float share = dx * dx + dy * dy < CORE * CORE
                            ? 0
                            : median(shares, column, place(dx, dy), place(-dx, -dy));
                    lags[place(dx, dy)] = share;
                    lags[place(-dx, -dy)] = share;
                }
            }
        }
        levelInPlace(lags);
        return new Echo(lags, scatter(lags));
    }

    private static int place(int dx, int dy) {
        return (dy + Echo.REACH) * Echo.SIDE + dx + Echo.REACH;
    }

    /** Light in 3 x 3 pixels above the sky, relative to the source's light; NaN if there is no data. */
    private static float[] shares(Patch patch, double[] place, PixelGrid pixels) {
        int x = patch.x() + (int) Math.rint(place[0]);
        int y = patch.y() + (int) Math.rint(place[1]);
        double sky = pixels.at(patch.x(), patch.y()) - patch.peak();
        double[] light = pixels.lights(x, y, Echo.REACH);
        double own = light[light.length / 2] - 9 * sky;
        float[] shares = new float[Echo.SIDE * Echo.SIDE];
        for (int dy = -Echo.REACH; dy < Echo.REACH; dy++) {
            for (int dx = -Echo.REACH; dx < Echo.REACH; dx++) {
                double share = (light[(dy + Echo.REACH) * (Echo.SIDE + 1) + dx + Echo.REACH] - 9 * sky) / own;
                shares[place(dx, dy)] = own > 0 ? (float) Math.min(GREATEST, share) : Float.NaN;
            }
        }
        return shares;
    }

    /** The median of the greater of the two fractions at opposite offsets; 0 if too few sources have data there. */
    private static float median(float[][] shares, float[] column, int one, int other) {
        int n = 0;
        for (float[] source : shares) {
            float greater = Float.isNaN(source[one])
                    ? source[other]
                    : Float.isNaN(source[other]) ? source[one] : Math.max(source[one], source[other]);
            if (!Float.isNaN(greater)) {
                column[n++] = greater;
            }
        }
        if (n < FEWEST || 2 * n < shares.length) {
            return 0;
        }
        return (float) OrderStatistics.median(column, 0, n);
    }

    /**
     * Subtracts from each offset the typical value at the same distance, because the light around a star falls off
     * outwards.
     */
    private static void levelInPlace(float[] lags) {
        float[][] rings = new float[2 * Echo.REACH][Echo.SIDE * 8];
        int[] count = new int[rings.length];
        for (int dy = -Echo.REACH + 1; dy < Echo.REACH; dy++) {
            for (int dx = -Echo.REACH + 1; dx < Echo.REACH; dx++) {
                int ring = (int) Math.rint(Math.sqrt(dx * dx + dy * dy));
                if (ring < rings.length) {
                    rings[ring][count[ring]++] = lags[place(dx, dy)];
                }
            }
        }
        for (int r = 0; r < rings.length; r++) {
            Arrays.sort(rings[r], 0, count[r]);
        }
        for (int dy = -Echo.REACH + 1; dy < Echo.REACH; dy++) {
            for (int dx = -Echo.REACH + 1; dx < Echo.REACH; dx++) {
                int ring = (int) Math.rint(Math.sqrt(dx * dx + dy * dy));
                lags[place(dx, dy)] -= rings[ring][count[ring] / 2];
            }
        }
    }

    private static double scatter(float[] lags) {
        double[] sizes = new double[lags.length];
        int n = 0;
        for (int dy = 0; dy < Echo.REACH; dy++) {
            for (int dx = 0; dx < Echo.REACH; dx++) {
                if (dx * dx + dy * dy > 36) {
                    sizes[n++] = Math.abs(lags[place(dx, dy)]);
                    sizes[n++] = Math.abs(lags[place(dx, -dy)]);
                }
            }
        }
        Arrays.sort(sizes, 0, n);
        return SIGMA_PER_MEDIAN * sizes[n / 2];
    }
}
