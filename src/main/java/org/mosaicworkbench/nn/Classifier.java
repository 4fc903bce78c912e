package org.mosaicworkbench.nn;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.io.IOException;
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
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.maths.PowerTransform;
import org.mosaicworkbench.task.Check;

/**
 * A trained network with all that a verdict needs, and its card. As files: {@code model.safetensors} (the weights),
 * {@code card.json}, {@code tx_data.json} where features are transformed, and {@code measured_tx_data.json} where
 * measured numbers are read.
 */
public final class Classifier {

    private static final String WEIGHTS = "model.safetensors";
    static final String CARD = "card.json";
    private static final String TRANSFORM = "tx_data.json";
    private static final String MEASURED_TRANSFORM = "measured_tx_data.json";
    private static final String MEASURED = "measured";
    /** What the card says of the network itself; the rest is about it. */
    private static final Set<String> OWN = Set.of("blueprint", "normalised", "temperature", "threshold", MEASURED);

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

    /** How large the network is, and which frames it reads. */
    public Blueprint blueprint() {
        return design.blueprint();
    }

    /** Which measured numbers it reads, in its order; none where it reads none. */
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
     * @param values one a dataset; NaN where it is missing
     * @return empty where the network does not read the column, or reads it as it is
     */
    public Optional<double[]> standardised(String column, double[] values) {
        return normaliser
                .of(column, design)
                .map(transform -> Arrays.stream(values)
                        .map(value -> transform.apply(new double[] {value})[0])
                        .toArray());
    }

    /** What the logits are divided by. */
    public Temperature temperature() {
        return temperature;
    }

    /** The probability at and above which a dataset is called misaligned. */
    public double threshold() {
        return threshold;
    }

    /** What is known of how it was made and how good it is, in words and numbers for the card. */
    public Map<String, Object> about() {
        return about;
    }

    /** The same model with one more thing on its card. */
    public Classifier with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(about);
        more.put(name, value);
        return new Classifier(design, weights, normaliser, temperature, threshold, background, more);
    }

    /** The same model with another threshold, 0 to 1. */
    public Classifier threshold(double probability) {
        Check.probability("the threshold", probability);
        return new Classifier(design, weights, normaliser, temperature, probability, background, about);
    }

    /**
     * The probability of each dataset to be misaligned.
     *
     * @param examples read in batches; their labels are not asked for
     * @throws BadInput when a dataset has not the features, measured numbers or frames that the network reads
     */
    public double[] probabilities(Examples examples) {
        return probabilities(examples, count -> {}, Classifier::refuse);
    }

    /**
     * As {@link #probabilities(Examples)}, of datasets some of which may turn out to be broken.
     *
     * @param done   is told how many datasets are done after each batch
     * @param unread is told of rows that cannot be read or get no finite answer, by several threads at once; their
     *               probability is NaN
     */
    public double[] probabilities(Examples examples, IntConsumer done, BiConsumer<Integer, BadInput> unread) {
        try (Network network = new Network(design, weights)) {
            double[] logits = new ForwardPasses(network, design, normaliser).logits(examples, done, unread);
            return Arrays.stream(logits).map(temperature::probability).toArray();
        }
    }

    /**
     * What pushed the verdict on one dataset.
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
     * @param folder made where it is missing
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
        normaliser.transform().ifPresent(transform -> transform.write(folder.resolve(TRANSFORM)));
        normaliser.measured().ifPresent(transform -> transform.write(folder.resolve(MEASURED_TRANSFORM)));
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
     * @throws BadInput when a file is missing, cut off, or of another network, or the model reads a measured
     *                  number that this version does not know; the message names it
     */
    public static Classifier read(Path folder) {
        Path file = folder.resolve(CARD);
        try {
            JsonObject card = GSON.fromJson(Files.readString(file), JsonObject.class);
            Blueprint blueprint = GSON.fromJson(card.get("blueprint"), Blueprint.class);
            NetworkDesign design = new NetworkDesign(blueprint, measurements(file, blueprint, card));
            Temperature temperature = new Temperature(card.get("temperature").getAsDouble());
            double threshold = Check.probability(
                    file + ": the threshold", card.get("threshold").getAsDouble());
            InputTransforms normaliser =
                    normaliser(folder, card.get("normalised").getAsBoolean(), design);
            Map<String, Object> about = new LinkedHashMap<>();
            card.entrySet().stream()
                    .filter(e -> !OWN.contains(e.getKey()))
                    .forEach(e -> about.put(e.getKey(), GSON.fromJson(e.getValue(), Object.class)));
            file = folder.resolve(WEIGHTS);
            Tensors tensors = Tensors.of(Files.readAllBytes(file), file, REMEDY);
            return new Classifier(
                    design,
                    Weights.of(tensors, "", design, file),
                    normaliser,
                    temperature,
                    threshold,
                    BackgroundSamples.of(tensors, design, file),
                    about);
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read", REMEDY);
        } catch (JsonParseException | NullPointerException | UnsupportedOperationException | NumberFormatException e) {
            throw BadInput.file(file, "is not the card of a model", REMEDY);
        }
    }

    private static InputTransforms normaliser(Path folder, boolean normalised, NetworkDesign design) {
        return new InputTransforms(
                normalised ? Optional.of(PowerTransform.read(folder.resolve(TRANSFORM))) : Optional.empty(),
                design.blueprint().readsMeasured()
                        ? Optional.of(MeasuredTransform.read(folder.resolve(MEASURED_TRANSFORM), design))
                        : Optional.empty());
    }

    /** Those that the card names: a version that measures more runs a model that reads fewer. */
    private static List<Measurement> measurements(Path file, Blueprint blueprint, JsonObject card) {
        if (!blueprint.readsMeasured()) {
            return List.of();
        }
        List<String> names = card.get(MEASURED).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .toList();
        List<String> unknown =
                names.stream().filter(name -> Measurement.of(name).isEmpty()).toList();
        if (!unknown.isEmpty()) {
            String model = card.has("name") ? card.get("name").getAsString() : blueprint.name();
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

    @Override
    public String toString() {
        return blueprint().name() + ", " + design.parameters() + " parameters"
                + (blueprint().readsFrames() ? ", frames of " + blueprint().imageSize() + " pixels" : "")
                + (normaliser.transform().isPresent() ? ", features normalised" : "");
    }
}
