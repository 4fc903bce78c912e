package org.mosaicworkbench.simulate;

/**
 * The low-order wavefront error over the pupil, or an addition to it: coefficients of Zernike terms normalised to an
 * rms of 1 over a full disc, in the telescope's frame, nm rms.
 *
 * @param focus coefficient of 2 r^2 - 1
 * @param astigmatism0 coefficient of r^2 cos 2t
 * @param astigmatism45 coefficient of r^2 sin 2t
 * @param comaX coefficient of (3 r^3 - 2 r) cos t
 * @param comaY coefficient of (3 r^3 - 2 r) sin t
 */
record Wavefront(double focus, double astigmatism0, double astigmatism45, double comaX, double comaY) {

    static final Wavefront NONE = new Wavefront(0, 0, 0, 0, 0);

    /**
     * Focus coefficient per micrometre of secondary mirror motion: 0.011 waves at 547 nm (Krist, Hook and Stoehr 2011,
     * Tiny Tim), over the obscured pupil, where a term normalised over the full disc has an rms of 0.891.
     */
    private static final double FOCUS_FOR_MICRON = 0.011 * 547 / 0.891;

    /** @param microns axial displacement of the secondary mirror, micrometres */
    static Wavefront despace(double microns) {
        return new Wavefront(microns * FOCUS_FOR_MICRON, 0, 0, 0, 0);
    }

    Wavefront plus(Wavefront other) {
        return new Wavefront(
                focus + other.focus,
                astigmatism0 + other.astigmatism0,
                astigmatism45 + other.astigmatism45,
                comaX + other.comaX,
                comaY + other.comaY);
    }

    /** @return the linear interpolation between this wavefront (share 0) and another (share 1) */
    Wavefront mixed(Wavefront other, double share) {
        return times(1 - share).plus(other.times(share));
    }

    Wavefront times(double factor) {
        return new Wavefront(
                focus * factor, astigmatism0 * factor, astigmatism45 * factor, comaX * factor, comaY * factor);
    }

    double rms() {
        return Math.sqrt(focus * focus
                + astigmatism0 * astigmatism0
                + astigmatism45 * astigmatism45
                + comaX * comaX
                + comaY * comaY);
    }

    /** @return wavefront error in nm at a position in the pupil, in units of its radius */
    double at(double x, double y) {
        double square = x * x + y * y;
        return focus * Math.sqrt(3) * (2 * square - 1)
                + astigmatism0 * Math.sqrt(6) * (x * x - y * y)
                + astigmatism45 * Math.sqrt(6) * 2 * x * y
                + comaX * Math.sqrt(8) * (3 * square - 2) * x
                + comaY * Math.sqrt(8) * (3 * square - 2) * y;
    }
}
