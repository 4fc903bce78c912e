package org.mosaicworkbench.sky;

/**
 * A direct map from the pixels of one coordinate system to those of another, without sky angles: distortion
 * polynomials, followed by the projective map from one tangent plane to another (a rotation of the sphere seen through
 * two gnomonic projections, Calabretta and Greisen 2002, A&amp;A 395, 1077, section 5.1.3). It is exact, and an order
 * of magnitude faster than {@link Wcs#toSky} followed by {@link Wcs#toPixel}.
 */
public final class PixelMap {

    private final Wcs from;
    private final double[] m = new double[9];
    private final PixelPoint origin;

    private PixelMap(Wcs from, Wcs to) {
        this.from = from;
        this.origin = to.referencePixel();
        double[][] source = axes(from.referenceSky());
        double[][] target = axes(to.referenceSky());
        double degree = Math.toRadians(1);
        double[] in = from.matrix();
        double[] out = to.matrix();
        double det = (out[0] * out[3] - out[1] * out[2]) * degree;
        for (int k = 0; k < 3; k++) {
            double[] direction = k == 0
                    ? source[2]
                    : new double[] {
                        degree * (in[k - 1] * source[0][0] + in[k + 1] * source[1][0]),
                        degree * (in[k - 1] * source[0][1] + in[k + 1] * source[1][1]),
                        degree * (in[k - 1] * source[0][2] + in[k + 1] * source[1][2])
                    };
            double xi = dot(direction, target[0]);
            double eta = dot(direction, target[1]);
            m[k] = (out[3] * xi - out[1] * eta) / det;
            m[3 + k] = (out[0] * eta - out[2] * xi) / det;
            m[6 + k] = dot(direction, target[2]);
        }
    }

    /**
     * Prepares the map.
     *
     * @param from the source system, distorted or not
     * @param to the target system, without distortion
     * @throws IllegalArgumentException if the target is distorted, since its inverse is not a projective map
     */
    public static PixelMap between(Wcs from, Wcs to) {
        if (to.distorted()) {
            throw new IllegalArgumentException(
                    "pixels can only be mapped onto an undistorted system, not onto " + to + "; use Wcs.toPixel");
        }
        return new PixelMap(from, to);
    }

    /**
     * Maps one position.
     *
     * @param x source pixel, 1-based
     * @param y source pixel, 1-based
     * @param xy receives the target pixel, 1-based, in its first two places; NaN if the position is 90 degrees or more
     *     from the target's tangent point
     */
    public void map(double x, double y, double[] xy) {
        from.undistorted(x, y, xy);
        double f = xy[0];
        double g = xy[1];
        double depth = m[6] + m[7] * f + m[8] * g;
        if (!(depth > 0)) {
            xy[0] = Double.NaN;
            xy[1] = Double.NaN;
            return;
        }
        xy[0] = (m[0] + m[1] * f + m[2] * g) / depth + origin.x();
        xy[1] = (m[3] + m[4] * f + m[5] * g) / depth + origin.y();
    }

    /** Like {@link #map(double, double, double[])}, but returns the target pixel. */
    public PixelPoint map(PixelPoint pixel) {
        double[] xy = new double[2];
        map(pixel.x(), pixel.y(), xy);
        return new PixelPoint(xy[0], xy[1]);
    }

    /** @return the table distortions of the source */
    TableDistortions tables() {
        return from.tables();
    }

    /**
     * An upper limit on the side of a source pixel, in target pixels: its value at the reference pixel, plus a margin
     * of 20 %.
     */
    double stretch() {
        return 1.2 * Math.max(Math.abs(m[1]) + Math.abs(m[2]), Math.abs(m[4]) + Math.abs(m[5])) / m[6];
    }

    /**
     * A bound on the sum of the map's third derivatives along x and along y in a rectangle of source pixels, in target
     * pixels per source pixel cubed. It covers the polynomials and the projection, x = n / d, the ratio of two linear
     * functions, where d hardly changes over an image.
     */
    double bend(double x1, double y1, double x2, double y2) {
        double depth = Double.POSITIVE_INFINITY;
        double[] fg = new double[2];
        for (int corner = 0; corner < 4; corner++) {
            from.undistorted(corner % 2 == 0 ? x1 : x2, corner / 2 == 0 ? y1 : y2, fg);
            depth = Math.min(depth, m[6] + m[7] * fg[0] + m[8] * fg[1]);
        }
        double stretch = Math.max(Math.abs(m[1]) + Math.abs(m[2]), Math.abs(m[4]) + Math.abs(m[5])) / depth;
        double tilt = (Math.abs(m[7]) + Math.abs(m[8])) / depth;
        // Distance from the axis times tilt is small compared with 1, and so is the polynomials' second derivative.
        double curve = 1e-3;
        return depth > 0
                ? stretch * (from.bend(x1, y1, x2, y2) + 16 * tilt * (tilt + curve))
                : Double.POSITIVE_INFINITY;
    }

    /** Unit vectors at a position on the sky: towards east, towards north, and towards the position itself. */
    private static double[][] axes(SkyPoint sky) {
        double ra = Math.toRadians(sky.ra());
        double dec = Math.toRadians(sky.dec());
        return new double[][] {
            {-Math.sin(ra), Math.cos(ra), 0},
            {-Math.sin(dec) * Math.cos(ra), -Math.sin(dec) * Math.sin(ra), Math.cos(dec)},
            {Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)}
        };
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
