package org.mosaicworkbench.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.frames.FrameKind;

/**
 * Measures processor and elapsed seconds per dataset: of a whole training step (batch made from bytes and augmented,
 * forward and backward pass, Adam), of a prediction, and of the convolutions of each alone. On a GPU, measures a step
 * with a ready batch and steps with batches made ahead, as in training, instead of the convolutions. Arguments:
 * threads, batch.
 */
public final class NetworkBench {

    private static final int ROUNDS = 5;
    private static final int STEPS_ON_GPU = 20;
    private static final Blueprint NET = Blueprint.ensemble();
    private static final NetworkDesign ALL = NetworkDesign.of(NET);
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private record Noise(byte[] frames, int size) implements Examples {
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
        EngineThreads.of(Integer.parseInt(arguments[0]));
        int batch = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 16;
        boolean gpu = Pytorch.engine().defaultDevice().isGpu();
        int steps = gpu ? STEPS_ON_GPU : 1;
        byte[] frames = new byte[NET.frameValues()];
        new Random(1).nextBytes(frames);
        Noise examples = new Noise(frames, steps * batch);
        for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
            String name = precision.toString().toLowerCase(Locale.ROOT);
            try (Network network = new Network(ALL, Weights.initial(ALL, 1), precision)) {
                time(
                        "predict " + name,
                        steps * batch,
                        () -> Classifier.logits(network, ALL, InputTransforms.NONE, examples));
            }
            try (Learner learner = new Learner(examples, batch, precision)) {
                time("train " + name, batch, () -> learner.step(learner.batch(0)));
                if (gpu) {
                    Batch made = learner.batch(0);
                    time("train-made " + name, batch, () -> learner.step(made));
                    time("train-ahead " + name, steps * batch, () -> learner.steps(steps));
                } else {
                    time("train-convolutions " + name, batch, () -> convolutions(precision, true, batch));
                    time("predict-convolutions " + name, batch, () -> convolutions(precision, false, batch));
                }
            }
        }
    }

    /** The parts of a training. */
    private static final class Learner implements AutoCloseable {

        private final Noise examples;
        private final int[] rows;
        private final Network network;
        private final Weights weights = Weights.initial(ALL, 1);
        private final Weights gradients = weights.zeros();
        private final Adam adam = Adam.zero(weights);

        Learner(Noise examples, int batch, Precision precision) {
            this.examples = examples;
            this.rows = IntStream.range(0, batch).toArray();
            this.network = new Network(ALL, weights, precision);
            network.learn();
        }

        Batch batch(int number) {
            return Batch.of(
                    examples,
                    rows,
                    ALL,
                    InputTransforms.NONE,
                    true,
                    new Augmentation(TrainingConfig.STANDARD, NET.imageSize(), List.of(), number));
        }

        void step(Batch batch) {
            try (NDManager step = network.manager().newSubManager()) {
                network.learnFrom(batch.in(step, NET), gradients);
            }
            adam.step(weights, gradients, 0, 1e-4);
            network.set(weights);
        }

        void steps(int count) {
            try (Prefetcher<Batch> batches = new Prefetcher<>(count, EngineThreads.makers(), this::batch)) {
                for (int i = 0; i < count; i++) {
                    step(batches.next());
                }
            }
        }

        @Override
        public void close() {
            network.close();
        }
    }

    /** The convolutions of the blueprint, one after the other, without other layers. */
    private static void convolutions(Precision precision, boolean backwards, int batch) {
        int side = NET.imageSize();
        convolution(precision, backwards, batch, 6, NET.field().filters().get(0), side);
        convolution(precision, backwards, batch, 9, NET.field().filters().get(0), side);
        for (int i = 1; i < NET.field().filters().size(); i++) {
            convolution(
                    precision,
                    backwards,
                    batch,
                    NET.field().filters().get(i - 1),
                    NET.field().filters().get(i),
                    side / 2);
        }
    }

    private static void convolution(Precision precision, boolean backwards, int batch, int from, int to, int side) {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            NDArray x = manager.ones(new Shape(batch, from, side, side));
            NDArray w = manager.ones(new Shape(to, from, 3, 3));
            NDArray b = manager.zeros(new Shape(to));
            w.setRequiresGradient(backwards);
            x.setRequiresGradient(backwards && from > Blueprint.PLANES);
            BFloat16Casts casts = new BFloat16Casts(manager);
            UnaryOperator<NDArray> narrow = precision == Precision.BFLOAT16 ? casts::narrow : array -> array;
            UnaryOperator<NDArray> wide = precision == Precision.BFLOAT16 ? casts::wide : array -> array;
            Shape one = new Shape(1, 1);
            if (!backwards) {
                Conv2d.conv2d(narrow.apply(x), narrow.apply(w), narrow.apply(b), one, one);
                return;
            }
            try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
                NDArray result = Conv2d.conv2d(narrow.apply(x), narrow.apply(w), narrow.apply(b), one, one)
                        .singletonOrThrow();
                collector.backward(wide.apply(result).sum());
            }
        }
    }

    private static void time(String name, int datasets, Runnable work) {
        work.run();
        work.run();
        double[] processor = new double[ROUNDS];
        double[] clock = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long cpu = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            work.run();
            clock[i] = (System.nanoTime() - start) / 1e9 / datasets;
            processor[i] = (SYSTEM.getProcessCpuTime() - cpu) / 1e9 / datasets;
        }
        Arrays.sort(processor);
        Arrays.sort(clock);
        System.out.printf(Locale.ROOT, "%s %.6f %.6f%n", name, processor[ROUNDS / 2], clock[ROUNDS / 2]);
    }
}
