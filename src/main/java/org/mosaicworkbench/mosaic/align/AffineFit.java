package org.mosaicworkbench.mosaic.align;

import java.util.List;

/**
 * A weighted least-squares fit of the affine map from one list of positions to another.
 *
 * <p>Errors are estimated from the scatter of the residuals, but are never smaller than the position errors imply. If
 * there are few pairs, errors are multiplied by the standard deviation of Student's t distribution.
 *
 * @param map the fitted map, about the weighted mean position of the first list
 * @param geometry the free parameters
 * @param matches number of pairs in the fit
 * @param rmsX root mean square of the residuals along x, pixels
 * @param rmsY root mean square of the residuals along y, pixels
 * @param errors one-sigma errors
 */
public record AffineFit(Affine map, FitGeometry geometry, int matches, double rmsX, double rmsY, Errors errors) {

    /**
     * One-sigma errors of a fit.
     *
     * @param shift one-sigma error of each shift at the mean position of the pairs, pixels
     * @param roll one-sigma error of the roll, degrees; 0 if the roll was not free
     * @param turn one-sigma uncertainty with which the pairs constrain roll (radians) and scale, even if these were not
     *     fitted; multiplied by the distance from the mean position, it gives a position error; infinite if all pairs
     *     coincide
     */
    public record Errors(double shift, double roll, double turn) {}

    /**
     * Returns the map's error at a position. The error grows with the distance from the pairs, because a small rotation
     * matters more there. This also holds if no rotation was fitted, since the fit then assumed that there is none.
     *
     * @return one-sigma error along each axis, pixels
     */
    public double errorAt(double x, double y) {
        double distance = Math.hypot(x - map.centreX(), y - map.centreY());
        return distance == 0 ? errors.shift() : Math.hypot(errors.shift(), distance * errors.turn());
    }

    /** The positions of one source in both lists. */
    record Pair(Spot from, Spot to) {

        double weight() {
            return 1 / (from.error() * from.error() + to.error() * to.error());
        }

        double distance(Affine map) {
            var p = map.apply(from.x(), from.y());
            return Math.hypot(to.x() - p.x(), to.y() - p.y());
        }
    }

    /**
     * Fits all pairs.
     *
     * @throws IllegalArgumentException if there are fewer pairs than the geometry needs, or they do not determine it
     */
    static AffineFit of(List<Pair> pairs, FitGeometry geometry) {
        if (pairs.size() < geometry.fewestPoints()) {
            throw new IllegalArgumentException(
                    "a fit of " + geometry + " needs " + geometry.fewestPoints() + " pairs, but has " + pairs.size());
        }
        Sums s = new Sums(pairs);
        Affine map = switch (geometry) {
            case SHIFT -> s.map(1, 0, 0, 1);
            case RSCALE -> {
                double size = s.xx + s.yy;
                double cos = (s.xu + s.yv) / size;
                double sin = (s.xv - s.yu) / size;
                yield s.map(cos, -sin, sin, cos);
            }
            case GENERAL -> {
                double det = s.xx * s.yy - s.xy * s.xy;
                yield s.map(
                        (s.xu * s.yy - s.yu * s.xy) / det,
                        (s.yu * s.xx - s.xu * s.xy) / det,
                        (s.xv * s.yy - s.yv * s.xy) / det,
                        (s.yv * s.xx - s.xv * s.xy) / det);
            }
        };
        if (!Double.isFinite(map.linear().xx()
                + map.linear().xy()
                + map.linear().yx()
                + map.linear().yy())) {
            throw new IllegalArgumentException("a fit of " + geometry + " is not determined by " + pairs.size()
                    + " pairs at one place or on one line");
        }
        return withErrors(pairs, geometry, map, s);
    }

    private static AffineFit withErrors(List<Pair> pairs, FitGeometry geometry, Affine map, Sums s) {
        double squaresX = 0;
        double squaresY = 0;
        double weighted = 0;
        for (Pair pair : pairs) {
            var p = map.apply(pair.from().x(), pair.from().y());
            double dx = pair.to().x() - p.x();
            double dy = pair.to().y() - p.y();
            squaresX += dx * dx;
            squaresY += dy * dy;
            weighted += pair.weight() * (dx * dx + dy * dy);
        }
        int n = pairs.size();
        int freedom = 2 * n - 2 * geometry.fewestPoints();
        double variance = Math.max(1, weighted / Math.max(1, freedom)) * wideningOfFew(freedom);
        double spread = geometry == FitGeometry.GENERAL ? s.narrowest() : s.xx + s.yy;
        double turn = Math.sqrt(variance / spread);
        return new AffineFit(
                map,
                geometry,
                n,
                Math.sqrt(squaresX / n),
                Math.sqrt(squaresY / n),
                new Errors(
                        Math.sqrt(variance / s.weight),
                        geometry == FitGeometry.SHIFT ? 0 : Math.toDegrees(turn),
                        turn));
    }

    /** The variance of Student's t distribution; one or two degrees of freedom are treated as three. */
    private static double wideningOfFew(int freedom) {
        double f = Math.max(3, freedom);
        return f / (f - 2);
    }

    /** Weighted moments about the mean positions of both lists. */
    private static final class Sums {

        double weight;
        private double x;
        private double y;
        private double u;
        private double v;
        double xx;
        double xy;
        double yy;
        double xu;
        double xv;
        double yu;
        double yv;

        Sums(List<Pair> pairs) {
            for (Pair p : pairs) {
                double w = p.weight();
                weight += w;
                x += w * p.from().x();
                y += w * p.from().y();
                u += w * p.to().x();
                v += w * p.to().y();
            }
            x /= weight;
            y /= weight;
            u /= weight;
            v /= weight;
            for (Pair p : pairs) {
                double w = p.weight();
                double px = p.from().x() - x;
                double py = p.from().y() - y;
                double pu = p.to().x() - u;
                double pv = p.to().y() - v;
                xx += w * px * px;
                xy += w * px * py;
                yy += w * py * py;
                xu += w * px * pu;
                xv += w * px * pv;
                yu += w * py * pu;
                yv += w * py * pv;
            }
        }

        /** The sum of squares along the direction in which the pairs spread least. */
        double narrowest() {
            return 0.5 * (xx + yy) - Math.hypot(0.5 * (xx - yy), xy);
        }

        Affine map(double mxx, double mxy, double myx, double myy) {
            return new Affine(x, y, u - x, v - y, new Affine.Linear(mxx, mxy, myx, myy));
        }
    }
}
