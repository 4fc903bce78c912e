package org.mosaicworkbench.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mosaicworkbench.evaluate.Curve;
import org.mosaicworkbench.evaluate.Evaluation;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.plot.BarChart;
import org.mosaicworkbench.plot.Bars;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Line;
import org.mosaicworkbench.plot.LineChart;
import org.mosaicworkbench.plot.Theme;

/**
 * Draws figures that compare baselines and networks.
 *
 * @param comparison evaluations of all models on the test set
 * @param best the baseline whose feature importance is shown
 * @param theme theme of the figures
 */
record BaselineFigures(BaselineTable comparison, BaselinesResult.Judged best, Theme theme) {

    private static final int MOST_FEATURES = 20;

    /** The ROC curves, the areas under them and the importance of the features. */
    Figure panel() {
        return Figure.panel(
                "test set, " + Count.of(best.com().evaluation().verdicts().size(), "dataset"),
                3,
                List.of(roc(), areas(), importance()));
    }

    private Figure areas() {
        TextTable table = comparison.rows();
        List<String> names =
                table.cells().stream().map(row -> (String) row.get(0)).toList();
        Interval[] intervals =
                table.cells().stream().map(row -> (Interval) row.get(2)).toArray(Interval[]::new);
        return BarChart.of(
                        "Area under the ROC curve",
                        "",
                        "area, with its 95 % interval",
                        names,
                        new Bars(
                                "",
                                table.cells().stream()
                                        .mapToDouble(row -> (Double) row.get(1))
                                        .toArray(),
                                Arrays.stream(intervals)
                                        .mapToDouble(Interval::low)
                                        .toArray(),
                                Arrays.stream(intervals)
                                        .mapToDouble(Interval::high)
                                        .toArray()))
                .lying()
                .range(0, 1)
                .figure(theme);
    }

    private Figure importance() {
        List<Importance> all = best.importance();
        List<Importance> shown = all.subList(0, Math.min(MOST_FEATURES, all.size()));
        return BarChart.of(
                        "Permutation importance, " + best.baseline().name(),
                        "",
                        "drop in the area when shuffled",
                        shown.stream().map(Importance::column).toList(),
                        new Bars(
                                "",
                                shown.stream().mapToDouble(Importance::drop).toArray(),
                                shown.stream()
                                        .mapToDouble(i -> i.drop() - i.deviation())
                                        .toArray(),
                                shown.stream()
                                        .mapToDouble(i -> i.drop() + i.deviation())
                                        .toArray()))
                .lying()
                .figure(theme);
    }

    /** The ROC curves; the majority baseline is omitted, because its curve is the diagonal reference line. */
    private Figure roc() {
        List<Line> lines = new ArrayList<>(List.of(Line.reference(0, 0, 1, 1)));
        Map<String, Evaluation> shown = new LinkedHashMap<>(comparison.evaluations());
        shown.remove(new Baseline.Majority().name());
        shown.forEach((name, evaluation) -> {
            Curve curve = Scores.rocCurve(evaluation.truth(), evaluation.scores());
            lines.add(Line.of(
                    String.format(
                            Locale.ROOT,
                            "%s, area %.3f",
                            name,
                            evaluation.metrics().value(BaselineTable.AUC)),
                    curve.x(),
                    curve.y()));
        });
        return LineChart.of("ROC", "false positive rate", "true positive rate", lines.toArray(Line[]::new))
                .range(-0.02, 1.02, -0.02, 1.02)
                .empty("undefined: one class only")
                .figure(theme);
    }
}
