package org.mosaicworkbench.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.frames.FrameKind;

/**
 * The network in the engine. Frames of a kind have shape {@code (n, 9, size, size)}: the colours of the first frame,
 * then of the second and the third.
 *
 * <p>Conceptually, the convolutions are 3x3x3 over a depth of three frames. Pooling by 2 reduces a depth of 3 to 1: it
 * reads two of the first convolution's three depth slices, and the two outer depth taps of every later convolution only
 * ever read padding. The first convolution is therefore computed for two slices, as 2-D convolutions over the planes of
 * all frames that a slice reads, and the later convolutions are computed as 2-D convolutions with the middle depth
 * taps.
 *
 * <p>Every result is attached to the manager of the batch, so closing that manager frees all results.
 */
final class Network implements AutoCloseable {

    private static final Shape SAME = new Shape(1, 1);
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);
    private static final Shape NO_PADDING = new Shape(0, 0);
    private static final int LANES = 16;
    private static final float MOMENTUM = 0.9f;
    private static final float EPSILON = 1e-5f;
    /** Probability of omitting the frames in training if the network also uses measurements. */
    private static final float WITHOUT_FRAMES = 0.5f;

    private final NetworkDesign design;
    private final Blueprint blueprint;
    private final NDManager manager;
    private final Optional<BFloat16Casts> casts;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    /** All trained parameters in one array, concatenated in the order of the shapes. */
    private final NDArray trained;
    /** The layers' arrays: views of {@link #trained}, plus running means, running variances and quantiles. */
    private Map<String, NDArray> arrays;

    Network(NetworkDesign design, Weights weights) {
        this(design, weights, Precision.FLOAT32);
    }

    Network(NetworkDesign design, Weights weights, Precision precision) {
        this.design = design;
        this.blueprint = design.blueprint();
        this.manager = Pytorch.engine().newBaseManager();
        this.casts =
                precision.chosen() == Precision.BFLOAT16 ? Optional.of(new BFloat16Casts(manager)) : Optional.empty();
        design.shapes().forEach((name, shape) -> shapes.put(name, new Shape(shape)));
        this.trained = manager.create(joined(weights));
        this.arrays = parts(manager);
        shapes.forEach((name, shape) -> {
            if (!Weights.trained(name)) {
                arrays.put(name, manager.create(weights.arrays().get(name), shape));
            }
        });
    }

    /**
     * Splits the parameters into the layers' arrays without copying. A single engine call splits them and, with
     * gradients, joins the gradients of all parts.
     */
    private Map<String, NDArray> parts(NDManager holder) {
        List<String> names = shapes.keySet().stream().filter(Weights::trained).toList();
        long[] ends = new long[names.size()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = (i == 0 ? 0 : ends[i - 1]) + shapes.get(names.get(i)).size();
        }
        NDList flat = trained.split(Arrays.copyOf(ends, ends.length - 1));
        flat.attach(holder);
        Map<String, NDArray> parts = new LinkedHashMap<>();
        for (int i = 0; i < ends.length; i++) {
            NDArray part = flat.get(i);
            if (shapes.get(names.get(i)).dimension() > 1) {
                try (NDArray line = part) {
                    part = line.reshape(shapes.get(names.get(i)));
                }
            }
            parts.put(names.get(i), part);
        }
        return parts;
    }

    private float[] joined(Weights weights) {
        FloatBuffer joined = FloatBuffer.allocate(Math.toIntExact(shapes.entrySet().stream()
                .filter(e -> Weights.trained(e.getKey()))
                .mapToLong(e -> e.getValue().size())
                .sum()));
        shapes.keySet().stream()
                .filter(Weights::trained)
                .forEach(name -> joined.put(weights.arrays().get(name)));
        return joined.array();
    }

    NDManager manager() {
        return manager;
    }

    /** Enables gradients for the trained parameters. */
    void learn() {
        trained.setRequiresGradient(true);
    }

    /** Sets new weights: the next step trains from them, and predictions use them after {@link #endEpoch}. */
    void set(Weights weights) {
        trained.set(FloatBuffer.wrap(joined(weights)));
    }

    /** Makes predictions use the current parameters, and copies the running means and variances to the weights. */
    void endEpoch(Weights into) {
        // Setting an array replaces its memory; the earlier views still hold the old weights.
        parts(manager).forEach((name, part) -> arrays.put(name, part).close());
        try (NDManager reading = manager.newSubManager()) {
            arrays.forEach((name, array) -> {
                if (!Weights.trained(name)) {
                    System.arraycopy(
                            read(array.duplicate(), reading), 0, into.arrays().get(name), 0, (int) array.size());
                }
            });
        }
    }

    /** Arrays on a GPU are read through a copy, which the engine keeps until the array's manager is closed. */
    private static float[] read(NDArray array, NDManager reading) {
        array.attach(reading);
        return array.toFloatArray();
    }

    /**
     * Computes one logit per dataset.
     *
     * @param training whether to normalise by batch statistics and to apply dropout
     * @return logits of shape {@code (n)}
     */
    NDArray logits(Batch.Arrays batch, boolean training) {
        return mean(each(batch.features(), batch.measured(), images(batch.frames(), training), training));
    }

    /** Output of the image network for each kind of frames, shape {@code (n, dense)}. */
    Map<FrameKind, NDArray> images(Map<FrameKind, NDArray> frames, boolean training) {
        Map<FrameKind, NDArray> images = new EnumMap<>(FrameKind.class);
        blueprint.frameKinds().forEach(kind -> {
            NDArray image = image(kind, frames.get(kind), training);
            images.put(kind, training && blueprint.readsMeasured() ? sometimes(image) : image);
        });
        return images;
    }

    /** Zeros the image networks' output for half of the datasets, so that the network also learns without frames. */
    private static NDArray sometimes(NDArray image) {
        NDArray ones = image.getManager().ones(new Shape(image.getShape().get(0), 1));
        return image.mul(
                Dropout.dropout(ones, WITHOUT_FRAMES, true).singletonOrThrow().mul(1 - WITHOUT_FRAMES));
    }

    /** Computes one logit per dataset from features, measurements and the output of {@link #images}. */
    NDArray logits(NDArray features, NDArray measured, Map<FrameKind, NDArray> images) {
        return mean(each(features, measured, images, false));
    }

    private static NDArray mean(NDList logits) {
        return logits.size() == 1 ? logits.get(0) : NDArrays.stack(logits, 0).mean(new int[] {0});
    }

    /** The logits of each of the networks whose outputs are averaged. */
    private NDList each(NDArray features, NDArray measured, Map<FrameKind, NDArray> images, boolean training) {
        NDList logits = new NDList();
        for (String network : design.networks()) {
            NDList outputs = new NDList();
            if (blueprint.readsFeatures()) {
                NDArray inputs = blueprint.shared().marks()
                        ? FeatureInputs.of(features, arrays.get(network + NetworkDesign.QUANTILES))
                        : features;
                outputs.add(
                        perceptron(inputs, network + "mlp.", blueprint.layers().size(), training));
            }
            blueprint.frameKinds().forEach(kind -> outputs.add(images.get(kind)));
            if (blueprint.readsMeasured()) {
                outputs.add(perceptron(
                        measured,
                        network + "measured.",
                        blueprint.measuredLayers().size(),
                        training));
            }
            NDArray all =
                    outputs.size() == 1 ? outputs.get(0) : leaky(dense(NDArrays.concat(outputs, 1), network + "joint"));
            logits.add(dense(all, network + "head").reshape(-1));
        }
        return logits;
    }

    private NDArray perceptron(NDArray inputs, String prefix, int layers, boolean training) {
        NDArray x = inputs;
        for (int i = 0; i < layers; i++) {
            NDArray layer = leaky(dense(x, prefix + i));
            x = training && !blueprint.readsFrames() ? dropped(layer, true) : layer;
        }
        return x;
    }

    private NDArray dropped(NDArray x, boolean training) {
        return Dropout.dropout(x, (float) blueprint.shared().dropout(), training)
                .singletonOrThrow();
    }

    NDArray image(FrameKind kind, NDArray frames, boolean training) {
        String prefix = Blueprint.prefix(kind);
        NDArray planes = training ? frames : coloursLast(frames);
        NDArray x = first(prefix + "conv.0", narrowed(planes, planes), training);
        int last = blueprint.filters(kind).size() - 1;
        for (int i = 0; i < last; i++) {
            String conv = prefix + "conv." + (i + 1);
            NDArray next = inner(norm(x, prefix + "norm." + i + ".", training), conv, training);
            x = leaky(kind == FrameKind.NATIVE ? halved(next) : next);
        }
        NDArray mean = kind == FrameKind.NATIVE
                ? norm(mean(x), prefix + "norm." + last + ".", training)
                : mean(norm(x, prefix + "norm." + last + ".", training));
        NDArray dense = leaky(dense(mean, prefix + "image"));
        return dropped(dense, training);
    }

    /** Global average pooling, in 32 bits. */
    private NDArray mean(NDArray x) {
        NDArray pooled = Pool.globalAvgPool2d(x);
        return casts.map(c -> c.wide(pooled))
                .orElse(pooled)
                .reshape(x.getShape().get(0), -1);
    }

    /** Leaky ReLU is monotonic, so max-pooling can precede it, which quarters its work. */
    private NDArray first(String name, NDArray frames, boolean training) {
        NDArray weight = arrays.get(name + ".weight");
        int seen = Blueprint.PLANES - Blueprint.COLOURS;
        NDArray early = frames.get(":, 0:" + seen);
        NDArray taps = weight.get(":, " + Blueprint.COLOURS + ":");
        taps.attach(frames.getManager());
        return leaky(halved(conv(early, taps, name, training).maximum(conv(frames, weight, name, training))));
    }

    private static NDArray halved(NDArray x) {
        return Pool.maxPool2d(x, TWO, TWO, NO_PADDING, false);
    }

    /**
     * On some processors (observed on AMD Zen 5) the engine computes wrong input gradients for a convolution whose
     * number of planes or filters is not a multiple of the number of vector lanes, and at lower precision wrong results
     * too. Planes and filters of zeros are therefore added, and their output is dropped.
     */
    private NDArray inner(NDArray x, String name, boolean training) {
        NDArray weight = arrays.get(name + ".weight");
        long planes = padded(training) ? missing(weight.getShape().get(1)) : 0;
        if (planes == 0) {
            return conv(x, weight, name, training);
        }
        Shape shape = x.getShape();
        NDArray none = x.getManager().zeros(new Shape(shape.get(0), planes, shape.get(2), shape.get(3)));
        return conv(x.concat(narrowed(none, x), 1), longer(weight, 1, planes, x), name, training);
    }

    private NDArray conv(NDArray x, NDArray weight, String name, boolean training) {
        NDArray bias = arrays.get(name + ".bias");
        long filters = padded(training) ? missing(bias.size()) : 0;
        NDArray all = Conv2d.conv2d(
                        x,
                        narrowed(longer(weight, 0, filters, x), x),
                        narrowed(longer(bias, 0, filters, x), x),
                        ONE,
                        SAME)
                .singletonOrThrow();
        return filters == 0 ? all : all.get(":, 0:" + bias.size());
    }

    private boolean padded(boolean training) {
        return training || casts.isPresent();
    }

    private static long missing(long count) {
        return Math.floorMod(-count, LANES);
    }

    /** Pads an array with zeros at its end along an axis; the result is attached to the batch's manager. */
    private static NDArray longer(NDArray array, int axis, long more, NDArray batch) {
        if (more == 0) {
            return array;
        }
        long[] shape = array.getShape().getShape().clone();
        shape[axis] = more;
        NDArray longer = array.concat(batch.getManager().zeros(new Shape(shape)), axis);
        longer.attach(batch.getManager());
        return longer;
    }

    /** Casts an array to the precision of the convolutions; the result is held by the manager of the batch. */
    private NDArray narrowed(NDArray array, NDArray batch) {
        NDArray narrowed = casts.map(c -> c.narrow(array)).orElse(array);
        if (narrowed != array) {
            narrowed.attach(batch.getManager());
        }
        return narrowed;
    }

    /** The same values in channels-last memory order: a faster forward pass, but a slower backward pass. */
    private static NDArray coloursLast(NDArray frames) {
        Shape shape = frames.getShape();
        return frames.transpose(0, 2, 3, 1)
                .reshape(-1)
                .reshape(shape.get(0), shape.get(2), shape.get(3), shape.get(1))
                .transpose(0, 3, 1, 2);
    }

    private NDArray norm(NDArray x, String name, boolean training) {
        return BatchNorm.batchNorm(
                        x,
                        arrays.get(name + "mean"),
                        arrays.get(name + "variance"),
                        arrays.get(name + "gamma"),
                        arrays.get(name + "beta"),
                        1,
                        MOMENTUM,
                        EPSILON,
                        training)
                .singletonOrThrow();
    }

    private NDArray dense(NDArray x, String name) {
        return Linear.linear(x, arrays.get(name + ".weight"), arrays.get(name + ".bias"))
                .singletonOrThrow();
    }

    private NDArray leaky(NDArray x) {
        return Activation.leakyRelu(x, (float) blueprint.shared().slope());
    }

    /**
     * Computes the mean binary cross-entropy of a batch, separately for each averaged network, and its gradients. The
     * engine accumulates gradients until they are reset to 0.
     *
     * @param batch the batch, whose manager the caller closes
     * @param gradients receives the gradients
     * @return the loss and the logits
     */
    Outcome learnFrom(Batch.Arrays batch, Weights gradients) {
        NDManager manager = batch.features().getManager();
        Map<String, NDArray> still = arrays;
        try (GradientCollector collector = Pytorch.engine().newGradientCollector()) {
            arrays = new LinkedHashMap<>(still);
            arrays.putAll(parts(manager));
            NDList logits = each(batch.features(), batch.measured(), images(batch.frames(), true), true);
            NDArray loss = loss(logits.get(0), batch.labels());
            for (NDArray other : logits.subList(1, logits.size())) {
                loss = loss.add(loss(other, batch.labels()));
            }
            collector.backward(loss);
            try (NDArray gradient = trained.getGradient()) {
                FloatBuffer all = FloatBuffer.wrap(read(gradient, manager));
                shapes.keySet().stream()
                        .filter(Weights::trained)
                        .forEach(name -> all.get(gradients.arrays().get(name)));
                gradient.muli(0);
            }
            return new Outcome(loss.getFloat() / logits.size(), mean(logits).toFloatArray());
        } finally {
            arrays = still;
        }
    }

    /** The result of a step: its mean loss and one logit per dataset. */
    record Outcome(float loss, float[] logits) {}

    /** Mean binary cross-entropy for logits z and labels y: max(z, 0) - z y + ln(1 + exp(-|z|)), overflow-safe. */
    static NDArray loss(NDArray logits, NDArray labels) {
        NDArray hinge = Activation.relu(logits).sub(logits.mul(labels));
        return hinge.add(logits.abs().neg().exp().add(1).log()).mean();
    }

    @Override
    public void close() {
        manager.close();
    }
}
