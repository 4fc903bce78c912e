package org.mosaicworkbench.nn;

import java.util.Arrays;
import java.util.Optional;

/**
 * What features go through before the network: the transform of the columns that measure (exposures, residuals, matches,
 * sources), or nothing. Codes (detector, WCS, category) stay as they are.
 *
 * @param transform empty for none
 */
record Normaliser(Optional<PowerTransform> transform) {

    /** Columns that measure; they come first. */
    static final int MEASURED = 7;

    static final Normaliser NONE = new Normaliser(Optional.empty());

    /** Fits the transform on all examples. */
    static Normaliser fit(Examples examples) {
        double[][] rows = new double[examples.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOf(examples.features(i), MEASURED);
        }
        return new Normaliser(Optional.of(PowerTransform.fit(rows)));
    }

    double[] apply(double[] features) {
        return transform.map(t -> t.apply(features)).orElse(features);
    }
}
