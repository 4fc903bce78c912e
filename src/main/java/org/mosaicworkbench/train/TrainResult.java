package org.mosaicworkbench.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.TaskResult;

/**
 * The result of a training run.
 *
 * @param model the classifier
 * @param com evaluation on the test set, which was not used for fitting or tuning
 * @param val evaluation, on the validation set, of the model that was neither fitted nor tuned on that set
 * @param outputPath output folder
 * @param failures omitted datasets; also in {@code failures.csv}
 * @param how provenance: everything needed to reproduce the result; also in {@code results/made.json}
 */
public record TrainResult(
        Classifier model,
        ModelEvaluation com,
        ModelEvaluation val,
        Path outputPath,
        List<Failure> failures,
        Provenance how)
        implements Displayable, Reportable, TaskResult {

    /** The task's name in its provenance. */
    public static final String TASK = "train";
    /** The folder of models, in the output folder. */
    static final String MODELS = "models/svm_align";
    /** The folder of the evaluations on the test and validation sets, in the output folder. */
    static final String RESULTS = "results";
    /** The table of omitted datasets, in the output folder. */
    static final String FAILURES = "failures.csv";
    /** Entry of the model card with warnings about the training table. */
    static final String WARNINGS = "warnings";
    /** Entry of the model card with its provenance. */
    static final String MADE_BY = "made_by";

    /** Copies the list. */
    public TrainResult {
        failures = List.copyOf(failures);
    }

    /** @return whether the model was trained on all but the test set */
    public boolean refit() {
        return refit(how);
    }

    /**
     * Whether the model of a training run was trained on all but the test set.
     *
     * @param outputPath output folder of the training run
     * @return false if the provenance is missing or does not say
     */
    public static boolean refit(Path outputPath) {
        Path results = outputPath.resolve(RESULTS);
        return Files.exists(results.resolve(Provenance.FILE)) && refit(Provenance.read(results));
    }

    private static boolean refit(Provenance how) {
        return how.given("refit", Boolean.class).orElse(false);
    }

    /** @return the folder of the model and its card */
    public Path modelPath() {
        return modelPath(outputPath, how.option("modelName", String.class));
    }

    static Path modelPath(Path outputPath, String modelName) {
        return outputPath.resolve(MODELS).resolve(modelName);
    }

    /** @return the folder that contains {@code test} and {@code val} */
    public Path results() {
        return outputPath.resolve(RESULTS);
    }

    /**
     * Reads the result of an earlier training run.
     *
     * @param outputPath output folder of the training run
     * @throws org.mosaicworkbench.io.BadInput if one of its files is missing or broken; the message names it
     */
    public static TrainResult read(Path outputPath) {
        Path results = outputPath.resolve(RESULTS);
        Provenance how = Provenance.read(results);
        return new TrainResult(
                Classifier.read(modelPath(outputPath, how.option("modelName", String.class))),
                ModelEvaluation.read(results.resolve("test")),
                ModelEvaluation.read(results.resolve("val")),
                outputPath,
                Failure.read(outputPath.resolve(FAILURES)),
                how);
    }

    /** @return warnings about the training table; also on the model card */
    @Override
    public List<String> warnings() {
        return model.about().get(WARNINGS) instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : List.of();
    }

    TrainResult written() {
        model.write(modelPath());
        model.transform().ifPresent(transform -> transform.write(outputPath.resolve("tx_data.json")));
        com.write(results().resolve("test"));
        val.write(results().resolve("val"));
        Failure.write(outputPath.resolve(FAILURES), failures);
        how.write(results());
        return this;
    }

    @Override
    public Optional<Provenance> making() {
        return Optional.of(how);
    }

    @Override
    public List<ReportedNumber> measures() {
        return Stream.of(com, val)
                .map(ModelEvaluation::evaluation)
                .flatMap(evaluation -> ReportedNumber.of(evaluation.set(), evaluation).stream())
                .toList();
    }

    @Override
    public TextTable records() {
        return TrainChapter.metrics(com, val);
    }

    @Override
    public Chapter chapter() {
        return new TrainChapter(this).chapter();
    }

    @Override
    public Display display() {
        Display table = TrainChapter.metrics(com, val).display();
        return new Display.Html(((Display.Html) table).html() + Display.Html.warnings(warnings()), summary());
    }

    @Override
    public String toString() {
        return model + "\n" + modelPath() + "\n" + TrainChapter.metrics(com, val);
    }
}
