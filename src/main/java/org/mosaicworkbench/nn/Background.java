package org.mosaicworkbench.nn;

import org.mosaicworkbench.evaluate.Label;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Features of a few aligned datasets of the training, which a model keeps to explain its verdicts by. */
final class Background {

    private static final int KEPT = 32;

    private Background() {
    }

    /** Draws them. */
    static List<double[]> of(Examples train, long seed) {
        List<Integer> aligned = new ArrayList<>(IntStream.range(0, train.size())
                .filter(row -> train.label(row) == Label.ALIGNED).boxed().toList());
        Order.shuffle(aligned, new SplittableRandom(seed));
        return aligned.stream().limit(KEPT).map(train::features).toList();
    }

    static Tensors.Tensor tensor(List<double[]> rows) {
        float[] values = new float[rows.size() * Blueprint.FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) rows.get(i / Blueprint.FEATURES)[i % Blueprint.FEATURES];
        }
        return new Tensors.Tensor(new long[] {rows.size(), Blueprint.FEATURES}, values);
    }

    /** @param kept null where a model keeps none */
    static List<double[]> of(Tensors.Tensor kept) {
        List<double[]> rows = new ArrayList<>();
        for (int row = 0; kept != null && row < kept.shape()[0]; row++) {
            double[] features = new double[Blueprint.FEATURES];
            for (int f = 0; f < features.length; f++) {
                features[f] = kept.values()[row * Blueprint.FEATURES + f];
            }
            rows.add(features);
        }
        return rows;
    }
}
