package org.mosaicworkbench.label;

import java.util.Locale;
import org.mosaicworkbench.visit.Detector;

/**
 * How far the exposures of one total image are still off against each other after the processing. It says whether the
 * mosaic is misaligned; whether its headers were corrupted is another question.
 *
 * @param dataset   the total image's name, with a copy's suffix
 * @param corrupted true for a misaligned copy
 * @param pixels    by how much the two exposures disagree that disagree most, pixels of the mosaic; where the
 *                  pointing is known to have drifted during an exposure and that draws sources out more than such a
 *                  disagreement would, the length of the trail by the square root of 3; NaN if it is not known
 * @param off       how many exposures do not agree with most of the others to {@value #LIMIT} pixels; none if only a
 *                  trail tells
 * @param from      how it is known
 */
public record Residual(String dataset, boolean corrupted, double pixels, int off, From from) {

    /** Sources of a residual. */
    public enum From {
        /** From what the simulator wrote beside the visit. */
        TRUTH,
        /** From sources matched between the exposures. */
        SOURCES,
        /** Not at all: an exposure has too few sources to be matched. */
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A mosaic counts as misaligned above this many of its pixels, unless another limit is given. */
    public static final double LIMIT = 0.5;

    /** A trail has the second moment of two equal images at a distance of the trail divided by this. */
    public static final double TRAIL_PER_SHIFT = Math.sqrt(3);

    /** @throws IllegalArgumentException for a negative residual, or one that is known or not against its origin */
    public Residual {
        if (pixels < 0 || Double.isNaN(pixels) != (from == From.UNKNOWN)) {
            throw new IllegalArgumentException(
                    dataset + ": a residual of " + pixels + " pixels cannot be known from " + from);
        }
    }

    /** @return true if the residual is known */
    public boolean known() {
        return from != From.UNKNOWN;
    }

    /** @return the residual in milliarcseconds; NaN if it is not known, or the dataset's name has another form */
    public double mas() {
        return pixels * Detector.pixelOf(dataset).orElse(Double.NaN);
    }

    /**
     * Whether the mosaic is misaligned.
     *
     * @param limit pixels of the mosaic
     * @return false also where the residual is not known; see {@link #known()}
     */
    public boolean misaligned(double limit) {
        return pixels > limit;
    }
}
