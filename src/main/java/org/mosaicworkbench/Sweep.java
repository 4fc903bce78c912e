package org.mosaicworkbench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.dataset.DatasetSplit;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.report.Measure;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Objective;
import org.mosaicworkbench.sweep.Plan;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.SweepProgress;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.sweep.Sweeper;
import org.mosaicworkbench.sweep.TrialReport;
import org.mosaicworkbench.sweep.Workers;
import org.mosaicworkbench.sweep.models.HeldOut;
import org.mosaicworkbench.sweep.models.ModelObjective;
import org.mosaicworkbench.sweep.models.ModelSettings;
import org.mosaicworkbench.sweep.models.SweepTask;
import org.mosaicworkbench.sweep.models.TrialProvenance;
import org.mosaicworkbench.sweep.models.WorkerProcesses;
import org.mosaicworkbench.task.Provenance;

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

    private static final long MEBI = 1L << 20;

    private final Options options;

    /** All options with their defaults. */
    private static final class Options implements Cloneable {

        private Space space;
        private Path spaceFile;
        private Objective objective;
        private Path csv;
        private Path img;
        private Path synthData;
        private List<Path> measured = List.of();
        private Method method = Method.Asha.STANDARD;
        private int trials;
        private Blueprint blueprint = Blueprint.ensemble();
        private TrainingConfig recipe = TrainingConfig.STANDARD;
        /** Counts whether a whole recipe was given before it or after. */
        private Integer epochs;

        private Metric metric = Metric.LOG_LOSS;
        private double validation = DatasetSplit.VALIDATION;
        private int folds;
        private int sideBySide = 1;
        private int threads = Parallel.cores();
        private int memory = (int) (physical() / MEBI * 3 / 4);
        private Path output = Path.of("sweep");
        private long seed = 42;

        @Override
        public Options clone() {
            try {
                return (Options) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static long physical() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Runtime.getRuntime().maxMemory();
    }

    private Sweep(Options options) {
        this.options = options;
    }

    /** @param space what may be set; see {@link #on(Path, Path)} for the names */
    public static Sweep of(Space space) {
        Options chosen = new Options();
        chosen.space = space;
        return new Sweep(chosen);
    }

    /** @param space a file as {@link Space#read} takes it, which messages about its parameters name */
    public static Sweep of(Path space) {
        return of(Space.read(space)).with(o -> o.spaceFile = space);
    }

    /**
     * Searches settings of networks and of Tribuo's models. Names of parameters: {@code model}, one of the blueprints'
     * names ({@code svm_mlp}, {@code svm_small}, ...) or {@code logistic}, {@code forest}, {@code boosted}; the fields
     * of {@link Blueprint} as {@code blueprint.dropout}, of {@link TrainingConfig} as {@code recipe.learningRate};
     * those of Tribuo's models as {@code forest.trees}, with the condition that this is the model.
     *
     * @param csv as in {@link Train#on}
     * @param img as in {@link Train#on}
     */
    public Sweep on(Path csv, Path img) {
        return with(o -> {
            o.csv = csv;
            o.img = img;
        });
    }

    /** Searches settings of models that read no frames; see {@link #on(Path, Path)}. */
    public Sweep on(Path csv) {
        return on(csv, null);
    }

    /**
     * @param tried something else than networks and Tribuo's models; trials side by side are threads of this process
     */
    public Sweep objective(Objective tried) {
        return with(o -> o.objective = tried);
    }

    /** @param table as in {@link Train#synthData} */
    public Sweep synthData(Path table) {
        return with(o -> o.synthData = table);
    }

    /**
     * @param tables of more features for Tribuo's models, as in {@link Baselines#measured}, and of measured numbers for
     *               networks that read them, as in {@link Train#measured}
     */
    public Sweep measured(Path... tables) {
        return with(o -> o.measured = List.of(tables));
    }

    /** @param chosen how settings are chosen; by default {@link Method.Asha#STANDARD} */
    public Sweep method(Method chosen) {
        return with(o -> o.method = chosen);
    }

    /** @param count of settings that are tried; by default 30, and a grid has as many as it has */
    public Sweep trials(int count) {
        if (count < 1) {
            throw new BadInput("trials is " + count + "; it must be at least 1");
        }
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
        if (!(part > 0 && part < 1)) {
            throw new BadInput("validation is " + part + "; it must be above 0 and below 1");
        }
        return with(o -> o.validation = part);
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
        return with(o -> o.folds = count);
    }

    /**
     * @param trials that run at once, at least 1; by default 1. Of networks and Tribuo's models each is a process of
     *               its own, which ends with this one. There are fewer where threads or memory do not suffice.
     */
    public Sweep sideBySide(int trials) {
        if (trials < 1) {
            throw new BadInput("sideBySide is " + trials + "; it must be at least 1");
        }
        return with(o -> o.sideBySide = trials);
    }

    /** @param count that all trials together compute with, at least 1; by default one a core */
    public Sweep threads(int count) {
        if (count < 1) {
            throw new BadInput("threads is " + count + "; it must be at least 1");
        }
        return with(o -> o.threads = count);
    }

    /** @param mebibytes that all trials together may take; by default three quarters of the machine's */
    public Sweep memory(int mebibytes) {
        if (mebibytes < 1) {
            throw new BadInput("memory is " + mebibytes + " MiB; it must be at least 1");
        }
        return with(o -> o.memory = mebibytes);
    }

    /** @param folder of the sweep; by default {@code sweep} */
    public Sweep output(Path folder) {
        return with(o -> o.output = folder);
    }

    /** @param number the same seed tries the same settings with the same seeds; by default 42 */
    public Sweep seed(long number) {
        return with(o -> o.seed = number);
    }

    private Sweep with(Consumer<Options> change) {
        Options changed = options.clone();
        change.accept(changed);
        return new Sweep(changed);
    }

    /**
     * Tries, and writes {@code trials.jsonl}, {@code table.csv}, {@code importance.csv} and the figures.
     *
     * @throws BadInput when a parameter means nothing, an input cannot be read, or another sweep is in the folder
     */
    public SweepResult run() {
        if (options.objective != null) {
            return run(options.objective, Optional.empty()).written();
        }
        if (options.csv == null) {
            throw new BadInput("a sweep has nothing to try; name a table with on() or an objective");
        }
        SweepTask task = task();
        try (ModelObjective models = new ModelObjective(task.models())) {
            check(models);
            models.prepare(plan(models).trials());
            TrialProvenance made = TrialProvenance.of(task.models(), models);
            return run(models, Optional.of(task)).madeAgain(made::of).written();
        }
    }

    /** The numbers of a sweep's best trial, which is all that is made again; it keeps nothing in the folder. */
    static List<Measure> again(Provenance making, Path folder) {
        return TrialProvenance.again(making, folder);
    }

    private SweepTask task() {
        DatasetFiles data = new DatasetFiles(
                options.csv,
                Optional.ofNullable(options.img),
                Optional.ofNullable(options.synthData),
                options.measured);
        HeldOut held = new HeldOut(options.validation, options.folds, options.seed);
        return new SweepTask(
                options.space,
                options.method,
                options.trials,
                new ModelSettings(data, held, options.blueprint, options.recipe, options.metric));
    }

    private Plan plan(Objective tried) {
        return Plan.of(
                options.space, options.method, options.trials, options.recipe.epochs(), options.seed, tried.goal());
    }

    /** @param task that processes of their own may work on; empty where only threads of this one can */
    private SweepResult run(Objective tried, Optional<SweepTask> task) {
        check(tried);
        Plan plan = plan(tried);
        try (SweepProgress progress = new SweepProgress(plan, tried.metric())) {
            Sweeper sweeper = Sweeper.in(options.output, plan, tried, progress);
            sweeper.tell();
            Workers workers = new Workers(options.sideBySide, options.threads, options.memory).fitting(plan, tried);
            if (task.isPresent() && workers.count() > 1) {
                new WorkerProcesses(task.get(), sweeper, options.output, workers).run();
            } else {
                if (tried instanceof ModelObjective own && own.usesEngine() && options.threads != Parallel.cores()) {
                    EngineThreads.of(options.threads);
                }
                sweeper.run(workers.count());
            }
            List<TrialReport> reports = sweeper.reports();
            sweeper.clean();
            return SweepResult.of(plan, tried, reports, options.output);
        }
    }

    private void check(Objective tried) {
        try {
            tried.check(options.space);
        } catch (BadInput e) {
            throw options.spaceFile == null ? e : new BadInput(options.spaceFile + ": " + e.getMessage(), e);
        }
    }
}
