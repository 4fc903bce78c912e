package org.mosaicworkbench.simulate;

/**
 * The misalignment of an exposure relative to its header, beyond the error that all exposures of the visit share.
 *
 * @param dx     pixels along x from where the header puts a source at the field's middle to where it fell
 * @param dy     pixels along y, likewise
 * @param roll   degrees by which the telescope was turned beyond the header's angle, east of north
 * @param trailX pixels along x that a source moved while the exposure lasted, start to end
 * @param trailY pixels along y, likewise
 */
record SimulatedMisalignment(double dx, double dy, double roll, double trailX, double trailY) {

    static final SimulatedMisalignment NONE = new SimulatedMisalignment(0, 0, 0, 0, 0);

    /** @return pixels by which a source at a distance from the field's middle is off, at most */
    double largest(double pixels) {
        return Math.hypot(dx, dy) + Math.abs(Math.toRadians(roll)) * pixels;
    }
}
