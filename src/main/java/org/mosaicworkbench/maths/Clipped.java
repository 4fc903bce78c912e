package org.mosaicworkbench.maths;

/**
 * Median and standard deviation of values after outliers were clipped, round after round: what lies farther from the
 * median than so many standard deviations is left out, until a round finds nothing more. Medians are selected and the
 * deviation follows from sums that are taken on the way, so nothing is sorted.
 *
 * @param median    the mean of the two middle values where their number is even; NaN without values
 * @param deviation the standard deviation of what is left, as {@link Rule#about} says; NaN without values
 * @param left      how many values are left
 */
public record Clipped(double median, double deviation, int left) {

    /** Fewer values are clipped faster than put into bins. */
    private static final int BINNED_FROM = 1000;

    /** The centre of a standard deviation. */
    public enum About {
        MEAN,
        MEDIAN
    }

    /**
     * How values are clipped.
     *
     * @param sigmas farthest from the median, in standard deviations, at least 1
     * @param rounds at most
     * @param about  what the deviation is taken about
     */
    public record Rule(double sigmas, int rounds, About about) {}

    /**
     * Clips values. Where one is infinite the deviation is not finite, and nothing is clipped.
     *
     * @param values without NaN; reordered in place between {@code from} and {@code to}
     * @param from   the first place that counts
     * @param to     the place behind the last one
     */
    public static Clipped of(float[] values, int from, int to, Rule rule) {
        if (from >= to) {
            return new Clipped(Double.NaN, Double.NaN, 0);
        }
        Clipped binned = to - from < BINNED_FROM ? null : BinnedClip.of(values, from, to, rule);
        return binned == null ? new Work(values, from, to, rule).run() : binned;
    }

    /** The values that are left lie from {@code from} to {@code to}, those below the median before those above it. */
    private static final class Work {

        private final float[] values;
        private final Rule rule;
        private int from;
        private int to;
        private double median;
        private final double origin;
        /** About the origin. */
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

        /** Sums up anew what stays: a sum less an outlier would be a difference of large numbers. */
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
