package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.decision.ReadDatasets;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.predict.ModelSelection;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.predict.PredictionFiles;
import org.mosaicworkbench.predict.Predictions;
import org.mosaicworkbench.predict.Probabilities;
import org.mosaicworkbench.predict.SelectedModel;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;

/**
 * Predicts which prepared datasets are misaligned and by how much; some get no verdict.
 *
 * <pre>{@code
 * var preds = Predict.alignment(prep.csv(), prep.img()).largerThan(0.5).run();
 * preds.compromised();
 * }</pre>
 *
 * <p>If the exposures could be compared, the measurement decides; otherwise a model does. See
 * {@link org.mosaicworkbench.decision.DecisionRule}.
 */
public final class Predict {

    private static final String MODEL = "model";
    private static final String LARGER_THAN = "largerThan";

    private final PredictOptions options;

    /** All options with their defaults. */
    private static final class PredictOptions extends Options<PredictOptions> {

        private DatasetFiles data;
        private Path modelPath;
        private Models models = Models.shipped();
        private Path outputPath = Path.of(".");
        private Integer size;
        private Boolean normalize;
        private double largerThan = Residual.LIMIT;
        private Double threshold;
        /** Whether to also read tables found next to those given; false when a result is reproduced. */
        private boolean looksBeside = true;
        /** Number of engine threads; null for the default. */
        private Integer threads;

        private String group = "SVM-DATA";

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("modelPath", modelPath);
            all.put(LARGER_THAN, largerThan);
            all.put("threshold", threshold);
            all.put("group", group);
            all.put("size", size);
            all.put("normalize", normalize);
            all.put("outputPath", outputPath);
            return all;
        }
    }

    private Predict(PredictOptions options) {
        this.options = options;
    }

    /** @return the default of each option, by option name; null if it has none */
    public static Map<String, Object> defaults() {
        return new PredictOptions().byName();
    }

    /**
     * @param csv the feature table that {@link Prep} wrote
     * @param img the folder of frames or an {@code .npz} file; not read if the model uses no frames
     */
    public static Predict alignment(Path csv, Path img) {
        Require.given("the table of features", csv, "give the svm_data.csv that prep wrote");
        Require.given("the folder of frames", img, "give the img that prep wrote");
        return on(DatasetFiles.of(csv, img));
    }

    private static Predict on(DatasetFiles data) {
        return new Predict(new PredictOptions().with(o -> o.data = data));
    }

    /**
     * @param folderOrName the folder of a model, or the name of a built-in one; by default {@value Models#DEFAULT};
     *     {@value Models#WITHOUT_MEASURED} if there are no measurements; {@value Models#WITHOUT_NATIVE} if there are no
     *     native frames either
     */
    public Predict modelPath(Path folderOrName) {
        return with(o -> o.modelPath = folderOrName);
    }

    /**
     * @param tables tables of measurements; by default as in {@link Train#measured}. The relative alignment of
     *     exposures is read from {@code NAME_exposures.csv} or {@code exposures.csv} next to these tables or the
     *     feature table
     */
    public Predict measured(Path... tables) {
        return with(o -> o.data = o.data.measured(tables));
    }

    /** Like {@link #modelPath(Path)}. */
    public Predict modelPath(String folderOrName) {
        return modelPath(Path.of(folderOrName));
    }

    /** @param shelf source of named models; by default the built-in ones */
    Predict models(Models shelf) {
        return with(o -> o.models = shelf);
    }

    /** @param folder output folder, in which {@code predictions/} is created; by default the working directory */
    public Predict outputPath(Path folder) {
        return with(o -> o.outputPath = folder);
    }

    /** @param pixels required side length, in pixels, of the frames that the model reads; by default any */
    public Predict size(int pixels) {
        return with(o -> o.size = pixels);
    }

    /** @param wanted true to require a model that transforms features, false one that does not; by default either */
    public Predict normalize(boolean wanted) {
        return with(o -> o.normalize = wanted);
    }

    /**
     * @param pixels misalignment above which a dataset counts as misaligned, in mosaic pixels; by default 0.5
     * @throws BadInput if it is not positive and finite
     */
    public Predict largerThan(double pixels) {
        Require.aboveZero(LARGER_THAN, pixels, "pixels");
        return with(o -> o.largerThan = pixels);
    }

    /** @param probability lowest probability that counts as misaligned; by default the model's threshold */
    public Predict threshold(double probability) {
        return with(o -> o.threshold = probability);
    }

    /** @param name name of the datasets in the report; by default {@code SVM-DATA} */
    public Predict group(String name) {
        return with(o -> o.group = name);
    }

    private Predict with(Consumer<PredictOptions> change) {
        return new Predict(options.with(change));
    }

    /**
     * Judges the datasets; writes {@code predictions/predictions.csv}, {@code compromised.txt}, {@code clf_report.txt}.
     *
     * @throws BadInput if the model or a table cannot be read, or no dataset can be judged
     */
    public PredictResult run() {
        return EngineThreads.during(Optional.ofNullable(options.threads), this::judged);
    }

    private PredictResult judged() {
        WholeFile.requireRoom(options.outputPath.resolve("predictions"));
        DatasetFiles data = options.looksBeside ? options.data.found() : options.data;
        SelectedModel model = model();
        ExposureTable exposures = data.compared();
        try (PreparedDatasets all = data.read(model.classifier())) {
            NavigableMap<Integer, BadInput> unread = new ConcurrentSkipListMap<>();
            Path named = options.modelPath == null ? Path.of(model.name()) : options.modelPath;
            double[] scores = new Probabilities(data, options.models, named)
                    .of(model.classifier(), new ReadDatasets(all, exposures), unread);
            PreparedDatasets datasets = all.without(data.csv(), unread);
            double[] read = IntStream.range(0, scores.length)
                    .filter(row -> !unread.containsKey(row))
                    .mapToDouble(row -> scores[row])
                    .toArray();
            Predictions said =
                    Predictions.of(model, data.img().orElse(data.csv()), datasets, read, exposures, options.largerThan);
            return new PredictionFiles(said, datasets, options.group, options.outputPath.resolve("predictions"))
                    .write(() -> provenance(model, data));
        }
    }

    private SelectedModel model() {
        SelectedModel used = options.modelPath == null
                ? new ModelSelection(
                                options.models,
                                options.data.csv(),
                                options.data.img().orElse(options.data.csv()),
                                options.data.measured())
                        .made()
                : new SelectedModel(options.models.read(options.modelPath), "");
        requireAsWanted(used.classifier());
        return options.threshold == null
                ? used
                : new SelectedModel(
                        used.classifier().threshold(options.threshold), used.name(), used.digest(), used.remark());
    }

    private void requireAsWanted(Classifier model) {
        boolean transforms = model.transform().isPresent();
        if (options.normalize != null && options.normalize != transforms) {
            throw new BadInput("normalize is " + options.normalize + ", but the model was trained "
                    + (transforms ? "with" : "without") + " it; leave the option out");
        }
        if (options.size != null
                && model.blueprint().readsFrames()
                && options.size != model.blueprint().imageSize()) {
            throw new BadInput("size is " + options.size + ", but the model reads frames of "
                    + model.blueprint().imageSize() + " pixels; leave the option out: frames of any size are accepted");
        }
    }

    /** Recreates the task that produced a result, except for its output folder. */
    static Predict again(Provenance making) {
        return on(DatasetFiles.of(making))
                .with(o -> o.looksBeside = false)
                .with(o -> o.threads = making.option("threads", Integer.class))
                .largerThan(making.option(LARGER_THAN, Double.class))
                .group(making.option("group", String.class))
                .threshold(making.option("threshold", Double.class))
                .modelPath(making.input(MODEL).orElseGet(() -> Path.of(making.option(MODEL, String.class))));
    }

    private Provenance provenance(SelectedModel used, DatasetFiles data) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put(MODEL, used.name());
        chosen.put("weights", used.digest());
        chosen.put(LARGER_THAN, options.largerThan);
        chosen.put("threshold", used.classifier().threshold());
        chosen.put("group", options.group);
        chosen.put("threads", EngineThreads.count());
        List<InputFile> inputs = new ArrayList<>(data.inputs(used.classifier().blueprint()));
        if (options.modelPath != null && options.models.isFolder(options.modelPath)) {
            inputs.add(InputFile.of(MODEL, options.modelPath));
        }
        return Provenance.of(PredictResult.TASK, chosen, inputs);
    }
}
