package org.mosaicworkbench.plot;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Line2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A bar chart: bars side by side for each name of an axis, with optional error bars. Option methods return a changed
 * copy; {@link #figure} draws.
 *
 * @param frame title, axis titles (x for the names, y for the numbers with their unit) and size
 * @param names names along the category axis, from the left for vertical bars and from the top for horizontal bars
 * @param bars the series
 * @param style appearance of the bars
 * @param range start and end of the numeric axis; NaN to use the data's range, including 0
 */
public record BarChart(ChartFrame frame, List<String> names, List<Bars> bars, BarStyle style, double[] range) {

    /**
     * The appearance of bars.
     *
     * @param across whether bars are horizontal, for long names
     * @param numbers whether to write each bar's number at its end
     * @param signed whether bars are coloured by sign, orange above 0 and blue below, instead of by series; numbers
     *     then have two decimals
     */
    public record BarStyle(boolean across, boolean numbers, boolean signed) {}

    private static final double FILLED = 0.8;
    /** Margin for the numbers written beyond the ends of the bars, as a fraction of the range of values. */
    private static final double ROOM = 0.35;

    private static final int CAP = 3;

    /** @throws IllegalArgumentException if a series does not have one value per name */
    public BarChart {
        names = List.copyOf(names);
        bars = List.copyOf(bars);
        range = range.clone();
        for (Bars series : bars) {
            if (series.values().length != names.size()) {
                throw new IllegalArgumentException("bars '" + series.name() + "' have " + series.values().length
                        + " values for " + names.size() + " names (" + String.join(", ", names) + ")");
            }
        }
    }

    /** Vertical bars, 400 x 330 pixels. */
    public static BarChart of(String title, String axis, String value, List<String> names, Bars... bars) {
        return new BarChart(
                ChartFrame.of(title, axis, value),
                names,
                Arrays.asList(bars),
                new BarStyle(false, false, false),
                new double[] {Double.NaN, Double.NaN});
    }

    @Override
    public double[] range() {
        return range.clone();
    }

    /** The chart with horizontal bars, the first name on top, tall enough for all of them. */
    public BarChart lying() {
        int lines = names.size() * Math.max(1, bars.size());
        return new BarChart(
                frame.size(frame.width(), Math.max(frame.height(), 110 + 17 * lines)),
                names,
                bars,
                new BarStyle(true, style.numbers(), style.signed()),
                range);
    }

    /** The chart with each bar's number at its end. */
    public BarChart numbered() {
        return new BarChart(frame, names, bars, new BarStyle(style.across(), true, style.signed()), range);
    }

    /** The chart with bars above 0 in one colour and bars below 0 in another. */
    public BarChart bySign() {
        return new BarChart(frame, names, bars, new BarStyle(style.across(), style.numbers(), true), range);
    }

    /** The chart with a fixed range of its numeric axis; NaN to use the data's range. */
    public BarChart range(double from, double to) {
        return new BarChart(frame, names, bars, style, new double[] {from, to});
    }

    /** The chart at a different size, in pixels. */
    public BarChart size(int wide, int high) {
        return new BarChart(frame.size(wide, high), names, bars, style, range);
    }

    /** Draws the figure. */
    public Figure figure(Theme theme) {
        double[] all = bars.stream()
                .flatMapToDouble(b -> DoubleStream.concat(
                        Arrays.stream(b.values()),
                        DoubleStream.concat(Arrays.stream(b.low()), Arrays.stream(b.high()))))
                .toArray();
        boolean some = bars.stream().anyMatch(b -> Arrays.stream(b.values()).anyMatch(Double::isFinite));
        double reach = Arrays.stream(all).filter(Double::isFinite).max().orElse(1);
        double[] limits = range();
        if (style.numbers() && Double.isNaN(limits[1]) && reach > 0) {
            limits[1] = (style.across() ? 1.2 : 1.12) * reach;
        }
        boolean withZero = Double.isNaN(limits[0]);
        if (style.numbers() && style.signed() && withZero) {
            double least = Math.min(
                    0, Arrays.stream(all).filter(Double::isFinite).min().orElse(0));
            double room = ROOM * (Math.max(0, reach) - least);
            limits[0] = least < 0 ? least - room : Double.NaN;
            limits[1] = Math.max(0, reach) + room;
        }
        Axis scaled = Axis.numbers(frame.y(), Scale.LINEAR, all, limits, withZero);
        Axis words = style.across() ? Axis.namesDown(frame.x(), names) : Axis.names(frame.x(), names);
        return new Plane(
                        frame.title(),
                        style.across() ? scaled : words,
                        style.across() ? words : scaled,
                        keys(),
                        frame.width(),
                        frame.height())
                .figure(theme, (chart, look) -> {}, this::draw, some ? "" : "no values");
    }

    private List<Plane.Key> keys() {
        List<Plane.Key> keys = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            if (!bars.get(i).name().isEmpty()) {
                keys.add(new Plane.Key(bars.get(i).name(), i, Plane.Look.FILL));
            }
        }
        return keys;
    }

    private void draw(Plane.Pen pen) {
        double thick = FILLED / Math.max(1, bars.size());
        if (style.across()) {
            pen.line(0, -0.5, 0, names.size() - 0.5, pen.theme.faint(), 1);
        } else {
            pen.line(-0.5, 0, names.size() - 0.5, 0, pen.theme.faint(), 1);
        }
        for (int series = 0; series < bars.size(); series++) {
            Bars own = bars.get(series);
            for (int name = 0; name < names.size(); name++) {
                double place = style.across() ? names.size() - 1 - name : name;
                double shift = ((style.across() ? bars.size() - 1 - series : series) + 0.5) * thick - FILLED / 2;
                if (Double.isFinite(own.values()[name])) {
                    bar(pen, own, name, new double[] {place + shift, 0.46 * thick}, series);
                }
            }
        }
    }

    /** @param slot centre and half the thickness of the bar, in units of the distance between two names */
    private void bar(Plane.Pen pen, Bars own, int name, double[] slot, int series) {
        double end = own.values()[name];
        double base = Double.isNaN(range[0]) ? 0 : range[0];
        double[] from =
                style.across() ? new double[] {base, slot[0] - slot[1]} : new double[] {slot[0] - slot[1], base};
        double[] to = style.across() ? new double[] {end, slot[0] + slot[1]} : new double[] {slot[0] + slot[1], end};
        if (end != base) {
            int look = style.signed() ? end > base ? 1 : 0 : series;
            pen.box(from, to, pen.theme.fill(look), pen.theme.series(look));
        }
        double far = end;
        if (own.low().length > 0 && Double.isFinite(own.low()[name]) && Double.isFinite(own.high()[name])) {
            error(pen, slot[0], own.low()[name], own.high()[name]);
            far = Math.max(end, own.high()[name]);
        }
        if (style.numbers()) {
            number(pen, slot[0], end, far);
        }
    }

    private void error(Plane.Pen pen, double at, double low, double high) {
        pen.on.setColor(pen.theme.ink());
        pen.on.setStroke(new BasicStroke(1.2f));
        double x1 = pen.x(style.across() ? low : at);
        double y1 = pen.y(style.across() ? at : low);
        double x2 = pen.x(style.across() ? high : at);
        double y2 = pen.y(style.across() ? at : high);
        double dx = style.across() ? 0 : CAP;
        double dy = style.across() ? CAP : 0;
        pen.on.draw(new Line2D.Double(x1, y1, x2, y2));
        pen.on.draw(new Line2D.Double(x1 - dx, y1 - dy, x1 + dx, y1 + dy));
        pen.on.draw(new Line2D.Double(x2 - dx, y2 - dy, x2 + dx, y2 + dy));
    }

    private void number(Plane.Pen pen, double at, double value, double far) {
        String text = style.signed() ? hundredths(value) : short3(value);
        pen.on.setFont(Theme.font(Font.PLAIN, 10));
        int wide = pen.on.getFontMetrics().stringWidth(text);
        pen.on.setColor(pen.theme.ink());
        boolean before = style.signed() && value < 0 && pen.x(far) - wide - 4 > pen.left();
        double beside = before ? pen.x(far) - wide - 4 : pen.x(style.signed() ? Math.max(0, far) : far) + 4;
        double x = style.across() ? Math.min(beside, pen.right() - wide - 2) : pen.x(at) - wide / 2.0;
        double y = style.across() ? pen.y(at) + 4 : pen.y(far) - 4;
        Figure.write(pen.on, text, (int) Math.round(x), (int) Math.round(y));
    }

    /** Formats all numbers with two decimals, so that they are short and easy to compare. */
    private static String hundredths(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.equals("-0.00") ? "0.00" : text.replace("-", "\u2212");
    }

    /** Formats with three digits, integers without decimals. */
    private static String short3(double value) {
        String text = value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : new BigDecimal(value)
                        .round(new MathContext(3))
                        .stripTrailingZeros()
                        .toString();
        return text.replace("-", "\u2212");
    }

    /** Sorts the names by descending value of a single series, for importances. */
    public BarChart sorted() {
        if (bars.size() != 1) {
            throw new IllegalStateException(
                    "a chart of " + bars.size() + " series cannot be sorted; it needs exactly 1");
        }
        Bars own = bars.get(0);
        int[] order = IntStream.range(0, names.size())
                .boxed()
                .sorted((a, b) -> Double.compare(rank(own.values()[b]), rank(own.values()[a])))
                .mapToInt(i -> i)
                .toArray();
        return new BarChart(
                frame,
                Arrays.stream(order).mapToObj(names::get).toList(),
                List.of(new Bars(
                        own.name(), some(own.values(), order), some(own.low(), order), some(own.high(), order))),
                style,
                range);
    }

    private static double rank(double value) {
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    private static double[] some(double[] values, int[] order) {
        return values.length == 0
                ? values
                : Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    }
}
