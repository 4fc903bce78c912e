package org.mosaicworkbench.train;

import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.caution.FarFeatures;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.dataset.DatasetSplit;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.decision.DecisionRule;
import org.mosaicworkbench.decision.ReadDatasets;
import org.mosaicworkbench.evaluate.DecisionSettings;
import org.mosaicworkbench.evaluate.Epoch;
import org.mosaicworkbench.evaluate.InjectedMisalignment;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.PredictedSize;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.Examples;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.nn.Training;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;

/**
 * One training run, from datasets to the model and its evaluation on unseen datasets.
 *
 * @param data datasets for training and evaluation
 * @param blueprint the network
 * @param recipe training configuration
 * @param modelName the model's folder below {@value TrainResult#MODELS}
 * @param learning parts of the datasets to train on
 * @param from folders of trained models, or names of built-in models, that provide the initial weights
 */
public record TrainingRun(
        DatasetFiles data,
        Blueprint blueprint,
        TrainingConfig recipe,
        String modelName,
        Learning learning,
        List<Path> from) {

    private static final String FROM = "from";
    /**
     * Option with one string for each model that provided initial weights: the name of a built-in model, or an empty
     * string for a folder.
     */
    private static final String SHIPPED = "fromShipped";

    private static final String IMG = "img";

    /** Copies the list, and adds the exposure and measurement tables found next to the given tables. */
    public TrainingRun {
        data = data.found();
        from = List.copyOf(from);
    }

    /**
     * Trains, evaluates and writes the results. An interrupted training run resumes after its last complete epoch.
     *
     * @param options options of the task, by name
     * @param outputPath output folder
     * @param watch displays of the training run
     * @throws org.mosaicworkbench.io.BadInput if there are too few datasets to train on, or a file cannot be read or
     *     written
     */
    public TrainResult run(Map<String, Object> options, Path outputPath, TrainingWatch watch) {
        WholeFile.requireRoom(outputPath.resolve("results"));
        WholeFile.requireRoom(TrainResult.modelPath(outputPath, modelName));
        try (PreparedDatasets all = data.labelled(blueprint)) {
            Provenance how = provenance(options);
            DatasetSplit parts = DatasetSplit.of(
                    all, learning.validation(), recipe.execution().seed());
            Trained trained = all.needed(() -> train(all, parts, TrainResult.modelPath(outputPath, modelName), watch));
            Training.Outcome outcome = trained.last;
            Classifier model = outcome.classifier()
                    .with("name", modelName)
                    .with(TrainResult.MADE_BY, card(how, all))
                    .with(TrainResult.WARNINGS, warnings(all));
            Map<String, InjectedMisalignment> known = all.misalignments();
            ModelEvaluation com = judged("test", model, all.part(parts.test()), outcome.history(), known);
            ModelEvaluation val = judged("val", trained.tuned, all.part(parts.val()), List.of(), known);
            return new TrainResult(
                            model.with("test", com.evaluation().metrics().values())
                                    .with("val", val.evaluation().metrics().values()),
                            com,
                            val,
                            outputPath,
                            all.failures(),
                            how)
                    .written();
        }
    }

    /** @throws BadInput if a model's name is not valid as a folder name */
    public static String requireName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new BadInput("modelName is '" + name + "'; it must be letters, digits, dots, - and _");
        }
        return name;
    }

    private static boolean isShipped(Path model) {
        return !Models.shipped().isFolder(model);
    }

    /** @return the models that provided the initial weights, in order */
    public static Path[] from(Provenance making) {
        Iterator<Path> folders = making.inputs(FROM).iterator();
        return making.given(SHIPPED, String[].class)
                .map(names -> Stream.of(names)
                        .map(name -> name.isEmpty() ? folders.next() : Path.of(name))
                        .toArray(Path[]::new))
                .orElseGet(() -> making.inputs(FROM).toArray(Path[]::new));
    }

    /** Settings left to the engine are recorded as the engine chose them. */
    private Provenance provenance(Map<String, Object> options) {
        Map<String, Object> chosen = new LinkedHashMap<>(options);
        chosen.put("recipe", recipe.precision(recipe.execution().precision().chosen()));
        chosen.put("threads", EngineThreads.count());
        List<InputFile> inputs = new ArrayList<>(data.inputs(blueprint.readsFrames(), data.measured(blueprint)));
        from.stream().filter(model -> !isShipped(model)).forEach(model -> inputs.add(InputFile.of(FROM, model)));
        if (from.stream().anyMatch(TrainingRun::isShipped)) {
            chosen.put(
                    SHIPPED,
                    from.stream()
                            .map(model -> isShipped(model) ? model.toString() : "")
                            .toList());
        }
        return Provenance.of(TrainResult.TASK, chosen, inputs);
    }

    /**
     * The trained models.
     *
     * @param tuned model that has not seen the validation set
     * @param last the resulting model; the same as {@code tuned} if there is no second training run
     */
    private record Trained(Classifier tuned, Training.Outcome last) {}

    private Trained train(PreparedDatasets all, DatasetSplit parts, Path folder, TrainingWatch watch) {
        Training training = Training.of(blueprint, recipe)
                .from(from.stream().map(Models.shipped()::read).toList())
                .checkpoints(folder);
        Examples tuned = all.part(parts.tuned());
        Training.Outcome first;
        try (TrainingProgress progress = new TrainingProgress("training", recipe.epochs())) {
            Training watched = training.watched(progress.andThen(watch.of("training")));
            first = (learning.refits(blueprint) ? watched.kept() : watched).run(all.part(parts.learned()), tuned);
        }
        if (!learning.refits(blueprint)) {
            return new Trained(first.classifier(), first);
        }
        try (TrainingProgress progress = new TrainingProgress("training on all but the test set", first.best())) {
            return new Trained(
                    first.classifier(),
                    training.watched(progress.andThen(watch.of("refit")))
                            .again(all.part(parts.allButTest()), tuned, first));
        }
    }

    private ModelEvaluation judged(
            String set,
            Classifier model,
            Examples examples,
            List<Epoch> history,
            Map<String, InjectedMisalignment> known) {
        double[] scores = model.probabilities(examples);
        List<Prediction> verdicts = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            verdicts.add(Prediction.at(model.threshold(), examples.index(i), examples.label(i), scores[i]));
        }
        DecisionSettings tuning = new DecisionSettings(
                model.threshold(),
                model.temperature(),
                DecisionSettings.PLAIN.draws(),
                recipe.execution().seed());
        return ModelEvaluation.of(set, verdicts, history, tuning, known)
                .with(sizes(model, new ReadDatasets(examples, data.compared()), scores, known));
    }

    /**
     * The model is run again only if the comparison of individual exposures changes the measurements that the model
     * uses.
     */
    private static List<PredictedSize> sizes(
            Classifier model, ReadDatasets datasets, double[] scores, Map<String, InjectedMisalignment> known) {
        if (IntStream.range(0, datasets.size()).noneMatch(row -> known.containsKey(datasets.index(row)))) {
            return List.of();
        }
        double[] probabilities = datasets.isReadAlike(model.blueprint()) ? scores : model.probabilities(datasets);
        return new DecisionRule(Residual.LIMIT, model.threshold()).sizes(datasets, probabilities, known);
    }

    private List<String> warnings(PreparedDatasets all) {
        List<String> warnings = new ArrayList<>(data.cautions(all));
        from.forEach(
                model -> warnings.addAll(FarFeatures.cautions(Models.shipped().read(model), all.columns())));
        return warnings;
    }

    /** The provenance on the model card: the input files with their digests, and the software and hardware. */
    private Map<String, String> card(Provenance how, PreparedDatasets all) {
        Map<String, String> made = new LinkedHashMap<>();
        how.inputs().stream()
                .filter(input -> !List.of(IMG, FROM).contains(input.role()))
                .forEach(table -> made.put(table.path().getFileName() + " SHA-256", table.sha256()));
        made.put(IMG, String.valueOf(data.img().orElse(data.csv())));
        if (!from.isEmpty()) {
            List<String> models = from.stream()
                    .map(path -> path + " (" + Models.shipped().read(path).digest() + ")")
                    .toList();
            made.put(FROM, String.join(", ", models));
        }
        made.put("datasets", String.valueOf(all.size()));
        made.put("validation", String.valueOf(learning.validation()));
        made.put("learned_from", learning.refits(blueprint) ? "all but the test set" : "the training set");
        made.put("seed", String.valueOf(recipe.execution().seed()));
        Engine engine = Engine.getEngine("PyTorch");
        made.put("engine", "PyTorch " + engine.getVersion() + " by DJL " + Engine.getDjlVersion());
        made.put("device", engine.defaultDevice().toString());
        made.put("precision", recipe.execution().precision().chosen().toString());
        made.put("threads", String.valueOf(EngineThreads.count()));
        made.put("java", System.getProperty("java.version"));
        return made;
    }
}
