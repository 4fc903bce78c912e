package org.mosaicworkbench.diagnose;

import java.util.List;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Fits the pointing error of each exposure from the positions of common sources. A source at p, in pixels of a plane
 * about a
 * centre, is placed by the header of exposure i at {@code p + t + M p} with {@code M = ((s, -b), (b, s))}: a shift t, a
 * roll b and a scale s, the mean of each over the reference exposures being 0. {@link PointingSolver} finds them.
 *
 * @param exposures  how many
 * @param parameters for each exposure {@code t_x, t_y} in pixels, {@code b * length}, {@code s * length} in pixels; NaN
 *                   if it was not fitted
 * @param covariance of the parameters of all exposures in their order, pixels squared; 0 if they were not fitted
 * @param sights     for each exposure how many were used
 * @param residuals of the sights used
 * @param length     pixels that make rolls and scales of a size with shifts: {@value #LENGTH}
 */
record PointingFit(
        int exposures, double[][] parameters, double[][] covariance, int[] sights, Residuals residuals, double length) {

    /**
     * What the fit leaves.
     *
     * @param rms of the residuals of the sights used along one axis, pixels
     * @param scatter added to the centroids' errors, pixels
     */
    record Residuals(double rms, double scatter) {}

    static final double LENGTH = 1000;
    static final int PER_EXPOSURE = 4;

    /**
     * Fits.
     *
     * @param sources   in common
     * @param exposures how many there are
     * @param centre    of the plane, about which it turns
     * @param reference which exposures the others are compared with; at least one that has sights
     * @return parameters of exposures without any sight are NaN
     */
    static PointingFit of(List<MatchedSource> sources, int exposures, PixelPoint centre, boolean[] reference) {
        return new PointingSolver(sources, exposures, centre, reference).fit();
    }

    /** @return how the header of an exposure moves a place, less the place; pixels of the plane, the centre at 0 */
    double[] displacement(int exposure, double x, double y) {
        double[] p = parameters[exposure];
        return new double[] {p[0] - p[2] * y / length + p[3] * x / length, p[1] + p[2] * x / length + p[3] * y / length
        };
    }

    /** @return the covariance of {@link #displacement}: of x, of y, and of both */
    double[] displacementCovariance(int exposure, double x, double y) {
        double[][] j = {{1, 0, -y / length, x / length}, {0, 1, x / length, y / length}};
        double[] result = new double[3];
        for (int a = 0; a < PER_EXPOSURE; a++) {
            for (int b = 0; b < PER_EXPOSURE; b++) {
                double c = covariance(exposure, a, exposure, b);
                result[0] += j[0][a] * j[0][b] * c;
                result[1] += j[1][a] * j[1][b] * c;
                result[2] += j[0][a] * j[1][b] * c;
            }
        }
        return result;
    }

    double covariance(int exposure, int parameter, int other, int otherParameter) {
        return covariance[PER_EXPOSURE * exposure + parameter][PER_EXPOSURE * other + otherParameter];
    }

    /** @return degrees, counter-clockwise on the plane */
    double roll(int exposure) {
        return Math.toDegrees(Math.atan2(parameters[exposure][2], length + parameters[exposure][3]));
    }

    /** @return one-sigma error of the roll, degrees */
    double rollError(int exposure) {
        return Math.toDegrees(Math.sqrt(covariance(exposure, 2, exposure, 2)) / length);
    }

    boolean fitted(int exposure) {
        return !Double.isNaN(parameters[exposure][0]);
    }
}
