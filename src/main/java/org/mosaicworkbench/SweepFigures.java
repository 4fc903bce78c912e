package org.mosaicworkbench;

import org.mosaicworkbench.explore.Statistics;
import org.mosaicworkbench.plot.BarChart;
import org.mosaicworkbench.plot.Bars;
import org.mosaicworkbench.plot.Box;
import org.mosaicworkbench.plot.BoxChart;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Line;
import org.mosaicworkbench.plot.LineChart;
import org.mosaicworkbench.plot.Points;
import org.mosaicworkbench.plot.Scale;
import org.mosaicworkbench.plot.ScatterChart;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.sweep.Goal;
import org.mosaicworkbench.sweep.Importance;
import org.mosaicworkbench.sweep.Parameter;
import org.mosaicworkbench.sweep.Report;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.Trial;
import org.mosaicworkbench.sweep.Values;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The figures of a sweep: from its reports to the charts' series. */
final class SweepFigures {

    private static final int COLUMNS = 3;
    /** Trials that are drawn with a name of their own. */
    private static final int NAMED = 3;
    private static final double MARGIN = 0.08;

    private final SweepResult sweep;
    private final Theme theme;
    private final List<Trial> done;

    SweepFigures(SweepResult sweep, Theme theme) {
        this.sweep = sweep;
        this.theme = theme;
        this.done = sweep.trials().stream().filter(trial -> !trial.failed()).toList();
    }

    Figure course() {
        return Figure.panel("", COLUMNS, List.of(bestSoFar(), curves(), importance()));
    }

    /** A stair: the best metric after each report, of trials that were tried in full, by the epochs that were spent. */
    private Figure bestSoFar() {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        int longest = done.isEmpty() ? 0 : done.get(0).epochs();
        double spent = 0;
        Optional<Report> best = Optional.empty();
        for (Report report : sweep.reports()) {
            spent += report.epochs() - report.before();
            if (!report.failed() && report.epochs() == longest
                    && (best.isEmpty() || sweep.plan().best().compare(report, best.get()) < 0)) {
                best.ifPresent(before -> y.add(before.metric()));
                if (best.isPresent()) {
                    x.add(spent);
                }
                best = Optional.of(report);
                x.add(spent);
                y.add(report.metric());
            }
        }
        if (best.isPresent()) {
            x.add(spent);
            y.add(best.get().metric());
        }
        return LineChart.of("Best so far", "epochs of all trials", sweep.metric(), Line.of("after " + longest + " epochs", numbers(x),
                        numbers(y))).range(0, spent, Double.NaN, Double.NaN)
                .legend(sweep.plan().goal() == Goal.SMALLEST ? LineChart.Corner.UPPER_RIGHT : LineChart.Corner.LOWER_RIGHT)
                .empty("no trial succeeded").figure(theme);
    }

    /** Curves of the best by name, of the others faint, so that one sees where they were stopped. */
    private Figure curves() {
        List<Line> lines = new ArrayList<>();
        boolean curves = done.stream().anyMatch(trial -> trial.last().curve().length > 1);
        for (int i = done.size() - 1; i >= 0; i--) {
            Trial trial = done.get(i);
            double[] y = curves ? trial.last().curve() : trial.reports().stream().mapToDouble(Report::metric).toArray();
            double[] x = curves ? IntStream.rangeClosed(1, y.length).mapToDouble(epoch -> epoch).toArray()
                    : trial.reports().stream().mapToDouble(Report::epochs).toArray();
            lines.add(Line.of(i < NAMED ? "trial " + trial.number() : "", x, y));
        }
        double[] all = lines.stream().flatMapToDouble(line -> Arrays.stream(line.y())).filter(Double::isFinite).sorted().toArray();
        double low = all.length == 0 ? 0 : all[0];
        double high = all.length == 0 ? 1 : Statistics.quantile(all, 0.98);
        double margin = high > low ? MARGIN * (high - low) : 0.1;
        return LineChart.of("Learning curves", "epoch", curves ? sweep.curve() : sweep.metric(), lines.toArray(Line[]::new))
                .range(Double.NaN, Double.NaN, low - margin, high + margin).scale(LineChart.Scale.WHOLE)
                .legend(curves || sweep.plan().goal() == Goal.SMALLEST ? LineChart.Corner.UPPER_RIGHT : LineChart.Corner.LOWER_RIGHT)
                .empty("no trial succeeded").figure(theme);
    }

    private Figure importance() {
        List<Importance> known = Importance.known(sweep.importance());
        List<String> names = known.stream().map(Importance::parameter).toList();
        return BarChart.of("What settings explain", "", "part of the metric's variation", names,
                        Bars.of("by itself", known.stream().mapToDouble(Importance::part).toArray()),
                        Bars.of("chance (95 %)", known.stream().mapToDouble(Importance::chance).toArray()))
                .lying().range(0, 1).figure(theme);
    }

    Figure settings() {
        return Figure.panel("", COLUMNS, sweep.plan().space().parameters().stream().map(this::setting).toList());
    }

    private Figure setting(Parameter parameter) {
        return parameter.values() instanceof Values.Range range ? numbers(parameter.name(), range) : choices(parameter);
    }

    private Figure numbers(String name, Values.Range range) {
        Predicate<Trial> full = trial -> trial.epochs() == sweep.plan().epochs();
        List<Points> points = new ArrayList<>();
        if (sweep.plan().rungs().size() > 1) {
            points.add(points("stopped", name, full.negate()));
        }
        points.add(points("tried in full", name, full));
        boolean log = range.scale() == Values.Range.Scale.LOG;
        double[] shown = done.stream().mapToDouble(Trial::metric).sorted().toArray();
        double high = shown.length == 0 ? 1 : shown[shown.length - 1];
        double low = shown.length == 0 ? 0 : shown[0];
        double margin = high > low ? MARGIN * (high - low) : 0.1;
        return ScatterChart.of(name, name, sweep.metric(), points.toArray(Points[]::new))
                .scale(log ? Scale.LOGARITHMIC : Scale.LINEAR, Scale.LINEAR)
                .range(range.from(), range.to(), low - margin, high + margin).figure(theme);
    }

    private Points points(String group, String name, Predicate<Trial> which) {
        List<Trial> own = done.stream().filter(which).filter(trial -> trial.settings().has(name)).toList();
        return new Points(group, own.stream().mapToDouble(trial -> trial.settings().number(name)).toArray(),
                own.stream().mapToDouble(Trial::metric).toArray());
    }

    private Figure choices(Parameter parameter) {
        List<Object> choices = parameter.values().points();
        List<Box> boxes = choices.stream().map(choice -> Statistics.box(done.stream()
                .filter(trial -> trial.settings().has(parameter.name()) && trial.settings().value(parameter.name()).equals(choice))
                .mapToDouble(Trial::metric).toArray())).toList();
        return BoxChart.of(parameter.name(), parameter.name(), sweep.metric(),
                choices.stream().map(Settings::words).toList(), new Box.Series("", boxes)).figure(theme);
    }

    private static double[] numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
