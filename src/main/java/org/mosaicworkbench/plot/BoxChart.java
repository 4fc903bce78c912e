package org.mosaicworkbench.plot;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/**
 * Box plots side by side for each name of an axis. Option methods return a changed copy; {@link #figure} draws.
 *
 * @param frame title, axis titles and size
 * @param names names along the axis, from the left
 * @param series series of boxes
 * @param outliers whether to draw values beyond the whiskers as symbols; otherwise the axis ends with the whiskers
 * @param scale scale of the numeric axis
 */
public record BoxChart(ChartFrame frame, List<String> names, List<Box.Series> series, boolean outliers, Scale scale) {

    private static final double FILLED = 0.8;
    private static final double HALF = 0.38;
    private static final int OPACITY = 150;

    /** @throws IllegalArgumentException if a series does not have one box per name */
    public BoxChart {
        names = List.copyOf(names);
        series = List.copyOf(series);
        for (Box.Series own : series) {
            if (own.boxes().size() != names.size()) {
                throw new IllegalArgumentException("series '" + own.name() + "' has "
                        + own.boxes().size() + " boxes for " + names.size() + " names: " + String.join(", ", names));
            }
        }
    }

    /** Boxes with their outliers on a linear axis, 400 x 330 pixels. */
    public static BoxChart of(String title, String axis, String value, List<String> names, Box.Series... series) {
        return new BoxChart(ChartFrame.of(title, axis, value), names, Arrays.asList(series), true, Scale.LINEAR);
    }

    /** The chart with or without outliers. */
    public BoxChart outliers(boolean drawn) {
        return new BoxChart(frame, names, series, drawn, scale);
    }

    /** The chart with a different scale of its numeric axis. */
    public BoxChart scale(Scale kind) {
        return new BoxChart(frame, names, series, outliers, kind);
    }

    /** The chart at a different size, in pixels. */
    public BoxChart size(int wide, int high) {
        return new BoxChart(frame.size(wide, high), names, series, outliers, scale);
    }

    /** Draws the figure. */
    public Figure figure(Theme theme) {
        double[] all = series.stream()
                .flatMap(own -> own.boxes().stream())
                .flatMapToDouble(this::numbers)
                .toArray();
        List<Plane.Key> keys = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            if (!series.get(i).name().isEmpty()) {
                keys.add(new Plane.Key(series.get(i).name(), i, Plane.Look.WASH));
            }
        }
        Axis numbers = Axis.numbers(frame.y(), scale, all, new double[] {Double.NaN, Double.NaN}, false);
        boolean some = Arrays.stream(all).anyMatch(v -> Double.isFinite(scale.place(v)));
        return new Plane(frame.title(), Axis.names(frame.x(), names), numbers, keys, frame.width(), frame.height())
                .figure(theme, outliers ? this::beyond : (chart, look) -> {}, this::draw, some ? "" : "no values");
    }

    private DoubleStream numbers(Box box) {
        DoubleStream five = DoubleStream.of(box.low(), box.q1(), box.median(), box.q3(), box.high());
        return outliers ? DoubleStream.concat(five, Arrays.stream(box.outliers())) : five;
    }

    private double middle(int name, int number) {
        return name + (number + 0.5) * FILLED / series.size() - FILLED / 2;
    }

    private void beyond(XYChart chart, Theme theme) {
        for (int number = 0; number < series.size(); number++) {
            for (int name = 0; name < names.size(); name++) {
                double at = middle(name, number);
                double[] places = Arrays.stream(
                                series.get(number).boxes().get(name).outliers())
                        .map(scale::place)
                        .filter(Double::isFinite)
                        .map(place -> Math.rint(place * 1e6) / 1e6)
                        .distinct()
                        .toArray();
                Plane.points(
                        chart,
                        theme,
                        number + " " + name,
                        Arrays.stream(places).map(place -> at).toArray(),
                        places,
                        new int[] {number, 4, OPACITY});
            }
        }
    }

    private void draw(Plane.Pen pen) {
        double half = HALF * FILLED / series.size();
        for (int number = 0; number < series.size(); number++) {
            for (int name = 0; name < names.size(); name++) {
                Box box = series.get(number).boxes().get(name);
                double[] five = numbersOf(box);
                if (Arrays.stream(five).allMatch(Double::isFinite)) {
                    draw(pen, five, middle(name, number), half, number);
                }
            }
        }
    }

    private double[] numbersOf(Box box) {
        return DoubleStream.of(box.low(), box.q1(), box.median(), box.q3(), box.high())
                .map(scale::place)
                .toArray();
    }

    private static void draw(Plane.Pen pen, double[] five, double at, double half, int number) {
        Color colour = pen.theme.series(number);
        pen.line(at, five[0], at, five[1], colour, 1.2f);
        pen.line(at, five[3], at, five[4], colour, 1.2f);
        pen.line(at - half / 2, five[0], at + half / 2, five[0], colour, 1.2f);
        pen.line(at - half / 2, five[4], at + half / 2, five[4], colour, 1.2f);
        pen.box(new double[] {at - half, five[1]}, new double[] {at + half, five[3]}, pen.theme.wash(number), colour);
        pen.line(at - half, five[2], at + half, five[2], five[1] == five[3] ? colour : pen.theme.ink(), 2.2f);
    }
}
