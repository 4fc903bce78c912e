package org.mosaicworkbench.plot;

import java.util.Arrays;

/**
 * One series of bars, one bar for each name of the axis.
 *
 * @param name name in the legend; empty for a single series without one
 * @param values one value for each name of the axis; no bar if it is not finite
 * @param low lower ends of error bars, one per value; empty for none; no error bar if an end is not finite
 * @param high upper ends of error bars, one per value; empty for none
 */
public record Bars(String name, double[] values, double[] low, double[] high) {

    /** Makes defensive copies. */
    public Bars {
        if (low.length != high.length || (low.length != 0 && low.length != values.length)) {
            throw new IllegalArgumentException("bars '" + name + "' have " + values.length + " values and " + low.length
                    + " and " + high.length + " ends of error bars; their numbers must be equal");
        }
        values = values.clone();
        low = low.clone();
        high = high.clone();
    }

    /** Creates bars without error bars. */
    public static Bars of(String name, double... values) {
        return new Bars(name, values, new double[0], new double[0]);
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    @Override
    public double[] low() {
        return low.clone();
    }

    @Override
    public double[] high() {
        return high.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bars bars
                && name.equals(bars.name)
                && Arrays.equals(values, bars.values)
                && Arrays.equals(low, bars.low)
                && Arrays.equals(high, bars.high);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(values);
    }
}
