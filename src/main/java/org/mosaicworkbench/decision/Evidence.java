package org.mosaicworkbench.decision;

import java.util.List;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;

/**
 * All evidence about a mosaic before the decision.
 *
 * @param probability a model's probability of a misalignment of more than {@value ShownSize#LEARNED} pixels
 * @param inside number of exposures in the mosaic; NaN if unknown
 * @param numbers measurements; empty if there are none
 * @param exposures comparison of the exposures; empty without single-exposure images
 */
public record Evidence(double probability, double inside, MeasuredNumbers numbers, List<MeasuredExposure> exposures) {

    /** Minimum number of sources for a verdict from the mosaic alone. */
    public static final int ENOUGH_SOURCES = 10;

    /** Copies the list. */
    public Evidence {
        exposures = List.copyOf(exposures);
    }

    /**
     * The measurements of a mosaic to pass to a model. If there is a comparison of the exposures, measurements of
     * exposures are omitted and the decision uses the comparison itself, because a model would trust offsets from
     * sources that coincide by chance.
     *
     * @param numbers all measurements
     * @param exposures comparison of the exposures; empty if unknown
     */
    public static MeasuredNumbers read(MeasuredNumbers numbers, List<MeasuredExposure> exposures) {
        return exposures.isEmpty() ? numbers : numbers.without(Measurement.Subject.EXPOSURES);
    }

    boolean followsTarget() {
        return numbers.of(Measurement.MOVING_TARGET) == 1;
    }

    /** The exposures that could be compared. */
    List<MeasuredExposure> measured() {
        return exposures.stream().filter(one -> one.shift().measured()).toList();
    }

    /** The exposures that were compared accurately; less accurate comparisons may be chance matches. */
    List<MeasuredExposure> compared() {
        return exposures.stream().filter(one -> one.shift().isMeasuredWell()).toList();
    }

    /**
     * Whether no two exposures share any feature; everything in the mosaic is then due to the detector or cosmic rays.
     */
    boolean hasNothingInCommon() {
        return exposures.size() > 1
                && !(exposures.size() < inside)
                && measured().isEmpty();
    }

    /** The number of exposures that were not compared accurately or have no image. */
    int unknown() {
        int images = exposures.size();
        double missing = numbers.of(Measurement.EXPOSURES_COMPARED) + numbers.of(Measurement.EXPOSURES_UNKNOWN);
        double all = Math.max(images, Double.isNaN(missing) ? 0 : missing);
        return (int) all - compared().size();
    }

    /** Whether the mosaic consists of one exposure, which cannot disagree with any other. */
    boolean isAlone() {
        return inside == 1 && exposures.size() < 2;
    }

    /** The number of sources in the mosaic; NaN if they were not counted. */
    double sources() {
        return numbers.of(Measurement.SOURCES_USED);
    }

    /**
     * Whether there are too few sources for a verdict from the mosaic alone; uncounted sources are considered enough.
     */
    boolean hasFewSources() {
        return numbers.has(Measurement.SOURCES_USED) && !(sources() >= ENOUGH_SOURCES);
    }
}
