package org.mosaicworkbench.decision;

import java.util.List;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;

/**
 * Everything known about a mosaic before the decision.
 *
 * @param probability that a model gives for a misalignment of more than {@value ShownSize#LEARNED} pixels
 * @param inside      how many exposures the mosaic is made of; NaN if that is not known
 * @param numbers     that were measured; none if there are none
 * @param exposures   how they compare; none if there are no images of single exposures
 */
public record Evidence(double probability, double inside, MeasuredNumbers numbers, List<MeasuredExposure> exposures) {

    /** With at least this many sources, a mosaic alone can get a verdict. */
    public static final int ENOUGH_SOURCES = 10;

    /** Takes a copy. */
    public Evidence {
        exposures = List.copyOf(exposures);
    }

    /**
     * What a model reads of a mosaic. How its exposures compare is for the decision to weigh where that is known one by
     * one: a
     * model would take offsets for true that sources give which fall together by chance.
     *
     * @param numbers   all that was measured
     * @param exposures how they compare; none if that is not known
     */
    public static MeasuredNumbers read(MeasuredNumbers numbers, List<MeasuredExposure> exposures) {
        return exposures.isEmpty() ? numbers : numbers.without(Measurement.Subject.EXPOSURES);
    }

    boolean followsTarget() {
        return numbers.of(Measurement.MOVING_TARGET) == 1;
    }

    /** Those that could be compared. */
    List<MeasuredExposure> measured() {
        return exposures.stream().filter(one -> one.shift().measured()).toList();
    }

    /** Those that were compared well: the others may agree with something else by chance. */
    List<MeasuredExposure> compared() {
        return exposures.stream().filter(one -> one.shift().isMeasuredWell()).toList();
    }

    /**
     * Whether no exposure shows what another one does: then what the mosaic shows is of the detector, or cosmic rays.
     */
    boolean hasNothingInCommon() {
        return exposures.size() > 1
                && !(exposures.size() < inside)
                && measured().isEmpty();
    }

    /** The number of exposures that were not compared or have no image. */
    int unknown() {
        int images = exposures.size();
        double missing = numbers.of(Measurement.EXPOSURES_COMPARED) + numbers.of(Measurement.EXPOSURES_UNKNOWN);
        double all = Math.max(images, Double.isNaN(missing) ? 0 : missing);
        return (int) all - compared().size();
    }

    /** Whether the mosaic is of one exposure, which has nothing to disagree with. */
    boolean isAlone() {
        return inside == 1 && exposures.size() < 2;
    }

    /** How many sources the mosaic shows; NaN if they were not counted. */
    double sources() {
        return numbers.of(Measurement.SOURCES_USED);
    }

    /** Fewer than that a mosaic tells by itself; sources that were not counted are enough. */
    boolean hasFewSources() {
        return numbers.has(Measurement.SOURCES_USED) && !(sources() >= ENOUGH_SOURCES);
    }
}
