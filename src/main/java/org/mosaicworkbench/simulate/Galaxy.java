package org.mosaicworkbench.simulate;

import org.apache.commons.math3.special.Gamma;
import org.mosaicworkbench.sky.SkyPoint;

/**
 * A galaxy, or one component of it, with a Sersic profile (Sersic 1968, Atlas de galaxias australes).
 *
 * @param at its centre
 * @param magnitude total AB magnitude at 550 nm
 * @param kelvin temperature of the black body with the same colours
 * @param sersic its light distribution
 */
record Galaxy(SkyPoint at, double magnitude, double kelvin, Sersic sersic) {

    /**
     * A galaxy's light distribution.
     *
     * @param index Sersic index n: 1 for a disc, 4 for a spheroid
     * @param radius half-light radius along the major axis, arcsec
     * @param axisRatio minor over major axis
     * @param angle position angle of the major axis, degrees east of north
     * @param armPitch pitch angle of two spiral arms, degrees; 0 for no arms
     */
    record Sersic(double index, double radius, double axisRatio, double angle, double armPitch) {}

    private static final double ARM_CONTRAST = 0.55;

    double magnitude(Bandpass bandpass) {
        return magnitude + bandpass.colour(kelvin);
    }

    /**
     * @return the coefficient b of the profile: Ciotti and Bertin 1999, A&amp;A 352, 447, equation 18, to second order
     */
    private double b() {
        return 2 * sersic.index() - 1.0 / 3 + 4 / (405 * sersic.index());
    }

    /** @return the fraction of the light per square arcsec at the half-light radius */
    private double atRadius() {
        double b = b();
        return 1
                / (2
                        * Math.PI
                        * sersic.index()
                        * sersic.radius()
                        * sersic.radius()
                        * sersic.axisRatio()
                        * Math.exp(b - 2 * sersic.index() * Math.log(b) + Gamma.logGamma(2 * sersic.index())));
    }

    /**
     * @return the distance along the major axis, arcsec, beyond which a square arcsec receives less than the given
     *     fraction of the light
     */
    double extent(double share) {
        double ratio = Math.log(atRadius() / share) / b() + 1;
        return ratio > 0 ? sersic.radius() * Math.pow(ratio, sersic.index()) : 0;
    }

    /** Values that are constant across a galaxy. */
    final class Profile {

        private final double b = b();
        private final double scale = atRadius() * Math.exp(b);
        private final double cos = Math.cos(Math.toRadians(sersic.angle()));
        private final double sin = Math.sin(Math.toRadians(sersic.angle()));
        private final double twist = sersic.armPitch() == 0 ? 0 : 1 / Math.tan(Math.toRadians(sersic.armPitch()));

        /** @return the fraction of the light per square arcsec at an offset from the centre, arcsec */
        double at(double east, double north) {
            double major = east * sin + north * cos;
            double minor = (east * cos - north * sin) / sersic.axisRatio();
            double r = Math.sqrt(major * major + minor * minor) / sersic.radius();
            double share = scale * Math.exp(-b * root(r));
            return sersic.armPitch() == 0 ? share : share * arms(major, minor, r);
        }

        private double root(double r) {
            if (sersic.index() == 1) {
                return r;
            }
            return sersic.index() == 4 ? Math.sqrt(Math.sqrt(r)) : Math.pow(r, 1 / sersic.index());
        }

        /**
         * The brightness factor, with mean 1, of two logarithmic spiral arms that start outside the bulge and are more
         * sharply peaked than a cosine.
         */
        private double arms(double major, double minor, double r) {
            double phase = 2 * (Math.atan2(minor, major) - twist * Math.log(r + 0.05));
            double cosine = Math.cos(phase);
            double contrast = ARM_CONTRAST * Math.min(1, r / 0.4);
            return 1 + contrast * (cosine + 0.4 * Math.cos(2 * phase));
        }
    }
}
