package org.mosaicworkbench.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.io.Csv;

/** The scale of an axis. */
public enum Scale {
    /** Linear. */
    LINEAR,
    /** Logarithmic; numbers of 0 and below are omitted. */
    LOGARITHMIC,
    /**
     * Logarithmic with a position for 0: {@code log10(1 + |x|)} with the sign of x. It suits counts that are often 0
     * and sometimes in the thousands.
     */
    LOGARITHMIC_FROM_ZERO;

    private static final double[] ROUND = {1, 2, 2.5, 5, 10};

    /** The position of a number along the axis, on the transformed scale; NaN if it has none. */
    double place(double value) {
        return switch (this) {
            case LINEAR -> Double.isFinite(value) ? value : Double.NaN;
            case LOGARITHMIC -> value > 0 && Double.isFinite(value) ? Math.log10(value) : Double.NaN;
            case LOGARITHMIC_FROM_ZERO ->
                Double.isFinite(value) ? Math.signum(value) * Math.log10(1 + Math.abs(value)) : Double.NaN;
        };
    }

    /**
     * Ticks at round numbers between two positions.
     *
     * @param most maximum number of ticks
     */
    List<Axis.Mark> marks(double low, double high, int most) {
        if (this == LINEAR) {
            return even(low, high, most);
        }
        for (int[] digits : new int[][] {{1, 2, 5}, {1, 3}, {1}}) {
            List<Axis.Mark> marks = factors(low, high, digits, 1);
            if (marks.size() <= most) {
                return marks.size() > 1 ? marks : within(low, high, most);
            }
        }
        List<Axis.Mark> decades = factors(low, high, new int[] {1}, 1);
        return factors(low, high, new int[] {1}, (decades.size() + most - 1) / most);
    }

    private static List<Axis.Mark> even(double low, double high, int most) {
        double step = step((high - low) / Math.max(1, most - 1));
        List<Axis.Mark> marks = new ArrayList<>();
        for (double i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            marks.add(new Axis.Mark(i * step, text(i * step, step)));
        }
        return marks;
    }

    /** Uses linear steps within a decade, at their positions on the scale. */
    private List<Axis.Mark> within(double low, double high, int most) {
        double step = step((value(high) - value(low)) / Math.max(1, most - 1));
        List<Axis.Mark> marks = new ArrayList<>();
        for (double i = Math.ceil(value(low) / step - 1e-9); i * step <= value(high) * (1 + 1e-9); i++) {
            marks.add(new Axis.Mark(place(i * step), text(i * step, step)));
        }
        return marks;
    }

    private double value(double place) {
        return this == LOGARITHMIC ? Math.pow(10, place) : Math.signum(place) * (Math.pow(10, Math.abs(place)) - 1);
    }

    private List<Axis.Mark> factors(double low, double high, int[] digits, int everyDecade) {
        List<Axis.Mark> marks = new ArrayList<>();
        int first = this == LOGARITHMIC ? (int) Math.floor(low) : 0;
        if (this == LOGARITHMIC_FROM_ZERO && low <= 0 && high >= 0) {
            marks.add(new Axis.Mark(0, "0"));
        }
        for (int decade = first; decade <= Math.ceil(Math.max(Math.abs(low), high)); decade += everyDecade) {
            for (int digit : digits) {
                double value = digit * Math.pow(10, decade);
                for (double signed : this == LOGARITHMIC ? new double[] {value} : new double[] {value, -value}) {
                    if (place(signed) >= low && place(signed) <= high) {
                        marks.add(new Axis.Mark(place(signed), text(signed, value)));
                    }
                }
            }
        }
        return marks;
    }

    private static double step(double least) {
        if (!(least > 0)) {
            return 1;
        }
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        for (double round : ROUND) {
            if (round * decade >= least * (1 - 1e-9)) {
                return round * decade;
            }
        }
        return 10 * decade;
    }

    /**
     * Formats a number with as many decimals as the step needs, large numbers with k and M, very small numbers with a
     * power of ten.
     */
    private static String text(double value, double step) {
        double size = Math.max(Math.abs(value), step);
        if (size >= 1e9 || step < 1e-4) {
            return Math.abs(value) < step / 2
                    ? "0"
                    : Csv.number(Double.parseDouble(String.format(Locale.ROOT, "%.2e", value)));
        }
        double unit = size >= 1e6 ? 1e6 : size >= 1e4 ? 1e3 : 1;
        int decimals = 0;
        while (decimals < 6
                && Math.abs(Math.rint(step / unit * Math.pow(10, decimals)) - step / unit * Math.pow(10, decimals))
                        > 1e-6) {
            decimals++;
        }
        String number = String.format(Locale.ROOT, "%." + decimals + "f", value / unit);
        return number.matches("-0(\\.0*)?") || Math.abs(value) < step / 2
                ? "0"
                : number + (unit == 1e6 ? "M" : unit == 1e3 ? "k" : "");
    }
}
