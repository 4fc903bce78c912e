package org.mosaicworkbench.simulate;

/**
 * The blur of a star's image during an exposure, as a factor of its transfer function.
 *
 * @param jitter     pixels rms of the pointing's jitter along each axis
 * @param trailX     pixels along x over which a star moved during the exposure
 * @param trailY     pixels along y, likewise
 * @param elongation the blur that puts stars out of round
 */
record Blur(double jitter, double trailX, double trailY, Elongation elongation) {

    /**
     * A blur along one direction, like a Gaussian.
     *
     * @param sigma pixels rms
     * @param angle of its direction from the x axis to the y axis, radians
     */
    record Elongation(double sigma, double angle) {

        static final Elongation NONE = new Elongation(0, 0);

        double transfer(double u, double v) {
            double along = u * Math.cos(angle) + v * Math.sin(angle);
            return Math.exp(-2 * Math.PI * Math.PI * sigma * sigma * along * along);
        }
    }

    /**
     * The factor at a spatial frequency.
     *
     * @param u cycles per pixel along x
     * @param v cycles per pixel along y
     */
    double transfer(double u, double v) {
        double round =
                Math.exp(-2 * Math.PI * Math.PI * jitter * jitter * (u * u + v * v)) * sinc(u * trailX + v * trailY);
        return elongation.sigma == 0 ? round : round * elongation.transfer(u, v);
    }

    /** @return sin(pi x) / (pi x) */
    static double sinc(double x) {
        double t = Math.PI * x;
        return Math.abs(t) < 1e-9 ? 1 : Math.sin(t) / t;
    }
}
