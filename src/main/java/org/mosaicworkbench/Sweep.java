package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Objective;
import org.mosaicworkbench.sweep.Plan;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.sweep.Sweeper;
import org.mosaicworkbench.sweep.Workers;
import org.mosaicworkbench.sweep.models.HeldOut;
import org.mosaicworkbench.sweep.models.ModelSettings;
import org.mosaicworkbench.sweep.models.SweepTask;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Require;

/**
 * Searches the hyperparameters of networks, of their training, of Tribuo models, or of any other {@link Objective}.
 *
 * <pre>{@code
 * var space = Space.of().log("recipe.learningRate", 1e-4, 1e-2).range("blueprint.dropout", 0, 0.5);
 * var sweep = Sweep.of(space).on(csv, img).method(Method.named("asha")).trials(30).epochs(27).run();
 * var run = Train.best(sweep).run();
 * }</pre>
 *
 * <p>Trials use only the training set of {@link Train} with the same table, seed and {@link #validation}: one part of
 * it for training, another to compare the trials. The test and validation sets remain unseen, so the evaluation of the
 * best trial by {@link Train} is unbiased.
 *
 * <p>Every result is appended to {@code trials.jsonl} immediately. An interrupted sweep resumes. Several processes on
 * one machine can share a sweep by running it in the same folder.
 */
public final class Sweep {

    private final SweepOptions options;

    /** All options with their defaults. */
    private static final class SweepOptions extends Options<SweepOptions> {

        private Space space;
        private Optional<Path> spaceFile = Optional.empty();
        private Objective objective;
        private DatasetFiles data = DatasetFiles.NONE;
        private Method method = Method.Asha.STANDARD;
        private int trials;
        private Blueprint blueprint = Blueprint.ensemble();
        private TrainingConfig recipe = TrainingConfig.STANDARD;
        /** Overrides the recipe's number of epochs, whatever the call order; null to keep it. */
        private Integer epochs;

        private Metric metric = Metric.LOG_LOSS;
        private HeldOut held = HeldOut.STANDARD;
        private Workers workers = Workers.one();
        private Path output = Path.of("sweep");

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>(recipe.byName());
            all.put("method", method.name());
            all.put("trials", trials == 0 ? null : trials);
            all.put("blueprint", blueprint.name());
            all.put("metric", metric);
            all.put("validation", held.validation());
            all.put("folds", held.folds() == 0 ? null : held.folds());
            all.put("sideBySide", workers.count());
            all.put("threads", workers.threads());
            all.put("memory", workers.memory());
            all.put("output", output);
            all.put("seed", held.seed());
            return all;
        }
    }

    private Sweep(SweepOptions options) {
        this.options = options;
    }

    /** @return the default of each option and of each setting of the recipe, by name; null if it has none */
    public static Map<String, Object> defaults() {
        return new SweepOptions().byName();
    }

    /** @param space search space; see {@link #on(Path, Path)} for the parameter names */
    public static Sweep of(Space space) {
        return new Sweep(new SweepOptions().with(o -> o.space = space));
    }

    /** @param space file with the search space, as read by {@link Space#read}; error messages name it */
    public static Sweep of(Path space) {
        return of(Space.read(space)).with(o -> o.spaceFile = Optional.of(space));
    }

    /**
     * Searches the hyperparameters of networks and of Tribuo models. Parameter names: {@code model}, which is the name
     * of a blueprint ({@code svm_mlp}, {@code svm_small}, ...) or {@code logistic}, {@code forest} or {@code boosted};
     * fields of {@link Blueprint}, such as {@code blueprint.dropout}; fields of {@link TrainingConfig}, such as
     * {@code recipe.learningRate}; and parameters of Tribuo models, such as {@code forest.trees}, which need a
     * condition on {@code model}.
     *
     * @param img frames; see {@link Train#on}, which also describes {@code csv}
     */
    public Sweep on(Path csv, Path img) {
        return with(o -> o.data = o.data.on(csv, img));
    }

    /** Searches the hyperparameters of models that use no frames; see {@link #on(Path, Path)}. */
    public Sweep on(Path csv) {
        return on(csv, null);
    }

    /** @param tried a custom objective in place of networks and Tribuo models, run in threads of this process */
    public Sweep objective(Objective tried) {
        return with(o -> o.objective = tried);
    }

    /** @param table as in {@link Train#synthData} */
    public Sweep synthData(Path table) {
        return with(o -> o.data = o.data.synthData(table));
    }

    /** @param tables as in {@link Baselines#measured} (Tribuo models) or {@link Train#measured} (networks) */
    public Sweep measured(Path... tables) {
        return with(o -> o.data = o.data.measured(tables));
    }

    /** @param file as in {@link Train#labels} */
    public Sweep labels(Path file) {
        return with(o -> o.data = o.data.labels(file));
    }

    /** @param chosen search method; by default {@link Method.Asha#STANDARD} */
    public Sweep method(Method chosen) {
        return with(o -> o.method = chosen);
    }

    /** @param count number of trials; by default 30; a grid search runs all its points regardless */
    public Sweep trials(int count) {
        Require.atLeast(1, "trials", count);
        return with(o -> o.trials = count);
    }

    /** @param passes number of passes over the training data (epochs) in a full trial; by default 60 */
    public Sweep epochs(int passes) {
        return with(o -> {
            o.epochs = passes;
            o.recipe = o.recipe.epochs(passes);
        });
    }

    /**
     * @param network default network, overridden by the settings of a trial; by default {@link Blueprint#ensemble()}
     */
    public Sweep blueprint(Blueprint network) {
        return with(o -> o.blueprint = network);
    }

    /**
     * @param recipe default training configuration, overridden by the settings of a trial; by default
     *     {@link TrainingConfig#STANDARD}. Its seed is not used, and {@link #epochs} overrides its number of epochs,
     *     whatever the call order.
     */
    public Sweep params(TrainingConfig recipe) {
        return with(o -> o.recipe = o.epochs == null ? recipe : recipe.epochs(o.epochs));
    }

    /** @param number metric to optimise; by default {@link Metric#LOG_LOSS} */
    public Sweep metric(Metric number) {
        return with(o -> o.metric = number);
    }

    /** @param part as in {@link Train#validation}; by default 0.875 */
    public Sweep validation(double part) {
        Require.fraction("validation", part);
        return with(o -> o.held = o.held.validation(part));
    }

    /**
     * @param count number of cross-validation folds, at least 2; the score of a trial is its mean over the folds. A
     *     visit and its copies always fall into the same fold. By default one fixed split is used.
     */
    public Sweep folds(int count) {
        if (count < 2) {
            throw new BadInput("folds is " + count + "; it must be at least 2, or left out for the fixed split");
        }
        return with(o -> o.held = o.held.folds(count));
    }

    /**
     * @param trials number of trials that run in parallel, at least 1; by default 1. Each trial of a network or Tribuo
     *     model runs in its own process, which ends when this process ends. Fewer trials run in parallel if threads or
     *     memory are short.
     */
    public Sweep sideBySide(int trials) {
        return with(o -> o.workers = o.workers.count(trials));
    }

    /** @param count total number of threads for all trials, at least 1; by default one per core */
    public Sweep threads(int count) {
        return with(o -> o.workers = o.workers.threads(count));
    }

    /** @param mebibytes total memory for all trials, in MiB; by default three quarters of the machine's memory */
    public Sweep memory(int mebibytes) {
        return with(o -> o.workers = o.workers.memory(mebibytes));
    }

    /** @param folder output folder; by default {@code sweep} */
    public Sweep output(Path folder) {
        return with(o -> o.output = folder);
    }

    /** @param number random seed; by default 42 */
    public Sweep seed(long number) {
        return with(o -> o.held = o.held.seed(number));
    }

    private Sweep with(Consumer<SweepOptions> change) {
        return new Sweep(options.with(change));
    }

    /**
     * Runs the trials and writes {@code trials.jsonl}, {@code table.csv}, {@code importance.csv} and the figures.
     *
     * @throws BadInput if a parameter is unknown, an input cannot be read, or the folder holds another sweep
     */
    public SweepResult run() {
        SweepOptions o = options;
        if (o.objective != null) {
            check(() -> o.objective.check(o.space));
            Plan plan = Plan.of(o.space, o.method, o.trials, o.recipe.epochs(), o.held.seed(), o.objective.goal());
            return Sweeper.result(o.output, plan, o.objective, o.workers).written();
        }
        if (o.data.csv() == null) {
            throw new BadInput("the sweep has no objective; give a table with on(), or an objective");
        }
        ModelSettings models = new ModelSettings(o.data, o.held, o.blueprint, o.recipe, o.metric);
        SweepTask task = new SweepTask(o.space, o.method, o.trials, models);
        check(task::check);
        return task.run(o.output, o.workers).written();
    }

    private void check(Runnable space) {
        try {
            space.run();
        } catch (BadInput e) {
            throw options.spaceFile
                    .map(file -> new BadInput(file + ": " + e.getMessage(), e))
                    .orElse(e);
        }
    }
}
