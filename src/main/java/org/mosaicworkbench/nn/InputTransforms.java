package org.mosaicworkbench.nn;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.maths.PowerTransform;

/**
 * The transforms of the numbers that a network reads. Features: the transform of the columns that measure (exposures,
 * residuals, matches, sources), or nothing; codes (detector, WCS, category) stay as they are. Measured numbers: a
 * transform of their own wherever they are read.
 *
 * @param transform of the features; empty for none
 * @param measured  of the measured numbers; empty if they are not read
 */
record InputTransforms(Optional<PowerTransform> transform, Optional<MeasuredTransform> measured) {

    /** Features that measure; they come first. */
    static final int MEASURING = (int) Stream.of(Feature.values())
            .filter(feature -> feature.coded().isEmpty())
            .count();

    static final InputTransforms NONE = new InputTransforms(Optional.empty(), Optional.empty());

    /**
     * Fits on all examples what a network needs.
     *
     * @param normalize whether features are transformed, where they are read
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

    /** @return the transform of a column of numbers; empty if the network reads it as it is, or not at all */
    Optional<PowerTransform> of(String column, NetworkDesign design) {
        Optional<PowerTransform> feature = transform.flatMap(all ->
                Feature.of(column).filter(one -> one.place() < all.size()).map(one -> all.column(one.place())));
        return feature.or(() -> measured.flatMap(all -> Measurement.of(column)
                .map(design.measurements()::indexOf)
                .filter(place -> place >= 0 && all.varied().get(place))
                .map(place -> all.transform().column(place))));
    }

    /** @return the numbers, then for each whether it is missing */
    double[] measured(double[] numbers) {
        return measured.orElseThrow().apply(numbers);
    }
}
