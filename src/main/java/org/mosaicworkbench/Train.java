package org.mosaicworkbench;

import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.dataset.DatasetSplit;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.DecisionSettings;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.evaluate.Evaluation;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Misalignment;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.Examples;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.nn.Precision;
import org.mosaicworkbench.nn.Training;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.sweep.Settings;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.sweep.models.ModelSettings;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.train.TrainResult;

/**
 * Trains the classifier on prepared datasets and judges it on datasets that it has not seen.
 *
 * <pre>{@code
 * var run = Train.on(prep.csv(), prep.img()).normalize(true).run();
 * run.com().drawPlots();
 * }</pre>
 *
 * <p>A fifth of the datasets are the test set ({@code com}); of the rest a part is trained on and the others are the
 * validation set ({@code val}). A visit and its copies are never on two sides. What is tuned (the best epoch, when to
 * stop, the temperature) is tuned on a part of the training set that is held out of it.
 */
public final class Train {

    private final Options options;

    /** All options with their defaults. */
    private static final class Options implements Cloneable {

        private Path csv;
        private Path img;
        private Path synthData;
        private List<Path> measured = List.of();
        private String modelName = "ensembleSVM";
        private Blueprint blueprint = Blueprint.ensemble();
        private TrainingConfig recipe = TrainingConfig.STANDARD;
        /** What single options say, which counts whether a whole recipe or network was given before them or after. */
        private UnaryOperator<TrainingConfig> named = UnaryOperator.identity();

        private Integer imageSize;
        private double validation = DatasetSplit.VALIDATION;
        private Path outputPath = Path.of(".");
        private int threads;
        private List<Path> from = List.of();

        @Override
        public Options clone() {
            try {
                return (Options) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Train(Options options) {
        this.options = options;
    }

    /**
     * @param csv the table of features, with a label column unless {@code img} or {@link #synthData} says what is
     *            aligned
     * @param img the folder of frames, or an {@code .npz} file
     */
    public static Train on(Path csv, Path img) {
        Options chosen = new Options();
        chosen.csv = csv;
        chosen.img = img;
        return new Train(chosen);
    }

    /**
     * The best settings of a sweep as a training that is ready to run. It has the sweep's seed, so that its test and
     * validation sets are those that the sweep never looked at; choose its {@link #outputPath} and run it.
     *
     * @throws BadInput when the best is no network, or all trials failed
     */
    public static Train best(SweepResult sweep) {
        ModelSettings models = ModelSettings.of(sweep);
        Settings settings = sweep.best().settings();
        if (models.isBaseline(settings)) {
            throw new BadInput("the best settings are of " + settings.text(ModelSettings.MODEL)
                    + ", which is no network; take Baselines.best()");
        }
        DatasetFiles data = models.data();
        Train train = on(data.csv(), data.img().orElse(data.csv()))
                .blueprint(models.blueprint(settings))
                .validation(models.held().validation())
                .params(models.recipe(settings)
                        .epochs(sweep.plan().epochs())
                        .seed(models.held().seed()))
                .measured(data.measured().toArray(Path[]::new));
        return data.synthData().map(train::synthData).orElse(train);
    }

    /** @param table of synthetic, misaligned datasets; rows of the first table without a label are then aligned */
    public Train synthData(Path table) {
        return with(o -> o.synthData = table);
    }

    /**
     * @param tables of the measured numbers, for networks that read them; by default {@code <name>_measured.csv} beside
     *               each table {@code <name>.csv}, as preparation writes it, or else {@code measured.csv}
     */
    public Train measured(Path... tables) {
        return with(o -> o.measured = List.of(tables));
    }

    /**
     * @param wanted whether features go through a Yeo-Johnson transform; by default false. Their sizes differ by
     *               factors of thousands; the networks that come with the library and read features were trained with
     *               true. Networks of frames or of measured numbers alone read none
     */
    public Train normalize(boolean wanted) {
        return recipe(r -> r.normalize(wanted));
    }

    /** @param name of the model's folder below {@code models/svm_align}; by default {@code ensembleSVM} */
    public Train modelName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new BadInput("modelName is '" + name + "'; it must be letters, digits, dots, - and _");
        }
        return with(o -> o.modelName = name);
    }

    /**
     * @param network by default {@link Blueprint#ensemble()}; {@link #imgSize} goes before its own, in whatever order
     */
    public Train blueprint(Blueprint network) {
        return with(o -> o.blueprint = o.imageSize == null ? network : network.imageSize(o.imageSize));
    }

    /**
     * @param recipe how to train; by default {@link TrainingConfig#STANDARD}. What {@link #epochs}, {@link #seed},
     *               {@link #normalize} and {@link #precision} say goes before it, in whatever order.
     */
    public Train params(TrainingConfig recipe) {
        return with(o -> o.recipe = o.named.apply(recipe));
    }

    /** @param passes over the training set; by default 60 */
    public Train epochs(int passes) {
        return recipe(r -> r.epochs(passes));
    }

    /** @param pixels along each side of the frames, even; by default 128 */
    public Train imgSize(int pixels) {
        return with(o -> {
            o.imageSize = pixels;
            o.blueprint = o.blueprint.imageSize(pixels);
        });
    }

    /**
     * @param part of what is not the test set that is trained on, the others are the validation set; by default 0.875,
     *             which splits 70, 20 and 10 of 100
     */
    public Train validation(double part) {
        if (!(part > 0 && part < 1)) {
            throw new BadInput("validation is " + part + "; it must be above 0 and below 1");
        }
        return with(o -> o.validation = part);
    }

    /** @param folder where results go; by default the working directory */
    public Train outputPath(Path folder) {
        return with(o -> o.outputPath = folder);
    }

    /** @param number the same seed and number of threads give the same model, on a GPU nearly; by default 42 */
    public Train seed(long number) {
        return recipe(r -> r.seed(number));
    }

    /**
     * @param bits of the convolutions; by default {@link Precision#AUTO}. Weights are kept, and a finished model
     *             predicts, in 32 bits in any case.
     */
    public Train precision(Precision bits) {
        return recipe(r -> r.precision(bits));
    }

    /** @param count of the engine's threads, at least 1; by default as many as the engine takes, one a core */
    public Train threads(int count) {
        if (count < 1) {
            throw new BadInput("threads is " + count + "; it must be at least 1");
        }
        return with(o -> o.threads = count);
    }

    /**
     * Begins with the weights of trained models instead of random ones: of each, the arrays whose names and shapes the
     * blueprint has; of two that have the same array, the first one's. So the parts of an ensemble are trained one by
     * one, and the ensemble only has to learn to join them.
     *
     * @param models folders of models, or names of shipped ones; their features must have been normalised as this
     *               training's
     */
    public Train from(Path... models) {
        return with(o -> o.from = List.of(models));
    }

    private Train recipe(UnaryOperator<TrainingConfig> change) {
        return with(o -> {
            UnaryOperator<TrainingConfig> before = o.named;
            o.named = recipe -> change.apply(before.apply(recipe));
            o.recipe = change.apply(o.recipe);
        });
    }

    private Train with(Consumer<Options> change) {
        Options changed = options.clone();
        change.accept(changed);
        return new Train(changed);
    }

    /**
     * Trains, judges, and writes {@code models/svm_align/<name>/}, {@code results/test/}, {@code results/val/} and,
     * where features are transformed, {@code tx_data.json}. A training that was killed goes on after its last whole
     * epoch.
     *
     * @throws BadInput when there is too little to train on, or a file cannot be read or written
     */
    public TrainResult run() {
        if (options.threads > 0) {
            EngineThreads.of(options.threads);
        }
        List<Path> tables = tables();
        try (PreparedDatasets read = PreparedDatasets.read(tables, options.img, options.blueprint, measuredTables())) {
            PreparedDatasets all =
                    read.labelled(options.synthData == null ? Optional.empty() : Optional.of(Label.ALIGNED));
            return run(all, tables);
        }
    }

    private List<Path> tables() {
        return options.synthData == null ? List.of(options.csv) : List.of(options.csv, options.synthData);
    }

    private List<Path> measuredTables() {
        return options.blueprint.readsMeasured() ? MeasurementTable.files(options.measured, tables()) : List.of();
    }

    /** The task that made a result, but for where its results go. */
    static Train again(Provenance making) {
        Train train = on(making.needed("csv"), making.input("img").orElse(making.needed("csv")))
                .blueprint(making.option("blueprint", Blueprint.class))
                .params(making.option("recipe", TrainingConfig.class))
                .modelName(making.option("modelName", String.class))
                .validation(making.option("validation", Double.class))
                .threads(making.option("threads", Integer.class))
                .from(making.inputs("from").toArray(Path[]::new))
                .measured(making.inputs("measured").toArray(Path[]::new));
        return making.input("synthData").map(train::synthData).orElse(train);
    }

    private Provenance making() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("modelName", options.modelName);
        all.put("blueprint", options.blueprint);
        all.put("recipe", options.recipe.precision(options.recipe.precision().chosen()));
        all.put("validation", options.validation);
        all.put("threads", EngineThreads.count());
        List<InputFile> inputs = new ArrayList<>(List.of(InputFile.of("csv", options.csv)));
        if (options.blueprint.readsFrames()) {
            inputs.add(InputFile.of("img", options.img));
        }
        if (options.synthData != null) {
            inputs.add(InputFile.of("synthData", options.synthData));
        }
        measuredTables().forEach(table -> inputs.add(InputFile.of("measured", table)));
        options.from.forEach(model -> inputs.add(InputFile.of("from", model)));
        return Provenance.of("train", all, inputs);
    }

    private TrainResult run(PreparedDatasets all, List<Path> tables) {
        Provenance making = making();
        DatasetSplit parts = DatasetSplit.of(all, options.validation, options.recipe.seed());
        Path folder = options.outputPath.resolve(TrainResult.MODELS).resolve(options.modelName);
        Training.Outcome outcome = train(all.part(parts.learned()), all.part(parts.tuned()), folder);
        Map<String, String> madeBy = madeBy(all, tables);
        Classifier model = outcome.classifier().with("name", options.modelName).with("made_by", madeBy);
        Map<String, Misalignment> known = all.misalignments();
        ModelEvaluation com = judged("test", model, all.part(parts.test()), outcome.history(), known);
        ModelEvaluation val = judged("val", model, all.part(parts.val()), List.of(), known);
        return written(new TrainResult(
                model.with("test", com.evaluation().metrics().values())
                        .with("val", val.evaluation().metrics().values()),
                com,
                val,
                folder,
                options.outputPath.resolve(TrainResult.RESULTS),
                all.failures(),
                madeBy,
                making));
    }

    private Training.Outcome train(Examples learned, Examples tuned, Path folder) {
        Progress[] bar = new Progress[1];
        try {
            Training training = Training.of(options.blueprint, options.recipe)
                    .from(options.from.stream().map(Models.shipped()::read).toList())
                    .checkpoints(folder);
            return training.watched(moment -> {
                        if (bar[0] == null) {
                            bar[0] = Progress.of("training", options.recipe.epochs() * moment.steps());
                            IntStream.range(0, (moment.epoch() - 1) * moment.steps())
                                    .forEach(step -> bar[0].step());
                        }
                        bar[0].step(words(moment));
                        if (moment.step() == moment.steps()) {
                            bar[0].line(words(moment));
                        }
                    })
                    .run(learned, tuned);
        } finally {
            if (bar[0] != null) {
                bar[0].close();
            }
        }
    }

    private static String words(Training.Moment moment) {
        if (moment.history().isEmpty()) {
            return "epoch " + moment.epoch();
        }
        Epoch last = moment.history().get(moment.history().size() - 1);
        return String.format(
                Locale.ROOT,
                "epoch %d: loss %.3f, accuracy %.3f; held out: loss %.3f, accuracy %.3f",
                last.epoch(),
                last.loss(),
                last.accuracy(),
                last.valLoss(),
                last.valAccuracy());
    }

    private ModelEvaluation judged(
            String set, Classifier model, Examples examples, List<Epoch> history, Map<String, Misalignment> known) {
        double[] scores = model.probabilities(examples);
        List<Prediction> verdicts = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            verdicts.add(new Prediction(
                    examples.index(i), examples.label(i), scores[i], Label.at(scores[i], model.threshold())));
        }
        Map<String, Misalignment> own = new LinkedHashMap<>(known);
        own.keySet().retainAll(verdicts.stream().map(Prediction::index).toList());
        return new ModelEvaluation(
                Evaluation.of(
                        set,
                        verdicts,
                        history,
                        new DecisionSettings(
                                model.threshold(),
                                model.temperature(),
                                DecisionSettings.PLAIN.draws(),
                                options.recipe.seed())),
                own);
    }

    private TrainResult written(TrainResult result) {
        result.model().write(result.modelPath());
        result.model().transform().ifPresent(transform -> transform.write(options.outputPath.resolve("tx_data.json")));
        result.com().write(result.results().resolve("test"));
        result.val().write(result.results().resolve("val"));
        Failure.write(options.outputPath.resolve(TrainResult.FAILURES), result.failures());
        result.how().write(result.results());
        return result;
    }

    private Map<String, String> madeBy(PreparedDatasets all, List<Path> tables) {
        Map<String, String> made = new LinkedHashMap<>();
        Stream.concat(tables.stream(), measuredTables().stream())
                .forEach(table -> made.put(table.getFileName() + " SHA-256", Sha256.of(table)));
        made.put("img", String.valueOf(options.img));
        if (!options.from.isEmpty()) {
            made.put(
                    "from",
                    String.join(
                            ", ",
                            options.from.stream()
                                    .map(path -> path + " ("
                                            + Models.shipped().read(path).digest() + ")")
                                    .toList()));
        }
        made.put("datasets", String.valueOf(all.size()));
        made.put("validation", String.valueOf(options.validation));
        made.put("seed", String.valueOf(options.recipe.seed()));
        Engine engine = Engine.getEngine("PyTorch");
        made.put("engine", "PyTorch " + engine.getVersion() + " by DJL " + Engine.getDjlVersion());
        made.put("device", engine.defaultDevice().toString());
        made.put("precision", options.recipe.precision().chosen().toString());
        made.put("threads", String.valueOf(EngineThreads.count()));
        made.put("java", System.getProperty("java.version"));
        return made;
    }
}
