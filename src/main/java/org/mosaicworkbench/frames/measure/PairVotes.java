package org.mosaicworkbench.frames.measure;

import java.util.List;

/**
 * Finds the offset at which most positions of one list match a position of another. Each pair within {@value #REACH}
 * pixels votes for its offset, and the votes in 3 x 3 pixels are compared with the number expected by chance.
 *
 * <p>The probability of {@code k} votes where {@code m} are expected is at most {@code exp(k - m) (m / k)^k} (the
 * Chernoff bound for a Poisson variable), multiplied by the number of offsets tried.
 */
final class PairVotes {

    /** The largest offset along each axis, pixels. */
    static final int REACH = 300;

    private static final int SIDE = 2 * REACH + 1;
    private static final int BOX = 9;
    /**
     * Half-width, in pixels, of the square in which chance votes are counted; the central square of half-width
     * {@code INNER} is excluded.
     */
    private static final int OUTER = 12;

    private static final int INNER = 2;
    private static final int FEWEST = 3;
    /**
     * Lower limits of overlapping flux-ratio ranges; pairs in the same range vote together. Each range extends to
     * {@value #RATIO_WIDTH} times its limit.
     */
    private static final double[] RATIOS = {0.02, 0.03, 0.045, 0.07, 0.1, 0.15, 0.22, 0.33, 0.5, 0.7};

    private static final double RATIO_WIDTH = 2;

    /**
     * log10 of the number of independent trials: non-overlapping offsets times non-overlapping ranges of flux ratios.
     */
    private static final double TRIALS = Math.log10((double) SIDE * SIDE / BOX * RATIOS.length / 2);

    private static final double LEAST_CHANCE = 3e-3;

    private PairVotes() {}

    /**
     * Two positions that may be images of the same source.
     *
     * @param from index of the first position in its list
     * @param to index of the second position in its list
     * @param ratio flux ratio of the second position to the first
     */
    record Pair(int from, int to, double dx, double dy, double ratio) {}

    /** @param able number of positions that could vote */
    static FarField of(List<Pair> pairs, int able) {
        FarField best = FarField.none(0);
        Ballot ballot = new Ballot();
        for (double least : RATIOS) {
            List<Pair> alike = pairs.stream()
                    .filter(pair -> pair.ratio >= least && pair.ratio < least * RATIO_WIDTH)
                    .toList();
            if (alike.size() >= FEWEST) {
                ballot.count(alike);
                best = ballot.better(best, alike, able);
            }
        }
        return best;
    }

    /** Votes for offsets. */
    private static final class Ballot {

        private final VoteGrid votes = new VoteGrid(SIDE);
        private double everywhere;

        void count(List<Pair> pairs) {
            votes.clear();
            for (Pair pair : pairs) {
                int x = REACH + (int) Math.rint(pair.dx);
                int y = REACH + (int) Math.rint(pair.dy);
                votes.vote(x, y);
            }
            everywhere = (double) BOX * pairs.size() / (SIDE * SIDE);
        }

        /** Among equally significant offsets, the first in row-major order wins. */
        FarField better(FarField best, List<Pair> pairs, int able) {
            int place = -1;
            double most = best.significance() + TRIALS;
            if (votes.most() < FEWEST) {
                return best;
            }
            for (int candidate : votes.places()) {
                int x = candidate % SIDE;
                int y = candidate / SIDE;
                int count = votes.about(x, y);
                if (count >= FEWEST) {
                    double significance = significance(count, chance(x, y));
                    if (significance >= most) {
                        // A source that consists of several peaks votes more than once.
                        significance = significance(distinct(voters(pairs, x - REACH, y - REACH)), chance(x, y));
                    }
                    if (significance > most || (significance == most && candidate < place)) {
                        most = significance;
                        place = candidate;
                    }
                }
            }
            return place < 0 ? best : elected(most - TRIALS, place % SIDE - REACH, place / SIDE - REACH, pairs, able);
        }

        private static FarField elected(double significance, int x, int y, List<Pair> pairs, int able) {
            List<Pair> voters = voters(pairs, x, y);
            double dx = voters.stream().mapToDouble(Pair::dx).average().orElseThrow();
            double dy = voters.stream().mapToDouble(Pair::dy).average().orElseThrow();
            double squares = voters.stream()
                    .mapToDouble(pair -> Math.pow(pair.dx - dx, 2) + Math.pow(pair.dy - dy, 2))
                    .sum();
            double[] ratios = voters.stream().mapToDouble(Pair::ratio).sorted().toArray();
            return new FarField(
                    significance,
                    (double) voters.stream().mapToInt(Pair::from).distinct().count() / able,
                    new SecondImage.Shift(dx, dy, Math.sqrt(squares / 2) / voters.size()),
                    ratios[ratios.length / 2],
                    voters.size());
        }

        private static List<Pair> voters(List<Pair> pairs, int x, int y) {
            return pairs.stream()
                    .filter(pair -> Math.abs(Math.rint(pair.dx) - x) <= 1 && Math.abs(Math.rint(pair.dy) - y) <= 1)
                    .toList();
        }

        private static int distinct(List<Pair> pairs) {
            return (int) Math.min(
                    pairs.stream().mapToInt(Pair::from).distinct().count(),
                    pairs.stream().mapToInt(Pair::to).distinct().count());
        }

        private static double significance(int votes, double chance) {
            return votes <= chance ? 0 : (votes * Math.log(votes / chance) - votes + chance) / Math.log(10);
        }

        /** Votes expected by chance in 3 x 3 offsets, estimated from the surrounding offsets and from all offsets. */
        private double chance(int x, int y) {
            double around = (double) BOX
                    * (votes.within(x, y, OUTER) - votes.within(x, y, INNER))
                    / (votes.area(x, y, OUTER) - votes.area(x, y, INNER));
            return Math.max(LEAST_CHANCE, Math.max(everywhere, around));
        }
    }
}
