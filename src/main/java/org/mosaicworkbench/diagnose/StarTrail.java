package org.mosaicworkbench.diagnose;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The length by which the stars of an exposure are trailed beyond the point-spread function of its filter, because the
 * guiding drifted. {@link TrailFit} explains how the two are distinguished.
 *
 * @param exposure its rootname
 * @param length pixels; 0 if the point-spread function explains the shape
 * @param error one-sigma error of the length, pixels; it allows for a trail common to all exposures that the
 *     point-spread function may hide
 * @param significance the trail's variance divided by the one-sigma error of the comparison between exposures or, if
 *                     all are trailed alike, of the comparison with the detector's PSF
 * @param image the PSF of the untrailed exposures in its filter
 */
public record StarTrail(String exposure, double length, double error, double significance, ExposurePsf image) {

    /** The error of a length is scaled so that a {@value}-sigma variance yields a {@value}-sigma length. */
    private static final double SURE = 3;
    /** Threshold in sigma for a highly significant trail. */
    private static final double BEYOND_DOUBT = 5;
    /** Length in pixels below which a trail is not reported. */
    private static final double SHORT = 0.5;
    /** The longest trail, in pixels, that can be measured under the window. */
    private static final double LONGEST = 10;
    /** Calibration table: true lengths in pixels of uniform trails, for stars with a sigma of 0.85 to 1.1 pixels. */
    private static final double[] TRUE = {0, 3, 4, 5, 6, 7, 8, LONGEST};
    /** Apparent lengths in pixels of the trails in {@code TRUE}, from moments measured under the Gaussian window. */
    private static final double[] APPARENT = {0, 3.1, 4.24, 5.47, 6.85, 8.41, 10.2, 15};
    /** Relative accuracy of the table for narrower and wider stars. */
    private static final double TABLED = 0.05;

    /**
     * Measures all exposures of a mosaic.
     *
     * @param images images of single exposures, at least two, all on one grid
     * @return one trail for each exposure that has enough stars
     */
    static List<StarTrail> of(List<ExposureImage> images, List<ExposureWithSources> exposures) {
        return new TrailFit(images.stream().map(ExposureImage::exposure).toList(), CommonShapes.of(images, exposures))
                .trails();
    }

    /**
     * @param others excess variance of the exposure over the other exposures
     * @param detector excess variance of all exposures over the detector's PSF
     * @param compared number of exposures compared; used to correct for the selection of the most significant one
     */
    static StarTrail of(
            String exposure, TrailFit.Excess others, TrailFit.Excess detector, int compared, ExposurePsf image) {
        double plus = others.plus() + detector.plus();
        double cross = others.cross() + detector.cross();
        double noise = others.error() * others.error() * (2 + 2 * Math.log(compared));
        double variance = Math.sqrt(Math.max(0, plus * plus + cross * cross - noise));
        boolean all = Math.hypot(detector.plus(), detector.cross()) > 0;
        double whole = Math.hypot(others.error(), detector.error());
        double length = length(variance);
        double by = all || others.error() == 0 ? whole : others.error();
        double below = (length - length(Math.max(0, variance - SURE * whole))) / SURE;
        double error = Math.hypot(Math.max(below, length(variance + whole) - length), TABLED * length);
        return new StarTrail(exposure, length, error, variance / by, image);
    }

    /** Computes the length of a trail from the variance in square pixels that it appears to add. */
    private static double length(double variance) {
        double apparent = Math.sqrt(12 * variance);
        int k = 1;
        while (k < APPARENT.length - 1 && APPARENT[k] < apparent) {
            k++;
        }
        return TRUE[k - 1] + (TRUE[k] - TRUE[k - 1]) * (apparent - APPARENT[k - 1]) / (APPARENT[k] - APPARENT[k - 1]);
    }

    /**
     * @return the most significant trail; if all exposures are trailed alike, its length is close to that of the other
     *     trails
     */
    static Optional<StarTrail> clearest(List<StarTrail> trails) {
        return trails.stream()
                .max(Comparator.comparingDouble(StarTrail::significance).thenComparingDouble(StarTrail::length));
    }

    /**
     * @param error one-sigma error of the length, pixels
     * @return whether a trail is highly significant; saturated columns and a varying point-spread function can mimic
     *     trails at the 4-sigma level
     */
    static boolean certain(double length, double error) {
        return length > SHORT && length > BEYOND_DOUBT * error;
    }

    /**
     * Formats the length.
     *
     * @param error pixels; NaN if unknown
     * @return {@code 3.1 px}, {@code 3.1 +- 0.2 px}, or {@code more than 10 px}
     */
    public static String inWords(double length, double error) {
        if (length > LONGEST) {
            return "more than 10 px";
        }
        String size = String.format(Locale.ROOT, "%.1f", length);
        return Double.isNaN(error) ? size + " px" : size + String.format(Locale.ROOT, " +- %.1f px", error);
    }

    /**
     * @param exposures number of exposures
     * @return the end of a sentence about the exposures: trails that are {@link #certain}, otherwise an elongated PSF;
     *     empty if there is neither
     */
    public static String remark(List<StarTrail> trails, int exposures) {
        List<StarTrail> certain =
                trails.stream().filter(one -> certain(one.length, one.error)).toList();
        if (certain.isEmpty()) {
            return trails.stream()
                    .map(StarTrail::image)
                    .filter(ExposurePsf::elongated)
                    .max(Comparator.comparingDouble(ExposurePsf::elongation))
                    .map(image -> "; the star image is elongated by " + image.inWords()
                            + " in all exposures, as is possible on this detector, so it is not a trail")
                    .orElse("");
        }
        StarTrail longest = certain.stream()
                .max(Comparator.comparingDouble(StarTrail::length))
                .orElseThrow();
        String which = certain.size() == exposures
                ? "all"
                : certain.stream().map(StarTrail::exposure).collect(Collectors.joining(", "));
        return "; the stars of " + which + " are trailed by " + (certain.size() > 1 ? "up to " : "")
                + inWords(longest.length, longest.error)
                + ", as if guiding drifted during an exposure";
    }
}
