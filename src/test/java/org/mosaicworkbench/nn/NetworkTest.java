package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;

class NetworkTest {

    private static final float EQUAL = 1e-5f;

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    /** Weights whose normalisation has an effect. */
    private static Weights unsettled(Blueprint blueprint) {
        Weights weights = Weights.initial(NetworkDesign.of(blueprint), 3);
        weights.arrays().forEach((name, values) -> {
            if (name.startsWith("norm") || name.endsWith("bias")) {
                float[] noise = random(values.length, name.hashCode());
                for (int i = 0; i < values.length; i++) {
                    values[i] += 0.5f * noise[i] - (name.endsWith("gamma") || name.endsWith("variance") ? 0 : 0.25f);
                }
            }
        });
        return weights;
    }

    @Test
    void theThriftyFormEqualsThePlainOne() {
        Blueprint blueprint = new Blueprint(
                "net",
                List.of(),
                new ImageNetwork(List.of(6, 5, 8), 7),
                new Blueprint.Shared(0, 0.2, 0, 12),
                ImageNetwork.NONE,
                List.of());
        Weights weights = unsettled(blueprint);
        float[] planes = random(4 * 9 * 144, 1);
        for (boolean training : new boolean[] {false, true}) {
            try (Network network = new Network(NetworkDesign.of(blueprint), weights);
                    NDManager step = network.manager().newSubManager()) {
                float[] thrifty = network.logits(
                                new Batch.Arrays(
                                        null,
                                        null,
                                        Map.of(FrameKind.FIELD, step.create(planes, new Shape(4, 9, 12, 12))),
                                        null),
                                training)
                        .toFloatArray();
                NDArray deep = step.create(planes, new Shape(4, 3, 3, 12, 12)).transpose(0, 2, 1, 3, 4);
                float[] plain = new PlainNetwork(blueprint, weights, 5)
                        .logits(deep, training)
                        .toFloatArray();
                assertArrayEquals(plain, thrifty, EQUAL);
                assertTrue(Math.abs(plain[0] - plain[1]) > 100 * EQUAL, "the outputs do not depend on the inputs");
            }
        }
    }

    @Test
    void theNetworkForNativeFramesPoolsAfterEachConvolution() {
        Blueprint plainly = new Blueprint(
                "net",
                List.of(),
                new ImageNetwork(List.of(6, 5, 8), 7),
                new Blueprint.Shared(0, 0.2, 0, 16),
                ImageNetwork.NONE,
                List.of());
        Blueprint blueprint = new Blueprint(
                "net",
                List.of(),
                ImageNetwork.NONE,
                new Blueprint.Shared(0, 0.2, 0, 16),
                new ImageNetwork(List.of(6, 5, 8), 7),
                List.of());
        Weights weights = unsettled(plainly);
        float[] planes = random(4 * 9 * 256, 1);
        for (boolean training : new boolean[] {false, true}) {
            try (Network network = new Network(NetworkDesign.of(blueprint), natively(weights));
                    NDManager step = network.manager().newSubManager()) {
                float[] thrifty = network.logits(
                                new Batch.Arrays(
                                        null,
                                        null,
                                        Map.of(FrameKind.NATIVE, step.create(planes, new Shape(4, 9, 16, 16))),
                                        null),
                                training)
                        .toFloatArray();
                NDArray deep = step.create(planes, new Shape(4, 3, 3, 16, 16)).transpose(0, 2, 1, 3, 4);
                assertArrayEquals(
                        new PlainNetwork(plainly, weights, 5)
                                .logits(deep, training, true)
                                .toFloatArray(),
                        thrifty,
                        EQUAL);
            }
        }
    }

    /** The same weights for the other kind of frames. */
    private static Weights natively(Weights weights) {
        Map<String, float[]> renamed = new LinkedHashMap<>();
        weights.arrays()
                .forEach((name, values) -> renamed.put(name.startsWith("head") ? name : "native." + name, values));
        return new Weights(renamed);
    }

    @Test
    void parameterCountsAreThoseOfTheLayerList() {
        int perceptron = 10 * 18 + 18 + 18 * 32 + 32 + 32 * 64 + 64 + 64 * 32 + 32 + 32 * 18 + 18;
        int norms = 2 * (32 + 32 + 64 + 128 + 256);
        int deep = 27 * (3 * 32 + 32 * 32 + 32 * 64 + 64 * 128 + 128 * 256) + 512;
        int flat = 27 * 3 * 32 + 9 * (32 * 32 + 32 * 64 + 64 * 128 + 128 * 256) + 512;
        int dense = 256 * 512 + 512;
        assertEquals(perceptron + 18 + 1, Blueprint.mlpSpacekit().parameters());
        int wide = (7 + 3 * 16 + 7 * 8 + 1) * 128 + 129 * 128 + 129;
        assertEquals(wide, Blueprint.mlp().parameters());
        assertEquals(5L * wide, Blueprint.mlpAverage().parameters());
        assertEquals(flat + norms + dense + 512 + 1, Blueprint.cnn().parameters());
        assertEquals(
                perceptron + flat + norms + dense + (18 + 512) * 9 + 9 + 9 + 1,
                Blueprint.ensemble().parameters());
        Blueprint cnn = Blueprint.cnn();
        assertEquals(
                deep + norms + dense + 512 + 1,
                new PlainNetwork(cnn, Weights.initial(NetworkDesign.of(cnn), 1), 1).parameters());
        assertEquals(1_325_089, deep + norms + dense + 512 + 1);
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        Blueprint blueprint = new Blueprint(
                "net",
                List.of(4, 3),
                new ImageNetwork(List.of(3, 4), 5),
                new Blueprint.Shared(3, 0.2, 0, 8),
                ImageNetwork.NONE,
                List.of(5, 4));
        Weights weights = unsettled(blueprint);
        Batch batch = new Batch(
                random(6 * 10, 7),
                random(6 * 2 * Measurement.READ.size(), 9),
                Map.of(FrameKind.FIELD, random(6 * 9 * 64, 8)),
                new float[] {0, 1, 1, 0, 1, 0});
        Weights gradients = weights.zeros();
        double loss = learn(blueprint, weights, batch, gradients);
        int checked = 0;
        for (String name : weights.arrays().keySet()) {
            if (!Weights.trained(name)) {
                continue;
            }
            float[] values = weights.arrays().get(name);
            int i = values.length / 2;
            double step = 1e-3;
            float before = values[i];
            values[i] = (float) (before + step);
            double up = learn(blueprint, weights, batch, weights.zeros());
            values[i] = (float) (before - step);
            double down = learn(blueprint, weights, batch, weights.zeros());
            values[i] = before;
            double slope = (up - down) / (2 * step);
            assertEquals(slope, gradients.arrays().get(name)[i], 2e-4 + 0.02 * Math.abs(slope), name + "[" + i + "]");
            checked++;
        }
        assertEquals(22, checked);
        assertEquals(0.7, loss, 0.3);
    }

    private static double learn(Blueprint blueprint, Weights weights, Batch batch, Weights gradients) {
        try (Network network = new Network(NetworkDesign.of(blueprint), weights)) {
            network.learn();
            Pytorch.engine().setRandomSeed(5);
            try (NDManager step = network.manager().newSubManager()) {
                return network.learnFrom(batch.in(step, blueprint), gradients).loss();
            }
        }
    }

    /**
     * The same pictures sixty-four times: some of them contribute and some do not, and those that do contribute as in
     * prediction.
     */
    @Test
    void whileItLearnsFramesAreLeftOutOfHalfTheDatasetsThatHaveNumbers() {
        float[] one = random(9 * 64, 8);
        float[] same = new float[64 * one.length];
        IntStream.range(0, 64).forEach(i -> System.arraycopy(one, 0, same, i * one.length, one.length));
        for (List<Integer> measured : List.of(List.<Integer>of(), List.of(4))) {
            Blueprint blueprint = new Blueprint(
                    "net",
                    List.of(4),
                    new ImageNetwork(List.of(3, 4), 5),
                    new Blueprint.Shared(3, 0.2, 0, 8),
                    ImageNetwork.NONE,
                    measured);
            try (Network network = new Network(NetworkDesign.of(blueprint), unsettled(blueprint));
                    NDManager step = network.manager().newSubManager()) {
                Map<FrameKind, NDArray> frames = Map.of(FrameKind.FIELD, step.create(same, new Shape(64, 9, 8, 8)));
                Pytorch.engine().setRandomSeed(5);
                float[] learned =
                        network.images(frames, true).get(FrameKind.FIELD).toFloatArray();
                float[] judged =
                        network.images(frames, false).get(FrameKind.FIELD).toFloatArray();
                List<Integer> without = IntStream.range(0, 64)
                        .filter(i -> IntStream.range(0, 5).allMatch(j -> learned[5 * i + j] == 0))
                        .boxed()
                        .toList();
                if (measured.isEmpty()) {
                    assertEquals(List.of(), without);
                } else {
                    assertEquals(32, without.size(), 12);
                }
                int first = IntStream.range(0, 64)
                        .filter(i -> !without.contains(i))
                        .findFirst()
                        .orElseThrow();
                IntStream.range(0, 64)
                        .filter(i -> !without.contains(i))
                        .forEach(i -> assertEquals(learned[5 * first], learned[5 * i], EQUAL));
                assertTrue(IntStream.range(0, judged.length).allMatch(i -> judged[i] != 0));
            }
        }
    }

    @Test
    void theNetworksForBothKindsAreAllLearned() {
        Map<FrameKind, float[]> frames =
                Map.of(FrameKind.FIELD, random(4 * 9 * 144, 1), FrameKind.NATIVE, random(4 * 9 * 144, 2));
        Blueprint both = new Blueprint(
                "net",
                List.of(4),
                new ImageNetwork(List.of(6, 8), 7),
                new Blueprint.Shared(3, 0.2, 0, 12),
                new ImageNetwork(List.of(5, 4), 6),
                List.of());
        Weights all = unsettled(both);
        Weights gradients = all.zeros();
        learn(both, all, new Batch(random(4 * 10, 7), new float[0], frames, new float[] {0, 1, 1, 0}), gradients);
        gradients.arrays().forEach((name, values) -> {
            if (Weights.trained(name)) {
                assertTrue(IntStream.range(0, values.length).anyMatch(i -> values[i] != 0), name + " is not learned");
            }
        });
        assertEquals(List.of(FrameKind.FIELD, FrameKind.NATIVE), both.frameKinds());
        int nativeNet = 9 * (9 * 16 + 16 * 32 + 32 * 64 + 64 * 128 + 128 * 128)
                + 3 * (16 + 32 + 64 + 128 + 128)
                + 128 * 128
                + 128;
        int inputs = 2 * Measurement.READ.size();
        int numbers = inputs * 32 + 32 + 32 * 16 + 16;
        assertEquals(
                Blueprint.ensemble().parameters() + nativeNet + 9 * 128 + numbers + 9 * 16,
                Blueprint.both().parameters());
        long joined = Blueprint.mlpSpacekit().parameters() - 19 + nativeNet + numbers + 9 * (18 + 128 + 16) + 9 + 9 + 1;
        assertEquals(joined, Blueprint.sharp().parameters());
        assertEquals(numbers + 16 + 1, Blueprint.measured().parameters());
        assertEquals(nativeNet + 128 + 1, Blueprint.nativeCnn().parameters());
    }

    @Test
    void fewerBitsLeaveTheGradientsWhereTheyPoint() {
        Blueprint blueprint = new Blueprint(
                "net",
                List.of(4, 3),
                new ImageNetwork(List.of(8, 8, 12), 5),
                new Blueprint.Shared(3, 0.2, 0, 16),
                ImageNetwork.NONE,
                List.of());
        Weights weights = unsettled(blueprint);
        Batch batch = new Batch(
                random(16 * 10, 7), new float[0], Map.of(FrameKind.FIELD, random(16 * 9 * 256, 8)), alternating(16));
        List<Weights> gradients = new ArrayList<>();
        List<Float> losses = new ArrayList<>();
        for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16, Precision.BFLOAT16)) {
            try (Network network = new Network(NetworkDesign.of(blueprint), weights, precision)) {
                network.learn();
                try (NDManager step = network.manager().newSubManager()) {
                    gradients.add(weights.zeros());
                    losses.add(network.learnFrom(batch.in(step, blueprint), gradients.get(gradients.size() - 1))
                            .loss());
                }
            }
        }
        assertEquals(losses.get(0), losses.get(1), 5e-3);
        assertTrue(
                cosine(gradients.get(0), gradients.get(1)) > 0.995,
                "cosine " + cosine(gradients.get(0), gradients.get(1)));
        assertNotEquals(gradients.get(0), gradients.get(1));
        assertEquals(gradients.get(1), gradients.get(2));
    }

    private static float[] alternating(int count) {
        float[] labels = new float[count];
        for (int i = 1; i < count; i += 2) {
            labels[i] = 1;
        }
        return labels;
    }

    private static double cosine(Weights one, Weights other) {
        double both = 0;
        double first = 0;
        double second = 0;
        for (String name : one.arrays().keySet()) {
            float[] a = one.arrays().get(name);
            float[] b = other.arrays().get(name);
            for (int i = 0; i < a.length; i++) {
                both += (double) a[i] * b[i];
                first += (double) a[i] * a[i];
                second += (double) b[i] * b[i];
            }
        }
        return both / Math.sqrt(first * second);
    }

    @Test
    void fewerBitsAreTakenWhereThereAreInstructionsForThem() {
        assertEquals(Precision.BFLOAT16, Precision.ofProcessor("flags : fpu avx512_bf16 pku"));
        assertEquals(Precision.BFLOAT16, Precision.ofProcessor("flags : amx_bf16 amx_tile"));
        assertEquals(Precision.FLOAT32, Precision.ofProcessor("flags : fpu avx2 avx512f"));
        assertEquals(Precision.FLOAT32, Precision.ofProcessor(""));
    }

    @Test
    void gradientsAreNewInEachStepAndNothingIsLeftBehind() {
        Blueprint blueprint = new Blueprint(
                "net",
                List.of(4),
                new ImageNetwork(List.of(3), 5),
                new Blueprint.Shared(3, 0.2, 0, 8),
                ImageNetwork.NONE,
                List.of(4));
        Weights weights = unsettled(blueprint);
        Batch batch = new Batch(
                random(4 * 10, 7),
                random(4 * 2 * Measurement.READ.size(), 9),
                Map.of(FrameKind.FIELD, random(4 * 9 * 64, 8)),
                new float[] {0, 1, 1, 0});
        List<Weights> each = new ArrayList<>();
        try (Network network = new Network(NetworkDesign.of(blueprint), weights)) {
            network.learn();
            int held = 0;
            for (int i = 0; i < 4; i++) {
                Pytorch.engine().setRandomSeed(5);
                try (NDManager step = network.manager().newSubManager()) {
                    Weights gradients = weights.zeros();
                    network.learnFrom(batch.in(step, blueprint), gradients);
                    each.add(gradients);
                }
                int now = network.manager().getManagedArrays().size();
                held = i == 0 ? now : held;
                assertEquals(held, now);
            }
        }
        assertEquals(each.get(0), each.get(3));
    }

    @Test
    void theLossIsThatOfTheMetrics() {
        Blueprint blueprint = Blueprint.mlp();
        try (Network network =
                        new Network(NetworkDesign.of(blueprint), Weights.initial(NetworkDesign.of(blueprint), 1));
                NDManager step = network.manager().newSubManager()) {
            float loss = Network.loss(step.create(new float[] {-90, 0, 2, 90}), step.create(new float[] {0, 1, 0, 1}))
                    .getFloat();
            assertEquals((0 + Math.log(2) + Math.log1p(Math.exp(2)) + 0) / 4, loss, 1e-6);
        }
    }

    @Test
    void blueprintsThatMakeNoNetworkAreSaid() {
        assertEquals(
                "there is no blueprint 'svm'; choose one of svm_mlp, svm_mlp_average, svm_mlp_spacekit, svm_cnn,"
                        + " svm_ensemble, svm_small, svm_native, svm_native_cnn, svm_native_small, svm_measured,"
                        + " svm_measured_average, svm_both",
                message(() -> Blueprint.named("svm")));
        assertEquals(
                "image size is 127; it must be an even number from 4 to 1024",
                message(() -> Blueprint.ensemble().imageSize(127)));
        assertEquals(
                "blueprint b has neither layers nor filters; give it at least one of them",
                message(() -> new Blueprint(
                        "b",
                        List.of(),
                        ImageNetwork.NONE,
                        new Blueprint.Shared(0, 0.2, 0, 0),
                        ImageNetwork.NONE,
                        List.of())));
        assertEquals(
                "blueprint b has layers [4, 0] and filters []; each must be at least 1",
                message(() -> new Blueprint(
                        "b",
                        List.of(4, 0),
                        ImageNetwork.NONE,
                        new Blueprint.Shared(0, 0.2, 0, 0),
                        ImageNetwork.NONE,
                        List.of())));
        assertEquals(Blueprint.mlp(), Blueprint.named("svm_mlp").imageSize(64));
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(BadInput.class, bad).getMessage();
    }
}
