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
 * @param row       of the table of features
 * @param evidence  what the decision was made from, the model's probability among it
 * @param judgement the decision
 */
record JudgedDataset(PreparedDatasets.Row row, Evidence evidence, Judgement judgement) {

    /** What {@link #repeatability} gives, as a sentence below tables. */
    static final String LEGEND = "Sizes: median and 95 % interval, pixels of the mosaic and milliarcseconds. Relative "
            + "astrometric repeatability: root mean square, along one axis, of the positions of common sources in the "
            + "single exposures about their mean, shifts and rolls taken out.";

    String name() {
        return row.index();
    }

    String detector() {
        return Prediction.detector(name());
    }

    /** A pixel of the mosaic in milliarcseconds; empty if the name does not tell the detector. */
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
     * The relative astrometric repeatability in milliarcseconds, which surveys state per axis as well (Dark Energy
     * Survey:
     * Bernstein et al. 2017, PASP 129, 074503; the Rubin observatory's AM1 is of distances between stars instead):
     * positions of common sources in single exposures about their mean, root mean square along one axis. Shifts and
     * rolls of the exposures are taken out, sources that do not fit are left out, and what the mean takes of the
     * scatter
     * is not given back: of two exposures it is one exposure's scatter by the root of 2.
     *
     * @return empty if no exposures were compared by their sources, or the scale is not known
     */
    Optional<Double> repeatability() {
        return evidence.exposures().stream()
                .map(MeasuredExposure::rms)
                .filter(Double::isFinite)
                .findFirst()
                .flatMap(rms -> scale().map(mas -> rms * mas));
    }

    /** A sentence's end on the repeatability; empty if it is not known. */
    String repeats() {
        return repeatability()
                .map(mas -> String.format(Locale.ROOT, "; common sources repeat to %.2g mas along an axis", mas))
                .orElse("");
    }
}
