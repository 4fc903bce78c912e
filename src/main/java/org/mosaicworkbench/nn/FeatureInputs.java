package org.mosaicworkbench.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import org.mosaicworkbench.features.Feature;

/**
 * Expands features into more network inputs. A numeric feature yields its value and a piecewise linear encoding
 * (Gorishniy et al. 2022, eq. 1): eight inputs, each rising from 0 to 1 between two neighbouring quantiles of the
 * training set, so that a perceptron can learn thresholds as decision trees do. A coded feature is one-hot encoded.
 */
final class FeatureInputs {

    /** Number of quantiles of each numeric feature: 0, 1/8, ..., 1. */
    static final int QUANTILES = 9;
    /**
     * Number of one-hot inputs per coded feature, more than any existing table needs; for a code beyond them, all are
     * zero.
     */
    private static final int PLACES = 16;

    private static final int MEASURING = InputTransforms.MEASURING;
    private static final float NARROWEST = 1e-6f;

    /** Number of inputs after the expansion. */
    static final int COUNT = MEASURING + PLACES * (Feature.values().length - MEASURING) + MEASURING * (QUANTILES - 1);

    private FeatureInputs() {}

    /**
     * @param features features of shape {@code (n, 10)}, numeric features first
     * @param quantiles quantiles of the seven numeric features, shape {@code (7, 9)}
     * @return inputs of shape {@code (n, COUNT)}: the numeric features, the one-hot codes, the piecewise linear
     *     encodings
     */
    static NDArray of(NDArray features, NDArray quantiles) {
        long n = features.getShape().get(0);
        NDArray measuring = features.get(":, 0:" + MEASURING);
        NDArray marks = features.get(":, " + MEASURING + ":")
                .expandDims(2)
                .eq(features.getManager().arange(0f, PLACES))
                .toType(DataType.FLOAT32, false)
                .reshape(n, -1);
        NDArray low = quantiles.get(":, 0:" + (QUANTILES - 1));
        low.attach(features.getManager());
        NDArray high = quantiles.get(":, 1:" + QUANTILES);
        high.attach(features.getManager());
        NDArray ramps = measuring
                .expandDims(2)
                .sub(low)
                .div(high.sub(low).maximum(NARROWEST))
                .clip(0, 1)
                .reshape(n, -1);
        return measuring.concat(marks, 1).concat(ramps, 1);
    }

    /** @return the quantiles of the numeric features in row-major order, one row per feature */
    static float[] quantiles(Examples train, InputTransforms normaliser) {
        double[][] rows = new double[train.size()][];
        Arrays.setAll(rows, row -> normaliser.apply(train.features(row)));
        float[] quantiles = new float[MEASURING * QUANTILES];
        for (int feature = 0; feature < MEASURING; feature++) {
            int own = feature;
            double[] sorted =
                    Arrays.stream(rows).mapToDouble(row -> row[own]).sorted().toArray();
            for (int q = 0; q < QUANTILES; q++) {
                quantiles[feature * QUANTILES + q] =
                        (float) sorted[Math.round((sorted.length - 1) * (float) q / (QUANTILES - 1))];
            }
        }
        return quantiles;
    }
}
