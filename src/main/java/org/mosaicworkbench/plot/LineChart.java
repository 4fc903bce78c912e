package org.mosaicworkbench.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A line chart. Option methods return a changed copy; {@link #figure} draws.
 *
 * @param frame title, axis titles and size
 * @param lines lines in drawing order
 * @param range range of both axes, {@code {x0, x1, y0, y1}}; NaN to use the data's range
 * @param corner position of the legend
 * @param scale scale of the horizontal axis
 * @param empty text shown instead of lines if there is nothing to draw
 */
public record LineChart(ChartFrame frame, List<Line> lines, double[] range, Corner corner, Scale scale, String empty) {

    /** Positions of the legend: corners of the plot, and places outside it. */
    public enum Corner {
        /** Lower right corner. */
        LOWER_RIGHT,
        /** Upper right corner. */
        UPPER_RIGHT,
        /** Lower left corner. */
        LOWER_LEFT,
        /** Upper left corner. */
        UPPER_LEFT,
        /** Next to the plot, for many lines. */
        BESIDE,
        /** Below the plot in one row, for few lines that may cross the whole plot. */
        BELOW
    }

    /** Scales of the horizontal axis. */
    public enum Scale {
        /** Linear. */
        LINEAR,
        /** Logarithmic; positions must be positive. */
        LOGARITHMIC,
        /** Linear with integer ticks, as for epochs. */
        WHOLE
    }

    /** Decimals to which tick labels are rounded: more than a label needs, but few enough to remove rounding errors. */
    private static final int MARK_DECIMALS = 9;

    private static final int LEGEND = 150;
    /** Maximum number of points drawn with markers; with more, markers would hide the line. */
    private static final int MARKED = 25;
    /** Minimum distance in pixels between two tick labels on an integer axis. */
    private static final int STEP = 60;
    /**
     * Tick spacing hint as a fraction of the pixels between two integers: with a smaller hint, XChart also labels
     * half-integers; with a hint above the full distance, it skips integers.
     */
    private static final double WHOLE_STEP = 0.75;
    /**
     * Positions of an invisible series. If all positions of a chart are equally spaced, XChart labels as many of them
     * as fit; otherwise it uses steps of 1, 2, 5, 10, 20 and so on.
     */
    private static final double[] UNEVEN = {0.1, 0.2, 0.4};

    /** Makes defensive copies. */
    public LineChart {
        lines = List.copyOf(lines);
        range = range.clone();
    }

    /** A chart with the data's ranges, linear axes and the legend at the lower right. */
    public static LineChart of(String title, String x, String y, Line... lines) {
        return new LineChart(
                ChartFrame.of(title, x, y),
                Arrays.asList(lines),
                new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN},
                Corner.LOWER_RIGHT,
                Scale.LINEAR,
                "nothing to draw");
    }

    @Override
    public double[] range() {
        return range.clone();
    }

    /** The chart with fixed ranges of both axes; NaN to use the data's range. */
    public LineChart range(double x0, double x1, double y0, double y1) {
        return new LineChart(frame, lines, new double[] {x0, x1, y0, y1}, corner, scale, empty);
    }

    /** The chart with its legend at a different position. */
    public LineChart legend(Corner where) {
        return new LineChart(frame, lines, range, where, scale, empty);
    }

    /** The chart with a different scale of its horizontal axis. */
    public LineChart scale(Scale kind) {
        return new LineChart(frame, lines, range, corner, kind, empty);
    }

    /** The chart with a different message to show when there is nothing to draw. */
    public LineChart empty(String words) {
        return new LineChart(frame, lines, range, corner, scale, words);
    }

    /** Draws the figure. */
    public Figure figure(Theme theme) {
        return new Figure(
                frame.title(),
                width(),
                frame.height(),
                theme,
                on -> chart(theme).paint(on, width(), frame.height()));
    }

    private int width() {
        return corner == Corner.BESIDE ? frame.width() + LEGEND : frame.width();
    }

    private XYChart chart(Theme theme) {
        XYChart chart = new XYChartBuilder()
                .width(width())
                .height(frame.height())
                .title(frame.title())
                .xAxisTitle(frame.x())
                .yAxisTitle(frame.y())
                .build();
        theme.dress(chart.getStyler());
        List<Line> drawn = lines.stream()
                .map(this::drawable)
                .filter(line -> line.x().length > 0)
                .toList();
        int named = 0;
        for (int i = 0; i < drawn.size(); i++) {
            Line line = drawn.get(i);
            XYSeries series =
                    chart.addSeries(line.name().isEmpty() ? "reference " + i : line.name(), line.x(), line.y());
            if (line.name().isEmpty()) {
                series.setLineColor(theme.faint())
                        .setLineStyle(Theme.thinDashes())
                        .setShowInLegend(false);
                series.setMarker(SeriesMarkers.NONE);
            } else {
                series.setLineColor(theme.series(named)).setLineStyle(theme.stroke(named));
                series.setMarkerColor(theme.series(named));
                series.setMarker(line.x().length > MARKED ? SeriesMarkers.NONE : theme.marker(named));
                bars(chart, line, theme.series(named));
                named++;
            }
        }
        if (scale == Scale.WHOLE) {
            chart.addSeries("uneven", UNEVEN, UNEVEN).setEnabled(false);
        }
        axes(chart, drawn);
        if (named == 0) {
            chart.getStyler().setLegendVisible(false);
            chart.addAnnotation(new AnnotationText(empty, frame.width() / 2.0 + 20, frame.height() / 2.0, true));
        }
        return chart;
    }

    /** XChart's own error bars are symmetric, unlike those of a fraction near 0 or 1. */
    private static void bars(XYChart chart, Line line, Color colour) {
        for (int i = 0; i < line.low().length; i++) {
            XYSeries bar =
                    chart.addSeries(line.name() + " bar " + i, new double[] {line.x()[i], line.x()[i]}, new double[] {
                        line.low()[i], line.high()[i]
                    });
            bar.setLineColor(colour).setLineStyle(new BasicStroke(1)).setShowInLegend(false);
            bar.setMarker(SeriesMarkers.NONE);
        }
    }

    private Line drawable(Line line) {
        int[] kept = IntStream.range(0, line.x().length)
                .filter(i -> Double.isFinite(line.x()[i]) && Double.isFinite(line.y()[i]))
                .toArray();
        if (scale == Scale.LOGARITHMIC && Arrays.stream(kept).anyMatch(i -> line.x()[i] <= 0)) {
            throw new IllegalArgumentException(
                    "line '" + line.name() + "' has positions of 0 or below, which a logarithmic axis cannot show");
        }
        return new Line(
                line.name(),
                some(line.x(), kept),
                some(line.y(), kept),
                some(line.low(), kept),
                some(line.high(), kept));
    }

    private static double[] some(double[] values, int[] kept) {
        return values.length == 0
                ? values
                : Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
    }

    private void axes(XYChart chart, List<Line> drawn) {
        double[] xs =
                drawn.stream().flatMapToDouble(line -> Arrays.stream(line.x())).toArray();
        double[] ys =
                drawn.stream().flatMapToDouble(line -> Arrays.stream(line.y())).toArray();
        double[] across = span(range[0], range[1], xs, scale == Scale.WHOLE ? 0.5 : 0);
        double[] up = span(range[2], range[3], ys, 0.05 * width(ys));
        chart.getStyler()
                .setXAxisMin(across[0])
                .setXAxisMax(across[1])
                .setYAxisMin(up[0])
                .setYAxisMax(up[1])
                .setXAxisLogarithmic(scale == Scale.LOGARITHMIC)
                .setLocale(Locale.ROOT);
        chart.getStyler().setyAxisTickLabelsFormattingFunction(LineChart::mark);
        chart.getStyler()
                .setLegendPosition(
                        switch (corner) {
                            case LOWER_RIGHT -> Styler.LegendPosition.InsideSE;
                            case UPPER_RIGHT -> Styler.LegendPosition.InsideNE;
                            case LOWER_LEFT -> Styler.LegendPosition.InsideSW;
                            case UPPER_LEFT -> Styler.LegendPosition.InsideNW;
                            case BESIDE -> Styler.LegendPosition.OutsideE;
                            case BELOW -> Styler.LegendPosition.OutsideS;
                        });
        chart.getStyler()
                .setLegendLayout(
                        corner == Corner.BELOW ? Styler.LegendLayout.Horizontal : Styler.LegendLayout.Vertical);
        if (scale == Scale.WHOLE) {
            chart.getStyler().setXAxisTickMarkSpacingHint((int)
                    Math.max(STEP, WHOLE_STEP * frame.width() / (across[1] - across[0])));
        }
    }

    /** XChart's own labels below 0.1 lack the leading 0. */
    static String mark(double value) {
        return BigDecimal.valueOf(value)
                .setScale(MARK_DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static double width(double[] values) {
        return values.length == 0
                ? 0
                : DoubleStream.of(values).max().orElseThrow()
                        - DoubleStream.of(values).min().orElseThrow();
    }

    private static double[] span(double from, double to, double[] values, double margin) {
        double low = DoubleStream.of(values).min().orElse(0) - margin;
        double high = DoubleStream.of(values).max().orElse(1) + margin;
        if (high == low) {
            double half = low == 0 ? 1 : 0.1 * Math.abs(low);
            low -= half;
            high += half;
        }
        return new double[] {Double.isNaN(from) ? low : from, Double.isNaN(to) ? high : to};
    }
}
