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
 * What simpler models do on the same datasets: the majority, logistic regression, a random forest and boosted trees,
 * all of Tribuo, from the table of features alone.
 *
 * <pre>{@code
 * var baselines = Baselines.on(prep.csv()).against(run).run();
 * baselines.answer();
 * }</pre>
 *
 * <p>The parts are those of {@link Train} with the same table, seed and {@link #validation}: models are judged on the
 * same test set ({@code com}) and validation set ({@code val}), by the same code, and learn from the same datasets: for
 * the validation set from those that a network's weights are first learned from, for the test set from all others, as
 * {@link Train#refit} does, unless a network that they are compared with did not. Features are put on one scale, codes become one number each; what a
 * measured table leaves empty counts as average and as missing.
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
     * @param csv the table of features, with a label column unless {@link #synthData} is given
     * @throws BadInput when it is null
     */
    public static Baselines on(Path csv) {
        Require.given("the table of features", csv, "name the svm_data.csv that prep wrote");
        return on(DatasetFiles.of(csv));
    }

    private static Baselines on(DatasetFiles data) {
        return new Baselines(new BaselinesOptions().with(o -> o.data = data));
    }

    /** @return every option by its name with its default; null where there is none */
    public static Map<String, Object> defaults() {
        return new BaselinesOptions().byName();
    }

    /**
     * The best settings of a sweep as baselines that are ready to run, on the parts of the sweep.
     *
     * @throws BadInput when the best is a network, or all trials failed
     */
    public static Baselines best(SweepResult sweep) {
        ModelSettings models = ModelSettings.of(sweep);
        Settings settings = sweep.best().settings();
        if (!models.isBaseline(settings)) {
            throw new BadInput("the best settings are of a network; take Train.best()");
        }
        return on(models.data())
                .models(models.baseline(settings))
                .validation(models.held().validation())
                .seed(models.held().seed());
    }

    /** @param table of synthetic, misaligned datasets; rows of the first table without a label are then aligned */
    public Baselines synthData(Path table) {
        return with(o -> o.data = o.data.synthData(table));
    }

    /**
     * @param tables of more features, each with the column {@code index} and columns of numbers: measures of the
     *               frames, offsets between filters. Columns {@code label} and {@code residual} are not read.
     */
    public Baselines measured(Path... tables) {
        return with(o -> o.data = o.data.measured(tables));
    }

    /** @param chosen instead of all four with their usual settings */
    public Baselines models(Baseline... chosen) {
        if (chosen.length == 0) {
            throw new BadInput("no baseline is named; leave the option out for all of them");
        }
        return with(o -> o.models = List.of(chosen));
    }

    /**
     * @param run a training on the same table with the same seed and validation; datasets that it could not use are
     *            left out here too. Several may be compared, one after another.
     */
    public Baselines against(TrainResult run) {
        return against(run.model().blueprint().name(), run.com(), run.failures(), run.refit());
    }

    /** @param trained the {@link Train#outputPath} of such a training, whose results are read back */
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

    /** @param deals of each feature for its importance; by default 20 */
    public Baselines repeats(int deals) {
        Require.atLeast(1, "repeats", deals);
        return with(o -> o.repeats = deals);
    }

    /** @param folder where {@code results/baselines} goes; by default the working directory */
    public Baselines outputPath(Path folder) {
        return with(o -> o.outputPath = folder);
    }

    /** @param number the same seed gives the same numbers; by default 42 */
    public Baselines seed(long number) {
        return with(o -> o.seed = number);
    }

    private Baselines with(Consumer<BaselinesOptions> change) {
        return new Baselines(options.with(change));
    }

    /**
     * Fits, judges, and writes {@code results/baselines/}: for each model its folder with {@code test}, {@code val} and
     * {@code provenance.txt}, and over all {@code comparison.csv}, {@code importance.csv} and {@code answer.txt}.
     *
     * @throws BadInput when there is too little to learn from, a file cannot be read or written, or a network was
     *                  judged on other datasets
     */
    public BaselinesResult run() {
        BaselinesOptions o = options;
        return new BaselineRun(o.data, o.models, o.compared, o.validation, o.repeats, o.seed)
                .run(o.byName(), o.outputPath.resolve("results").resolve("baselines"));
    }

    /** The task that made a result, but for where its results go. */
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
