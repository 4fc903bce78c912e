package org.mosaicworkbench.nn;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.maths.PowerTransform;
import org.mosaicworkbench.task.Require;

/**
 * A trained network with everything needed for a prediction, and its model card. Its files are
 * {@code model.safetensors} (the weights), {@code card.json}, {@code tx_data.json} if features are transformed, and
 * {@code measured_tx_data.json} if the network uses measurements.
 */
public final class Classifier {

    private static final String WEIGHTS = "model.safetensors";
    static final String CARD = "card.json";
    private static final String TRANSFORM = "tx_data.json";
    private static final String MEASURED_TRANSFORM = "measured_tx_data.json";
    private static final String MEASURED = "measured";
    /**
     * Card entry with the SHA-256 of each of the model's other files. It reveals corrupted weights, which may still be
     * valid numbers.
     */
    private static final String FILES = "files";
    /** Card entries needed to restore the classifier; all other entries only describe it. */
    private static final Set<String> OWN =
            Set.of("blueprint", "normalised", "temperature", "threshold", MEASURED, FILES);

    private static final String REMEDY = "copy the model again or train it again";
    /** Default threshold: a dataset that is more likely misaligned than aligned is classified as misaligned. */
    static final double MIDDLE = 0.5;

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .registerTypeAdapter(Double.class, (JsonSerializer<Double>)
                    (value, type, context) -> Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE)
            .create();

    private final NetworkDesign design;

    private final Weights weights;
    private final InputTransforms normaliser;
    private final Temperature temperature;
    private final double threshold;
    private final BackgroundSamples background;
    private final Map<String, Object> about;

    /** Creates a model with threshold {@value #MIDDLE} and without background samples. */
    Classifier(
            NetworkDesign design,
            Weights weights,
            InputTransforms normaliser,
            Temperature temperature,
            Map<String, Object> about) {
        this(design, weights, normaliser, temperature, BackgroundSamples.NONE, about);
    }

    /** Creates a model with threshold {@value #MIDDLE}. */
    Classifier(
            NetworkDesign design,
            Weights weights,
            InputTransforms normaliser,
            Temperature temperature,
            BackgroundSamples background,
            Map<String, Object> about) {
        this(design, weights, normaliser, temperature, MIDDLE, background, about);
    }

    private Classifier(
            NetworkDesign design,
            Weights weights,
            InputTransforms normaliser,
            Temperature temperature,
            double threshold,
            BackgroundSamples background,
            Map<String, Object> about) {
        this.background = background;
        this.design = design;
        this.weights = weights;
        this.normaliser = normaliser;
        this.temperature = temperature;
        this.threshold = threshold;
        this.about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
    }

    /** The architecture of the network and the frames that it uses. */
    public Blueprint blueprint() {
        return design.blueprint();
    }

    /** The measurements that it uses, in the order of the network's inputs; empty if it uses none. */
    public List<Measurement> measurements() {
        return design.measurements();
    }

    NetworkDesign design() {
        return design;
    }

    /** The transform of the features; empty if they are not transformed. */
    public Optional<PowerTransform> transform() {
        return normaliser.transform();
    }

    /**
     * Transforms a numeric column as for the network, so that it has mean 0 and standard deviation 1 over the training
     * set.
     *
     * @param column name of a feature or of a measurement
     * @param values one value per dataset; NaN if missing
     * @return empty if the network does not use the column, or uses it untransformed
     */
    public Optional<double[]> standardised(String column, double[] values) {
        return normaliser
                .of(column, design)
                .map(transform -> Arrays.stream(values)
                        .map(value -> transform.apply(new double[] {value})[0])
                        .toArray());
    }

    /** The temperature, which divides the logits. */
    public Temperature temperature() {
        return temperature;
    }

    /** The threshold: a dataset whose probability is at least this value is classified as misaligned. */
    public double threshold() {
        return threshold;
    }

    /** The descriptive entries of the model card, such as training settings and performance. */
    public Map<String, Object> about() {
        return about;
    }

    /** Returns the same model with one more entry on its card. */
    public Classifier with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(about);
        more.put(name, value);
        return new Classifier(design, weights, normaliser, temperature, threshold, background, more);
    }

    /** Returns the same model with a different threshold, 0 to 1. */
    public Classifier threshold(double probability) {
        Require.probability("the threshold", probability);
        return new Classifier(design, weights, normaliser, temperature, probability, background, about);
    }

    /**
     * The probability that each dataset is misaligned.
     *
     * @param examples datasets, read in batches; their labels are not used
     * @throws BadInput if a dataset lacks the features, measurements or frames that the network uses
     */
    public double[] probabilities(Examples examples) {
        return probabilities(examples, count -> {}, Classifier::refuse);
    }

    /**
     * Like {@link #probabilities(Examples)}, but datasets that cannot be read do not end the computation.
     *
     * @param done receives the number of finished datasets after each batch
     * @param unread receives the row of each dataset that cannot be read or yields no finite result, and the reason;
     *     called by several threads at once. The probability of such a dataset is NaN
     */
    public double[] probabilities(Examples examples, IntConsumer done, BiConsumer<Integer, BadInput> unread) {
        try (Network network = new Network(design, weights)) {
            double[] logits = new ForwardPasses(network, design, normaliser).logits(examples, done, unread);
            return Arrays.stream(logits).map(temperature::probability).toArray();
        }
    }

    /**
     * Computes the attribution of the prediction for one dataset.
     *
     * @param row row of the dataset in the examples
     * @param others features of aligned datasets for comparison, used if the model stores none
     * @param across number of patches along each side of a frame
     */
    public Attribution influence(Examples examples, int row, List<double[]> others, int across) {
        return Attribution.of(
                this,
                examples,
                row,
                background.features().isEmpty() ? new BackgroundSamples(others, background.measured()) : background,
                across);
    }

    double[] logits(Examples examples) {
        try (Network network = new Network(design, weights)) {
            return logits(network, design, normaliser, examples);
        }
    }

    static double[] logits(Network network, NetworkDesign design, InputTransforms normaliser, Examples examples) {
        return new ForwardPasses(network, design, normaliser).logits(examples, count -> {}, Classifier::refuse);
    }

    private static void refuse(int row, BadInput unread) {
        throw unread;
    }

    /**
     * Writes the model.
     *
     * @param folder folder for the model's files, created if missing
     * @return {@code folder}
     */
    public Path write(Path folder) {
        tensors().write(folder.resolve(WEIGHTS));
        JsonObject card = new JsonObject();
        card.add("blueprint", GSON.toJsonTree(blueprint()));
        card.addProperty("normalised", normaliser.transform().isPresent());
        card.addProperty("temperature", temperature.value());
        card.addProperty("threshold", threshold);
        if (blueprint().readsMeasured()) {
            card.add(
                    MEASURED,
                    GSON.toJsonTree(
                            measurements().stream().map(Measurement::column).toList()));
        }
        about.forEach((name, value) -> card.add(name, GSON.toJsonTree(value)));
        JsonObject files = new JsonObject();
        files.addProperty(WEIGHTS, Sha256.of(folder.resolve(WEIGHTS)));
        normaliser
                .transform()
                .ifPresent(transform ->
                        files.addProperty(TRANSFORM, Sha256.of(transform.write(folder.resolve(TRANSFORM)))));
        normaliser
                .measured()
                .ifPresent(transform -> files.addProperty(
                        MEASURED_TRANSFORM, Sha256.of(transform.write(folder.resolve(MEASURED_TRANSFORM)))));
        card.add(FILES, files);
        WholeFile.writeText(folder.resolve(CARD), GSON.toJson(card) + "\n");
        return folder;
    }

    private Tensors tensors() {
        Map<String, Tensors.Tensor> tensors = new LinkedHashMap<>();
        weights.addTo(tensors, "", design);
        background.addTo(tensors);
        return new Tensors(Map.of("blueprint", blueprint().name()), tensors);
    }

    /** The name given to the classifier in training, or else the name of its blueprint. */
    public String name() {
        return String.valueOf(about.getOrDefault("name", blueprint().name()));
    }

    /** The SHA-256 of its weights, that is, of the file {@code model.safetensors}, in hexadecimal. */
    public String digest() {
        return tensors().digest();
    }

    /**
     * Reads a model.
     *
     * @param folder a folder written by {@link #write}
     * @throws BadInput if a file is missing, truncated or belongs to another network, or the model uses a measurement
     *     unknown to this version; the message names the file and the problem
     */
    public static Classifier read(Path folder) {
        Path file = folder.resolve(CARD);
        JsonValue card = JsonValue.read(file, REMEDY);
        Blueprint blueprint = card.at("blueprint").as(Blueprint.class);
        NetworkDesign design = new NetworkDesign(blueprint, measurements(file, blueprint, card));
        Temperature temperature = Temperature.of(card.at("temperature"));
        double threshold = Require.probability(
                file + ": the threshold", card.at("threshold").number());
        InputTransforms normaliser = normaliser(folder, card.at("normalised").truth(), design);
        Map<String, Object> about = new LinkedHashMap<>();
        card.members().forEach((name, value) -> {
            if (!OWN.contains(name)) {
                about.put(name, GSON.fromJson(value.json(), Object.class));
            }
        });
        Path weights = folder.resolve(WEIGHTS);
        Tensors tensors = Tensors.read(weights, REMEDY);
        Classifier read = new Classifier(
                design,
                Weights.of(tensors, "", design, weights),
                normaliser,
                temperature,
                threshold,
                BackgroundSamples.of(tensors, design, weights),
                about);
        card.find(FILES).ifPresent(files -> requireWhole(folder, files.texts()));
        return read;
    }

    private static void requireWhole(Path folder, Map<String, String> files) {
        files.forEach((name, sha256) -> {
            Path file = FileName.in(folder, name);
            if (Files.notExists(file) || !Sha256.of(file).equals(sha256)) {
                throw BadInput.file(file, "has changed since the model was written", REMEDY);
            }
        });
    }

    private static InputTransforms normaliser(Path folder, boolean normalised, NetworkDesign design) {
        return new InputTransforms(
                normalised ? Optional.of(features(folder.resolve(TRANSFORM))) : Optional.empty(),
                design.blueprint().readsMeasured()
                        ? Optional.of(MeasuredTransform.read(folder.resolve(MEASURED_TRANSFORM), design))
                        : Optional.empty());
    }

    private static PowerTransform features(Path file) {
        PowerTransform transform = PowerTransform.read(file);
        if (transform.size() != InputTransforms.MEASURING) {
            throw BadInput.file(
                    file,
                    "is a transform of " + transform.size() + " features, not of " + InputTransforms.MEASURING,
                    REMEDY);
        }
        return transform;
    }

    /**
     * The measurements listed on the model card, so that a newer version of this software, with additional
     * measurements, can still run the model.
     */
    private static List<Measurement> measurements(Path file, Blueprint blueprint, JsonValue card) {
        if (!blueprint.readsMeasured()) {
            return List.of();
        }
        List<String> names =
                card.at(MEASURED).items().stream().map(JsonValue::text).toList();
        List<String> unknown =
                names.stream().filter(name -> Measurement.of(name).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            String model = card.find("name").map(JsonValue::text).orElse(blueprint.name());
            throw BadInput.file(
                    file,
                    "belongs to model " + model + ", which reads " + String.join(", ", unknown)
                            + ", which this version does not measure",
                    "use the version that trained it, or train it again");
        }
        return names.stream().flatMap(name -> Measurement.of(name).stream()).toList();
    }

    Weights weights() {
        return weights;
    }

    InputTransforms normaliser() {
        return normaliser;
    }

    /** @return the layers of the network with their output shapes */
    public NetworkDiagram diagram() {
        return NetworkDiagram.of(design);
    }

    @Override
    public String toString() {
        int networks = blueprint().shared().networks();
        return blueprint().name() + (networks > 1 ? ", average of " + networks + " networks" : "") + ", "
                + design.parameters() + " parameters"
                + (blueprint().readsFrames() ? ", frames of " + blueprint().imageSize() + " pixels" : "")
                + (normaliser.transform().isPresent() ? ", features normalised" : "");
    }
}
