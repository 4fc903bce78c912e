package org.mosaicworkbench.mosaic.drizzle;

import java.util.Arrays;

/**
 * The sky level of an exposure: the median after five rounds of clipping at four standard deviations, with the
 * parameters that drizzlepac's single-visit processing has ({@code skystat} median, {@code skyclip} 5,
 * {@code skylsigma} and {@code skyusigma} 4).
 */
final class SkyLevel {

    private static final int ROUNDS = 5;
    private static final double CLIP = 4;

    private SkyLevel() {}

    /**
     * Measures the level.
     *
     * @param values pixels of any order; NaN is left out
     * @return the level in the unit of the values; NaN where there is no value
     */
    static double level(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int from = 0;
        int to = sorted.length;
        while (to > 0 && Float.isNaN(sorted[to - 1])) {
            to--;
        }
        if (to == 0) {
            return Double.NaN;
        }
        for (int round = 0; round < ROUNDS; round++) {
            double median = median(sorted, from, to);
            double reach = CLIP * deviation(sorted, from, to);
            int nextFrom = from;
            int nextTo = to;
            while (sorted[nextFrom] < median - reach) {
                nextFrom++;
            }
            while (sorted[nextTo - 1] > median + reach) {
                nextTo--;
            }
            if (nextFrom == from && nextTo == to) {
                break;
            }
            from = nextFrom;
            to = nextTo;
        }
        return median(sorted, from, to);
    }

    private static double median(float[] sorted, int from, int to) {
        int middle = (from + to - 1) >>> 1;
        return 0.5 * (sorted[middle] + (double) sorted[(from + to) >>> 1]);
    }

    private static double deviation(float[] values, int from, int to) {
        double sum = 0;
        double squares = 0;
        double shift = values[from];
        for (int i = from; i < to; i++) {
            double d = values[i] - shift;
            sum += d;
            squares += d * d;
        }
        double mean = sum / (to - from);
        return Math.sqrt(Math.max(0, squares / (to - from) - mean * mean));
    }
}
