package org.mosaicworkbench.simulate;

/**
 * The blur of a star's image during an exposure, expressed as a factor in its transfer function.
 *
 * @param jitter rms pointing jitter along each axis, pixels
 * @param trailX motion of a star along x during the exposure, pixels
 * @param trailY motion of a star along y during the exposure, pixels
 * @param elongation additional blur along one direction, which elongates stars
 */
record Blur(double jitter, double trailX, double trailY, Elongation elongation) {

    /**
     * A Gaussian blur along one direction.
     *
     * @param sigma rms width, pixels
     * @param angle direction, measured from the x axis towards the y axis, radians
     */
    record Elongation(double sigma, double angle) {

        static final Elongation NONE = new Elongation(0, 0);

        double transfer(double u, double v) {
            double along = u * Math.cos(angle) + v * Math.sin(angle);
            return Math.exp(-2 * Math.PI * Math.PI * sigma * sigma * along * along);
        }
    }

    /**
     * The blur factor at a spatial frequency.
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
