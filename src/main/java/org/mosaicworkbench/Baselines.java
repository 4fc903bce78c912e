package org.mosaicworkbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mosaicworkbench.baseline.Baseline;
import org.mosaicworkbench.baseline.BaselineRun;
import org.mosaicworkbench.baseline.BaselinesResult;
import org.mosaicworkbench.baseline.ComparedNetworks;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.dataset.DatasetSplit;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.sweep.models.ModelSettings;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.train.TrainResult;

/**
 * Evaluates simpler models on the same datasets: majority class, logistic regression, random forest and boosted trees
 * (all from Tribuo), trained on the feature table alone.
 *
 * <pre>{@code
 * var baselines = Baselines.on(prep.csv()).against(run).run();
 * baselines.answer();
 * }</pre>
 *
 * <p>The split is that of {@link Train} with the same table, seed and {@link #validation}: models are evaluated on the
 * same test set ({@code com}) and validation set ({@code val}), by the same code. For the validation set, models are
 * trained on the part of the training set to which networks are fitted. For the test set, they are trained on all other
 * datasets, as with {@link Train#refit}; if a network to compare with was not refitted, they are trained on the former
 * part only. Features are standardized, and categorical codes are one-hot encoded. A missing measurement is replaced by
 * the mean, with an indicator that it was missing.
 */
public final class Baselines {

    private final BaselinesOptions options;

    /** All options with their defaults. */
    private static final class BaselinesOptions extends Options<BaselinesOptions> {

        private DatasetFiles data;
        private List<Baseline> models = Baseline.all();
        private ComparedNetworks compared = ComparedNetworks.NONE;
        private double validation = DatasetSplit.VALIDATION;
        private int repeats = 20;
        private Path outputPath = Path.of(".");
        private long seed = 42;

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("models", models.stream().map(Baseline::json).toList());
            all.put("validation", validation);
            all.put("repeats", repeats);
            all.put("seed", seed);
            all.putAll(compared.json());
            all.put("outputPath", outputPath);
            return all;
        }
    }

    private Baselines(BaselinesOptions options) {
        this.options = options;
    }

    /**
     * @param csv the feature table, with a label column unless {@link #synthData} is given
     * @throws BadInput if it is null
     */
    public static Baselines on(Path csv) {
        Require.given("the table of features", csv, "give the svm_data.csv that prep wrote");
        return on(DatasetFiles.of(csv));
    }

    private static Baselines on(DatasetFiles data) {
        return new Baselines(new BaselinesOptions().with(o -> o.data = data));
    }

    /** @return the default of each option, by option name; null if it has none */
    public static Map<String, Object> defaults() {
        return new BaselinesOptions().byName();
    }

    /**
     * A baseline with the settings of the best trial of a sweep, set up with the sweep's data split.
     *
     * @throws BadInput if the best trial is a network, or all trials failed
     */
    public static Baselines best(SweepResult sweep) {
        ModelSettings models = ModelSettings.of(sweep);
        Settings settings = sweep.best().settings();
        if (!models.isBaseline(settings)) {
            throw new BadInput("the best settings belong to a network; use Train.best()");
        }
        return on(models.data())
                .models(models.baseline(settings))
                .validation(models.held().validation())
                .seed(models.held().seed());
    }

    /**
     * @param table table of synthetic, misaligned datasets; unlabelled rows of the table given to {@code on} then count
     *     as aligned
     */
    public Baselines synthData(Path table) {
        return with(o -> o.data = o.data.synthData(table));
    }

    /**
     * @param tables tables of additional features, each with the column {@code index} and numeric columns, such as
     *     measurements of the frames and offsets between filters; the columns {@code label} and {@code residual} are
     *     ignored
     */
    public Baselines measured(Path... tables) {
        return with(o -> o.data = o.data.measured(tables));
    }

    /** @param file as in {@link Train#labels} */
    public Baselines labels(Path file) {
        return with(o -> o.data = o.data.labels(file));
    }

    /** @param chosen models to evaluate; by default all four with default settings */
    public Baselines models(Baseline... chosen) {
        if (chosen.length == 0) {
            throw new BadInput("no baseline is given; leave the option out for all of them");
        }
        return with(o -> o.models = List.of(chosen));
    }

    /**
     * @param run a training run on the same table with the same seed and validation; datasets that it could not use are
     *     left out here too. Call this once for each network to compare with.
     */
    public Baselines against(TrainResult run) {
        return against(run.model().blueprint().name(), run.com(), run.failures(), run.refit());
    }

    /** @param trained the {@link Train#outputPath} of a finished training run; its test results are read */
    public Baselines against(Path trained) {
        Path failures = trained.resolve("failures.csv");
        return against(
                trained.toAbsolutePath().normalize().getFileName().toString(),
                ModelEvaluation.read(trained.resolve("results").resolve("test")),
                Files.exists(failures) ? Failure.read(failures) : List.of(),
                TrainResult.refit(trained));
    }

    private Baselines against(String name, ModelEvaluation com, List<Failure> failures, boolean refit) {
        List<String> leftOut = failures.stream().map(Failure::index).toList();
        return with(o -> o.compared = o.compared.with(name, com, leftOut, refit));
    }

    /** @param part as in {@link Train#validation}; by default 0.875 */
    public Baselines validation(double part) {
        Require.fraction("validation", part);
        return with(o -> o.validation = part);
    }

    /** @param permutations number of permutations per feature used to measure its importance; by default 20 */
    public Baselines repeats(int permutations) {
        Require.atLeast(1, "repeats", permutations);
        return with(o -> o.repeats = permutations);
    }

    /** @param folder parent folder of {@code results/baselines}; by default the working directory */
    public Baselines outputPath(Path folder) {
        return with(o -> o.outputPath = folder);
    }

    /** @param number random seed; by default 42 */
    public Baselines seed(long number) {
        return with(o -> o.seed = number);
    }

    private Baselines with(Consumer<BaselinesOptions> change) {
        return new Baselines(options.with(change));
    }

    /**
     * Trains and evaluates the models and writes {@code results/baselines/}. Each model has a folder with {@code test},
     * {@code val} and {@code provenance.txt}; {@code comparison.csv}, {@code importance.csv} and {@code answer.txt}
     * cover all models.
     *
     * @throws BadInput if there are too few datasets, a file cannot be read or written, or a network was evaluated on
     *     different datasets
     */
    public BaselinesResult run() {
        BaselinesOptions o = options;
        return new BaselineRun(o.data, o.models, o.compared, o.validation, o.repeats, o.seed)
                .run(o.byName(), o.outputPath.resolve("results").resolve("baselines"));
    }

    /** Recreates the task that produced a result, except for its output folder. */
    static Baselines again(Provenance making) {
        return on(DatasetFiles.of(making))
                .validation(making.option("validation", Double.class))
                .repeats(making.option("repeats", Integer.class))
                .seed(making.option("seed", Long.class))
                .models(making.value("models").items().stream()
                        .map(Baseline::of)
                        .toArray(Baseline[]::new))
                .with(o -> o.compared = ComparedNetworks.of(making));
    }
}
