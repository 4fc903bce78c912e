package org.mosaicworkbench.maths;

/**
 * A shift in a plane with its uncertainty.
 *
 * @param dx shift along x
 * @param dy shift along y
 * @param errorX one-sigma error of dx
 * @param errorY one-sigma error of dy
 * @param correlation correlation of the errors of dx and dy, -1 to 1
 */
public record UncertainShift(double dx, double dy, double errorX, double errorY, double correlation) {

    /** @return the length of the shift */
    public double size() {
        return Math.hypot(dx, dy);
    }

    /** @return the one-sigma error in the direction in which it is largest */
    public double error() {
        double mean = (errorX * errorX + errorY * errorY) / 2;
        double half = (errorX * errorX - errorY * errorY) / 2;
        return Math.sqrt(mean + Math.hypot(half, correlation * errorX * errorY));
    }
}
