package org.mosaicworkbench.plot;

import java.util.Arrays;

/**
 * One series of points.
 *
 * @param name name in the legend; empty for a single series without one
 * @param x horizontal values; points that are not finite, or that the scale cannot show, are omitted
 * @param y vertical values, one per x
 */
public record Points(String name, double[] x, double[] y) {

    /** Makes defensive copies. */
    public Points {
        if (x.length != y.length) {
            throw new IllegalArgumentException("points '" + name + "' have " + x.length + " positions across and "
                    + y.length + " up; their numbers must be equal");
        }
        x = x.clone();
        y = y.clone();
    }

    @Override
    public double[] x() {
        return x.clone();
    }

    @Override
    public double[] y() {
        return y.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Points points
                && name.equals(points.name)
                && Arrays.equals(x, points.x)
                && Arrays.equals(y, points.y);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(x) + Arrays.hashCode(y);
    }

    @Override
    public String toString() {
        return name + " (" + x.length + " points)";
    }
}
