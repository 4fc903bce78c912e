package org.mosaicworkbench.maths;

/**
 * Median and standard deviation of values after iterative sigma clipping: values farther from the median than a given
 * number of standard deviations are rejected, until a round rejects none. Medians are found by selection and the
 * deviation from sums, so the values are never fully sorted.
 *
 * @param median median of the remaining values, the mean of the two central values if their count is even; NaN without
 *     values
 * @param deviation standard deviation of the remaining values about {@link Rule#about}; NaN without values
 * @param left number of remaining values
 */
public record Clipped(double median, double deviation, int left) {

    /** Minimum number of values for which binning is faster. */
    private static final int BINNED_FROM = 1000;

    /** The value about which a standard deviation is computed. */
    public enum About {
        MEAN,
        MEDIAN
    }

    /**
     * The rule for clipping.
     *
     * @param sigmas largest distance from the median, in standard deviations, at least 1
     * @param rounds maximum number of rounds
     * @param about value about which the standard deviation is computed
     */
    public record Rule(double sigmas, int rounds, About about) {}

    /**
     * Clips values. If any value is infinite, the deviation is not finite and nothing is clipped.
     *
     * @param values values without NaN; reordered in place between {@code from} and {@code to}
     * @param from first index to use
     * @param to index after the last one
     */
    public static Clipped of(float[] values, int from, int to, Rule rule) {
        if (from >= to) {
            return new Clipped(Double.NaN, Double.NaN, 0);
        }
        Clipped binned = to - from < BINNED_FROM ? null : BinnedClip.of(values, from, to, rule);
        return binned == null ? new Work(values, from, to, rule).run() : binned;
    }

    /**
     * The remaining values occupy the indices {@code from} to {@code to - 1}, those below the median before those above
     * it.
     */
    private static final class Work {

        private final float[] values;
        private final Rule rule;
        private int from;
        private int to;
        private double median;
        private final double origin;
        /** Sum of the differences of the remaining values from {@code origin}. */
        private double sum;

        private double squares;

        Work(float[] values, int from, int to, Rule rule) {
            this.values = values;
            this.rule = rule;
            this.from = from;
            this.to = to;
            this.median = OrderStatistics.median(values, from, to);
            this.origin = median;
            for (int i = from; i < to; i++) {
                add(values[i]);
            }
        }

        Clipped run() {
            for (int round = 0; round < rule.rounds; round++) {
                int before = to - from;
                clip(rule.sigmas * deviation());
                if (to - from == before) {
                    break;
                }
                median = OrderStatistics.median(values, from, to);
            }
            return new Clipped(median, deviation(), to - from);
        }

        private void add(float value) {
            double d = value - origin;
            sum += d;
            squares += d * d;
        }

        private double deviation() {
            int n = to - from;
            double centre = rule.about == About.MEAN ? sum / n : median - origin;
            return Math.sqrt(Math.max(0, (squares - 2 * centre * sum) / n + centre * centre));
        }

        /**
         * Rejects values farther than {@code reach} from the median and sums the rest anew: subtracting an outlier from
         * the sum would lose precision.
         */
        private void clip(double reach) {
            if (!(reach < Double.POSITIVE_INFINITY)) {
                return;
            }
            double lowest = median - reach;
            double highest = median + reach;
            int middle = (from + to) >>> 1;
            sum = 0;
            squares = 0;
            for (int i = from; i < middle; i++) {
                if (values[i] < lowest) {
                    swap(i, from++);
                } else {
                    add(values[i]);
                }
            }
            for (int i = to - 1; i >= middle; i--) {
                if (values[i] > highest) {
                    swap(i, --to);
                } else {
                    add(values[i]);
                }
            }
        }

        private void swap(int i, int k) {
            float value = values[i];
            values[i] = values[k];
            values[k] = value;
        }
    }
}
