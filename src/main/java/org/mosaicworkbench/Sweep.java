package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
 * Searches settings of networks, of their training and of Tribuo's models, or of any other {@link Objective}.
 *
 * <pre>{@code
 * var space = Space.of().log("recipe.learningRate", 1e-4, 1e-2).range("blueprint.dropout", 0, 0.5);
 * var sweep = Sweep.of(space).on(csv, img).method(Method.named("asha")).trials(30).epochs(27).run();
 * var run = Train.best(sweep).run();
 * }</pre>
 *
 * <p>Settings are tried on the training set of {@link Train} with the same table, seed and {@link #validation}: learned
 * from one part of it, compared on another. The test and validation sets stay unseen, so that what {@link Train} says
 * of the best settings on them is true.
 *
 * <p>Every report is appended to {@code trials.jsonl} when it comes. A sweep that was killed or cancelled goes on;
 * several processes may run the same sweep in one folder, on one machine, and share the work.
 */
public final class Sweep {

    private final SweepOptions options;

    /** All options with their defaults. */
    private static final class SweepOptions extends Options<SweepOptions> {

        private Space space;
        private Optional<Path> spaceFile = Optional.empty();
        private Objective objective;
        private Path csv;
        private Optional<Path> img = Optional.empty();
        private Optional<Path> synthData = Optional.empty();
        private List<Path> measured = List.of();
        private Method method = Method.Asha.STANDARD;
        private int trials;
        private Blueprint blueprint = Blueprint.ensemble();
        private TrainingConfig recipe = TrainingConfig.STANDARD;
        /** Counts whether a whole recipe was given before it or after. */
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

    /** @return every option by its name with its default, those of the recipe by their own; null where there is none */
    public static Map<String, Object> defaults() {
        return new SweepOptions().byName();
    }

    /** @param space what may be set; see {@link #on(Path, Path)} for the names */
    public static Sweep of(Space space) {
        return new Sweep(new SweepOptions().with(o -> o.space = space));
    }

    /** @param space a file as {@link Space#read} takes it, which messages about its parameters name */
    public static Sweep of(Path space) {
        return of(Space.read(space)).with(o -> o.spaceFile = Optional.of(space));
    }

    /**
     * Searches settings of networks and of Tribuo's models. Names of parameters: {@code model}, one of the blueprints'
     * names ({@code svm_mlp}, {@code svm_small}, ...) or {@code logistic}, {@code forest}, {@code boosted}; the fields
     * of {@link Blueprint} as {@code blueprint.dropout}, of {@link TrainingConfig} as {@code recipe.learningRate};
     * those of Tribuo's models as {@code forest.trees}, with the condition that this is the model.
     *
     * @param img as in {@link Train#on}, like the table
     */
    public Sweep on(Path csv, Path img) {
        return with(o -> {
            o.csv = csv;
            o.img = Optional.ofNullable(img);
        });
    }

    /** Searches settings of models that read no frames; see {@link #on(Path, Path)}. */
    public Sweep on(Path csv) {
        return on(csv, null);
    }

    /** @param tried something else than networks and Tribuo's models, side by side in threads of this process */
    public Sweep objective(Objective tried) {
        return with(o -> o.objective = tried);
    }

    /** @param table as in {@link Train#synthData} */
    public Sweep synthData(Path table) {
        return with(o -> o.synthData = Optional.of(table));
    }

    /** @param tables for Tribuo's models as in {@link Baselines#measured}, for networks as in {@link Train#measured} */
    public Sweep measured(Path... tables) {
        return with(o -> o.measured = List.of(tables));
    }

    /** @param chosen how settings are chosen; by default {@link Method.Asha#STANDARD} */
    public Sweep method(Method chosen) {
        return with(o -> o.method = chosen);
    }

    /** @param count of settings that are tried; by default 30, and a grid has as many as it has */
    public Sweep trials(int count) {
        Require.atLeast(1, "trials", count);
        return with(o -> o.trials = count);
    }

    /** @param passes over what is learned from, for settings that are tried in full; by default 60 */
    public Sweep epochs(int passes) {
        return with(o -> {
            o.epochs = passes;
            o.recipe = o.recipe.epochs(passes);
        });
    }

    /** @param network where settings say nothing else; by default {@link Blueprint#ensemble()} */
    public Sweep blueprint(Blueprint network) {
        return with(o -> o.blueprint = network);
    }

    /**
     * @param recipe where settings say nothing else; by default {@link TrainingConfig#STANDARD}. Its seed is not used;
     *               {@link #epochs} goes before its own, in whatever order.
     */
    public Sweep params(TrainingConfig recipe) {
        return with(o -> o.recipe = o.epochs == null ? recipe : recipe.epochs(o.epochs));
    }

    /** @param number what settings are compared by; by default {@link Metric#LOG_LOSS} */
    public Sweep metric(Metric number) {
        return with(o -> o.metric = number);
    }

    /** @param part as in {@link Train#validation}; by default 0.875 */
    public Sweep validation(double part) {
        Require.fraction("validation", part);
        return with(o -> o.held = o.held.validation(part));
    }

    /**
     * @param count of parts of the training set, at least 2: settings are tried once for each, learned from the others
     *              and compared on it, and the mean counts. A visit and its copies are never in two. By default one
     *              fixed split.
     */
    public Sweep folds(int count) {
        if (count < 2) {
            throw new BadInput("folds is " + count + "; it must be at least 2, or left out for the fixed split");
        }
        return with(o -> o.held = o.held.folds(count));
    }

    /**
     * @param trials that run at once, at least 1; by default 1. Of networks and Tribuo's models each is a process of
     *               its own, which ends with this one. There are fewer where threads or memory do not suffice.
     */
    public Sweep sideBySide(int trials) {
        return with(o -> o.workers = o.workers.count(trials));
    }

    /** @param count that all trials together compute with, at least 1; by default one a core */
    public Sweep threads(int count) {
        return with(o -> o.workers = o.workers.threads(count));
    }

    /** @param mebibytes that all trials together may take; by default three quarters of the machine's */
    public Sweep memory(int mebibytes) {
        return with(o -> o.workers = o.workers.memory(mebibytes));
    }

    /** @param folder of the sweep; by default {@code sweep} */
    public Sweep output(Path folder) {
        return with(o -> o.output = folder);
    }

    /** @param number the same seed tries the same settings with the same seeds; by default 42 */
    public Sweep seed(long number) {
        return with(o -> o.held = o.held.seed(number));
    }

    private Sweep with(Consumer<SweepOptions> change) {
        return new Sweep(options.with(change));
    }

    /**
     * Tries, and writes {@code trials.jsonl}, {@code table.csv}, {@code importance.csv} and the figures.
     *
     * @throws BadInput when a parameter means nothing, an input cannot be read, or another sweep is in the folder
     */
    public SweepResult run() {
        SweepOptions o = options;
        if (o.objective != null) {
            check(() -> o.objective.check(o.space));
            Plan plan = Plan.of(o.space, o.method, o.trials, o.recipe.epochs(), o.held.seed(), o.objective.goal());
            return Sweeper.result(o.output, plan, o.objective, o.workers).written();
        }
        if (o.csv == null) {
            throw new BadInput("a sweep has nothing to try; name a table with on() or an objective");
        }
        DatasetFiles data = new DatasetFiles(o.csv, o.img, o.synthData, o.measured);
        ModelSettings models = new ModelSettings(data, o.held, o.blueprint, o.recipe, o.metric);
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
