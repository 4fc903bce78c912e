package org.mosaicworkbench.label;

import java.util.Locale;
import org.mosaicworkbench.visit.Detector;

/**
 * The residual misalignment of the exposures of one total image after processing. It determines whether the mosaic is
 * misaligned, regardless of whether its headers were corrupted.
 *
 * @param dataset the total image's name, with a copy's suffix
 * @param corrupted true for a copy with corrupted headers
 * @param pixels largest disagreement between two exposures, pixels of the mosaic; or the trail length divided by the
 *     square root of 3, if the pointing is known to have drifted during an exposure and this value is larger; NaN if
 *     unknown
 * @param off number of exposures that disagree with the majority by more than {@value #LIMIT} pixels; 0 if only a trail
 *     is known
 * @param from source of the residual
 */
public record Residual(String dataset, boolean corrupted, double pixels, int off, From from) {

    /** The source of a residual. */
    public enum From {
        /** The truth that the simulator wrote next to the visit. */
        TRUTH,
        /** Sources matched between the exposures. */
        SOURCES,
        /** Unknown, because an exposure has too few sources to match. */
        UNKNOWN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Default residual above which a mosaic counts as misaligned, in pixels of the mosaic. */
    public static final double LIMIT = 0.5;

    /** A trail has the same second moment as two equal images separated by its length divided by this factor. */
    public static final double TRAIL_PER_SHIFT = Math.sqrt(3);

    /** @throws IllegalArgumentException for a negative residual, or one that contradicts its source */
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

    /**
     * @return the residual in milliarcseconds; NaN if it is unknown, or the dataset's name does not give the detector
     */
    public double mas() {
        return pixels * Detector.pixelOf(dataset).orElse(Double.NaN);
    }

    /**
     * Whether the mosaic is misaligned.
     *
     * @param limit limit in pixels of the mosaic
     * @return false also if the residual is unknown; see {@link #known()}
     */
    public boolean misaligned(double limit) {
        return pixels > limit;
    }
}
