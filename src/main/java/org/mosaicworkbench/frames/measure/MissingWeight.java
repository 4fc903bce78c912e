package org.mosaicworkbench.frames.measure;

import java.util.Arrays;

/**
 * The holes in a weight map, whether a source is near them or not: where exposures disagree, the comparison that takes
 * cosmic rays out takes stars with it, with few exposures those of all, so that there are holes and no sources. A
 * cosmic
 * ray takes one exposure's share of the weight at its place, a star that was taken for one by most exposures takes
 * more,
 * and over more pixels.
 *
 * <p>What the weight would be is the closing of the map with a square of {@value #SIDE} pixels (the least of the
 * greatest weights about it; Serra 1982), which follows the edges of exposures and fills what is narrower. All numbers
 * are NaN if there are no weights.
 *
 * @param area   share of the image in which the mean of 3 x 3 pixels lacks more than {@value #SHALLOW} of the weight
 * @param deep   share of the image in which it lacks more than {@value #DEEP}
 * @param depth  share of the weight that the deepest {@value #DEEPEST} of the holes lack at least, in 3 x 3 pixels
 * @param wide   share of the weight that is missing in 5 x 5 pixels about the emptiest {@value #EMPTIEST} of all
 *               places, at least
 */
public record MissingWeight(double area, double deep, double depth, double wide) {

    /** The result without a weight map. */
    public static final MissingWeight NONE = new MissingWeight(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    private static final int SIDE = 11;
    private static final int HALF = SIDE / 2;
    /** What a pixel's neighbours within the square, and theirs, reach. */
    private static final int MARGIN = SIDE + 3;

    /** Rows that are looked at at once; of larger images only every so many, spread over all. */
    private static final int STRIP = 128;

    private static final double MOST_PIXELS = 1e6;
    private static final double SHALLOW = 0.15;
    private static final double DEEP = 0.45;
    private static final double LEAST_DEPTH = 0.05;
    private static final double DEEPEST = 0.02;
    private static final double EMPTIEST = 1e-4;
    /** Steps between 0 and 1 in which shares are counted. */
    private static final int STEPS = 1000;

    /** @param weights of the image's pixels, 0 if there is no data */
    public static MissingWeight of(PixelGrid weights) {
        Count count = new Count();
        int every = (int) Math.ceil((double) weights.width() * weights.height() / MOST_PIXELS);
        for (int row = every / 2 * STRIP; row < weights.height(); row += every * STRIP) {
            new Strip(weights, row, Math.min(STRIP, weights.height() - row)).countInto(count);
        }
        return count.result();
    }

    /** What the strips have found so far. */
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

        /** What a fraction of all exceeds; 0 if there is none. */
        private static double exceeded(long[] shares, double fraction) {
            double left = fraction * Arrays.stream(shares).sum();
            int step = STEPS;
            for (double beyond = shares[step]; beyond <= left && step > 0; beyond += shares[step]) {
                step--;
            }
            return (double) step / STEPS;
        }
    }

    /** Some rows of the map, and what is missing in each of their pixels and of those around. */
    private static final class Strip {

        private final int width;
        /** Rows to count, from the first known one. */
        private final int from;

        private final int to;
        /** NaN beside what no exposure covers, where it is not known what the weight would be. */
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
         * The greatest of {@value #SIDE} values in a row, or a column, about each: of 2, of 4, of 8, and of two such.
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

        /** Of what is missing in the square about each pixel; on the rim of the strip they mean nothing. */
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

        /** Of the 5 x 5 about it; of places that are as deep the first. */
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
