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
 * A trained network with everything needed for a prediction, and its card. As files: {@code model.safetensors} (the
 * weights),
 * {@code card.json}, {@code tx_data.json} where features are transformed, and {@code measured_tx_data.json} where
 * measured numbers are read.
 */
public final class Classifier {

    private static final String WEIGHTS = "model.safetensors";
    static final String CARD = "card.json";
    private static final String TRANSFORM = "tx_data.json";
    private static final String MEASURED_TRANSFORM = "measured_tx_data.json";
    private static final String MEASURED = "measured";
    /** On the card, the SHA-256 of each of the other files: a number that is damaged may look like any other. */
    private static final String FILES = "files";
    /** What the card says of the network itself; the rest is about it. */
    private static final Set<String> OWN =
            Set.of("blueprint", "normalised", "temperature", "threshold", MEASURED, FILES);

    private static final String REMEDY = "copy the model again or train it again";
    /** Where nothing else is known, what is likelier misaligned than not is called so. */
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

    /** A model that calls a dataset misaligned at and above {@value #MIDDLE}, without samples to compare with. */
    Classifier(
            NetworkDesign design,
            Weights weights,
            InputTransforms normaliser,
            Temperature temperature,
            Map<String, Object> about) {
        this(design, weights, normaliser, temperature, BackgroundSamples.NONE, about);
    }

    /** A model that calls a dataset misaligned at and above {@value #MIDDLE}. */
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

    /** The architecture of the network and the frames that it reads. */
    public Blueprint blueprint() {
        return design.blueprint();
    }

    /** The measurements that it reads, in its order; none if it reads none. */
    public List<Measurement> measurements() {
        return design.measurements();
    }

    NetworkDesign design() {
        return design;
    }

    /** The transform of the features; empty for none. */
    public Optional<PowerTransform> transform() {
        return normaliser.transform();
    }

    /**
     * A column of numbers as the network reads it: the datasets that it was trained on have the mean 0 and the standard
     * deviation 1.
     *
     * @param column name of a feature or of a measured number
     * @param values one per dataset; NaN if missing
     * @return empty if the network does not read the column, or reads it as it is
     */
    public Optional<double[]> standardised(String column, double[] values) {
        return normaliser
                .of(column, design)
                .map(transform -> Arrays.stream(values)
                        .map(value -> transform.apply(new double[] {value})[0])
                        .toArray());
    }

    /** The temperature, by which logits are divided. */
    public Temperature temperature() {
        return temperature;
    }

    /** The threshold: from this probability on, a dataset is called misaligned. */
    public double threshold() {
        return threshold;
    }

    /** How it was trained and how good it is, for the card. */
    public Map<String, Object> about() {
        return about;
    }

    /** The same model with one more entry on its card. */
    public Classifier with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(about);
        more.put(name, value);
        return new Classifier(design, weights, normaliser, temperature, threshold, background, more);
    }

    /** The same model with another threshold, 0 to 1. */
    public Classifier threshold(double probability) {
        Require.probability("the threshold", probability);
        return new Classifier(design, weights, normaliser, temperature, probability, background, about);
    }

    /**
     * The probability that each dataset is misaligned.
     *
     * @param examples read in batches; their labels are not asked for
     * @throws BadInput if a dataset has not the features, measured numbers or frames that the network reads
     */
    public double[] probabilities(Examples examples) {
        return probabilities(examples, count -> {}, Classifier::refuse);
    }

    /**
     * Like {@link #probabilities(Examples)}, for datasets some of which may be broken.
     *
     * @param done   receives the number of finished datasets after each batch
     * @param unread receives rows that cannot be read or get no finite answer, by several threads at once; their
     *               probability is NaN
     */
    public double[] probabilities(Examples examples, IntConsumer done, BiConsumer<Integer, BadInput> unread) {
        try (Network network = new Network(design, weights)) {
            double[] logits = new ForwardPasses(network, design, normaliser).logits(examples, done, unread);
            return Arrays.stream(logits).map(temperature::probability).toArray();
        }
    }

    /**
     * Attribution of the prediction for one dataset.
     *
     * @param row    of the examples
     * @param others features of aligned datasets to compare with where the model keeps none
     * @param across patches along each side of a frame
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
     * @param folder created if missing
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

    /** The name that it was trained under; that of its blueprint where it has none. */
    public String name() {
        return String.valueOf(about.getOrDefault("name", blueprint().name()));
    }

    /** The SHA-256 of its weights, in hexadecimal: that of the file {@code model.safetensors}. */
    public String digest() {
        return tensors().digest();
    }

    /**
     * Reads a model.
     *
     * @param folder that {@link #write} wrote
     * @throws BadInput if a file is missing, cut off, or of another network, or the model reads a measured
     *                  number that this version does not know; the message names it
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
                throw BadInput.file(file, "has other bytes than when the model was written", REMEDY);
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

    /** Those that the card names: a version that measures more runs a model that reads fewer. */
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
                    "is of the model " + model + ", which reads " + String.join(", ", unknown)
                            + ", and this version does not measure that",
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

    /** @return the layers of the network with their shapes */
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
