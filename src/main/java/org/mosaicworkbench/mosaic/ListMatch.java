package org.mosaicworkbench.mosaic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the map that takes one list of sources to another. First the offset: the differences of all pairs of bright
 * sources make a 2-D histogram whose peak is the offset (as in tweakreg and tweakwcs), for a row of trial rolls. Then
 * nearest neighbours are matched and fitted in turns, residuals beyond three standard deviations being left out, until
 * the matches stay the same.
 *
 * @param reach    the largest offset looked for along each axis, pixels
 * @param mostRoll the largest roll looked for, degrees
 * @param fewest   the fewest matches that make a fit
 */
public record ListMatch(double reach, double mostRoll, int fewest) {

    private static final int BRIGHTEST = 400;
    private static final double FIRST_RADIUS = 3;
    private static final double LAST_RADIUS = 1;
    /** Wide enough that the radius does not hide how large the residuals are. */
    private static final double RADIUS_PER_RMS = 4;
    private static final double CLIP = 3;
    private static final int ROUNDS = 25;
    /** Below this number of matches a roll and a scale would follow single sources. */
    private static final int FEWEST_FOR_ROLL = 10;

    /**
     * What was found.
     *
     * @param fit     null where there is none
     * @param refused empty, or why there is no fit
     */
    public record Outcome(AffineFit fit, String refused) {

        /** @return true where there is a fit */
        public boolean found() {
            return fit != null;
        }
    }

    private record Offset(double dx, double dy, double roll, double peak, double byChance) {
    }

    /** @return offsets up to 100 pixels, rolls up to 0.6 degrees, at least 4 matches */
    public static ListMatch standard() {
        return new ListMatch(100, 0.6, 4);
    }

    /**
     * Looks for the map from one list to the other.
     *
     * @param from at its positions now
     * @param to   where they belong
     * @return a fit, or why there is none: an offset that chance could have made is never taken for one
     */
    public Outcome match(List<Spot> from, List<Spot> to) {
        if (from.size() < fewest || to.size() < fewest) {
            return refused("too few sources: " + from.size() + " and " + to.size() + ", at least " + fewest
                    + " are needed in each list");
        }
        double[] middle = middle(from);
        Offset offset = offset(brightest(from), brightest(to), middle);
        double needed = Math.max(fewest, offset.byChance + 5 * Math.sqrt(offset.byChance) + 3);
        if (offset.peak < needed) {
            return refused(String.format(Locale.ROOT, "no common pattern: at most %.0f of %d sources agree on an offset, %.0f are "
                    + "needed to rule out chance", offset.peak, from.size(), Math.ceil(needed)));
        }
        return refine(from, to, Affine.of(middle[0], middle[1], offset.dx, offset.dy, offset.roll, 1));
    }

    private Outcome refine(List<Spot> from, List<Spot> to, Affine start) {
        Neighbours targets = new Neighbours(FIRST_RADIUS);
        to.forEach(spot -> targets.add(spot.x(), spot.y()));
        Affine map = start;
        double radius = FIRST_RADIUS;
        Set<AffineFit.Pair> before = Set.of();
        AffineFit fit = null;
        for (int round = 0; round < ROUNDS; round++) {
            List<AffineFit.Pair> pairs = clipped(pairs(from, to, targets, map, radius), map);
            if (pairs.size() < fewest) {
                return refused("only " + pairs.size() + " sources match, at least " + fewest + " are needed");
            }
            fit = AffineFit.of(pairs, pairs.size() < FEWEST_FOR_ROLL ? FitGeometry.SHIFT : FitGeometry.RSCALE);
            map = fit.map();
            if (fit.geometry() == FitGeometry.SHIFT && start.roll() != 0) {
                return refused("only " + pairs.size() + " sources match, at least " + FEWEST_FOR_ROLL
                        + " are needed where exposures are rolled");
            }
            Set<AffineFit.Pair> now = new HashSet<>(pairs);
            if (now.equals(before)) {
                break;
            }
            before = now;
            radius = Math.min(FIRST_RADIUS, Math.max(LAST_RADIUS, RADIUS_PER_RMS * Math.max(fit.rmsX(), fit.rmsY())));
        }
        return new Outcome(fit, "");
    }

    /** Pairs of which each is the other's nearest. */
    private static List<AffineFit.Pair> pairs(List<Spot> from, List<Spot> to, Neighbours targets, Affine map,
                                              double radius) {
        Neighbours sources = new Neighbours(FIRST_RADIUS);
        List<Spot> moved = from.stream().map(spot -> spot.moved(map)).toList();
        moved.forEach(spot -> sources.add(spot.x(), spot.y()));
        List<AffineFit.Pair> pairs = new ArrayList<>();
        for (int i = 0; i < moved.size(); i++) {
            int j = targets.nearest(moved.get(i).x(), moved.get(i).y(), radius);
            if (j >= 0 && sources.nearest(to.get(j).x(), to.get(j).y(), radius) == i) {
                pairs.add(new AffineFit.Pair(from.get(i), to.get(j)));
            }
        }
        return pairs;
    }

    /** Leaves out what lies beyond three standard deviations, these being taken from the median distance. */
    private static List<AffineFit.Pair> clipped(List<AffineFit.Pair> pairs, Affine map) {
        double[] middle = medianResidual(pairs, map);
        double[] distances = pairs.stream().mapToDouble(p -> distance(p, map, middle)).sorted().toArray();
        if (distances.length == 0) {
            return pairs;
        }
        // The median of a Rayleigh distribution is 1.1774 standard deviations.
        double sigma = Math.max(1e-4, distances[distances.length / 2] / 1.1774);
        return pairs.stream().filter(p -> distance(p, map, middle) <= CLIP * sigma).toList();
    }

    private static double distance(AffineFit.Pair pair, Affine map, double[] middle) {
        var p = map.apply(pair.from().x(), pair.from().y());
        return Math.hypot(pair.to().x() - p.x() - middle[0], pair.to().y() - p.y() - middle[1]);
    }

    private static double[] medianResidual(List<AffineFit.Pair> pairs, Affine map) {
        double[] dx = pairs.stream().mapToDouble(p -> p.to().x() - map.apply(p.from().x(), p.from().y()).x())
                .sorted().toArray();
        double[] dy = pairs.stream().mapToDouble(p -> p.to().y() - map.apply(p.from().x(), p.from().y()).y())
                .sorted().toArray();
        return dx.length == 0 ? new double[2] : new double[] {dx[dx.length / 2], dy[dy.length / 2]};
    }

    private Offset offset(List<Spot> from, List<Spot> to, double[] middle) {
        double size = 1;
        for (Spot spot : from) {
            size = Math.max(size, Math.hypot(spot.x() - middle[0], spot.y() - middle[1]));
        }
        double step = Math.toDegrees(1 / size);
        int steps = (int) Math.ceil(mostRoll / step);
        Offset best = null;
        for (int i = 0; i <= 2 * steps; i++) {
            double roll = step * (i % 2 == 1 ? -(i + 1) / 2 : i / 2);
            Affine map = Affine.of(middle[0], middle[1], 0, 0, roll, 1);
            Offset one = peak(from.stream().map(s -> s.moved(map)).toList(), to, roll);
            if (best == null || one.peak > best.peak) {
                best = one;
            }
        }
        return best;
    }

    /** The fullest 3 x 3 bins of one pixel each, and their centre of mass. */
    private Offset peak(List<Spot> from, List<Spot> to, double roll) {
        int side = 2 * (int) Math.ceil(reach) + 5;
        double half = side / 2.0;
        int[] histogram = new int[side * side];
        List<Spot> sorted = to.stream().sorted(Comparator.comparingDouble(Spot::y)).toList();
        double[] ys = sorted.stream().mapToDouble(Spot::y).toArray();
        long pairs = 0;
        for (Spot a : from) {
            for (int j = firstAtLeast(ys, a.y() - reach); j < ys.length && ys[j] <= a.y() + reach; j++) {
                double dx = sorted.get(j).x() - a.x();
                if (Math.abs(dx) <= reach) {
                    histogram[(int) (ys[j] - a.y() + half) * side + (int) (dx + half)]++;
                    pairs++;
                }
            }
        }
        int best = -1;
        int at = side + 1;
        for (int y = 1; y < side - 1; y++) {
            for (int x = 1; x < side - 1; x++) {
                int sum = sumOf3x3(histogram, side, y * side + x);
                if (sum > best) {
                    best = sum;
                    at = y * side + x;
                }
            }
        }
        double[] centre = centreOf3x3(histogram, side, at);
        return new Offset(centre[0] - half, centre[1] - half, roll, best, 9.0 * pairs / (4 * reach * reach));
    }

    private static int sumOf3x3(int[] histogram, int side, int at) {
        int sum = 0;
        for (int row = at - side; row <= at + side; row += side) {
            sum += histogram[row - 1] + histogram[row] + histogram[row + 1];
        }
        return sum;
    }

    private static double[] centreOf3x3(int[] histogram, int side, int at) {
        double sum = 0;
        double sx = 0;
        double sy = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int n = histogram[at + dy * side + dx];
                sum += n;
                sx += n * (at % side + dx + 0.5);
                sy += n * (at / side + dy + 0.5);
            }
        }
        return new double[] {sx / Math.max(1, sum), sy / Math.max(1, sum)};
    }

    private static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static List<Spot> brightest(List<Spot> spots) {
        return spots.stream().sorted(Comparator.comparingDouble(Spot::brightness).reversed()).limit(BRIGHTEST).toList();
    }

    private static double[] middle(List<Spot> spots) {
        return new double[] {spots.stream().mapToDouble(Spot::x).average().orElse(0),
                spots.stream().mapToDouble(Spot::y).average().orElse(0)};
    }

    private static Outcome refused(String why) {
        return new Outcome(null, why);
    }
}
