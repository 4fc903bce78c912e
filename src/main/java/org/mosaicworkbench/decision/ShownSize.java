package org.mosaicworkbench.decision;

import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.label.Residual;

/**
 * Size of the misalignment from the mosaic alone. A model gives the probability that it is larger than
 * {@value #LEARNED} pixels. The prior follows the visits used in training. Below {@value #LEARNED} pixels it is an
 * exponential distribution with a scale of {@value #ALIGNED} pixels; above, it is uniform in the logarithm up to
 * {@value #LARGEST} pixels. If there is a significant ghost image of the field, its offset gives the size.
 */
final class ShownSize {

    /** The smallest size labelled misaligned, pixels. */
    static final double LEARNED = Residual.LIMIT;

    private static final double ALIGNED = 0.07;
    private static final double LARGEST = 100;
    /** Significance required of a ghost image, standard deviations. */
    private static final double BEYOND_DOUBT = 5;
    /** Relative one-sigma error of the offset of a ghost image. */
    private static final double TWICE_ERROR = 0.15;

    private ShownSize() {}

    /** @param probability a model's probability */
    static SizeDistribution of(double probability, MeasuredNumbers measured) {
        double twice = measured.of(Measurement.DOUBLE_DISTANCE);
        boolean seen = measured.of(Measurement.DOUBLE_SIGNIFICANCE) > BEYOND_DOUBT && twice > LEARNED;
        SizeDistribution large = seen
                ? ComparedSize.distribution(twice, TWICE_ERROR * twice)
                : SizeDistribution.of(size -> Math.log(size / LEARNED) / Math.log(LARGEST / LEARNED));
        SizeDistribution small =
                SizeDistribution.of(size -> Math.expm1(-size / ALIGNED) / Math.expm1(-LEARNED / ALIGNED));
        return small.unless(probability, large);
    }
}
