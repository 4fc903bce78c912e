package org.mosaicworkbench.nn;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.maths.PowerTransform;

/**
 * The transforms of a network's numeric inputs. Features have an optional transform of the numeric columns (exposures,
 * residuals, matches, sources); codes (detector, WCS, category) stay unchanged. Measurements have a separate transform,
 * which is required if the network uses them.
 *
 * @param transform transform of the features; empty for none
 * @param measured transform of the measurements; empty if the network does not use them
 */
record InputTransforms(Optional<PowerTransform> transform, Optional<MeasuredTransform> measured) {

    /** Number of numeric features, which precede the coded features. */
    static final int MEASURING = (int) Stream.of(Feature.values())
            .filter(feature -> feature.coded().isEmpty())
            .count();

    static final InputTransforms NONE = new InputTransforms(Optional.empty(), Optional.empty());

    /**
     * Fits the transforms needed by a network, using all examples.
     *
     * @param normalize whether to transform the features, if the network uses them
     */
    static InputTransforms fit(Examples examples, NetworkDesign design, boolean normalize) {
        Blueprint blueprint = design.blueprint();
        return new InputTransforms(
                normalize && blueprint.readsFeatures()
                        ? Optional.of(PowerTransform.fit(features(examples)))
                        : Optional.empty(),
                blueprint.readsMeasured()
                        ? Optional.of(MeasuredTransform.fit(design, measured(examples, design)))
                        : Optional.empty());
    }

    private static double[][] features(Examples examples) {
        double[][] rows = new double[examples.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOf(examples.features(i), MEASURING);
        }
        return rows;
    }

    private static double[][] measured(Examples examples, NetworkDesign design) {
        double[][] rows = new double[examples.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = design.measured(examples, i);
        }
        return rows;
    }

    double[] apply(double[] features) {
        return transform.map(t -> t.apply(features)).orElse(features);
    }

    /** @return the transform of a numeric column; empty if the network uses it untransformed, or not at all */
    Optional<PowerTransform> of(String column, NetworkDesign design) {
        Optional<PowerTransform> feature = transform.flatMap(all ->
                Feature.of(column).filter(one -> one.place() < all.size()).map(one -> all.column(one.place())));
        return feature.or(() -> measured.flatMap(all -> Measurement.of(column)
                .map(design.measurements()::indexOf)
                .filter(place -> place >= 0 && all.varied().get(place))
                .map(place -> all.transform().column(place))));
    }

    /** @return the transformed measurements, then their missing-value indicators */
    double[] measured(double[] numbers) {
        return measured.orElseThrow().apply(numbers);
    }
}
