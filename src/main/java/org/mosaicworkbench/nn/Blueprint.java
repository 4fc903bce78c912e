package org.mosaicworkbench.nn;

import org.mosaicworkbench.io.BadInput;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How large the network is.
 *
 * <p>The perceptron: {@code features} numbers through {@code layers}, each with leaky ReLU. The image network: frames
 * {@code (n, 3, size, size, 3)} through 3x3x3 convolutions to {@code filters}, each with leaky ReLU and batch
 * normalisation, the first with max-pooling by 2 between them, then the mean over the area, a dense layer with leaky
 * ReLU, and dropout. With both, their outputs are joined by a dense layer with leaky ReLU. The head is one logit.
 *
 * @param name       of the blueprint
 * @param layers     sizes of the perceptron's layers; none for an image network alone
 * @param filters    of the convolutions; none for a perceptron alone
 * @param dense      size of the image network's dense layer; 0 for a perceptron alone
 * @param joint      size of the joining layer; 0 where there is nothing to join
 * @param slope      of the leaky ReLU below 0
 * @param dropout    part of the dense layer that is left out in each step of the training, 0 to below 1
 * @param imageSize  pixels along each side of a frame, even; 0 for a perceptron alone
 */
public record Blueprint(String name, List<Integer> layers, List<Integer> filters, int dense, int joint, double slope,
                        double dropout, int imageSize) {

    /** Features of a dataset: the columns of {@code svm_data.csv} in order. */
    public static final int FEATURES = 10;
    /** Frames of a dataset. */
    static final int FRAMES = 3;
    /** Colours of a frame. */
    static final int COLOURS = 3;
    /** What a 2-D convolution sees of the frames: all colours of all frames. */
    static final int PLANES = FRAMES * COLOURS;

    private static final List<Integer> LAYERS = List.of(18, 32, 64, 32, 18);
    private static final List<Integer> FILTERS = List.of(32, 32, 64, 128, 256);
    private static final int LARGEST_IMAGE = 1024;

    /** @throws BadInput when a size makes no network */
    public Blueprint {
        layers = List.copyOf(layers);
        filters = List.copyOf(filters);
        boolean image = !filters.isEmpty();
        if (layers.isEmpty() && !image) {
            throw new BadInput("blueprint " + name + " has neither layers nor filters; give it one of them");
        }
        if (layers.stream().anyMatch(n -> n < 1) || filters.stream().anyMatch(n -> n < 1)) {
            throw new BadInput("blueprint " + name + " has the layers " + layers + " and filters " + filters
                    + "; each must be at least 1");
        }
        if (image && (imageSize < 4 || imageSize > LARGEST_IMAGE || imageSize % 2 != 0)) {
            throw new BadInput("the image size is " + imageSize + "; it must be an even number from 4 to " + LARGEST_IMAGE);
        }
        if (image && dense < 1 || image && !layers.isEmpty() && joint < 1) {
            throw new BadInput("blueprint " + name + " has a dense layer of " + dense + " and a joining layer of " + joint
                    + "; each must be at least 1");
        }
        if (!(slope > 0 && slope < 1) || !(dropout >= 0 && dropout < 1)) {
            throw new BadInput("blueprint " + name + " has the slope " + slope + " and dropout " + dropout
                    + "; the slope must be above 0 and below 1, dropout at least 0 and below 1");
        }
    }

    /** The perceptron alone: 18, 32, 64, 32, 18. */
    public static Blueprint mlp() {
        return new Blueprint("svm_mlp", LAYERS, List.of(), 0, 0, 0.2, 0, 0);
    }

    /** The image network alone: 32, 32, 64, 128, 256 filters, dense 512, dropout 0.3, frames of 128 pixels. */
    public static Blueprint cnn() {
        return new Blueprint("svm_cnn", List.of(), FILTERS, 512, 0, 0.2, 0.3, 128);
    }

    /** Both, joined by a layer of 9. */
    public static Blueprint ensemble() {
        return new Blueprint("svm_ensemble", LAYERS, FILTERS, 512, 9, 0.2, 0.3, 128);
    }

    /** The ensemble at a size that trains in minutes: filters 8, 8, 16, 32, dense 64, frames of 64 pixels. */
    public static Blueprint small() {
        return new Blueprint("svm_small", LAYERS, List.of(8, 8, 16, 32), 64, 9, 0.2, 0.3, 64);
    }

    /**
     * A blueprint by its name.
     *
     * @param name {@code svm_mlp}, {@code svm_cnn}, {@code svm_ensemble} or {@code svm_small}
     */
    public static Blueprint named(String name) {
        return switch (name) {
            case "svm_mlp" -> mlp();
            case "svm_cnn" -> cnn();
            case "svm_ensemble" -> ensemble();
            case "svm_small" -> small();
            default -> throw new BadInput("there is no blueprint '" + name
                    + "'; there are svm_mlp, svm_cnn, svm_ensemble and svm_small");
        };
    }

    /** @return this for frames of another size; a perceptron stays as it is */
    public Blueprint imageSize(int pixels) {
        return readsFrames() ? new Blueprint(name, layers, filters, dense, joint, slope, dropout, pixels) : this;
    }

    /** @return whether it reads features */
    public boolean readsFeatures() {
        return !layers.isEmpty();
    }

    /** @return whether it reads frames */
    public boolean readsFrames() {
        return !filters.isEmpty();
    }

    /** @return values of one dataset's frames, {@code 3 x size x size x 3} */
    public int frameValues() {
        return PLANES * imageSize * imageSize;
    }

    /** @return the numbers that training changes */
    public long parameters() {
        return shapes().entrySet().stream().filter(e -> Weights.trained(e.getKey()))
                .mapToLong(e -> Weights.count(e.getValue())).sum();
    }

    /** @return the shape of each array of weights by its name */
    Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        int before = FEATURES;
        for (int i = 0; i < layers.size(); i++) {
            dense(shapes, "mlp." + i, layers.get(i), before);
            before = layers.get(i);
        }
        int planes = PLANES;
        for (int i = 0; i < filters.size(); i++) {
            int count = filters.get(i);
            shapes.put("conv." + i + ".weight", new long[] {count, planes, 3, 3});
            shapes.put("conv." + i + ".bias", new long[] {count});
            for (String array : List.of("gamma", "beta", "mean", "variance")) {
                shapes.put("norm." + i + "." + array, new long[] {count});
            }
            planes = count;
        }
        if (readsFrames()) {
            dense(shapes, "image", dense, planes);
        }
        if (readsFrames() && readsFeatures()) {
            dense(shapes, "joint", joint, before + dense);
        }
        dense(shapes, "head", 1, !readsFrames() ? before : readsFeatures() ? joint : dense);
        return shapes;
    }

    private static void dense(Map<String, long[]> shapes, String name, int outputs, int inputs) {
        shapes.put(name + ".weight", new long[] {outputs, inputs});
        shapes.put(name + ".bias", new long[] {outputs});
    }

    /** @return the numbers of the convolutions' layers, from 0 */
    IntStream convolutions() {
        return IntStream.range(0, filters.size());
    }
}
