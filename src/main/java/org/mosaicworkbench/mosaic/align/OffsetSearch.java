package org.mosaicworkbench.mosaic.align;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the offset between two lists of sources, for a series of trial rolls. All pairs within reach are counted by
 * their difference, regardless of brightness: in a list in which nine in ten sources are cosmic rays or remnants of
 * saturated stars, the brightest sources rarely have counterparts in the other list. Brightness only sets the order:
 * the brightest sources of both lists are searched first, then four times as many, and finally all, and the search
 * stops at the first offset found.
 *
 * <p>An offset is accepted if more sources agree on it than chance would put into the fullest of all cells examined
 * (Poisson). Half of the false-alarm probability is assigned to zero roll and half to all other rolls; of each part,
 * half goes to offsets of up to 10 pixels and half to larger offsets. Typical offsets therefore need fewer sources than
 * unusual ones.
 *
 * <p>The time grows with the number of sources, not with the number of pairs. The table lists processor seconds on a
 * busy machine for two lists on 4096 x 4096 pixels, with a shift up to 60 pixels and a roll of half a degree, including
 * the fit:
 *
 * <pre>
 *   sources in each list      100    300   1,000   3,000  10,000  30,000  100,000
 *   all in common           0.005  0.006   0.007   0.010   0.027    0.11     0.39
 *   a tenth in common              0.005   0.006   0.040   0.028    0.14     0.30
 *   nothing in common                                         0.39     1.3      1.7
 * </pre>
 *
 * @param reach    the largest offset along each axis, pixels
 * @param mostRoll the largest roll, degrees
 * @param fewest   the minimum number of sources that must agree
 */
record OffsetSearch(double reach, double mostRoll, int fewest) {

    private static final int BRIGHTEST = 400;
    private static final int TIMES_MORE = 4;
    /** False-alarm probability that unrelated lists yield an offset. */
    private static final double CHANCE = 1e-4;
    /**
     * Correction for overlapping cells of 3 x 3 bins: the effective number of cells is this many times the number of
     * separate cells, as measured on simulated lists.
     */
    private static final double OVERLAP = 4;
    /** Offsets up to this value along each axis, in pixels, count as typical. */
    private static final double USUAL = 10;
    /**
     * Maximum number of pairs times trial rolls; above it, the offset is sought only in the middle of the field, but
     * sources are then matched in the whole field.
     */
    private static final double MOST_WORK = 3e7;

    private static final int LARGER_MIDDLE = 4;

    /**
     * The result of a search.
     *
     * @param start the map with the offset and the roll found
     * @param part the sources for which {@code start} is valid: those in the searched part of the field, or all
     * @param sources number of sources that agree on the offset, each counted once
     * @param needed number of sources needed to rule out chance
     */
    record Found(Affine start, List<Spot> part, int sources, int needed) {

        private Found in(List<Spot> field) {
            return new Found(start, field, sources, needed);
        }

        boolean beyondChance() {
            return sources >= needed;
        }
    }

    /**
     * @param margin natural logarithm of the cell's share of the false-alarm probability divided by the candidate's
     *     chance probability
     */
    private record Candidate(ShiftHistogram.Peak peak, double roll, int sources, double margin) {}

    Found search(List<Spot> from, List<Spot> to) {
        List<Integer> sizes = sizes(from.size(), to.size());
        List<Spot> ours = byBrightness(from);
        List<Spot> theirs = byBrightness(to);
        Found found = null;
        for (int size : sizes) {
            found = look(first(ours, size), first(theirs, size), from, CHANCE / sizes.size());
            if (found.beyondChance()) {
                return found;
            }
        }
        return found;
    }

    /**
     * The numbers of brightest sources to search, in order. If one list is short, the counterparts of its sources are
     * among the brighter sources of the long list.
     */
    private static List<Integer> sizes(int ours, int theirs) {
        int most = Math.max(ours, theirs);
        List<Integer> sizes = new ArrayList<>();
        int few = 30 + 3 * Math.min(ours, theirs);
        if (few < Math.min(BRIGHTEST, most)) {
            sizes.add(few);
        }
        if (BRIGHTEST < most) {
            sizes.add(BRIGHTEST);
        }
        for (int size = TIMES_MORE * BRIGHTEST; size < most / 2; size *= TIMES_MORE) {
            sizes.add(size);
        }
        sizes.add(most);
        return sizes;
    }

    private static List<Spot> byBrightness(List<Spot> spots) {
        return spots.stream()
                .sorted(Comparator.comparingDouble(Spot::brightness).reversed())
                .toList();
    }

    private static List<Spot> first(List<Spot> spots, int number) {
        return spots.subList(0, Math.min(number, spots.size()));
    }

    private Found look(List<Spot> from, List<Spot> to, List<Spot> all, double chance) {
        SpotGrid grid = new SpotGrid(to, reach / 4);
        double[] middle = mean(all);
        List<Spot> part = middle(from, grid, MOST_WORK);
        if (part.size() == from.size()) {
            return scan(from, grid, middle, chance).in(all);
        }
        Found found = scan(part, grid, mean(part), chance / 2);
        // If these are not all sources, the next attempt searches more of them.
        if (found.beyondChance() || from.size() < all.size()) {
            return found;
        }
        List<Spot> larger = middle(from, grid, LARGER_MIDDLE * MOST_WORK);
        return larger.size() == from.size()
                ? scan(from, grid, middle, chance / 2).in(all)
                : scan(larger, grid, mean(larger), chance / 2);
    }

    /** The sources nearest to the median position of those with partners within reach, up to the limit on work. */
    private List<Spot> middle(List<Spot> from, SpotGrid to, double work) {
        int[] partners =
                from.stream().mapToInt(s -> to.aboutAsMany(s.x(), s.y(), reach)).toArray();
        double[] xs = IntStream.range(0, partners.length)
                .filter(i -> partners[i] > 0)
                .mapToDouble(i -> from.get(i).x())
                .sorted()
                .toArray();
        double[] ys = IntStream.range(0, partners.length)
                .filter(i -> partners[i] > 0)
                .mapToDouble(i -> from.get(i).y())
                .sorted()
                .toArray();
        if (xs.length == 0) {
            return from;
        }
        double x = xs[xs.length / 2];
        double y = ys[ys.length / 2];
        double[] away = from.stream()
                .mapToDouble(s -> Math.max(Math.abs(s.x() - x), Math.abs(s.y() - y)))
                .toArray();
        List<Integer> order = IntStream.range(0, away.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> away[i]))
                .toList();
        double pairs = 0;
        int taken = 0;
        for (int i : order) {
            pairs += partners[i];
            if (pairs * (2 * steps(away[i]) + 1) > work) {
                break;
            }
            taken++;
        }
        return taken == from.size()
                ? from
                : order.subList(0, taken).stream().map(from::get).toList();
    }

    private Found scan(List<Spot> from, SpotGrid to, double[] middle, double chance) {
        SpotGrid ours = new SpotGrid(from, reach / 4);
        double size = 1;
        for (int i = 0; i < ours.size(); i++) {
            size = Math.max(size, Math.hypot(ours.xs()[i] - middle[0], ours.ys()[i] - middle[1]));
        }
        int steps = steps(size);
        ShiftHistogram histogram = new ShiftHistogram(reach);
        Candidate best = null;
        for (int i = 0; i <= 2 * steps; i++) {
            double roll = Math.toDegrees(1 / size) * (i % 2 == 1 ? -(i + 1) / 2 : i / 2);
            Affine turn = Affine.of(middle[0], middle[1], 0, 0, roll, 1);
            double[][] turned = turned(ours, turn);
            histogram.count(turned[0], turned[1], to);
            ShiftHistogram.Peak peak = histogram.peak();
            int sources = histogram.sourcesIn(peak.bin(), turned[0], turned[1], to);
            double margin = ShiftHistogram.beyond(sources, peak.byChance()) + Math.log(share(peak, roll, steps));
            Candidate one = new Candidate(peak, roll, sources, margin);
            if (best == null || one.margin > best.margin) {
                best = one;
            }
        }
        return new Found(
                Affine.of(middle[0], middle[1], best.peak.dx(), best.peak.dy(), best.roll, 1),
                from,
                best.sources,
                needed(best.peak.byChance(), chance * share(best.peak, best.roll, steps)));
    }

    private static double[][] turned(SpotGrid spots, Affine turn) {
        double[] xs = new double[spots.size()];
        double[] ys = new double[spots.size()];
        for (int i = 0; i < xs.length; i++) {
            var p = turn.apply(spots.xs()[i], spots.ys()[i]);
            xs[i] = p.x();
            ys[i] = p.y();
        }
        return new double[][] {xs, ys};
    }

    /** The fraction of the false-alarm probability that is assigned to a single cell, given its offset and roll. */
    private double share(ShiftHistogram.Peak peak, double roll, int steps) {
        double ofRolls = steps == 0 ? 1 : roll == 0 ? 0.5 : 0.5 / (2 * steps);
        double usual = Math.min(USUAL, reach);
        boolean near = Math.max(Math.abs(peak.dx()), Math.abs(peak.dy())) <= usual;
        double ofOffsets = reach <= USUAL ? 1 : 0.5;
        double widest = near ? usual : reach;
        return ofRolls * ofOffsets / (OVERLAP * 4 * widest * widest / 9);
    }

    /** The smallest number of agreeing sources in a cell whose chance probability is at most {@code chance}. */
    private int needed(double byChance, double chance) {
        int low = fewest - 1;
        int high = fewest;
        while (ListMatch.poissonTail(byChance, high) > chance) {
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (ListMatch.poissonTail(byChance, middle) > chance) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** The number of roll steps in each direction; one step moves the farthest source by a pixel. */
    private int steps(double size) {
        return (int) Math.ceil(Math.toRadians(mostRoll) * Math.max(1, size));
    }

    private static double[] mean(List<Spot> spots) {
        return new double[] {
            spots.stream()
                    .mapToDouble(Spot::x)
                    .filter(Double::isFinite)
                    .average()
                    .orElse(0),
            spots.stream()
                    .mapToDouble(Spot::y)
                    .filter(Double::isFinite)
                    .average()
                    .orElse(0)
        };
    }
}
