package org.mosaicworkbench.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A direct implementation of the image network: 3x3x3 convolutions over the depth of the frames, without optimisation.
 */
final class PlainNetwork {

    private final Blueprint blueprint;
    private final Map<String, float[]> arrays = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    /** The kernels of the 2-D form are the middle taps of these; the outer taps of later layers are arbitrary. */
    PlainNetwork(Blueprint blueprint, Weights weights, long seed) {
        this.blueprint = blueprint;
        SplittableRandom random = new SplittableRandom(seed);
        NetworkDesign.of(blueprint).shapes().forEach((name, shape) -> {
            float[] flat = weights.arrays().get(name);
            if (name.startsWith("conv") && name.endsWith("weight")) {
                boolean first = name.startsWith("conv.0");
                int inputs = (int) shape[1] / (first ? 3 : 1);
                float[] deep = new float[(int) shape[0] * inputs * 27];
                for (int o = 0, i = 0; o < shape[0]; o++) {
                    for (int c = 0; c < inputs; c++) {
                        for (int d = 0; d < 3; d++) {
                            for (int k = 0; k < 9; k++, i++) {
                                int plane = first ? 3 * d + c : c;
                                deep[i] = first || d == 1
                                        ? flat[(o * (int) shape[1] + plane) * 9 + k]
                                        : (float) random.nextGaussian();
                            }
                        }
                    }
                }
                arrays.put(name, deep);
                shapes.put(name, new Shape(shape[0], inputs, 3, 3, 3));
            } else {
                arrays.put(name, flat);
                shapes.put(name, new Shape(shape));
            }
        });
    }

    long parameters() {
        return arrays.entrySet().stream()
                .filter(e -> Weights.trained(e.getKey()))
                .mapToLong(e -> e.getValue().length)
                .sum();
    }

    /** Frames {@code (n, 3 colours, 3 frames, size, size)}. */
    NDArray logits(NDArray frames, boolean training) {
        return logits(frames, training, false);
    }

    /**
     * @param pooled whether to pool after each convolution and to put the last normalisation after the mean, as for
     *     native frames
     */
    NDArray logits(NDArray frames, boolean training, boolean pooled) {
        NDManager manager = frames.getManager();
        Map<String, NDArray> w = new LinkedHashMap<>();
        arrays.forEach((name, values) -> w.put(name, manager.create(values, shapes.get(name))));
        float slope = (float) blueprint.shared().slope();
        NDArray x = frames;
        for (int i = 0; i < blueprint.field().filters().size(); i++) {
            x = Activation.leakyRelu(
                    Conv3d.conv3d(
                                    x,
                                    w.get("conv." + i + ".weight"),
                                    w.get("conv." + i + ".bias"),
                                    new Shape(1, 1, 1),
                                    new Shape(1, 1, 1))
                            .singletonOrThrow(),
                    slope);
            if (i > 0 && pooled) {
                x = Pool.maxPool3d(x, new Shape(1, 2, 2), new Shape(1, 2, 2), new Shape(0, 0, 0), false);
            }
            if (i == 0) {
                x = Pool.maxPool3d(x, new Shape(2, 2, 2), new Shape(2, 2, 2), new Shape(0, 0, 0), false);
            }
            if (pooled && i == blueprint.field().filters().size() - 1) {
                x = Pool.globalAvgPool3d(x).reshape(x.getShape().get(0), -1, 1, 1, 1);
            }
            x = BatchNorm.batchNorm(
                            x,
                            w.get("norm." + i + ".mean"),
                            w.get("norm." + i + ".variance"),
                            w.get("norm." + i + ".gamma"),
                            w.get("norm." + i + ".beta"),
                            1,
                            0.9f,
                            1e-5f,
                            training)
                    .singletonOrThrow();
        }
        x = Pool.globalAvgPool3d(x).reshape(x.getShape().get(0), -1);
        x = Activation.leakyRelu(
                Linear.linear(x, w.get("image.weight"), w.get("image.bias")).singletonOrThrow(), slope);
        return Linear.linear(x, w.get("head.weight"), w.get("head.bias"))
                .singletonOrThrow()
                .reshape(-1);
    }
}
