package org.mosaicworkbench.mosaic;

import org.mosaicworkbench.io.BadInput;

import java.util.List;

/**
 * The affine map that takes one list of positions to another with least squares of the weighted residuals.
 *
 * @param map        about the weighted middle of the first list
 * @param geometry   what was free
 * @param matches    pairs in the fit
 * @param rmsX       root mean square of the residuals along x, pixels
 * @param rmsY       root mean square of the residuals along y, pixels
 * @param shiftError one-sigma error of each shift at the middle, pixels, from the scatter
 * @param rollError  one-sigma error of the roll, degrees, from the scatter; 0 where it was not free
 */
public record AffineFit(Affine map, FitGeometry geometry, int matches, double rmsX, double rmsY, double shiftError,
                        double rollError) {

    /** A position in both lists. */
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
     * Fits pairs, all of them.
     *
     * @throws BadInput when there are fewer pairs than the geometry needs, or they do not determine it
     */
    static AffineFit of(List<Pair> pairs, FitGeometry geometry) {
        if (pairs.size() < geometry.fewestPoints()) {
            throw new BadInput("a fit of " + geometry + " needs " + geometry.fewestPoints() + " pairs, there are "
                    + pairs.size());
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
                yield s.map((s.xu * s.yy - s.yu * s.xy) / det, (s.yu * s.xx - s.xu * s.xy) / det,
                        (s.xv * s.yy - s.yv * s.xy) / det, (s.yv * s.xx - s.xv * s.xy) / det);
            }
        };
        if (!Double.isFinite(map.xx() + map.xy() + map.yx() + map.yy())) {
            throw new BadInput("a fit of " + geometry + " is not determined by " + pairs.size()
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
        double freedom = Math.max(1, 2 * n - 2 * geometry.fewestPoints());
        double scatter = weighted / freedom;
        return new AffineFit(map, geometry, n, Math.sqrt(squaresX / n), Math.sqrt(squaresY / n),
                Math.sqrt(scatter / s.weight),
                geometry == FitGeometry.SHIFT ? 0 : Math.toDegrees(Math.sqrt(scatter / (s.xx + s.yy))));
    }

    /** Weighted moments about the lists' middles. */
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

        Affine map(double mxx, double mxy, double myx, double myy) {
            return new Affine(x, y, u - x, v - y, mxx, mxy, myx, myy);
        }
    }
}
