package org.mosaicworkbench.predict;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.Section;

/** What predictions tell in a report. */
final class PredictChapter {

    private final Predictions predictions;
    private final List<PredictResult.Suspicious> shown;
    private final List<String> names;
    private final double[] scores;

    PredictChapter(Predictions predictions, List<PredictResult.Suspicious> shown) {
        this.predictions = predictions;
        this.shown = shown;
        this.names = predictions.names();
        this.scores = predictions.scores();
    }

    List<ReportedNumber> measures() {
        double mean = DoubleStream.of(scores).average().orElse(Double.NaN);
        double spread = Math.sqrt(DoubleStream.of(scores)
                .map(s -> (s - mean) * (s - mean))
                .average()
                .orElse(Double.NaN));
        return List.of(
                new ReportedNumber("all", "datasets", scores.length),
                new ReportedNumber(
                        "all", "suspicious", predictions.compromised().size()),
                new ReportedNumber("all", "mean probability", mean),
                new ReportedNumber("all", "standard deviation", spread));
    }

    Chapter chapter() {
        Section suspicious = Section.of("Suspicious datasets").rows(suspicious());
        Section few = Section.of("Cannot tell: fewer than " + Decision.ENOUGH_SOURCES + " sources")
                .rows(predictions.cannotTell());
        for (PredictResult.Suspicious one : shown) {
            if (!one.frames().isEmpty()) {
                suspicious = suspicious.picture(Picture.row(one.frames().stream()
                                .map(frame -> Picture.of(frame.image(), ""))
                                .toArray(Picture[]::new))
                        .caption(String.format(Locale.ROOT, "%s, %.3f", one.index(), one.probability())));
            }
        }
        return new Chapter(
                "Predictions",
                "Which mosaics are misaligned?",
                String.format(
                                Locale.ROOT,
                                "Suspicious: %d of %s, with a probability to be misaligned of %.3f or more.",
                                predictions.compromised().size(),
                                Count.of(scores.length, "dataset"),
                                predictions.model().classifier().threshold())
                        + few()
                        + notJudged(),
                Map.of(),
                predictions.cannotTell().cells().isEmpty()
                        ? List.of(detectors(), suspicious)
                        : List.of(detectors(), suspicious, few));
    }

    private String few() {
        int few = predictions.cannotTell().cells().size();
        return few == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        " %s of fewer than %d sources, of which it cannot be told, %s listed apart, "
                                + "though counted here.",
                        Count.of(few, "dataset"),
                        Decision.ENOUGH_SOURCES,
                        few == 1 ? "is" : "are");
    }

    private String notJudged() {
        List<String> moving = predictions.notJudged();
        return moving.isEmpty() ? "" : " Not judged: moving target: " + String.join(", ", moving) + ".";
    }

    private TextTable suspicious() {
        return new TextTable(
                List.of("dataset", "detector", "probability"),
                predictions
                        .ranked(Decision.SUSPICIOUS)
                        .map(row -> List.<Object>of(
                                predictions.name(row),
                                Prediction.detector(predictions.name(row)),
                                predictions.probability(row)))
                        .toList());
    }

    private Section detectors() {
        Map<String, int[]> counts = new TreeMap<>();
        names.forEach(name -> counts.computeIfAbsent(Prediction.detector(name), d -> new int[2])[0]++);
        predictions.compromised().forEach(name -> counts.get(Prediction.detector(name))[1]++);
        TextTable rows = TextTable.of("detector", "datasets", "suspicious");
        for (Map.Entry<String, int[]> e : counts.entrySet()) {
            rows = rows.with(e.getKey(), e.getValue()[0], e.getValue()[1]);
        }
        return Section.of("By detector").rows(rows);
    }
}
