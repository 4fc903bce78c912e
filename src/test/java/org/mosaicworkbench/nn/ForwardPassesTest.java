package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;

class ForwardPassesTest {

    private static final int SIZE = 16;
    private static final Blueprint BLUEPRINT = new Blueprint(
            "small",
            List.of(6),
            new ImageNetwork(List.of(4, 6), 8),
            new Blueprint.Shared(4, 0.2, 0.1, SIZE),
            ImageNetwork.NONE,
            List.of());
    private static final NetworkDesign DESIGN = NetworkDesign.of(BLUEPRINT);

    private final int before = EngineThreads.count();

    @AfterEach
    void threadsAreAsBefore() {
        EngineThreads.of(before);
    }

    @Test
    void logitsAreThoseOfOneBatchWithAnyNumberOfThreads() {
        Made all = Made.of(45, SIZE, 1, 2, 3);
        try (Network network = new Network(DESIGN, Weights.initial(DESIGN, 5));
                NDManager manager = network.manager().newSubManager()) {
            int[] rows = IntStream.range(0, all.size()).toArray();
            Batch batch = Batch.of(all, rows, DESIGN, InputTransforms.NONE, false, Batch.NONE);
            float[] plain = network.logits(batch.in(manager, BLUEPRINT), false).toFloatArray();
            double[] alone = null;
            for (int threads : new int[] {1, 2, 5}) {
                EngineThreads.of(threads);
                List<Integer> done = new ArrayList<>();
                double[] logits = new ForwardPasses(network, DESIGN, InputTransforms.NONE)
                        .logits(all, done::add, (row, e) -> {
                            throw e;
                        });
                assertEquals(threads, EngineThreads.count());
                assertEquals(List.of(8, 16, 24, 32, 40, 45), done);
                for (int i = 0; i < plain.length; i++) {
                    assertEquals(plain[i], logits[i], 2e-6);
                }
                alone = alone == null ? logits : alone;
                assertArrayEquals(alone, logits);
            }
        }
    }

    @Test
    void whatCannotBeReadIsNamedAndTheOthersKeepTheirLogits() {
        Made all = Made.of(20, SIZE, 1, 2, 3);
        Map<Integer, String> unread = new ConcurrentHashMap<>();
        try (Network network = new Network(DESIGN, Weights.initial(DESIGN, 5))) {
            double[] sound = Classifier.logits(network, DESIGN, InputTransforms.NONE, all);
            Examples broken = new Broken(all, List.of(1, 16, 17, 18, 19));
            double[] logits = new ForwardPasses(network, DESIGN, InputTransforms.NONE)
                    .logits(broken, done -> {}, (row, e) -> unread.put(row, e.getMessage()));
            assertEquals(Map.of(1, "no 1", 16, "no 16", 17, "no 17", 18, "no 18", 19, "no 19"), new TreeMap<>(unread));
            for (int row = 0; row < logits.length; row++) {
                assertEquals(unread.containsKey(row) ? Double.NaN : sound[row], logits[row], 2e-6);
            }
            assertTrue(
                    assertThrows(BadInput.class, () -> Classifier.logits(network, DESIGN, InputTransforms.NONE, broken))
                            .getMessage()
                            .startsWith("no "));
        }
    }

    /** Examples with some unreadable frames. */
    private record Broken(Examples sound, List<Integer> rows) implements Examples {

        @Override
        public int size() {
            return sound.size();
        }

        @Override
        public String index(int row) {
            return sound.index(row);
        }

        @Override
        public Label label(int row) {
            return sound.label(row);
        }

        @Override
        public double[] features(int row) {
            return sound.features(row);
        }

        @Override
        public byte[] frames(int row, FrameKind kind) {
            if (rows.contains(row)) {
                throw new BadInput("no " + row);
            }
            return sound.frames(row, kind);
        }
    }
}
