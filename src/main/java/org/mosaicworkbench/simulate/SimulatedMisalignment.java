package org.mosaicworkbench.simulate;

/**
 * The misalignment of an exposure relative to its header, excluding the error that all exposures of the visit share.
 *
 * @param dx displacement along x, in pixels, of a source at the field centre from its position according to the header
 * @param dy pixels along y, likewise
 * @param roll excess roll of the telescope relative to the header, degrees east of north
 * @param trailX motion of a source along x during the exposure, pixels from start to end
 * @param trailY motion of a source along y, likewise
 */
record SimulatedMisalignment(double dx, double dy, double roll, double trailX, double trailY) {

    static final SimulatedMisalignment NONE = new SimulatedMisalignment(0, 0, 0, 0, 0);

    /** @return largest possible misalignment of a source at a given distance from the field centre, pixels */
    double largest(double pixels) {
        return Math.hypot(dx, dy) + Math.abs(Math.toRadians(roll)) * pixels;
    }
}
