package org.mosaicworkbench.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import com.sun.management.OperatingSystemMXBean;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.frames.FrameKind;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Seconds a dataset of processor and by the clock: a whole step of the training (batch made from bytes, augmented, network
 * forwards and backwards, Adam), a prediction, and the convolutions of each alone. Argument: threads.
 */
public final class NetworkBench {

    private static final int BATCH = 16;
    private static final int ROUNDS = 5;
    private static final Blueprint NET = Blueprint.ensemble();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private record Noise(byte[] frames) implements Examples {
        @Override
        public int size() {
            return BATCH;
        }

        @Override
        public String index(int row) {
            return "hst_1_01_acs_wfc_total_v" + row;
        }

        @Override
        public Label label(int row) {
            return Label.values()[row % 2];
        }

        @Override
        public double[] features(int row) {
            return new double[Blueprint.FEATURES];
        }

        @Override
        public byte[] frames(int row, FrameKind kind) {
            return frames;
        }
    }

    public static void main(String[] arguments) {
        Threads.of(Integer.parseInt(arguments[0]));
        byte[] frames = new byte[NET.frameValues()];
        new Random(1).nextBytes(frames);
        Noise examples = new Noise(frames);
        for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
            String name = precision.toString().toLowerCase(Locale.ROOT);
            try (Network network = new Network(NET, Weights.initial(NET, 1), precision)) {
                time("predict " + name, () -> Classifier.logits(network, NET, Normaliser.NONE, examples, done -> { }));
            }
            try (Network network = new Network(NET, Weights.initial(NET, 1), precision)) {
                network.learn();
                Weights weights = Weights.initial(NET, 1);
                Adam adam = Adam.zero(weights);
                int[] rows = IntStream.range(0, BATCH).toArray();
                time("train " + name, () -> {
                    Batch batch = Batch.of(examples, rows, NET, Normaliser.NONE, true,
                            new Augmentation(Recipe.STANDARD, NET.imageSize(), 0));
                    Weights gradients = weights.zeros();
                    try (NDManager step = network.manager().newSubManager()) {
                        network.learnFrom(batch.in(step, NET), gradients);
                    }
                    adam.step(weights, gradients, 0, 1e-4);
                    network.set(weights);
                });
                time("train-convolutions " + name, () -> convolutions(precision, true));
                time("predict-convolutions " + name, () -> convolutions(precision, false));
            }
        }
    }

    /** The blueprint's convolutions one by one: nothing between them. */
    private static void convolutions(Precision precision, boolean backwards) {
        int side = NET.imageSize();
        convolution(precision, backwards, 6, NET.filters().get(0), side);
        convolution(precision, backwards, 9, NET.filters().get(0), side);
        for (int i = 1; i < NET.filters().size(); i++) {
            convolution(precision, backwards, NET.filters().get(i - 1), NET.filters().get(i), side / 2);
        }
    }

    private static void convolution(Precision precision, boolean backwards, int from, int to, int side) {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            NDArray x = manager.ones(new Shape(BATCH, from, side, side));
            NDArray w = manager.ones(new Shape(to, from, 3, 3));
            NDArray b = manager.zeros(new Shape(to));
            w.setRequiresGradient(backwards);
            x.setRequiresGradient(backwards && from > Blueprint.PLANES);
            Casts casts = new Casts(manager);
            UnaryOperator<NDArray> narrow = precision == Precision.BFLOAT16 ? casts::narrow : array -> array;
            UnaryOperator<NDArray> wide = precision == Precision.BFLOAT16 ? casts::wide : array -> array;
            Shape one = new Shape(1, 1);
            if (!backwards) {
                Conv2d.conv2d(narrow.apply(x), narrow.apply(w), narrow.apply(b), one, one);
                return;
            }
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray result = Conv2d.conv2d(narrow.apply(x), narrow.apply(w), narrow.apply(b), one, one).singletonOrThrow();
                collector.backward(wide.apply(result).sum());
            }
        }
    }

    private static void time(String name, Runnable work) {
        work.run();
        work.run();
        double[] processor = new double[ROUNDS];
        double[] clock = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long cpu = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            work.run();
            clock[i] = (System.nanoTime() - start) / 1e9 / BATCH;
            processor[i] = (SYSTEM.getProcessCpuTime() - cpu) / 1e9 / BATCH;
        }
        Arrays.sort(processor);
        Arrays.sort(clock);
        System.out.printf(Locale.ROOT, "%s %.5f %.5f%n", name, processor[ROUNDS / 2], clock[ROUNDS / 2]);
    }
}
