package org.mosaicworkbench.plot;

import java.util.Arrays;

/**
 * One series of bars, a bar for each name of the axis.
 *
 * @param name   in the legend; empty for a single series that needs none
 * @param values one for each name of the axis; no bar where it is not finite
 * @param low    lower ends of error bars, as many; empty for none; no error bar where an end is not finite
 * @param high   upper ends of error bars, as many; empty for none
 */
public record Bars(String name, double[] values, double[] low, double[] high) {

    /** Makes defensive copies. */
    public Bars {
        if (low.length != high.length || (low.length != 0 && low.length != values.length)) {
            throw new IllegalArgumentException("bars '" + name + "' have " + values.length + " values and " + low.length
                    + " and " + high.length + " ends of error bars; there must be as many of each");
        }
        values = values.clone();
        low = low.clone();
        high = high.clone();
    }

    /** Bars without error bars. */
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
