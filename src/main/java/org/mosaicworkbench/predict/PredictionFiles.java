package org.mosaicworkbench.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;

/**
 * What is written of predictions, and the frames of the most suspicious datasets that are shown.
 *
 * @param predictions     the predictions
 * @param datasets that they are of, in the same order
 * @param group    their name in the report
 * @param folder   of all that is written
 */
public record PredictionFiles(Predictions predictions, PreparedDatasets datasets, String group, Path folder) {

    private static final int SHOWN = 5;

    /**
     * Writes {@code predictions.csv}, {@code compromised.txt}, {@code clf_report.txt}, {@code failures.csv} and {@code
     * made.json}.
     *
     * @param making is asked when all else is written: it reads the inputs from end to end
     */
    public PredictResult write(Supplier<Provenance> making) {
        String report = new PredictionReport(predictions, group).text();
        WholeFile.writeText(folder.resolve("predictions.csv"), csv());
        WholeFile.writeText(
                folder.resolve("compromised.txt"),
                predictions.compromised().stream().map(name -> name + "\n").collect(Collectors.joining()));
        WholeFile.writeText(folder.resolve("clf_report.txt"), report);
        Failure.write(folder.resolve("failures.csv"), datasets.failures());
        Provenance how = making.get();
        how.write(folder);
        List<PredictResult.Suspicious> shown = predictions
                .ranked(Decision.SUSPICIOUS)
                .limit(SHOWN)
                .map(this::shown)
                .toList();
        return new PredictResult(predictions, report, shown, folder, datasets.failures(), how);
    }

    private String csv() {
        List<String> names = new ArrayList<>(Feature.columns());
        names.addAll(List.of("y_pred", "y_proba", "index"));
        StringBuilder csv = new StringBuilder(Csv.line(names));
        for (int row = 0; row < predictions.size(); row++) {
            List<Object> fields = new ArrayList<>(datasets.rows().get(row).texts());
            fields.addAll(List.of(
                    (double) predictions.predicted(row).code(), predictions.probability(row), predictions.name(row)));
            csv.append(Csv.line(fields));
        }
        return csv.toString();
    }

    private PredictResult.Suspicious shown(int row) {
        Blueprint blueprint = predictions.model().classifier().blueprint();
        return new PredictResult.Suspicious(
                predictions.name(row),
                predictions.probability(row),
                Decision.ofExposures(predictions.measured(row)),
                blueprint.frameKinds().stream()
                        .map(kind -> new FrameSet(
                                predictions.name(row),
                                kind,
                                blueprint.imageSize(),
                                datasets.frames(row, kind),
                                OptionalInt.empty()))
                        .flatMap(set -> IntStream.range(0, 3).mapToObj(set::frame))
                        .toList());
    }
}
