package org.mosaicworkbench.mosaic.drizzle;

import java.util.Optional;
import java.util.Set;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Detector.Readout;

/**
 * How far a pixel may differ from what the exposures through a filter have in common before it counts as hit by a
 * cosmic ray, and how that is made of them. The numbers are those of the observatory's single-visit processing
 * (drizzlepac 3.11, {@code pars/hap_pars/svm_parameters/<instrument>/<detector>/*_astrodrizzle_any_n<N>.json}:
 * {@code driz_cr_scale}, {@code driz_cr_snr}, {@code combine_type}); they go by detector and number of exposures as
 * {@code haputils/config_utils.py} has it.
 *
 * @param first   beyond these a pixel counts as hit
 * @param second  beyond these a pixel counts as hit that is beside one beyond the first
 * @param combine how the exposures are combined into what they are compared with
 */
public record RejectionLimits(Limit first, Limit second, Combine combine) {

    /**
     * A limit: {@code scale * slope + snr * noise}.
     *
     * @param scale of the largest difference between a pixel of the combined image and its four neighbours
     * @param snr   of the noise expected in the pixel
     */
    public record Limit(double scale, double snr) {}

    /** How values of one place are combined. */
    public enum Combine {
        /** The median without the highest; the lowest where it is significantly below that. */
        MINMED,
        /** The median without the highest. */
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
    /** Spectra of the infrared channel are not compared. */
    private static final Set<String> GRISMS = Set.of("g102", "g141");

    /**
     * The limits for a group of exposures.
     *
     * @param filter    that they were taken through
     * @param exposures how many there are
     * @return empty if they are not compared: a single one, photon counts, infrared spectra
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
