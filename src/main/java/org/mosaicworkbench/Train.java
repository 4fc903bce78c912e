package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.Precision;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.sweep.models.BestNetwork;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.train.ChosenRecipe;
import org.mosaicworkbench.train.Learning;
import org.mosaicworkbench.train.TrainResult;
import org.mosaicworkbench.train.TrainingRun;
import org.mosaicworkbench.train.TrainingWatch;

/**
 * Trains a classifier on prepared datasets and evaluates it on a test set.
 *
 * <pre>{@code
 * var run = Train.on(prep.csv(), prep.img()).normalize(true).run();
 * run.com().drawPlots();
 * }</pre>
 *
 * <p>A fifth of the datasets form the test set ({@code com}); the rest is divided into training set and validation set
 * ({@code val}). A visit and its corrupted copies always fall into the same split. A part of the training set is held
 * out to choose the best epoch, stop early and fit the temperature that calibrates the probabilities. Then
 * {@link #refit} trains on everything but the test set.
 */
public final class Train {

    private final TrainOptions options;

    /** All options with their defaults. */
    private static final class TrainOptions extends Options<TrainOptions> {

        private DatasetFiles data;
        private String modelName = "ensembleSVM";
        private Blueprint blueprint = Blueprint.ensemble();
        private ChosenRecipe recipe = ChosenRecipe.USUAL;
        private Integer imageSize;
        private Learning learning = Learning.USUAL;
        private Path outputPath = Path.of(".");
        private Integer threads;
        private List<Path> from = List.of();
        private TrainingWatch watch = TrainingWatch.USUAL;

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("modelName", modelName);
            all.put("blueprint", blueprint);
            all.put("recipe", recipe.of(blueprint));
            all.put("validation", learning.validation());
            all.put("refit", learning.refits(blueprint));
            all.put("threads", threads);
            all.put("outputPath", outputPath);
            all.put("tensorboard", watch.tensorboard().orElse(null));
            return all;
        }
    }

    private Train(TrainOptions options) {
        this.options = options;
    }

    /**
     * @param csv the feature table, with a label column unless {@code img} or {@link #synthData} provides the labels
     * @param img the folder of frames or an {@code .npz} file
     * @throws BadInput if either is null
     */
    public static Train on(Path csv, Path img) {
        Require.given("the table of features", csv, "give the svm_data.csv that prep wrote");
        Require.given("the folder of frames", img, "give the img that prep wrote");
        return of(DatasetFiles.of(csv, img));
    }

    private static Train of(DatasetFiles data) {
        return new Train(new TrainOptions().with(o -> o.data = data));
    }

    /** @return the default of each option and of each setting of the recipe, by name; null if it has none */
    public static Map<String, Object> defaults() {
        TrainOptions usual = new TrainOptions();
        Map<String, Object> all = new LinkedHashMap<>(usual.byName());
        all.put("blueprint", usual.blueprint.name());
        all.putAll(usual.recipe.of(usual.blueprint).byName());
        return all;
    }

    /**
     * A training run with the settings of a sweep's best trial. It uses the seed of the sweep, so the sweep never saw
     * its test and validation sets. Set its {@link #outputPath} and run it.
     *
     * @throws BadInput if the best trial is not a network, or all trials failed
     */
    public static Train best(SweepResult sweep) {
        BestNetwork best = BestNetwork.of(sweep);
        return of(best.data())
                .blueprint(best.blueprint())
                .validation(best.validation())
                .params(best.recipe());
    }

    /** @param table synthetic, misaligned datasets; unlabelled rows of the feature table then count as aligned */
    public Train synthData(Path table) {
        return with(o -> o.data = o.data.synthData(table));
    }

    /** @param file file of labels, {@code reviewed.csv} or {@code labels.csv}; they override labels in the tables */
    public Train labels(Path file) {
        return with(o -> o.data = o.data.labels(file));
    }

    /**
     * @param tables tables of measurements, for networks that use them; by default {@code <name>_measured.csv} next to
     *     each table {@code <name>.csv}, as {@link Prep} writes it, or else {@code measured.csv}
     */
    public Train measured(Path... tables) {
        return with(o -> o.data = o.data.measured(tables));
    }

    /** @param wanted whether to apply a Yeo-Johnson transform to the features; by default true */
    public Train normalize(boolean wanted) {
        return recipe(r -> r.normalize(wanted));
    }

    /** @param name name of the model's folder below {@code models/svm_align}; by default {@code ensembleSVM} */
    public Train modelName(String name) {
        return with(o -> o.modelName = TrainingRun.requireName(name));
    }

    /** @param network network; by default {@link Blueprint#ensemble()}; {@link #imgSize} overrides its image size */
    public Train blueprint(Blueprint network) {
        return with(o -> o.blueprint = o.imageSize == null ? network : network.imageSize(o.imageSize));
    }

    /**
     * @param recipe training configuration; by default {@link TrainingConfig#of} the blueprint. {@link #epochs},
     *     {@link #seed}, {@link #normalize} and {@link #precision} override it, whatever the call order.
     */
    public Train params(TrainingConfig recipe) {
        return with(o -> o.recipe = o.recipe.whole(recipe));
    }

    /**
     * @param wanted whether to train again on everything but the test set, for the best number of epochs; by default
     *     true for networks that use no frames. In that case, the validation results are those of the network before it
     *     was retrained
     */
    public Train refit(boolean wanted) {
        return with(o -> o.learning = o.learning.refit(wanted));
    }

    /** @param passes number of passes over the training set (epochs); by default 60 */
    public Train epochs(int passes) {
        return recipe(r -> r.epochs(passes));
    }

    /** @param pixels side length of the square frames, an even number; by default 128 */
    public Train imgSize(int pixels) {
        return with(o -> {
            o.imageSize = pixels;
            o.blueprint = o.blueprint.imageSize(pixels);
        });
    }

    /**
     * @param part fraction of the data outside the test set to train on; the rest is the validation set; by default
     *     0.875, which gives 70 % training, 20 % test and 10 % validation
     */
    public Train validation(double part) {
        Require.fraction("validation", part);
        return with(o -> o.learning = o.learning.validation(part));
    }

    /** @param folder output folder; by default the working directory */
    public Train outputPath(Path folder) {
        return with(o -> o.outputPath = folder);
    }

    /** @param number random seed; by default 42. Seed and thread count determine the model (on a GPU, approximately) */
    public Train seed(long number) {
        return recipe(r -> r.seed(number));
    }

    /** @param bits precision of the convolutions; by default {@link Precision#AUTO}; predictions use 32 bits */
    public Train precision(Precision bits) {
        return recipe(r -> r.precision(bits));
    }

    /** @param count number of engine threads, at least 1; by default one per core */
    public Train threads(int count) {
        Require.atLeast(1, "threads", count);
        return with(o -> o.threads = count);
    }

    /**
     * Starts from the weights of trained models instead of random ones, for all arrays whose names and shapes match the
     * blueprint. If several models have a matching array, the first model takes precedence. An ensemble then only has
     * to learn how to combine its pretrained parts.
     *
     * @param models folders of models or names of built-in ones; their features must be normalised as in this training
     *     run
     */
    public Train from(Path... models) {
        return with(o -> o.from = List.of(models));
    }

    /** @param folder TensorBoard folder for loss and accuracy of each epoch; by default none is written */
    public Train tensorboard(Path folder) {
        return with(o -> o.watch = TrainingWatch.with(folder));
    }

    private Train recipe(UnaryOperator<TrainingConfig> change) {
        return with(o -> o.recipe = o.recipe.single(change));
    }

    private Train with(Consumer<TrainOptions> change) {
        return new Train(options.with(change));
    }

    /**
     * Trains and evaluates, and writes {@code models/svm_align/<name>/}, {@code results/test/}, {@code results/val/}
     * and, if features are transformed, {@code tx_data.json}. An interrupted training run resumes after its last
     * complete epoch.
     *
     * @throws BadInput if there are too few datasets, or a file cannot be read or written
     */
    public TrainResult run() {
        TrainOptions o = options;
        TrainingRun training =
                new TrainingRun(o.data, o.blueprint, o.recipe.of(o.blueprint), o.modelName, o.learning, o.from);
        return EngineThreads.during(
                Optional.ofNullable(o.threads), () -> training.run(o.byName(), o.outputPath, o.watch));
    }

    /** Recreates the task that produced a result, except for its output folder. */
    static Train again(Provenance making) {
        return of(DatasetFiles.of(making))
                .refit(making.given("refit", Boolean.class).orElse(false))
                .blueprint(making.option("blueprint", Blueprint.class))
                .params(making.option("recipe", TrainingConfig.class))
                .modelName(making.option("modelName", String.class))
                .validation(making.option("validation", Double.class))
                .threads(making.option("threads", Integer.class))
                .from(TrainingRun.from(making));
    }
}
