package org.mosaicworkbench.nn;

import com.google.gson.annotations.JsonAdapter;
import java.util.List;
import java.util.stream.Stream;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FlatRecord;

/**
 * Architecture and size of a network.
 *
 * <p>The perceptron passes the ten features through {@code layers}, each followed by leaky ReLU. An image network
 * passes frames of shape {@code (n, 3, size, size, 3)} through 3x3x3 convolutions with {@code filters} filters, each
 * followed by leaky ReLU and batch normalisation (after the first convolution, with max-pooling by 2 in between), then
 * through global average pooling, a dense layer with leaky ReLU, and dropout. A network can have one image network for
 * the field frames and one for the native frames; they share no weights. The image network for the native frames has
 * max-pooling by 2 after each convolution, because the structures to be recognised are wider than a few pixels. Its
 * last normalisation follows the average pooling, whose output would otherwise hardly differ between datasets. A second
 * perceptron with {@code measuredLayers} reads measurements ({@link Measurement}), each with a missing-value indicator;
 * measurements are never among the features. A dense layer with leaky ReLU joins the outputs of several perceptrons and
 * image networks. The head is one logit.
 *
 * @param name name of the blueprint
 * @param layers sizes of the perceptron's layers; empty for an image network alone
 * @param field image network for the field frames
 * @param shared settings common to all parts of the network
 * @param nativeFrames image network for the native frames
 * @param measuredLayers sizes of the layers for the measurements; empty if the network does not use them
 */
@JsonAdapter(FlatRecord.Json.class)
public record Blueprint(
        String name,
        List<Integer> layers,
        ImageNetwork field,
        Shared shared,
        @FlatRecord.Prefix("native") ImageNetwork nativeFrames,
        List<Integer> measuredLayers) {

    /**
     * Settings common to all parts of a network.
     *
     * @param joint size of the joining layer; 0 if there is nothing to join
     * @param slope slope of the leaky ReLU for negative inputs
     * @param dropout dropout rate during training, 0 to below 1: applied to the dense layers of the image networks, or,
     *     without frames, to the perceptrons' layers
     * @param imageSize side of a frame in pixels, even; 0 for a perceptron alone
     * @param networks number of networks with this architecture that are trained together and whose log-odds are
     *     averaged; must be 1 if the network uses frames
     * @param marks whether to one-hot encode coded features (detector, WCS solution, category) and to add a piecewise
     *     linear encoding of numeric features; otherwise each feature is one input
     */
    public record Shared(int joint, double slope, double dropout, int imageSize, int networks, boolean marks) {

        /** Sets the number of networks to 1 if a file does not give it. */
        public Shared {
            networks = Math.max(1, networks);
        }

        /** Creates the settings of a single network in which each feature, numeric or coded, is one number. */
        public Shared(int joint, double slope, double dropout, int imageSize) {
            this(joint, slope, dropout, imageSize, 1, false);
        }
    }

    /** Number of features of a dataset, as listed in {@link Feature}. */
    public static final int FEATURES = Feature.values().length;
    /** Maximum number of averaged networks; more would not improve the predictions. */
    private static final int MOST_NETWORKS = 100;
    /** Number of frames of a dataset. */
    static final int FRAMES = 3;
    /** Number of colour channels in a frame. */
    static final int COLOURS = 3;
    /** Number of input planes of the first 2-D convolution: all colours of all frames. */
    static final int PLANES = FRAMES * COLOURS;

    private static final List<Integer> LAYERS = List.of(18, 32, 64, 32, 18);
    private static final List<Integer> FILTERS = List.of(32, 32, 64, 128, 256);
    private static final List<Integer> NATIVE_FILTERS = List.of(16, 32, 64, 128, 128);
    private static final List<Integer> SMALL_NATIVE_FILTERS = List.of(16, 16, 32, 64);
    private static final List<Integer> MEASURED_LAYERS = List.of(32, 16);
    private static final List<Integer> SMALL_FILTERS = List.of(8, 8, 16, 32);
    private static final int LARGEST_IMAGE = 1024;
    private static final int AVERAGED = 5;

    /** @throws BadInput if the sizes do not form a valid network */
    public Blueprint {
        layers = List.copyOf(layers);
        measuredLayers = measuredLayers == null ? List.of() : List.copyOf(measuredLayers);
        boolean image = !field.filters().isEmpty() || !nativeFrames.filters().isEmpty();
        if (layers.isEmpty() && measuredLayers.isEmpty() && !image) {
            throw new BadInput("blueprint " + name + " has neither layers nor filters; give it at least one of them");
        }
        if (Stream.of(layers, field.filters(), nativeFrames.filters(), measuredLayers)
                .flatMap(List::stream)
                .anyMatch(n -> n < 1)) {
            throw new BadInput("blueprint " + name + " has layers " + layers + " and filters " + field.filters()
                    + (nativeFrames.filters().isEmpty() ? "" : " and " + nativeFrames.filters())
                    + (measuredLayers.isEmpty() ? "" : " and measured layers " + measuredLayers)
                    + "; each must be at least 1");
        }
        if (image && (shared.imageSize() < 4 || shared.imageSize() > LARGEST_IMAGE || shared.imageSize() % 2 != 0)) {
            throw new BadInput(
                    "image size is " + shared.imageSize() + "; it must be an even number from 4 to " + LARGEST_IMAGE);
        }
        if (!nativeFrames.filters().isEmpty()
                && shared.imageSize() >> nativeFrames.filters().size() < 1) {
            throw new BadInput("blueprint " + name + " halves native frames of " + shared.imageSize() + " pixels "
                    + nativeFrames.filters().size() + " times; use fewer native filters or larger frames");
        }
        boolean joined = Stream.of(layers, field.filters(), nativeFrames.filters(), measuredLayers)
                        .filter(sizes -> !sizes.isEmpty())
                        .count()
                > 1;
        if ((!field.filters().isEmpty() && field.dense() < 1)
                || (!nativeFrames.filters().isEmpty() && nativeFrames.dense() < 1)
                || (joined && shared.joint() < 1)) {
            throw new BadInput("blueprint " + name + " has a dense layer of " + field.dense()
                    + (nativeFrames.filters().isEmpty() ? "" : ", a native one of " + nativeFrames.dense())
                    + " and a joining layer of "
                    + shared.joint()
                    + "; each must be at least 1");
        }
        if (shared.networks() > MOST_NETWORKS) {
            throw new BadInput("blueprint " + name + " averages " + shared.networks() + " networks; average at most "
                    + MOST_NETWORKS);
        }
        if (image && shared.networks() > 1) {
            throw new BadInput("blueprint " + name + " averages " + shared.networks()
                    + " networks that read frames; average perceptrons only");
        }
        if (!(shared.slope() > 0 && shared.slope() < 1) || !(shared.dropout() >= 0 && shared.dropout() < 1)) {
            throw new BadInput("blueprint " + name + " has slope " + shared.slope() + " and dropout " + shared.dropout()
                    + "; slope must be above 0 and below 1, dropout at least 0 and below 1");
        }
    }

    /**
     * The perceptron alone: layers of 128 and 128, dropout 0.4, one-hot codes, piecewise linear encoding of numeric
     * features.
     */
    public static Blueprint mlp() {
        return perceptron("svm_mlp", List.of(128, 128), new Shared(0, 0.2, 0.4, 0, 1, true));
    }

    /** The average of five networks like {@link #mlp}. */
    public static Blueprint mlpAverage() {
        return perceptron("svm_mlp_average", mlp().layers, new Shared(0, 0.2, 0.4, 0, AVERAGED, true));
    }

    /** spacekit's perceptron, also used in the ensembles: layers of 18, 32, 64, 32 and 18. */
    public static Blueprint mlpSpacekit() {
        return perceptron("svm_mlp_spacekit", LAYERS, new Shared(0, 0.2, 0, 0));
    }

    private static Blueprint perceptron(String name, List<Integer> layers, Shared shared) {
        return new Blueprint(name, layers, ImageNetwork.NONE, shared, ImageNetwork.NONE, List.of());
    }

    /** The image network alone: 32, 32, 64, 128, 256 filters, dense 512, dropout 0.3, frames of 128 pixels. */
    public static Blueprint cnn() {
        return new Blueprint(
                "svm_cnn",
                List.of(),
                new ImageNetwork(FILTERS, 512),
                new Shared(0, 0.2, 0.3, 128),
                ImageNetwork.NONE,
                List.of());
    }

    /** The multilayer perceptron and the CNN, joined by a dense layer of 9 units. */
    public static Blueprint ensemble() {
        return new Blueprint(
                "svm_ensemble",
                LAYERS,
                new ImageNetwork(FILTERS, 512),
                new Shared(9, 0.2, 0.3, 128),
                ImageNetwork.NONE,
                List.of());
    }

    /** The ensemble at a size that trains in minutes: filters 8, 8, 16, 32, dense 64, frames of 64 pixels. */
    public static Blueprint small() {
        return new Blueprint(
                "svm_small",
                LAYERS,
                new ImageNetwork(SMALL_FILTERS, 64),
                new Shared(9, 0.2, 0.3, 64),
                ImageNetwork.NONE,
                List.of());
    }

    /**
     * The native ensemble: an image network for the native frames (16, 32, 64, 128, 128 filters, dense 128) and a
     * perceptron for the measurements (layers of 32 and 16), joined with the perceptron for the ten features. It does
     * not use the field frames, which would not improve its predictions and would take most of the computing time.
     */
    public static Blueprint sharp() {
        return new Blueprint(
                "svm_native",
                LAYERS,
                ImageNetwork.NONE,
                new Shared(9, 0.2, 0.3, 128),
                new ImageNetwork(NATIVE_FILTERS, 128),
                MEASURED_LAYERS);
    }

    /** A network that uses all inputs: {@link #ensemble} and {@link #sharp} combined. */
    public static Blueprint both() {
        return new Blueprint(
                "svm_both",
                LAYERS,
                new ImageNetwork(FILTERS, 512),
                new Shared(9, 0.2, 0.3, 128),
                new ImageNetwork(NATIVE_FILTERS, 128),
                MEASURED_LAYERS);
    }

    /** The image network for the native frames alone. */
    public static Blueprint nativeCnn() {
        return new Blueprint(
                "svm_native_cnn",
                List.of(),
                ImageNetwork.NONE,
                new Shared(0, 0.2, 0.3, 128),
                new ImageNetwork(NATIVE_FILTERS, 128),
                List.of());
    }

    /** {@link #sharp} at a size that trains in a minute: filters 16, 16, 32, 64 and dense 64. */
    public static Blueprint sharpSmall() {
        return new Blueprint(
                "svm_native_small",
                LAYERS,
                ImageNetwork.NONE,
                new Shared(9, 0.2, 0.3, 128),
                new ImageNetwork(SMALL_NATIVE_FILTERS, 64),
                MEASURED_LAYERS);
    }

    /** The perceptron for the measurements alone: layers of 32 and 16. */
    public static Blueprint measured() {
        return measured("svm_measured", new Shared(0, 0.2, 0, 0));
    }

    /** The average of five networks like {@link #measured}, with dropout. */
    public static Blueprint measuredAverage() {
        return measured("svm_measured_average", new Shared(0, 0.2, 0.4, 0, AVERAGED, false));
    }

    private static Blueprint measured(String name, Shared shared) {
        return new Blueprint(name, List.of(), ImageNetwork.NONE, shared, ImageNetwork.NONE, MEASURED_LAYERS);
    }

    private static List<Blueprint> all() {
        return List.of(
                mlp(),
                mlpAverage(),
                mlpSpacekit(),
                cnn(),
                ensemble(),
                small(),
                sharp(),
                nativeCnn(),
                sharpSmall(),
                measured(),
                measuredAverage(),
                both());
    }

    /** @return the names accepted by {@link #named} */
    public static List<String> names() {
        return all().stream().map(Blueprint::name).toList();
    }

    /**
     * Finds a blueprint by name.
     *
     * @param name {@code svm_mlp}, {@code svm_mlp_average}, {@code svm_mlp_spacekit}, {@code svm_cnn},
     *     {@code svm_ensemble}, {@code svm_small}, {@code svm_native}, {@code svm_native_cnn},
     *     {@code svm_native_small}, {@code svm_measured}, {@code svm_measured_average} or {@code svm_both}
     */
    public static Blueprint named(String name) {
        return all().stream()
                .filter(blueprint -> blueprint.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new BadInput(
                        "there is no blueprint '" + name + "'; choose one of " + String.join(", ", names())));
    }

    /** @return side of a frame in pixels; 0 for a perceptron alone */
    public int imageSize() {
        return shared.imageSize();
    }

    /** @return this blueprint for frames of a different size; a perceptron does not change */
    public Blueprint imageSize(int pixels) {
        return readsFrames()
                ? new Blueprint(
                        name,
                        layers,
                        field,
                        new Shared(shared.joint(), shared.slope(), shared.dropout(), pixels, 1, shared.marks()),
                        nativeFrames,
                        measuredLayers)
                : this;
    }

    /** @return whether it uses features */
    public boolean readsFeatures() {
        return !layers.isEmpty();
    }

    /** @return whether it uses measurements */
    public boolean readsMeasured() {
        return !measuredLayers.isEmpty();
    }

    /** @return whether it uses frames */
    public boolean readsFrames() {
        return !frameKinds().isEmpty();
    }

    /** @return the kinds of frames that it uses, in the order in which their networks are joined */
    public List<FrameKind> frameKinds() {
        return Stream.of(FrameKind.values())
                .filter(kind -> !filters(kind).isEmpty())
                .toList();
    }

    private ImageNetwork network(FrameKind kind) {
        return kind == FrameKind.FIELD ? field : nativeFrames;
    }

    /**
     * @return number of filters of each convolution over frames of a kind; empty if the network does not use such
     *     frames
     */
    List<Integer> filters(FrameKind kind) {
        return network(kind).filters();
    }

    /** @return size of the dense layer in the image network for a kind of frames */
    int dense(FrameKind kind) {
        return network(kind).dense();
    }

    /** @return name prefix of the arrays in the image network for a kind of frames */
    static String prefix(FrameKind kind) {
        return kind == FrameKind.FIELD ? "" : "native.";
    }

    /** @return whether the outputs of several perceptrons or image networks are joined */
    boolean joins() {
        return frameKinds().size() + (readsFeatures() ? 1 : 0) + (readsMeasured() ? 1 : 0) > 1;
    }

    /** @return number of values in one dataset's frames of one kind, {@code 3 x size x size x 3} */
    public int frameValues() {
        return PLANES * shared.imageSize() * shared.imageSize();
    }

    /** @return the number of trainable parameters */
    public long parameters() {
        return NetworkDesign.of(this).parameters();
    }
}
