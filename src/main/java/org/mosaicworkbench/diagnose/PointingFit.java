package org.mosaicworkbench.diagnose;

import java.util.List;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Fits the pointing error of each exposure from the positions of common sources. A source at p, in pixels of a plane
 * about a centre, is placed by the header of exposure i at {@code p + t + M p} with {@code M = ((s, -b), (b, s))}: a
 * shift t, a roll b and a scale s. The mean of each over the reference exposures is 0. {@link PointingSolver} computes
 * them.
 *
 * @param exposures number of exposures
 * @param parameters for each exposure {@code t_x, t_y} in pixels, {@code b * length}, {@code s * length} in pixels; NaN
 *                   if it was not fitted
 * @param covariance covariance of the parameters of all exposures in their order, pixels squared; 0 if they were not
 *                   fitted
 * @param sights for each exposure, the number of measurements used
 * @param residuals residuals of the measurements used
 * @param length factor in pixels that makes rolls and scales comparable to shifts: {@value #LENGTH}
 */
record PointingFit(
        int exposures, double[][] parameters, double[][] covariance, int[] sights, Residuals residuals, double length) {

    /**
     * The residuals of the fit.
     *
     * @param rms root mean square residual of the measurements used, along one axis, pixels
     * @param scatter scatter added to the centroids' errors, pixels
     */
    record Residuals(double rms, double scatter) {}

    static final double LENGTH = 1000;
    static final int PER_EXPOSURE = 4;

    /**
     * Fits the pointing errors.
     *
     * @param sources common sources
     * @param exposures number of exposures
     * @param centre centre of rotation on the plane
     * @param reference which exposures are the reference; at least one of them needs measurements
     * @return the fit; parameters of exposures without any measurement are NaN
     */
    static PointingFit of(List<MatchedSource> sources, int exposures, PixelPoint centre, boolean[] reference) {
        return new PointingSolver(sources, exposures, centre, reference).fit();
    }

    /**
     * @return the displacement that an exposure's pointing error causes at a position relative to the centre; pixels of
     *     the plane
     */
    double[] displacement(int exposure, double x, double y) {
        double[] p = parameters[exposure];
        return new double[] {p[0] - p[2] * y / length + p[3] * x / length, p[1] + p[2] * x / length + p[3] * y / length
        };
    }

    /** @return the covariance of {@link #displacement}: variance in x, variance in y, and covariance */
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
