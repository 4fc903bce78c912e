package org.mosaicworkbench.frames.measure;

import java.util.Arrays;

/**
 * The holes in a weight map, whether or not a source is nearby. If exposures disagree, cosmic-ray rejection also
 * removes stars; with few exposures it removes the stars of all exposures, which leaves holes and no sources. A cosmic
 * ray removes one exposure's share of the weight at its position. A star that was rejected in most exposures removes a
 * larger fraction, and over more pixels.
 *
 * <p>The expected weight is the morphological closing of the map with a square of {@value #SIDE} pixels (the minimum of
 * the local maxima; Serra 1982), which follows the edges of exposures and fills narrower gaps. All numbers are NaN
 * without weights.
 *
 * @param area fraction of the image in which the mean of 3 x 3 pixels lacks more than {@value #SHALLOW} of the weight
 * @param deep fraction of the image in which that mean lacks more than {@value #DEEP} of the weight
 * @param depth missing fraction of the weight in 3 x 3 pixels that is exceeded in a fraction {@value #DEEPEST} of all
 *     holes
 * @param wide missing fraction of the weight in 5 x 5 pixels that is exceeded at a fraction {@value #EMPTIEST} of all
 *     positions
 */
public record MissingWeight(double area, double deep, double depth, double wide) {

    /** The result without a weight map. */
    public static final MissingWeight NONE = new MissingWeight(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    private static final int SIDE = 11;
    private static final int HALF = SIDE / 2;
    /**
     * Width in pixels of the margin along each edge that is not counted, which the closing, the means and the
     * comparison of neighbours need.
     */
    private static final int MARGIN = SIDE + 3;

    /** Number of rows processed at once; larger images are sampled by strips spread evenly over them. */
    private static final int STRIP = 128;

    private static final double MOST_PIXELS = 1e6;
    private static final double SHALLOW = 0.15;
    private static final double DEEP = 0.45;
    private static final double LEAST_DEPTH = 0.05;
    private static final double DEEPEST = 0.02;
    private static final double EMPTIEST = 1e-4;
    /** Number of bins between 0 and 1 for counting fractions. */
    private static final int STEPS = 1000;

    /** @param weights weights of the image's pixels, 0 if there is no data */
    public static MissingWeight of(PixelGrid weights) {
        Count count = new Count();
        int every = (int) Math.ceil((double) weights.width() * weights.height() / MOST_PIXELS);
        for (int row = every / 2 * STRIP; row < weights.height(); row += every * STRIP) {
            new Strip(weights, row, Math.min(STRIP, weights.height() - row)).countInto(count);
        }
        return count.result();
    }

    /** Counts accumulated over the strips. */
    private static final class Count {

        private final long[] threes = new long[STEPS + 1];
        private final long[] fives = new long[STEPS + 1];
        private final long[] depths = new long[STEPS + 1];

        MissingWeight result() {
            long pixels = Arrays.stream(threes).sum();
            return pixels == 0
                    ? NONE
                    : new MissingWeight(
                            above(threes, SHALLOW) / pixels,
                            above(threes, DEEP) / pixels,
                            exceeded(depths, DEEPEST),
                            exceeded(fives, EMPTIEST));
        }

        private static double above(long[] shares, double least) {
            return Arrays.stream(shares, (int) Math.rint(least * STEPS) + 1, STEPS + 1)
                    .sum();
        }

        /** The value exceeded by the given fraction of all counted values; 0 if there are none. */
        private static double exceeded(long[] shares, double fraction) {
            double left = fraction * Arrays.stream(shares).sum();
            int step = STEPS;
            for (double beyond = shares[step]; beyond <= left && step > 0; beyond += shares[step]) {
                step--;
            }
            return (double) step / STEPS;
        }
    }

    /** A strip of rows of the map, with the missing weight in each pixel and in its surroundings. */
    private static final class Strip {

        private final int width;
        /** First row to count, relative to the first row held in memory. */
        private final int from;

        private final int to;
        /**
         * Missing fraction of each pixel's weight; NaN next to areas without exposures, where the expected weight is
         * unknown.
         */
        private final float[] missing;

        Strip(PixelGrid weights, int first, int rows) {
            this.width = weights.width();
            int bottom = Math.max(0, first - MARGIN);
            this.from = Math.max(MARGIN, first) - bottom;
            this.to = Math.min(weights.height() - MARGIN, first + rows) - bottom;
            int height = Math.min(weights.height(), first + rows + MARGIN) - bottom;
            float[] own = new float[width * height];
            for (int i = 0; i < own.length; i++) {
                float weight = weights.pixels()[bottom * width + i];
                own[i] = weight > 0 ? weight : 0;
            }
            float[] usual = negative(greatest(negative(greatest(own))));
            float[] least = negative(greatest(negative(own)));
            for (int i = 0; i < own.length; i++) {
                own[i] = least[i] > 0 ? 1 - own[i] / usual[i] : Float.NaN;
            }
            this.missing = own;
        }

        private static float[] negative(float[] values) {
            float[] negative = new float[values.length];
            for (int i = 0; i < values.length; i++) {
                negative[i] = -values[i];
            }
            return negative;
        }

        private float[] greatest(float[] values) {
            return along(along(values, 1), width);
        }

        /**
         * The running maximum of {@value #SIDE} values along a row or column, built up from windows of 2, 4 and 8
         * values and then from two overlapping windows of 8.
         */
        private static float[] along(float[] values, int step) {
            float[] greatest = values.clone();
            for (int apart = step; apart <= 4 * step; apart *= 2) {
                for (int i = 0; i < values.length - apart; i++) {
                    greatest[i] = Math.max(greatest[i], greatest[i + apart]);
                }
            }
            float[] about = values.clone();
            for (int i = HALF * step; i < values.length - HALF * step; i++) {
                about[i] = Math.max(greatest[i - HALF * step], greatest[i + (HALF - 7) * step]);
            }
            return about;
        }

        void countInto(Count count) {
            float[] threes = means(1);
            float[] fives = means(2);
            for (int y = from; y < to; y++) {
                for (int x = MARGIN; x < width - MARGIN; x++) {
                    int i = y * width + x;
                    if (!Float.isNaN(fives[i])) {
                        count.threes[Math.round(threes[i] * STEPS)]++;
                        count.fives[Math.round(fives[i] * STEPS)]++;
                        if (threes[i] > LEAST_DEPTH && isDeepest(threes, i)) {
                            count.depths[Math.round(threes[i] * STEPS)]++;
                        }
                    }
                }
            }
        }

        /** Mean missing weight in the square around each pixel; invalid at the edge of the strip. */
        private float[] means(int half) {
            float[] along = summed(missing, half, 1);
            float[] means = summed(along, half, width);
            for (int i = 0; i < means.length; i++) {
                means[i] /= (2 * half + 1) * (2 * half + 1);
            }
            return means;
        }

        private static float[] summed(float[] values, int half, int step) {
            float[] sums = new float[values.length];
            for (int k = -half; k <= half; k++) {
                for (int i = half * step; i < values.length - half * step; i++) {
                    sums[i] += values[i + k * step];
                }
            }
            return sums;
        }

        /**
         * Whether a pixel is the deepest of the 5 x 5 pixels around it; of equally deep pixels, only the first counts.
         */
        private boolean isDeepest(float[] depths, int i) {
            for (int dy = -2; dy <= 2; dy++) {
                for (int dx = -2; dx <= 2; dx++) {
                    int beside = i + dy * width + dx;
                    if (depths[beside] > depths[i] || (depths[beside] == depths[i] && beside < i)) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
