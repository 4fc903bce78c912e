package org.mosaicworkbench.mosaic.align;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.mosaic.detect.Neighbours;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Finds the map from one list of sources to another. The first step is the offset: for a series of trial rolls, the
 * differences of all pairs within reach form a 2-D histogram, whose peak is the offset (as in tweakreg and tweakwcs).
 * The peak must hold more sources than chance would put into the fullest of all cells examined. Most sources in both
 * lists may therefore be spurious ({@link OffsetSearch}). Then nearest neighbours are matched and fitted alternately,
 * rejecting residuals beyond three standard deviations, until the matches no longer change.
 *
 * <p>A roll and a scale are fitted if the matches constrain them well or show them at high significance. Otherwise only
 * a shift is fitted, and {@link AffineFit#errorAt} tells how uncertain it is far from the matches.
 *
 * @param reach the largest offset to search along each axis, pixels
 * @param mostRoll the largest roll to search, degrees
 * @param fewest the minimum number of matches for a fit
 */
public record ListMatch(double reach, double mostRoll, int fewest) {

    private static final double FIRST_RADIUS = 3;
    private static final double LAST_RADIUS = 1;
    /** Match radius in units of the rms of the residuals, large enough not to truncate them. */
    private static final double RADIUS_PER_RMS = 4;

    private static final double CLIP = 3;
    private static final int ROUNDS = 25;
    /** Pairs separated by more than this fraction of the match radius are assumed to be chance pairs. */
    private static final double OUTER = 2 / 3.0;
    /** Minimum number of pairs beyond {@link #OUTER} needed to estimate the number of chance pairs. */
    private static final int FEWEST_OUTER = 20;
    /** Chance pairs are taken into account only if they make up at least this fraction of all pairs. */
    private static final double NOTICEABLE = 0.1;
    /** Minimum number of matches to fit a roll and a scale; with fewer, individual sources would dominate the fit. */
    private static final int FEWEST_FOR_TURN = 6;
    /**
     * A roll and a scale are well constrained if their error moves the farthest source by less than this, in pixels.
     */
    private static final double FIRM = 0.05;

    private static final double BEYOND_DOUBT = 4;

    /**
     * The result of a match.
     *
     * @param fit the fit; null if none was found
     * @param refused why there is no fit; empty if there is one
     */
    public record Outcome(AffineFit fit, String refused) {

        /** @return true if a fit was found */
        public boolean found() {
            return fit != null;
        }
    }

    /** @return offsets up to 100 pixels, rolls up to 0.6 degrees, at least 4 matches */
    public static ListMatch standard() {
        return new ListMatch(100, 0.6, 4);
    }

    /**
     * @return the standard settings with rolls up to 3 degrees: slower, and more sources are needed to rule out chance
     */
    public static ListMatch wide() {
        return new ListMatch(100, 3, 4);
    }

    /**
     * Searches for the map from one list to the other.
     *
     * @param from sources at their current positions
     * @param to sources at their true positions
     * @return a fit, or why there is none; an offset that may be due to chance is never accepted
     */
    public Outcome match(List<Spot> from, List<Spot> to) {
        if (from.size() < fewest || to.size() < fewest) {
            return refused("too few sources: " + from.size() + " and " + to.size() + ", at least " + fewest
                    + " are needed in each list");
        }
        OffsetSearch.Found offset = new OffsetSearch(reach, mostRoll, fewest).search(from, to);
        if (!offset.beyondChance()) {
            return refused(String.format(
                    Locale.ROOT,
                    "no common pattern: at most %d of %d sources agree on an offset, "
                            + "%d are needed to rule out chance",
                    offset.sources(),
                    from.size(),
                    offset.needed()));
        }
        Outcome outcome = refine(offset.part(), to, offset.start());
        return outcome.found() && offset.part().size() < from.size()
                ? refine(from, to, outcome.fit().map())
                : outcome;
    }

    /** The Poisson probability of {@code least} or more events if {@code mean} are expected. */
    public static double poissonTail(double mean, int least) {
        double log = -mean;
        for (int k = 1; k <= least; k++) {
            log += Math.log(mean / k);
        }
        double term = Math.exp(log);
        if (term == 0 && least < mean) {
            return 1;
        }
        double sum = 0;
        for (int k = least; term > 0 && (k < mean || term > 1e-12 * sum); ) {
            sum += term;
            k++;
            term *= mean / k;
        }
        return Math.min(1, sum);
    }

    private Outcome refine(List<Spot> from, List<Spot> to, Affine start) {
        Nearest nearest = new Nearest(from, to);
        Affine map = start;
        double radius = FIRST_RADIUS;
        List<AffineFit.Pair> before = List.of();
        AffineFit fit = null;
        for (int round = 0; round < ROUNDS; round++) {
            List<AffineFit.Pair> pairs = clipped(nearest.pairs(map, radius), map, radius);
            if (pairs.size() < fewest) {
                return refused("only " + pairs.size() + " sources match, at least " + fewest + " are needed");
            }
            fit = fit(pairs, from);
            map = fit.map();
            if (pairs.equals(before)) {
                break;
            }
            before = pairs;
            radius = Math.min(FIRST_RADIUS, Math.max(LAST_RADIUS, RADIUS_PER_RMS * Math.max(fit.rmsX(), fit.rmsY())));
        }
        return new Outcome(fit, "");
    }

    /** Fits a shift only, unless the pairs constrain a roll and a scale well or show them at high significance. */
    private static AffineFit fit(List<AffineFit.Pair> pairs, List<Spot> from) {
        AffineFit shift = AffineFit.of(pairs, FitGeometry.SHIFT);
        if (pairs.size() < FEWEST_FOR_TURN || Double.isInfinite(shift.errors().turn())) {
            return shift;
        }
        AffineFit turned = AffineFit.of(pairs, FitGeometry.RSCALE);
        Affine map = turned.map();
        double farthest = from.stream()
                .mapToDouble(s -> Math.hypot(s.x() - map.centreX(), s.y() - map.centreY()))
                .max()
                .orElse(0);
        double turn = Math.hypot(Math.toRadians(map.roll()), map.scale() - 1);
        boolean firm = turned.errors().turn() * farthest < FIRM;
        return firm || turn > BEYOND_DOUBT * turned.errors().turn() ? turned : shift;
    }

    /** Finds pairs of mutual nearest neighbours. */
    private static final class Nearest {

        private final List<Spot> from;
        private final List<Spot> to;
        private final Neighbours sources;
        private final Neighbours targets;

        Nearest(List<Spot> from, List<Spot> to) {
            this.from = from;
            this.to = to;
            this.sources = places(from);
            this.targets = places(to);
        }

        private static Neighbours places(List<Spot> spots) {
            // Larger than the largest radius, since a map may stretch distances.
            Neighbours places = new Neighbours(1.2 * FIRST_RADIUS);
            spots.forEach(spot -> places.add(spot.x(), spot.y()));
            return places;
        }

        List<AffineFit.Pair> pairs(Affine map, double radius) {
            Affine back = map.inverse();
            double ours = radius / map.scale();
            List<AffineFit.Pair> pairs = new ArrayList<>();
            for (int i = 0; i < from.size(); i++) {
                PixelPoint moved = map.apply(from.get(i).x(), from.get(i).y());
                int j = targets.nearest(moved.x(), moved.y(), radius);
                if (j >= 0) {
                    PixelPoint partner = back.apply(to.get(j).x(), to.get(j).y());
                    if (sources.nearest(partner.x(), partner.y(), ours) == i) {
                        pairs.add(new AffineFit.Pair(from.get(i), to.get(j)));
                    }
                }
            }
            return pairs;
        }
    }

    /** Rejects pairs beyond three standard deviations; the standard deviation is estimated from the median distance. */
    private static List<AffineFit.Pair> clipped(List<AffineFit.Pair> pairs, Affine map, double radius) {
        double[] middle = medianResidual(pairs, map);
        double[] distances = pairs.stream()
                .mapToDouble(p -> distance(p, map, middle))
                .sorted()
                .toArray();
        if (distances.length == 0) {
            return pairs;
        }
        // The median of a Rayleigh distribution is 1.1774 standard deviations.
        double sigma = Math.max(1e-4, medianOfTrue(distances, radius) / 1.1774);
        return pairs.stream()
                .filter(p -> distance(p, map, middle) <= CLIP * sigma)
                .toList();
    }

    /**
     * The median distance of the true pairs. The number of chance pairs within a radius grows with its square and is
     * estimated from the outer third of the match radius, where nearly all pairs are chance pairs; a small number is
     * ignored.
     */
    static double medianOfTrue(double[] sorted, double radius) {
        int n = sorted.length;
        int outer = 0;
        while (outer < n && sorted[n - 1 - outer] > OUTER * radius) {
            outer++;
        }
        double byChance = outer / (1 - OUTER * OUTER);
        if (outer < FEWEST_OUTER || byChance < NOTICEABLE * n || byChance >= n) {
            return sorted[n / 2];
        }
        int i = 0;
        double half = (n - byChance) / 2;
        while (i < n - 1 && i + 1 - byChance * sorted[i] * sorted[i] / (radius * radius) < half) {
            i++;
        }
        return sorted[i];
    }

    private static double distance(AffineFit.Pair pair, Affine map, double[] middle) {
        var p = map.apply(pair.from().x(), pair.from().y());
        return Math.hypot(pair.to().x() - p.x() - middle[0], pair.to().y() - p.y() - middle[1]);
    }

    private static double[] medianResidual(List<AffineFit.Pair> pairs, Affine map) {
        double[] dx = pairs.stream()
                .mapToDouble(
                        p -> p.to().x() - map.apply(p.from().x(), p.from().y()).x())
                .sorted()
                .toArray();
        double[] dy = pairs.stream()
                .mapToDouble(
                        p -> p.to().y() - map.apply(p.from().x(), p.from().y()).y())
                .sorted()
                .toArray();
        return dx.length == 0 ? new double[2] : new double[] {dx[dx.length / 2], dy[dy.length / 2]};
    }

    private static Outcome refused(String why) {
        return new Outcome(null, why);
    }
}
