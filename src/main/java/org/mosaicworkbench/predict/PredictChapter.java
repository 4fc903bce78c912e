package org.mosaicworkbench.predict;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.Section;

/** The report chapter about predictions. */
record PredictChapter(Predictions predictions, List<PredictResult.Misaligned> shown) {

    List<ReportedNumber> measures() {
        double[] probabilities = predictions.probabilities();
        double mean = DoubleStream.of(probabilities).average().orElse(Double.NaN);
        double spread = Math.sqrt(DoubleStream.of(probabilities)
                .map(s -> (s - mean) * (s - mean))
                .average()
                .orElse(Double.NaN));
        return List.of(
                new ReportedNumber("all", "datasets", probabilities.length),
                new ReportedNumber("all", "misaligned", predictions.count(Decision.MISALIGNED)),
                new ReportedNumber("all", "no verdict", predictions.count(Decision.NO_VERDICT)),
                new ReportedNumber("all", "mean probability", mean),
                new ReportedNumber("all", "standard deviation", spread));
    }

    Chapter chapter() {
        Section misaligned =
                Section.of("Misaligned datasets").rows(predictions.misaligned()).text(JudgedDataset.LEGEND);
        for (PredictResult.Misaligned one : shown) {
            if (!one.frames().isEmpty()) {
                misaligned = misaligned.picture(Picture.row(one.frames().stream()
                                .map(frame -> Picture.of(frame.image(), ""))
                                .toArray(Picture[]::new))
                        .caption(one.toString()));
            }
        }
        int count = predictions.count(Decision.MISALIGNED);
        int open = predictions.count(Decision.NO_VERDICT);
        return new Chapter(
                "Predictions",
                "Which mosaics are misaligned?",
                "Misaligned by more than " + predictions.largerThan() + " pixels: " + count + " of "
                        + Count.of(predictions.datasets().size(), "dataset") + ". No verdict: " + open + ".",
                Map.of(),
                open == 0
                        ? List.of(detectors(), misaligned)
                        : List.of(
                                detectors(),
                                misaligned,
                                Section.of("No verdict").rows(predictions.noVerdict())));
    }

    private Section detectors() {
        TextTable rows = TextTable.of("detector", "aligned", "misaligned", "no verdict");
        for (Map.Entry<String, Map<Decision, Integer>> e :
                predictions.byDetector().entrySet()) {
            Map<Decision, Integer> own = e.getValue();
            rows = rows.with(
                    e.getKey(), own.get(Decision.ALIGNED), own.get(Decision.MISALIGNED), own.get(Decision.NO_VERDICT));
        }
        return Section.of("By detector").rows(rows);
    }
}
