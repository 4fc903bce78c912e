package org.mosaicworkbench.mosaic.align;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.mosaic.detect.Neighbours;

/**
 * Finds the map that takes one list of sources to another. First the offset: the differences of all pairs of bright
 * sources make a 2-D histogram whose peak is the offset (as in tweakreg and tweakwcs), for a row of trial rolls. The
 * peak must hold more sources than chance would put into the fullest of all cells that were looked at. Then nearest
 * neighbours are matched and fitted in turns, residuals beyond three standard deviations being left out, until the
 * matches stay the same.
 *
 * <p>A roll and a scale are fitted where the matches hold them firmly, or show them beyond doubt; otherwise there is
 * only a shift, and {@link AffineFit#errorAt} says how little that tells far from the matches.
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
    /** The chance that unrelated lists yield an offset. */
    private static final double CHANCE = 1e-3;
    /** Cells of 3 x 3 bins overlap; so many times the cells that do not are looked at, as simulated lists show. */
    private static final double OVERLAP = 4;
    /** Around a peak, pairs of clustered sources are more frequent than over the whole histogram. */
    private static final int NEAR = 20;
    /** With fewer matches a roll and a scale follow single sources. */
    private static final int FEWEST_FOR_TURN = 6;
    /** Pixels at the farthest source by which a firm roll or scale may be uncertain. */
    private static final double FIRM = 0.05;

    private static final double BEYOND_DOUBT = 4;

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

    /**
     * @param sources  that agree, each counted once
     * @param byChance pairs that fall into a cell by chance
     */
    private record Offset(double dx, double dy, double roll, int sources, double byChance) {}

    /** @return offsets up to 100 pixels, rolls up to 0.6 degrees, at least 4 matches */
    public static ListMatch standard() {
        return new ListMatch(100, 0.6, 4);
    }

    /** @return the same with rolls up to 3 degrees: slower, and it takes more sources to rule out chance */
    public static ListMatch wide() {
        return new ListMatch(100, 3, 4);
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
        // The brightest few times as many: in a long list the partners of a short one are not the faint ones.
        int some = Math.min(BRIGHTEST, 30 + 3 * Math.min(from.size(), to.size()));
        Offset offset = offset(brightest(from, some), brightest(to, some), middle);
        if (offset.sources < needed(offset, from, middle) && Math.max(from.size(), to.size()) > some) {
            offset = offset(brightest(from, BRIGHTEST), brightest(to, BRIGHTEST), middle);
        }
        int needed = needed(offset, from, middle);
        if (offset.sources < needed) {
            return refused(String.format(
                    Locale.ROOT,
                    "no common pattern: at most %d of %d sources agree on an offset, "
                            + "%d are needed to rule out chance",
                    offset.sources,
                    from.size(),
                    needed));
        }
        return refine(from, to, Affine.of(middle[0], middle[1], offset.dx, offset.dy, offset.roll, 1));
    }

    /** The number of sources that chance puts into no cell, of all rolls that are tried. */
    private int needed(Offset offset, List<Spot> from, double[] middle) {
        double cells = OVERLAP * 4 * reach * reach / 9 * (2 * rollSteps(from, middle) + 1);
        int needed = fewest;
        while (cells * poissonTail(offset.byChance, needed) > CHANCE) {
            needed++;
        }
        return needed;
    }

    /** The probability of {@code least} or more where {@code mean} are expected. */
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
        Neighbours targets = new Neighbours(FIRST_RADIUS);
        to.forEach(spot -> targets.add(spot.x(), spot.y()));
        Affine map = start;
        double radius = FIRST_RADIUS;
        List<AffineFit.Pair> before = List.of();
        AffineFit fit = null;
        for (int round = 0; round < ROUNDS; round++) {
            List<AffineFit.Pair> pairs = clipped(pairs(from, to, targets, map, radius), map);
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

    /** A shift, unless the pairs hold a roll and a scale firmly or show them beyond doubt. */
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

    /** Pairs of which each is the other's nearest. */
    private static List<AffineFit.Pair> pairs(
            List<Spot> from, List<Spot> to, Neighbours targets, Affine map, double radius) {
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
        double[] distances = pairs.stream()
                .mapToDouble(p -> distance(p, map, middle))
                .sorted()
                .toArray();
        if (distances.length == 0) {
            return pairs;
        }
        // The median of a Rayleigh distribution is 1.1774 standard deviations.
        double sigma = Math.max(1e-4, distances[distances.length / 2] / 1.1774);
        return pairs.stream()
                .filter(p -> distance(p, map, middle) <= CLIP * sigma)
                .toList();
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

    private Offset offset(List<Spot> from, List<Spot> to, double[] middle) {
        int steps = rollSteps(from, middle);
        double step = rollStep(from, middle);
        Offset best = null;
        for (int i = 0; i <= 2 * steps; i++) {
            double roll = step * (i % 2 == 1 ? -(i + 1) / 2 : i / 2);
            Affine map = Affine.of(middle[0], middle[1], 0, 0, roll, 1);
            Offset one = peak(from.stream().map(s -> s.moved(map)).toList(), to, roll);
            if (best == null || one.sources > best.sources) {
                best = one;
            }
        }
        return best;
    }

    private int rollSteps(List<Spot> from, double[] middle) {
        return (int) Math.ceil(mostRoll / rollStep(from, middle));
    }

    /** Degrees that move the farthest source by a pixel. */
    private static double rollStep(List<Spot> from, double[] middle) {
        double size = 1;
        for (Spot spot : from) {
            size = Math.max(size, Math.hypot(spot.x() - middle[0], spot.y() - middle[1]));
        }
        return Math.toDegrees(1 / size);
    }

    /** The fullest 3 x 3 bins of one pixel each, and their centre of mass. */
    private Offset peak(List<Spot> from, List<Spot> to, double roll) {
        Pairs pairs = new Pairs(from, to);
        int side = pairs.side;
        int[] histogram = new int[side * side];
        pairs.each((i, j, bin) -> histogram[bin]++);
        int best = -1;
        int at = side + 1;
        for (int y = 1; y < side - 1; y++) {
            for (int x = 1; x < side - 1; x++) {
                int sum = ShiftHistogram.sumOf3x3(histogram, side, y * side + x);
                if (sum > best) {
                    best = sum;
                    at = y * side + x;
                }
            }
        }
        double[] centre = ShiftHistogram.centreOf3x3(histogram, side, at);
        double everywhere = 9.0 * Arrays.stream(histogram).sum() / (4 * reach * reach);
        return new Offset(
                centre[0] - pairs.half,
                centre[1] - pairs.half,
                roll,
                pairs.sourcesIn(at),
                Math.max(everywhere, aroundPeak(histogram, side, at)));
    }

    /** Pairs in 3 x 3 bins near a peak, its own bins and those beside them left out. */
    private static double aroundPeak(int[] histogram, int side, int at) {
        int sum = 0;
        int bins = 0;
        for (int y = Math.max(0, at / side - NEAR); y <= Math.min(side - 1, at / side + NEAR); y++) {
            for (int x = Math.max(0, at % side - NEAR); x <= Math.min(side - 1, at % side + NEAR); x++) {
                if (Math.max(Math.abs(x - at % side), Math.abs(y - at / side)) > 2) {
                    sum += histogram[y * side + x];
                    bins++;
                }
            }
        }
        return 9.0 * sum / bins;
    }

    private interface Visitor {
        void pair(int from, int to, int bin);
    }

    /** The pairs of two lists that lie within reach, by the bin of their difference. */
    private final class Pairs {

        final int side = 2 * (int) Math.ceil(reach) + 5;
        final double half = side / 2.0;
        private final List<Spot> from;
        private final List<Spot> to;
        private final double[] ys;

        Pairs(List<Spot> from, List<Spot> to) {
            this.from = from;
            this.to = to.stream().sorted(Comparator.comparingDouble(Spot::y)).toList();
            this.ys = this.to.stream().mapToDouble(Spot::y).toArray();
        }

        void each(Visitor visitor) {
            for (int i = 0; i < from.size(); i++) {
                Spot a = from.get(i);
                for (int j = firstAtLeast(ys, a.y() - reach); j < ys.length && ys[j] <= a.y() + reach; j++) {
                    double dx = to.get(j).x() - a.x();
                    if (Math.abs(dx) <= reach) {
                        visitor.pair(i, j, ((int) (ys[j] - a.y() + half)) * side + (int) (dx + half));
                    }
                }
            }
        }

        /** How many sources make the pairs in 3 x 3 bins: one that pairs with several counts once. */
        int sourcesIn(int at) {
            BitSet ofFrom = new BitSet(from.size());
            BitSet ofTo = new BitSet(to.size());
            each((i, j, bin) -> {
                if (Math.abs(bin % side - at % side) <= 1 && Math.abs(bin / side - at / side) <= 1) {
                    ofFrom.set(i);
                    ofTo.set(j);
                }
            });
            return Math.min(ofFrom.cardinality(), ofTo.cardinality());
        }
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

    private static List<Spot> brightest(List<Spot> spots, int number) {
        return spots.stream()
                .sorted(Comparator.comparingDouble(Spot::brightness).reversed())
                .limit(number)
                .toList();
    }

    private static double[] middle(List<Spot> spots) {
        return new double[] {
            spots.stream().mapToDouble(Spot::x).average().orElse(0),
            spots.stream().mapToDouble(Spot::y).average().orElse(0)
        };
    }

    private static Outcome refused(String why) {
        return new Outcome(null, why);
    }
}
