package org.mosaicworkbench.explore;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.plot.Box;

/**
 * Descriptive statistics. One rule holds for all of them: <b>numbers that are not finite are missing and are omitted;
 * anything undefined for the remaining numbers (the mean of none, the spread of one, the correlation with a constant)
 * is NaN, an empty curve, {@link Interval#NONE} or {@link Box#NONE}</b>. No method throws because of too few numbers.
 */
public final class Statistics {

    private static final double CONFIDENCE = 0.95;
    /** Whiskers reach at most this many interquartile ranges beyond the quartiles (Tukey 1977, section 2C). */
    private static final double FENCE = 1.5;

    private static final double NORMAL_IQR = 1.349;
    private static final int BINS = 2048;
    private static final double REACH = 4;

    private Statistics() {}

    /** @return the numbers that are not missing, in their order */
    public static double[] finite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).toArray();
    }

    /** @return the arithmetic mean */
    public static double mean(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
    }

    /** @return the sample standard deviation, with n - 1 */
    public static double standardDeviation(double[] values) {
        double[] known = finite(values);
        double mean = mean(known);
        return known.length < 2
                ? Double.NaN
                : Math.sqrt(
                        Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum() / (known.length - 1));
    }

    /** @return the 95 % confidence interval of the mean by Student's t, for independent numbers */
    public static Interval meanInterval(double[] values) {
        double[] known = finite(values);
        if (known.length < 2) {
            return Interval.NONE;
        }
        double half = new TDistribution(known.length - 1.0).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
                * standardDeviation(known)
                / Math.sqrt(known.length);
        return new Interval(mean(known) - half, mean(known) + half);
    }

    /**
     * A quantile, interpolated linearly between the two nearest numbers (Hyndman &amp; Fan 1996, definition 7: the
     * default of numpy and pandas).
     *
     * @param part 0 for the smallest, 0.5 for the median, 1 for the largest
     * @throws IllegalArgumentException if {@code part} is outside 0 to 1
     */
    public static double quantile(double[] values, double part) {
        double[] sorted = finite(values);
        Arrays.sort(sorted);
        return ofSorted(sorted, part);
    }

    static double ofSorted(double[] sorted, double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("the quantile is " + part + "; it must be 0 to 1");
        }
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /**
     * Quartiles, whiskers to the outermost numbers within 1.5 interquartile ranges of them, and the outliers beyond
     * (Tukey 1977, section 2C, with the quartiles of {@link #quantile}).
     */
    public static Box box(double[] values) {
        double[] sorted = finite(values);
        if (sorted.length == 0) {
            return Box.NONE;
        }
        Arrays.sort(sorted);
        double q1 = ofSorted(sorted, 0.25);
        double q3 = ofSorted(sorted, 0.75);
        double low = q1 - FENCE * (q3 - q1);
        double high = q3 + FENCE * (q3 - q1);
        double[] within =
                Arrays.stream(sorted).filter(v -> v >= low && v <= high).toArray();
        double[] outliers =
                Arrays.stream(sorted).filter(v -> v < low || v > high).toArray();
        return new Box(within[0], q1, ofSorted(sorted, 0.5), q3, within[within.length - 1], outliers);
    }

    /** @return Pearson's correlation of the pairs without a missing number */
    public static double pearson(double[] a, double[] b) {
        double[][] pairs = pairs(a, b);
        double[] x = pairs[0];
        double[] y = pairs[1];
        if (constant(x) || constant(y)) {
            return Double.NaN;
        }
        double meanX = mean(x);
        double meanY = mean(y);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)));
    }

    /** @return Spearman's rank correlation: Pearson's correlation of the ranks, with ties sharing their mean rank */
    public static double spearman(double[] a, double[] b) {
        double[][] pairs = pairs(a, b);
        if (constant(pairs[0]) || constant(pairs[1])) {
            return Double.NaN;
        }
        NaturalRanking ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
        return pearson(ranking.rank(pairs[0]), ranking.rank(pairs[1]));
    }

    /** Whether all values are equal; also true for fewer than two values. */
    private static boolean constant(double[] values) {
        return Arrays.stream(values).allMatch(v -> v == values[0]);
    }

    private static double[][] pairs(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "a correlation of " + a.length + " and " + b.length + " numbers; their lengths must be equal");
        }
        int[] known = IntStream.range(0, a.length)
                .filter(i -> Double.isFinite(a[i]) && Double.isFinite(b[i]))
                .toArray();
        return new double[][] {
            Arrays.stream(known).mapToDouble(i -> a[i]).toArray(),
            Arrays.stream(known).mapToDouble(i -> b[i]).toArray()
        };
    }

    /**
     * The bandwidth of a normal kernel by Silverman's rule of thumb (1986, eq. 3.31): 0.9 times the smaller of the
     * standard deviation and the scaled interquartile range, divided by the fifth root of n.
     *
     * @return NaN if the numbers are constant
     */
    public static double bandwidth(double[] values) {
        double[] sorted = finite(values);
        Arrays.sort(sorted);
        double deviation = standardDeviation(sorted);
        double range = (ofSorted(sorted, 0.75) - ofSorted(sorted, 0.25)) / NORMAL_IQR;
        double spread = range > 0 ? Math.min(deviation, range) : deviation;
        return spread > 0 && sorted[0] < sorted[sorted.length - 1]
                ? 0.9 * spread * Math.pow(sorted.length, -0.2)
                : Double.NaN;
    }

    /**
     * Kernel density estimate with a normal kernel and an area of 1. The numbers are first binned finely, each
     * distributed over the two nearest bins (linear binning; Wand 1994, section 2), so the computing time hardly
     * depends on the sample size.
     *
     * @param values the numbers
     * @param bandwidth bandwidth of the kernel, as from {@link #bandwidth}
     * @param floor lower limit of the numbers, such as 0 for counts: the density below it is reflected (Silverman 1986,
     *     section 2.10); negative infinity for none
     * @param x positions at which to evaluate the density
     * @return one value per position; empty if the bandwidth is NaN
     */
    public static double[] density(double[] values, double bandwidth, double floor, double[] x) {
        double[] known = finite(values);
        if (!(bandwidth > 0) || known.length == 0) {
            return new double[0];
        }
        double low = Arrays.stream(known).min().orElseThrow();
        double step = Math.max((Arrays.stream(known).max().orElseThrow() - low) / (BINS - 1), bandwidth / 1e3);
        double[] bins = new double[BINS + 1];
        for (double value : known) {
            double place = (value - low) / step;
            int bin = (int) place;
            bins[bin] += 1 - (place - bin);
            bins[Math.min(BINS, bin + 1)] += place - bin;
        }
        return Arrays.stream(x)
                .map(at -> at < floor
                        ? 0
                        : (kernels(bins, low, step, bandwidth, at)
                                        + (Double.isInfinite(floor)
                                                ? 0
                                                : kernels(bins, low, step, bandwidth, 2 * floor - at)))
                                / known.length)
                .toArray();
    }

    /** Sum of the kernels of all bins at one position; a normal kernel is negligible beyond four bandwidths. */
    private static double kernels(double[] bins, double low, double step, double bandwidth, double at) {
        int first = (int) Math.max(0, Math.ceil((at - REACH * bandwidth - low) / step));
        int last = (int) Math.min(bins.length - 1.0, Math.floor((at + REACH * bandwidth - low) / step));
        double sum = 0;
        for (int bin = first; bin <= last; bin++) {
            double z = (at - low - bin * step) / bandwidth;
            sum += bins[bin] * Math.exp(-z * z / 2);
        }
        return sum / (bandwidth * Math.sqrt(2 * Math.PI));
    }
}
