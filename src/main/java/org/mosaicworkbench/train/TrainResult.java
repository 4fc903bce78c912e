package org.mosaicworkbench.train;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Measure;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;

/**
 * What a training made.
 *
 * @param model     the classifier
 * @param com       how it does on the test set, which nothing was fitted or tuned on
 * @param val       how it does on the validation set, which nothing was fitted or tuned on
 * @param modelPath the folder of the model and its card
 * @param results   the folder of {@code test} and {@code val}
 * @param failures  datasets that were left out; also in {@code failures.csv}
 * @param madeBy    options, seed, digests of the inputs, versions
 * @param how       it was made: all that is needed to make it again; also in {@code results/made.json}
 */
public record TrainResult(
        Classifier model,
        ModelEvaluation com,
        ModelEvaluation val,
        Path modelPath,
        Path results,
        List<Failure> failures,
        Map<String, String> madeBy,
        Provenance how)
        implements Displayable, Reportable {

    /** The folder of models, in the output folder. */
    public static final String MODELS = "models/svm_align";
    /** The folder of what is said of the test and validation sets, in the output folder. */
    public static final String RESULTS = "results";
    /** The table of datasets that were left out, in the output folder. */
    public static final String FAILURES = "failures.csv";

    /** Takes copies of the list and the map. */
    public TrainResult {
        failures = List.copyOf(failures);
        madeBy = Collections.unmodifiableMap(new LinkedHashMap<>(madeBy));
    }

    /** @return 0 where every dataset was used, 1 where some are in the failures */
    public int exitCode() {
        return failures.isEmpty() ? 0 : 1;
    }

    /**
     * Reads back what a training wrote.
     *
     * @param outputPath of the training
     * @throws org.mosaicworkbench.io.BadInput when a file of it is missing or broken; the message names it
     */
    public static TrainResult read(Path outputPath) {
        Path results = outputPath.resolve(RESULTS);
        Provenance how = Provenance.read(results);
        Path modelPath = outputPath.resolve(MODELS).resolve(how.option("modelName", String.class));
        Classifier model = Classifier.read(modelPath);
        Map<String, String> madeBy = new LinkedHashMap<>();
        if (model.about().get("made_by") instanceof Map<?, ?> card) {
            card.forEach((name, value) -> madeBy.put(String.valueOf(name), String.valueOf(value)));
        }
        return new TrainResult(
                model,
                ModelEvaluation.read(results.resolve("test")),
                ModelEvaluation.read(results.resolve("val")),
                modelPath,
                results,
                Failure.read(outputPath.resolve(FAILURES)),
                madeBy,
                how);
    }

    @Override
    public Optional<Provenance> making() {
        return Optional.of(how);
    }

    @Override
    public List<Measure> measures() {
        return Stream.of(com, val)
                .map(ModelEvaluation::evaluation)
                .flatMap(evaluation -> Measure.of(evaluation.set(), evaluation).stream())
                .toList();
    }

    @Override
    public Chapter chapter() {
        return new TrainChapter(this).chapter();
    }

    TextTable rows() {
        TextTable rows = TextTable.of("metric", "test", "95 % interval", "val", "95 % interval of val");
        for (String name : com.evaluation().metrics().values().keySet()) {
            rows = rows.with(
                    name.replace('_', ' '),
                    com.evaluation().metrics().value(name),
                    com.evaluation().metrics().interval(name),
                    val.evaluation().metrics().value(name),
                    val.evaluation().metrics().interval(name));
        }
        return rows;
    }

    @Override
    public Display display() {
        Display table = rows().display();
        return new Display.Html(((Display.Html) table).html(), toString());
    }

    @Override
    public String toString() {
        return model + "\n" + modelPath + "\n" + rows();
    }
}
