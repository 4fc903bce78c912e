package org.mosaicworkbench.predict;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.decision.Judgement;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;

/**
 * What is written of predictions, and the frames of the first misaligned datasets.
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
        List<PredictResult.Misaligned> shown = predictions
                .ranked(Decision.MISALIGNED)
                .limit(SHOWN)
                .map(this::shown)
                .toList();
        return new PredictResult(predictions, report, shown, folder, datasets.failures(), how);
    }

    private String csv() {
        List<String> names = new ArrayList<>(Feature.columns());
        names.addAll(List.of("y_pred", "y_proba", "decision", "why"));
        names.addAll(Predictions.SIZES.keySet());
        names.add("index");
        StringBuilder csv = new StringBuilder(Csv.line(names));
        for (JudgedDataset one : predictions.datasets()) {
            Judgement said = one.judgement();
            List<Object> fields = new ArrayList<>(one.row().texts());
            fields.addAll(
                    List.of((double) Predictions.label(one).code(), said.probability(), said.decision(), said.why()));
            Predictions.SIZES
                    .values()
                    .forEach(probability -> fields.add(said.size().quantile(probability)));
            fields.add(one.name());
            csv.append(Csv.line(fields));
        }
        return csv.toString();
    }

    private PredictResult.Misaligned shown(JudgedDataset one) {
        Blueprint blueprint = predictions.model().classifier().blueprint();
        int row = predictions.datasets().indexOf(one);
        return new PredictResult.Misaligned(
                one.name(),
                one.size() + one.repeats(),
                one.judgement().why(),
                blueprint.frameKinds().stream()
                        .map(kind -> new FrameSet(
                                one.name(),
                                kind,
                                blueprint.imageSize(),
                                datasets.frames(row, kind),
                                OptionalInt.empty()))
                        .flatMap(set -> IntStream.range(0, 3).mapToObj(set::frame))
                        .toList());
    }
}
