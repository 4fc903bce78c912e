package org.mosaicworkbench.predict;

import java.util.Locale;
import java.util.Optional;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.decision.Evidence;
import org.mosaicworkbench.decision.Judgement;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.visit.Detector;

/**
 * A dataset with its inputs and its decision.
 *
 * @param row row in the feature table
 * @param evidence the basis of the decision, including the model's probability
 * @param judgement the decision
 */
record JudgedDataset(PreparedDatasets.Row row, Evidence evidence, Judgement judgement) {

    /** Explains {@link #repeatability} in a sentence below tables. */
    static final String LEGEND = "Sizes: median and 95 % interval, pixels of the mosaic and milliarcseconds. Relative "
            + "astrometric repeatability: root mean square, along one axis, of the positions of common sources in "
            + "single exposures about their mean, after removing shifts and rolls.";

    String name() {
        return row.index();
    }

    String detector() {
        return Prediction.detector(name());
    }

    /** The size of a mosaic pixel in milliarcseconds; empty if the name does not contain the detector. */
    Optional<Double> scale() {
        return Detector.pixelOf(name());
    }

    /** Median and interval, {@code 5.00 px (95 %: 4.95 to 5.05), 125 mas (124 to 126)}. */
    String size() {
        return judgement.size()
                + scale().map(mas -> ", " + judgement.size().words(mas) + " mas ("
                                + judgement.size().interval(mas) + ")")
                        .orElse("");
    }

    /**
     * The relative astrometric repeatability in milliarcseconds: the root mean square, along one axis, of the positions
     * of common sources in individual exposures about their mean. Surveys also state it per axis (for example the Dark
     * Energy Survey: Bernstein et al. 2017, PASP 129, 074503), whereas the Rubin observatory's AM1 uses distances
     * between stars. Shifts and rolls of the exposures are removed and outliers omitted. The scatter is not corrected
     * for subtracting the mean: for two exposures it is one exposure's scatter divided by the square root of 2.
     *
     * @return empty if no exposures were compared by their sources, or the scale is unknown
     */
    Optional<Double> repeatability() {
        return evidence.exposures().stream()
                .map(MeasuredExposure::rms)
                .filter(Double::isFinite)
                .findFirst()
                .flatMap(rms -> scale().map(mas -> rms * mas));
    }

    /** A clause about the repeatability to append to a sentence; empty if it is unknown. */
    String repeats() {
        return repeatability()
                .map(mas -> String.format(Locale.ROOT, "; common sources repeat to %.2g mas along an axis", mas))
                .orElse("");
    }
}
