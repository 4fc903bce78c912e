package org.mosaicworkbench.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One axis of a plot area: either a category axis with names at positions 0, 1, 2 and so on, or a numeric axis with a
 * scale.
 *
 * @param title title with the unit
 * @param low position of the start
 * @param high position of the end, larger than {@code low}
 * @param marks labelled ticks between {@code low} and {@code high}
 * @param scale scale of the numbers
 * @param names whether it is a category axis
 */
record Axis(String title, double low, double high, List<Mark> marks, Scale scale, boolean names) {

    private static final int MOST_MARKS = 7;
    private static final double MARGIN = 0.05;

    /** A labelled tick: a name or a number at its position. */
    record Mark(double at, String text) {}

    static Axis names(String title, List<String> names) {
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            marks.add(new Mark(i, names.get(i)));
        }
        return new Axis(title, -0.5, Math.max(1, names.size()) - 0.5, marks, Scale.LINEAR, true);
    }

    /** The same axis in reverse order, so that the first name is at the top of a vertical axis. */
    static Axis namesDown(String title, List<String> names) {
        Axis up = names(title, names);
        List<Mark> marks = up.marks.stream()
                .map(mark -> new Mark(names.size() - 1 - mark.at, mark.text))
                .toList();
        return new Axis(title, up.low, up.high, marks, Scale.LINEAR, true);
    }

    /**
     * A numeric axis with a given range or that of the values; values that the scale cannot show are ignored.
     *
     * @param range start and end; NaN to use the data's range
     * @param floor whether to include 0 without a margin, as below bars
     */
    static Axis numbers(String title, Scale scale, double[] values, double[] range, boolean floor) {
        double[] places =
                Arrays.stream(values).map(scale::place).filter(Double::isFinite).toArray();
        double low = Arrays.stream(places).min().orElse(0);
        double high = Arrays.stream(places).max().orElse(1);
        if (floor) {
            low = Math.min(0, low);
            high = Math.max(0, high);
        }
        double margin = MARGIN * (high - low);
        if (!(high > low)) {
            margin = low == 0 ? 1 : Math.max(0.1 * Math.abs(low), Math.ulp(low) * 1e3);
        }
        double from = scale.place(range[0]);
        double to = scale.place(range[1]);
        double begin = Double.isFinite(from) ? from : floor && low == 0 ? 0 : low - margin;
        double end = Double.isFinite(to) ? to : floor && high == 0 && low < 0 ? 0 : high + margin;
        return new Axis(title, begin, end, scale.marks(begin, end, MOST_MARKS), scale, false);
    }

    /** The fraction of the axis at which a position lies. */
    double part(double place) {
        return (place - low) / (high - low);
    }
}
