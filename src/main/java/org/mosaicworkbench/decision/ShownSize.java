package org.mosaicworkbench.decision;

import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.label.Residual;

/**
 * Size of the misalignment from the mosaic alone: a model gives the probability that it is larger than {@value
 * #LEARNED} pixels. Below and above that, sizes are as likely as in the visits that models learn from: aligned ones
 * exponentially
 * distributed, with a mean of {@value #ALIGNED} pixels, others evenly spread in their logarithm; but where the field is
 * there twice beyond doubt, its second image says how far it is off.
 */
final class ShownSize {

    /** The size that labels begin at, pixels. */
    static final double LEARNED = Residual.LIMIT;

    private static final double ALIGNED = 0.07;
    private static final double LARGEST = 100;
    /** Standard deviations. */
    private static final double BEYOND_DOUBT = 5;
    /** Of the distance of a second image, as a part of it. */
    private static final double TWICE_ERROR = 0.15;

    private ShownSize() {}

    /** @param probability that a model gives */
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
