package org.mosaicworkbench.plot;

/**
 * One line of a figure.
 *
 * @param name name in the legend; empty for a thin dashed reference line without a legend entry
 * @param x x values; points that are not finite are omitted
 * @param y y values, one per x
 * @param low lower ends of error bars, one per x; empty for none
 * @param high upper ends of error bars, one per x; empty for none
 */
public record Line(String name, double[] x, double[] y, double[] low, double[] high) {

    /** Makes defensive copies. */
    public Line {
        if (x.length != y.length || low.length != high.length || (low.length != 0 && low.length != y.length)) {
            throw new IllegalArgumentException(
                    "line '" + name + "' has " + x.length + " positions, " + y.length + " values and " + low.length
                            + " and " + high.length + " ends of error bars; their numbers must be equal");
        }
        x = x.clone();
        y = y.clone();
        low = low.clone();
        high = high.clone();
    }

    /** Creates a line without error bars. */
    public static Line of(String name, double[] x, double[] y) {
        return new Line(name, x, y, new double[0], new double[0]);
    }

    /** Creates a thin dashed reference line between two points. */
    public static Line reference(double x1, double y1, double x2, double y2) {
        return of("", new double[] {x1, x2}, new double[] {y1, y2});
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
    public double[] low() {
        return low.clone();
    }

    @Override
    public double[] high() {
        return high.clone();
    }
}
