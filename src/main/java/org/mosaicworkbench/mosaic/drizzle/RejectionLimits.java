package org.mosaicworkbench.mosaic.drizzle;

import java.util.Optional;
import java.util.Set;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Detector.Readout;

/**
 * How far a pixel may differ from the combination of the exposures in a filter before it counts as hit by a cosmic ray,
 * and how that combination is computed. The numbers are those of the observatory's single-visit processing (drizzlepac
 * 3.11, {@code pars/hap_pars/svm_parameters/<instrument>/<detector>/*_astrodrizzle_any_n<N>.json}:
 * {@code driz_cr_scale}, {@code driz_cr_snr}, {@code combine_type}). They depend on the detector and the number of
 * exposures as in {@code haputils/config_utils.py}.
 *
 * @param first the limit beyond which a pixel counts as hit
 * @param second the limit for pixels adjacent to a pixel that exceeds the first limit
 * @param combine how the exposures are combined into the comparison image
 */
public record RejectionLimits(Limit first, Limit second, Combine combine) {

    /**
     * A limit: {@code scale * slope + snr * noise}.
     *
     * @param scale factor of the slope, the largest difference between a pixel of the combined image and its four
     *              neighbours
     * @param snr factor of the noise expected in the pixel
     */
    public record Limit(double scale, double snr) {}

    /** How the values at one pixel are combined. */
    public enum Combine {
        /** The median without the highest value, or the lowest value if it is significantly lower. */
        MINMED,
        /** The median without the highest value. */
        MEDIAN
    }

    private static final RejectionLimits FEW =
            new RejectionLimits(new Limit(1.5, 3.5), new Limit(1.2, 3), Combine.MINMED);
    private static final RejectionLimits MANY =
            new RejectionLimits(new Limit(1.2, 3.5), new Limit(0.7, 3), Combine.MEDIAN);
    private static final int MANY_FROM = 6;
    private static final RejectionLimits FEW_RAMPS =
            new RejectionLimits(new Limit(3, 5), new Limit(2.4, 4), Combine.MINMED);
    private static final RejectionLimits MANY_RAMPS =
            new RejectionLimits(new Limit(3, 5), new Limit(2.4, 4), Combine.MEDIAN);
    private static final int MANY_RAMPS_FROM = 4;
    /** Infrared grism spectra are not compared. */
    private static final Set<String> GRISMS = Set.of("g102", "g141");

    /**
     * Returns the limits for a group of exposures.
     *
     * @param filter the filter of the exposures
     * @param exposures the number of exposures
     * @return empty if the exposures are not compared: a single exposure, photon counts, or infrared grism spectra
     */
    public static Optional<RejectionLimits> of(Detector detector, String filter, int exposures) {
        if (exposures < 2 || detector.readout() == Readout.PHOTON_COUNTER) {
            return Optional.empty();
        }
        if (detector.readout() == Readout.CCD) {
            return Optional.of(exposures < MANY_FROM ? FEW : MANY);
        }
        return GRISMS.contains(filter)
                ? Optional.empty()
                : Optional.of(exposures < MANY_RAMPS_FROM ? FEW_RAMPS : MANY_RAMPS);
    }
}
