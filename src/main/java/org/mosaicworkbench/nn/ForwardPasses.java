package org.mosaicworkbench.nn;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;

/**
 * Computes logits of many datasets. Each thread reads a few datasets and passes them through the network on its own:
 * reading and computing overlap, no thread waits for another at the end of a layer, and the number of threads does not
 * affect the logits.
 */
record ForwardPasses(Network network, NetworkDesign design, InputTransforms normaliser) {

    /**
     * Datasets per batch, few enough for the arrays to stay in the processor's cache and in already allocated memory.
     */
    private static final int BATCH = 8;

    /**
     * Computes one logit per dataset.
     *
     * @param done receives the number of finished datasets after each batch
     * @param unread receives the row of each dataset that cannot be read or yields no finite logit, and the reason;
     *     called by several threads at once. The logit of such a dataset is NaN
     */
    double[] logits(Examples examples, IntConsumer done, BiConsumer<Integer, BadInput> unread) {
        double[] logits = new double[examples.size()];
        int threads = EngineThreads.count();
        try (Prefetcher<double[]> passes = new Prefetcher<>(
                (logits.length + BATCH - 1) / BATCH,
                threads,
                number -> pass(
                        examples,
                        IntStream.range(number * BATCH, Math.min(logits.length, (number + 1) * BATCH))
                                .toArray(),
                        unread))) {
            for (int from = 0; from < logits.length; from += BATCH) {
                double[] values = passes.next();
                System.arraycopy(values, 0, logits, from, values.length);
                done.accept(from + values.length);
            }
        } finally {
            EngineThreads.of(threads);
        }
        return logits;
    }

    private double[] pass(Examples examples, int[] rows, BiConsumer<Integer, BadInput> unread) {
        EngineThreads.alone();
        int[] sound = rows;
        Batch batch;
        try {
            batch = batch(examples, rows);
        } catch (BadInput e) {
            sound = Arrays.stream(rows)
                    .filter(row -> readable(examples, row, unread))
                    .toArray();
            batch = batch(examples, sound);
        }
        double[] logits = new double[rows.length];
        Arrays.fill(logits, Double.NaN);
        if (sound.length > 0) {
            try (NDManager step = network.manager().newSubManager()) {
                float[] values = network.logits(batch.in(step, design.blueprint()), false)
                        .toFloatArray();
                for (int i = 0; i < values.length; i++) {
                    logits[sound[i] - rows[0]] = finite(examples, sound[i], values[i], unread);
                }
            }
        }
        return logits;
    }

    /**
     * Rejects a logit that is not finite, which results from inputs that overflow the network or from damaged weights.
     */
    private static float finite(Examples examples, int row, float logit, BiConsumer<Integer, BadInput> unread) {
        if (Float.isFinite(logit)) {
            return logit;
        }
        unread.accept(
                row,
                new BadInput("the model yields " + logit + " for " + examples.index(row)
                        + ", which is not a probability; look for out-of-range values among its features, or copy the "
                        + "model again"));
        return Float.NaN;
    }

    private boolean readable(Examples examples, int row, BiConsumer<Integer, BadInput> unread) {
        try {
            batch(examples, new int[] {row});
            return true;
        } catch (BadInput e) {
            unread.accept(row, e);
            return false;
        }
    }

    private Batch batch(Examples examples, int[] rows) {
        return Batch.of(examples, rows, design, normaliser, false, Batch.NONE);
    }
}
