package org.mosaicworkbench.plot;

import java.util.Arrays;
import java.util.List;

/**
 * The statistics drawn by a box plot.
 *
 * @param low end of the lower whisker
 * @param q1 lower quartile
 * @param median median; NaN for no box at all
 * @param q3 upper quartile
 * @param high end of the upper whisker
 * @param outliers values beyond the whiskers
 */
public record Box(double low, double q1, double median, double q3, double high, double[] outliers) {

    /** The box of an empty sample: nothing is drawn. */
    public static final Box NONE = new Box(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, new double[0]);

    /** Copies the array. */
    public Box {
        outliers = outliers.clone();
    }

    @Override
    public double[] outliers() {
        return outliers.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Box box
                && same(low, box.low)
                && same(q1, box.q1)
                && same(median, box.median)
                && same(q3, box.q3)
                && same(high, box.high)
                && Arrays.equals(outliers, box.outliers);
    }

    private static boolean same(double a, double b) {
        return Double.compare(a, b) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new double[] {low, q1, median, q3, high}) + 31 * Arrays.hashCode(outliers);
    }

    @Override
    public String toString() {
        return "box " + low + " [" + q1 + " | " + median + " | " + q3 + "] " + high + ", " + outliers.length
                + " outliers";
    }

    /**
     * One series of boxes, one box for each name of the axis.
     *
     * @param name name in the legend; empty for a single series without one
     * @param boxes one for each name of the axis
     */
    public record Series(String name, List<Box> boxes) {

        /** Copies the list. */
        public Series {
            boxes = List.copyOf(boxes);
        }
    }
}
