package org.mosaicworkbench.diagnose;

import java.util.Locale;

/**
 * The point-spread function of the untrailed exposures in one filter.
 *
 * @param elongation ratio of the major to the minor axis, from second moments; 1 for a round PSF
 * @param angle position of the major axis, degrees from +x towards +y, above -90 and up to 90
 * @param change root mean square change of the ellipticity over the field, where the ellipticity (a^2 - b^2) / (a^2 +
 *                   b^2) is a vector at twice the angle
 * @param width full width at half maximum of a Gaussian with the same second moments, pixels
 * @param error one-sigma error of each component of the ellipticity
 */
public record ExposurePsf(double elongation, double angle, double change, double width, double error) {

    private static final double WIDTH_BY_SIGMA = Math.sqrt(8 * Math.log(2));
    /** Minimum axis ratio at which a significant elongation is reported. */
    private static final double NOTABLE = 1.08;

    private static final double CERTAIN = 3;

    static ExposurePsf of(MeanShape shape) {
        double ellipticity = Math.min(shape.length() / shape.sum(), 1);
        return new ExposurePsf(
                Math.sqrt((1 + ellipticity) / (1 - ellipticity)),
                Math.toDegrees(Math.atan2(shape.cross(), shape.plus())) / 2,
                Math.sqrt(2) * shape.change() / shape.sum(),
                WIDTH_BY_SIGMA * Math.sqrt(shape.sum() / 2),
                shape.error() / shape.sum());
    }

    /** @return whether the PSF is so elongated that it could be mistaken for a trail */
    boolean elongated() {
        double square = elongation * elongation;
        return elongation > NOTABLE && (square - 1) / (square + 1) > CERTAIN * error;
    }

    /** Describes the elongation, for instance {@code 1.12 at 34 degrees}. */
    String inWords() {
        return String.format(Locale.ROOT, "%.2f at %.0f degrees", elongation, angle);
    }
}
