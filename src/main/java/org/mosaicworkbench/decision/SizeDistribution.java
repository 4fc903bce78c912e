package org.mosaicworkbench.decision;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * Probability distribution of the size of a misalignment, in pixels of the mosaic. It is stored at {@value #POINTS}
 * sizes from {@value #SMALLEST} to {@value #LARGEST} pixels, evenly spaced in the logarithm. For sizes below the first
 * or above the last, only the total probability is stored.
 */
public final class SizeDistribution {

    private static final double SMALLEST = 5e-4;
    private static final double LARGEST = 5e3;
    private static final int POINTS = 701;
    /** Probability below the lower end of a 95 % interval. */
    private static final double LOWER = 0.025;

    private static final double STEP = Math.log(LARGEST / SMALLEST) / (POINTS - 1);

    private final double[] below;

    private SizeDistribution(double[] below) {
        this.below = below;
    }

    /** @param below cumulative probability at a size in pixels, non-decreasing, 0 to 1 */
    static SizeDistribution of(DoubleUnaryOperator below) {
        double[] values = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double value = Math.min(1, Math.max(0, below.applyAsDouble(size(i))));
            if (Double.isNaN(value)) {
                throw new IllegalArgumentException(
                        "the probability of a size of at most " + size(i) + " pixels is not a number");
            }
            values[i] = i == 0 ? value : Math.max(values[i - 1], value);
        }
        return new SizeDistribution(values);
    }

    private static double size(int point) {
        return SMALLEST * Math.exp(point * STEP);
    }

    /** @return the distribution of the larger of two independent sizes */
    SizeDistribution largerOf(SizeDistribution other) {
        double[] both = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            both[i] = below[i] * other.below[i];
        }
        return new SizeDistribution(both);
    }

    /** @return a mixture: this distribution with probability 1 - {@code chance}, the other with {@code chance} */
    SizeDistribution unless(double chance, SizeDistribution other) {
        double[] mixed = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            mixed[i] = (1 - chance) * below[i] + chance * other.below[i];
        }
        return new SizeDistribution(mixed);
    }

    /** @return the probability that the misalignment exceeds the given size in pixels, which must be positive */
    public double above(double pixels) {
        double place = Math.log(pixels / SMALLEST) / STEP;
        if (place <= 0) {
            return 1 - below[0];
        }
        int left = (int) Math.min(POINTS - 1.0, place);
        int right = Math.min(POINTS - 1, left + 1);
        return 1 - (below[left] + (below[right] - below[left]) * Math.min(1, place - left));
    }

    /**
     * @param probability 0 to 1
     * @return the quantile, pixels: 0 if it is below the smallest stored size, {@value #LARGEST} if it is above the
     *     largest
     */
    public double quantile(double probability) {
        if (probability <= below[0]) {
            return 0;
        }
        int right = 1;
        while (right < POINTS - 1 && below[right] < probability) {
            right++;
        }
        double rise = below[right] - below[right - 1];
        double part = rise > 0 ? Math.min(1, Math.max(0, (probability - below[right - 1]) / rise)) : 1;
        return SMALLEST * Math.exp((right - 1 + part) * STEP);
    }

    /** @return the median, pixels */
    public double median() {
        return quantile(0.5);
    }

    /** As text: {@code 5.00 px (95 %: 4.95 to 5.05)}. */
    @Override
    public String toString() {
        return words(1) + " px (95 %: " + interval(1) + ")";
    }

    /**
     * The median in another unit.
     *
     * @param unit size of a pixel in that unit
     * @return the median with about three significant digits
     */
    public String words(double unit) {
        return words(unit, 0.5);
    }

    /**
     * The 95 % interval of the size in another unit.
     *
     * @param unit size of a pixel in that unit
     * @return {@code 4.95 to 5.05}
     */
    public String interval(double unit) {
        return words(unit, LOWER) + " to " + words(unit, 1 - LOWER);
    }

    private String words(double unit, double probability) {
        double size = unit * quantile(probability);
        return String.format(Locale.ROOT, size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%.0f", size);
    }
}
