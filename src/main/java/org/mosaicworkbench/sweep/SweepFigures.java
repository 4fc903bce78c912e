package org.mosaicworkbench.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.mosaicworkbench.explore.Statistics;
import org.mosaicworkbench.plot.BarChart;
import org.mosaicworkbench.plot.Bars;
import org.mosaicworkbench.plot.Box;
import org.mosaicworkbench.plot.BoxChart;
import org.mosaicworkbench.plot.CurveChart;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Line;
import org.mosaicworkbench.plot.LineChart;
import org.mosaicworkbench.plot.Points;
import org.mosaicworkbench.plot.Scale;
import org.mosaicworkbench.plot.ScatterChart;
import org.mosaicworkbench.plot.Theme;

/** Draws the figures of a sweep. */
final class SweepFigures {

    private static final int COLUMNS = 3;
    /** Number of best trials whose learning curves are labelled. */
    private static final int NAMED = 3;

    private static final double MARGIN = 0.08;
    private static final double DASH = 0.3;
    /**
     * Quantile of the values that sets the upper limit of the learning curves' vertical axis, so that a diverging
     * training run does not compress the other curves.
     */
    private static final double MOST = 0.98;

    private final RankedTrials sweep;
    private final Theme theme;
    private final List<Trial> done;

    SweepFigures(RankedTrials sweep, Theme theme) {
        this.sweep = sweep;
        this.theme = theme;
        this.done = sweep.all().stream().filter(trial -> !trial.failed()).toList();
    }

    Figure course() {
        return Figure.panel(
                "",
                COLUMNS,
                sweep.epochs() > 0 ? List.of(bestSoFar(), curves(), importance()) : List.of(bestSoFar(), importance()));
    }

    /**
     * A step curve: the best metric after each report, against the total number of epochs, or against the number of
     * reports if no model trains in epochs.
     */
    private Figure bestSoFar() {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        boolean epochs = sweep.epochs() > 0;
        double spent = 0;
        for (TrialReport report : sweep.reports()) {
            spent += epochs ? report.epochs() - report.before() : 1;
            double best = y.isEmpty() ? Double.NaN : y.get(y.size() - 1);
            if (!report.failed() && sweep.plan().goal().better(report.metric(), best)) {
                x.addAll(y.isEmpty() ? List.of(spent) : List.of(spent, spent));
                y.addAll(y.isEmpty() ? List.of(report.metric()) : List.of(best, report.metric()));
            }
        }
        if (!y.isEmpty()) {
            x.add(spent);
            y.add(y.get(y.size() - 1));
        }
        double[] range = range(numbers(y), 1);
        return CurveChart.of(
                        "Best so far",
                        epochs ? "epochs of all trials" : "results of all trials",
                        sweep.metric(),
                        Line.of("", numbers(x), numbers(y)))
                .range(0, Math.max(1, spent), range[0], range[1])
                .empty("no trial succeeded")
                .figure(theme);
    }

    /**
     * Learning curves of all successful trials: the best few labelled, the rest faint, so that early stops are visible.
     */
    private Figure curves() {
        List<Line> lines = new ArrayList<>();
        boolean curves = done.stream().anyMatch(trial -> trial.last().curve().length > 1);
        done.stream().skip(NAMED).forEach(trial -> lines.add(curve(trial, "", curves)));
        done.stream().limit(NAMED).forEach(trial -> lines.add(curve(trial, "trial " + trial.number(), curves)));
        double[] range = range(
                lines.stream().flatMapToDouble(line -> Arrays.stream(line.y())).toArray(), MOST);
        return LineChart.of(
                        "Learning curves", "epoch", curves ? sweep.curve() : sweep.metric(), lines.toArray(Line[]::new))
                .range(0, Double.NaN, range[0], range[1])
                .scale(LineChart.Scale.WHOLE)
                .legend(LineChart.Corner.BELOW)
                .empty("no trial succeeded")
                .figure(theme);
    }

    /** The learning curve of a trial; if it has only one value and no label, it becomes a short dash. */
    private static Line curve(Trial trial, String name, boolean curves) {
        double[] y = curves
                ? trial.last().curve()
                : trial.reports().stream().mapToDouble(TrialReport::metric).toArray();
        double[] x = curves
                ? IntStream.rangeClosed(1, y.length).mapToDouble(epoch -> epoch).toArray()
                : trial.reports().stream().mapToDouble(TrialReport::epochs).toArray();
        return y.length == 1 && name.isEmpty()
                ? Line.of(name, new double[] {x[0] - DASH, x[0] + DASH}, new double[] {y[0], y[0]})
                : Line.of(name, x, y);
    }

    /** Limits of a vertical axis, with margins; the upper end is set by a quantile of the values. */
    private static double[] range(double[] values, double part) {
        double[] known = Statistics.finite(values);
        if (known.length == 0) {
            return new double[] {0, 1};
        }
        double low = Statistics.quantile(known, 0);
        double high = Statistics.quantile(known, part);
        double margin = high > low ? MARGIN * (high - low) : Math.max(0.1 * Math.abs(low), 1e-6);
        return new double[] {low - margin, high + margin};
    }

    private Figure importance() {
        List<ParameterImportance> known = ParameterImportance.known(sweep.importance());
        List<String> names = known.stream().map(ParameterImportance::parameter).toList();
        return BarChart.of(
                        "Parameter importance",
                        "",
                        "fraction of the metric's variance",
                        names,
                        Bars.of(
                                "by itself",
                                known.stream()
                                        .mapToDouble(ParameterImportance::part)
                                        .toArray()),
                        Bars.of(
                                "chance (95 %)",
                                known.stream()
                                        .mapToDouble(ParameterImportance::chance)
                                        .toArray()))
                .lying()
                .range(0, 1)
                .figure(theme);
    }

    Figure settings() {
        return Figure.panel(
                "",
                COLUMNS,
                sweep.plan().space().parameters().stream().map(this::setting).toList());
    }

    private Figure setting(Parameter parameter) {
        return parameter.values() instanceof ParameterValues.Range range
                ? numbers(parameter.name(), range)
                : choices(parameter);
    }

    private Figure numbers(String name, ParameterValues.Range range) {
        boolean stopped = sweep.plan().rungs().size() > 1 && sweep.epochs() > 0;
        Predicate<Trial> full =
                trial -> !stopped || trial.epochs() == sweep.plan().epochs();
        List<Points> points = new ArrayList<>();
        if (stopped) {
            points.add(points("stopped", name, full.negate()));
        }
        points.add(points("tried in full", name, full));
        boolean log = range.scale() == ParameterValues.Range.Scale.LOG;
        double[] up = range(done.stream().mapToDouble(Trial::metric).toArray(), 1);
        return ScatterChart.of(name, name, sweep.metric(), points.toArray(Points[]::new))
                .scale(log ? Scale.LOGARITHMIC : Scale.LINEAR, Scale.LINEAR)
                .range(range.from(), range.to(), up[0], up[1])
                .figure(theme);
    }

    private Points points(String group, String name, Predicate<Trial> which) {
        List<Trial> own = done.stream()
                .filter(which)
                .filter(trial -> trial.settings().has(name))
                .toList();
        return new Points(
                group,
                own.stream().mapToDouble(trial -> trial.settings().number(name)).toArray(),
                own.stream().mapToDouble(Trial::metric).toArray());
    }

    private Figure choices(Parameter parameter) {
        List<Object> choices = parameter.values().points();
        List<Box> boxes = choices.stream()
                .map(choice -> Statistics.box(done.stream()
                        .filter(trial -> trial.settings().has(parameter.name())
                                && trial.settings().value(parameter.name()).equals(choice))
                        .mapToDouble(Trial::metric)
                        .toArray()))
                .toList();
        return BoxChart.of(
                        parameter.name(),
                        parameter.name(),
                        sweep.metric(),
                        choices.stream().map(Settings::words).toList(),
                        new Box.Series("", boxes))
                .figure(theme);
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
