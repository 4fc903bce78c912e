package org.mosaicworkbench.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.features.CodedColumn;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.maths.PowerTransform;
import org.mosaicworkbench.plot.BarChart;
import org.mosaicworkbench.plot.Bars;
import org.mosaicworkbench.plot.Box;
import org.mosaicworkbench.plot.BoxChart;
import org.mosaicworkbench.plot.CurveChart;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.HeatMap;
import org.mosaicworkbench.plot.Line;
import org.mosaicworkbench.plot.Points;
import org.mosaicworkbench.plot.Scale;
import org.mosaicworkbench.plot.ScatterChart;
import org.mosaicworkbench.plot.Theme;

/** Draws the figures of a feature table. */
public final class ExploreFigures {

    private static final int COLUMNS = 3;
    private static final int CURVE = 200;
    /**
     * Ratio of the maximum to the median above which the scale is logarithmic, because a linear one would hide typical
     * values.
     */
    private static final double SKEWED = 20;

    private static final double TAIL = 0.99;
    private static final double MARGIN = 0.05;

    private final FeatureTable table;
    private final CodedColumn grouping;
    private final Theme theme;
    private final List<Group> groups;
    private final List<Group> labels;

    /** @throws BadInput if the table has only codes and labels */
    public ExploreFigures(FeatureTable table, CodedColumn grouping, Theme theme) {
        if (table.continuous().isEmpty()) {
            throw new BadInput(
                    "the table has no numeric column except codes and labels; give the svm_data.csv that prep wrote");
        }
        this.table = table;
        this.grouping = grouping;
        this.theme = theme;
        this.groups = table.by(grouping);
        this.labels = table.byLabel();
    }

    /** All figures by name, in the order of display. */
    public Map<String, Figure> all(Correlations pairs) {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("counts", counts());
        figures.put("means", features("Means with 95 % intervals", this::means));
        figures.put("boxes", features("Quartiles, whiskers and outliers", column -> boxes(column, true)));
        figures.put("boxes_without_outliers", features("Quartiles and whiskers", column -> boxes(column, false)));
        figures.put("densities", features("Densities", this::density));
        figures.put(
                "densities_normalised",
                features(
                        "Densities as a network sees the features, transformed to be nearly normal",
                        this::densityNormalised));
        scatter(figures, "rms", Feature.RMS_RA.column(), Feature.RMS_DEC.column());
        scatter(figures, "sources", Feature.POINT.column(), Feature.SEGMENT.column());
        figures.put("correlations", correlations("Rank correlations (Spearman)", pairs.names(), pairs.spearman()));
        figures.put(
                "correlations_pearson", correlations("Linear correlations (Pearson)", pairs.names(), pairs.pearson()));
        return figures;
    }

    private Figure features(String title, Function<String, Figure> one) {
        List<Figure> charts = table.continuous().stream().map(one).toList();
        return Figure.panel(title, columns(charts.size()), charts);
    }

    /** The number of columns of a panel: three, or four if the last chart would otherwise have a row to itself. */
    private static int columns(int charts) {
        return charts > COLUMNS && charts % COLUMNS == 1 ? COLUMNS + 1 : COLUMNS;
    }

    private static String words(String column) {
        return Feature.of(column).map(Feature::label).orElse(column);
    }

    private List<String> names() {
        return groups.stream().map(Group::name).toList();
    }

    private Figure means(String column) {
        double[] values = table.column(column);
        Bars[] bars = labels.stream().map(label -> means(values, label)).toArray(Bars[]::new);
        return BarChart.of(column, grouping.words(), "mean " + words(column), names(), bars)
                .figure(theme);
    }

    /** One bar per group, for the datasets with one label. */
    Bars means(double[] values, Group label) {
        List<double[]> parts =
                groups.stream().map(group -> group.and(label).of(values)).toList();
        List<Interval> intervals = parts.stream().map(Statistics::meanInterval).toList();
        return new Bars(
                label.name(),
                parts.stream().mapToDouble(Statistics::mean).toArray(),
                intervals.stream().mapToDouble(Interval::low).toArray(),
                intervals.stream().mapToDouble(Interval::high).toArray());
    }

    private Figure boxes(String column, boolean outliers) {
        double[] values = table.column(column);
        Box.Series[] series = labels.stream()
                .map(label -> new Box.Series(
                        label.name(),
                        groups.stream()
                                .map(group -> Statistics.box(group.and(label).of(values)))
                                .toList()))
                .toArray(Box.Series[]::new);
        double[] shown = outliers
                ? values
                : Arrays.stream(series)
                        .flatMap(own -> own.boxes().stream())
                        .flatMapToDouble(box -> Arrays.stream(new double[] {box.low(), box.median(), box.high()}))
                        .toArray();
        return BoxChart.of(column, grouping.words(), words(column), names(), series)
                .outliers(outliers)
                .scale(scale(shown))
                .figure(theme);
    }

    /** Chooses a logarithmic scale if no number is negative and some are much larger than most. */
    static Scale scale(double[] values) {
        double[] known = Statistics.finite(values);
        boolean negative = Arrays.stream(known).anyMatch(v -> v < 0);
        double usual = Math.max(1, Statistics.quantile(known, 0.5));
        return !negative && Statistics.quantile(known, 1) > SKEWED * usual ? Scale.LOGARITHMIC_FROM_ZERO : Scale.LINEAR;
    }

    private Figure density(String column) {
        double[] values = Statistics.finite(table.column(column));
        double[] x = grid(values);
        double floor = Arrays.stream(values).allMatch(v -> v >= 0) ? 0 : Double.NEGATIVE_INFINITY;
        long beyond = x.length == 0
                ? 0
                : Arrays.stream(values).filter(v -> v > x[x.length - 1]).count();
        String axis = words(column) + (beyond == 0 ? "" : ", " + beyond + " of " + values.length + " beyond");
        return values.length > 0 && Arrays.stream(values).allMatch(v -> v == Math.rint(v))
                ? steps(column, axis, table.column(column), Histogram.edges(values, x[x.length - 1]))
                : curves(column, axis, table.column(column), floor, x);
    }

    /** Draws integers as histograms, because a smooth density would suggest values between them. */
    private Figure steps(String title, String axis, double[] values, double[] edges) {
        Line[] lines = labels.stream()
                .map(label -> Histogram.of(named(label, values), label.of(values), edges))
                .toArray(Line[]::new);
        return CurveChart.of(title, axis, "density", lines)
                .range(edges[0], edges[edges.length - 1], 0, Double.NaN)
                .figure(theme);
    }

    /** The legend's entry for a label, with the value if there is only one. */
    private static String named(Group label, double[] values) {
        String name = label.name().isEmpty() ? "all datasets" : label.name();
        double[] known = Statistics.finite(label.of(values));
        return Arrays.stream(known).distinct().count() == 1 ? name + " (" + constant(known) + ")" : name;
    }

    /**
     * Positions at which a density is evaluated: up to the largest value, or to the start of a long tail that would
     * compress the rest of the axis.
     */
    static double[] grid(double[] values) {
        if (values.length == 0) {
            return values;
        }
        double low = Statistics.quantile(values, 0);
        double most = Statistics.quantile(values, TAIL);
        double high = Statistics.quantile(values, 1);
        double end = high - low > 2 * (most - low) && most > low ? most : high;
        double margin = MARGIN * (end - low);
        double from = low >= 0 ? Math.max(0, low - margin) : low - margin;
        return IntStream.rangeClosed(0, CURVE)
                .mapToDouble(i -> from + i * (end + margin - from) / CURVE)
                .toArray();
    }

    private Figure densityNormalised(String column) {
        double[] values = table.column(column);
        double[][] known = Arrays.stream(Statistics.finite(values))
                .mapToObj(v -> new double[] {v})
                .toArray(double[][]::new);
        if (known.length < 2) {
            return curves(column, words(column), values, Double.NEGATIVE_INFINITY, new double[0]);
        }
        PowerTransform transform = PowerTransform.fit(known);
        double[] normal = Arrays.stream(values)
                .map(v -> Double.isFinite(v) ? transform.apply(new double[] {v})[0] : Double.NaN)
                .toArray();
        return curves(
                column,
                column + " (standard deviations from the mean)",
                normal,
                Double.NEGATIVE_INFINITY,
                grid(Statistics.finite(normal)));
    }

    private Figure curves(String title, String axis, double[] values, double floor, double[] x) {
        List<Line> lines = new ArrayList<>();
        for (Group label : labels) {
            double[] own = label.of(values);
            double[] density = Statistics.density(own, Statistics.bandwidth(own), floor, x);
            if (density.length > 0) {
                lines.add(Line.of(label.name().isEmpty() ? "all datasets" : label.name(), x, density));
            } else {
                lines.add(Line.of(label.name() + " (" + constant(own) + ")", new double[0], new double[0]));
            }
        }
        CurveChart chart = CurveChart.of(title, axis, "density", lines.toArray(Line[]::new));
        return (lines.stream().allMatch(line -> line.x().length == 0)
                        ? CurveChart.of(title, axis, "density")
                                .range(0, 1, 0, 1)
                                .empty(constant(values))
                        : chart.range(x[0], x[x.length - 1], 0, Double.NaN))
                .figure(theme);
    }

    /** The reason why there is no density. */
    private static String constant(double[] values) {
        double[] known = Statistics.finite(values);
        return known.length == 0
                ? "no values"
                : known.length == 1
                        ? "a single value, " + text(known[0])
                        : Arrays.stream(known).allMatch(v -> v == known[0])
                                ? "all are " + text(known[0])
                                : "each label is constant";
    }

    private static String text(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value);
    }

    private void scatter(Map<String, Figure> figures, String name, String across, String up) {
        if (table.has(across) && table.has(up)) {
            double[] xs = table.column(across);
            double[] ys = table.column(up);
            List<Figure> charts = new ArrayList<>();
            charts.add(scatter("all, by " + grouping.words(), across, up, points(groups, xs, ys)));
            if (labels.size() > 1 || !labels.get(0).name().isEmpty()) {
                charts.add(scatter("all, by label", across, up, points(labels, xs, ys)));
            }
            for (Group group : groups.size() > 1 ? groups : List.<Group>of()) {
                charts.add(scatter(
                        group.name(),
                        across,
                        up,
                        points(labels.stream().map(label -> label.and(group)).toList(), xs, ys)));
            }
            figures.put(name, Figure.panel(words(across) + " and " + words(up), columns(charts.size()), charts));
        }
    }

    private static Points[] points(List<Group> groups, double[] xs, double[] ys) {
        return groups.stream()
                .map(group -> new Points(group.name(), group.of(xs), group.of(ys)))
                .toArray(Points[]::new);
    }

    private Figure scatter(String title, String across, String up, Points... points) {
        double[] xs = table.column(across);
        double[] ys = table.column(up);
        double[] x = range(xs);
        double[] y = range(ys);
        return ScatterChart.of(title, words(across), words(up), points)
                .scale(scale(xs), scale(ys))
                .range(x[0], x[1], y[0], y[1])
                .figure(theme);
    }

    /** The range of values that all charts of a panel share, whichever datasets they show. */
    private static double[] range(double[] values) {
        double low = Statistics.quantile(values, 0);
        double high = Statistics.quantile(values, 1);
        if (!(high > low)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        return scale(values) == Scale.LINEAR
                ? new double[] {low - MARGIN * (high - low), high + MARGIN * (high - low)}
                : new double[] {-0.3, 1.5 * high};
    }

    private Figure counts() {
        List<Figure> charts = new ArrayList<>();
        for (CodedColumn by : CodedColumn.values()) {
            if (table.has(by.column())) {
                List<Group> own = table.by(by);
                Bars[] bars = labels.stream()
                        .map(label -> Bars.of(
                                label.name(),
                                own.stream()
                                        .mapToDouble(group -> group.and(label).size())
                                        .toArray()))
                        .toArray(Bars[]::new);
                charts.add(BarChart.of(
                                "by " + by.words(),
                                "",
                                "datasets",
                                own.stream().map(Group::name).toList(),
                                bars)
                        .lying()
                        .numbered()
                        .figure(theme));
            }
        }
        charts.add(BarChart.of(
                        "by label",
                        "",
                        "datasets",
                        List.of(labels.get(0).name().isEmpty() ? "no label" : "all"),
                        labels.stream()
                                .map(label -> Bars.of(label.name(), label.size()))
                                .toArray(Bars[]::new))
                .lying()
                .numbered()
                .figure(theme));
        return Figure.panel("Counts of " + Count.of(table.size(), "dataset"), 2, charts);
    }

    private Figure correlations(String title, List<String> names, double[][] values) {
        return HeatMap.of(title, names, names, values).figure(theme);
    }
}
