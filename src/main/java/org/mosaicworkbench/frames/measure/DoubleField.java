package org.mosaicworkbench.frames.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A duplicate image of the field, shifted and rotated relative to the first: most sources have a companion at the same
 * offset after the rotation is removed. Each pair of a source and a nearby peak votes, for each rotation, for the shift
 * that it implies (a Hough transform). Pairs with similar flux ratios vote together, because in a duplicate image all
 * companions have the same ratio. Features next to only a few sources, such as a neighbour or a cosmic ray, are
 * outvoted. Features on both sides of a source, such as the rings and spikes of a star, do not count. The method
 * detects rotations, which an autocorrelation misses, and works in fields with few sources.
 *
 * <p>With fewer than {@value #FEWEST} sources all numbers are NaN. If no pair votes, significance and share are 0 and
 * all other numbers NaN.
 *
 * @param significance excess of the votes over the number expected by chance, in units of its scatter
 * @param share fraction of the sources that voted, among those bright enough to show a companion of the given flux
 *     ratio
 * @param shift shift from the brighter image to the fainter one, from the votes
 * @param ratio flux ratio of companion to source, the median over the sources that voted
 * @param lags significance of the votes at each shift, with the rotation removed; laid out as an {@link Echo}
 * @param fit refined shift and rotation, to a fraction of a pixel
 */
public record DoubleField(double significance, double share, Shift shift, double ratio, float[] lags, Fit fit) {

    /**
     * The shift and rotation from the brighter image to the fainter one, from the votes. The rotation is about the
     * centre of the sources.
     *
     * @param dx shift in pixels at the centre of the sources, from the brighter image to the fainter one; if both are
     *     equally bright, the shift and the rotation may have the opposite sign
     * @param dy likewise
     * @param turn rotation of the second image about the centre of the sources, radians counterclockwise
     * @param reach root-mean-square distance of the sources from their centre, pixels
     */
    public record Shift(double dx, double dy, double turn, double reach) {}

    private static final int FEWEST = 3;
    private static final int REACH = Echo.REACH;
    private static final int SIDE = Echo.SIDE;
    /**
     * Displacement of the outermost source from one trial rotation to the next, pixels; {@code MOST_TURN} is its
     * displacement by the largest trial rotation.
     */
    private static final double TURN_STEP = 1;

    private static final double MOST_TURN = 40;
    /** Number of positions in the 3 x 3 square over which light, and votes for shifts, are summed. */
    static final int BOX = 9;
    /** Smallest flux ratio of companion to source that counts. */
    static final double LEAST_RATIO = 0.012;
    /**
     * Lower limits of overlapping flux-ratio ranges; pairs in the same range vote together. Each range extends to
     * {@value #RATIO_WIDTH} times its limit.
     */
    private static final double[] RATIOS = {LEAST_RATIO, 0.025, 0.05, 0.1, 0.2, 0.4};

    private static final double RATIO_WIDTH = 3.3;
    /**
     * A pair is used in the fit if it is within this many pixels of the elected shift, and its flux ratio is within a
     * factor {@code ALIKE} of the median ratio of the voters.
     */
    private static final double NEAR = 1.5;

    private static final double ALIKE = 2;
    /**
     * Half-width, in pixels, of the square in which chance votes are counted; it is reduced near the edge, but not
     * below {@code LEAST_OUTER}. The central square of half-width {@code INNER} is excluded.
     */
    private static final int OUTER = 7;

    private static final int LEAST_OUTER = 4;
    private static final int INNER = 2;

    /**
     * The shift and rotation fitted by least squares to the pairs that voted.
     *
     * @param dx shift at the centre of the pairs, pixels
     * @param dy likewise
     * @param turn rotation, radians counterclockwise
     * @param error one-sigma error of dx and of dy, pixels; NaN, like all values except {@code pairs}, with fewer than
     *     {@value #FEWEST} pairs
     * @param turnError one-sigma error of the rotation, radians
     * @param pairs number of pairs of a source and its companion
     */
    record Fit(double dx, double dy, double turn, double error, double turnError, int pairs) {

        private static final Fit NONE = new Fit(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);

        /** @param pairs positions of a source and of its companion relative to the centre of the sources */
        private static Fit of(List<double[]> pairs) {
            if (pairs.size() < FEWEST) {
                return NONE;
            }
            double[] mean = new double[4];
            pairs.forEach(pair -> IntStream.range(0, 4).forEach(i -> mean[i] += pair[i] / pairs.size()));
            double square = 0;
            double moment = 0;
            for (double[] pair : pairs) {
                square += Math.pow(pair[0] - mean[0], 2) + Math.pow(pair[1] - mean[1], 2);
                moment += (pair[0] - mean[0]) * (pair[3] - mean[3]) - (pair[1] - mean[1]) * (pair[2] - mean[2]);
            }
            double turn = moment / square;
            double rest = 0;
            for (double[] pair : pairs) {
                rest += Math.pow(pair[2] - mean[2] + turn * (pair[1] - mean[1]), 2)
                        + Math.pow(pair[3] - mean[3] - turn * (pair[0] - mean[0]), 2);
            }
            double scatter = Math.sqrt(rest / (2 * pairs.size() - FEWEST));
            return new Fit(
                    mean[2],
                    mean[3],
                    turn,
                    scatter / Math.sqrt(pairs.size()),
                    scatter / Math.sqrt(square),
                    pairs.size());
        }
    }

    /**
     * @param stack stack whose sources are examined
     * @param pixels pixels in row-major order; NaN if there is no data
     */
    public static DoubleField of(SourceStack stack, StarShape star, float[] pixels, int width, int height) {
        return of(Surroundings.neighbourhoods(stack, star, new PixelGrid(pixels, width, height)));
    }

    /** @param all the sources, each with the companions that vote */
    static DoubleField of(List<Surroundings.Neighbourhood> all) {
        if (all.size() < FEWEST) {
            return none(Double.NaN);
        }
        double farthest =
                all.stream().mapToDouble(n -> Math.hypot(n.x(), n.y())).max().orElseThrow();
        int turns = (int) Math.ceil(MOST_TURN / TURN_STEP);
        Ballot ballot = new Ballot();
        Elected best = Elected.NOBODY;
        for (double least : RATIOS) {
            double[][] voters = voters(all, least);
            for (int t = 0; t <= 2 * turns; t++) {
                // Tries no rotation first, then alternating directions: among equally good rotations the smallest wins.
                double turn = (t % 2 == 0 ? t / 2 : -(t + 1) / 2) * TURN_STEP / Math.max(farthest, 1);
                ballot.count(voters, turn);
                best = ballot.better(best, turn, least);
            }
        }
        if (best.place < 0) {
            return none(0);
        }
        ballot.count(voters(all, best.least), best.turn);
        return ballot.found(best, all).fitted(all);
    }

    /** The pairs that vote together: the position of the source and the offset of the companion, x and y of each. */
    private static double[][] voters(List<Surroundings.Neighbourhood> all, double least) {
        return all.stream()
                .flatMap(source -> source.companions().stream()
                        .filter(companion -> Ballot.votes(companion, least))
                        .map(companion -> new double[] {source.x(), source.y(), companion.dx(), companion.dy()}))
                .toArray(double[][]::new);
    }

    /**
     * The most significant shift, with the rotation and the lower limit of the flux-ratio range at which it was found.
     */
    private record Elected(int place, double significance, double turn, double least) {

        static final Elected NOBODY = new Elected(-1, 0, 0, 0);
    }

    private DoubleField fitted(List<Surroundings.Neighbourhood> all) {
        List<double[]> pairs = new ArrayList<>();
        for (Surroundings.Neighbourhood source : all) {
            for (Surroundings.Companion companion : source.companions()) {
                double offX = companion.dx() + shift.turn() * source.y() - shift.dx();
                double offY = companion.dy() - shift.turn() * source.x() - shift.dy();
                if (Math.hypot(offX, offY) < NEAR
                        && companion.ratio() > ratio / ALIKE
                        && companion.ratio() < ratio * ALIKE) {
                    pairs.add(new double[] {source.x(), source.y(), companion.dx(), companion.dy()});
                }
            }
        }
        return new DoubleField(significance, share, shift, ratio, lags, Fit.of(pairs));
    }

    static DoubleField none(double nothing) {
        return new DoubleField(
                nothing,
                nothing,
                new Shift(Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                Double.NaN,
                new float[SIDE * SIDE],
                Fit.NONE);
    }

    /** Votes for shifts at a given rotation and range of flux ratios. */
    private static final class Ballot {

        private final VoteGrid votes = new VoteGrid(SIDE);

        void count(double[][] voters, double turn) {
            votes.clear();
            for (double[] pair : voters) {
                int dx = (int) Math.rint(pair[2] + turn * pair[1]);
                int dy = (int) Math.rint(pair[3] - turn * pair[0]);
                if (dx >= -REACH && dx < REACH && dy >= -REACH && dy < REACH) {
                    votes.vote(dx + REACH, dy + REACH);
                }
            }
        }

        private static boolean votes(Surroundings.Companion companion, double least) {
            return companion.ratio() >= least && companion.ratio() < least * RATIO_WIDTH;
        }

        /** Votes expected by chance in 3 x 3 shifts, estimated from the surrounding shifts. */
        private double chance(int x, int y) {
            int outer = Math.min(OUTER, Math.min(Math.min(x, SIDE - 1 - x), Math.min(y, SIDE - 1 - y)));
            outer = Math.max(outer, LEAST_OUTER);
            return BOX
                    * (double) (votes.within(x, y, outer) - votes.within(x, y, INNER))
                    / (votes.area(x, y, outer) - votes.area(x, y, INNER));
        }

        /** Among equally significant shifts, the first in row-major order wins. */
        Elected better(Elected best, double turn, double least) {
            int place = -1;
            double most = best.significance;
            if (significance(votes.most(), 0) <= most) {
                return best;
            }
            for (int candidate : votes.places()) {
                int x = candidate % SIDE;
                int y = candidate / SIDE;
                int count = votes.about(x, y);
                if (significance(count, 0) >= most) {
                    double significance = significance(count, chance(x, y));
                    if (significance > most || (significance == most && candidate < place)) {
                        most = significance;
                        place = candidate;
                    }
                }
            }
            return place < 0 ? best : new Elected(place, most, turn, least);
        }

        /** The significance of a number of votes: the square root of a Poisson count has a scatter of one half. */
        private static double significance(int votes, double chance) {
            return 2 * (Math.sqrt(votes) - Math.sqrt(chance));
        }

        DoubleField found(Elected best, List<Surroundings.Neighbourhood> all) {
            int shiftX = best.place % SIDE - REACH;
            int shiftY = best.place / SIDE - REACH;
            List<Surroundings.Companion> voters = new ArrayList<>();
            int sources = 0;
            int able = 0;
            for (Surroundings.Neighbourhood source : all) {
                int before = voters.size();
                for (Surroundings.Companion companion : source.companions()) {
                    double dx = companion.dx() + best.turn * source.y();
                    double dy = companion.dy() - best.turn * source.x();
                    if (votes(companion, best.least)
                            && Math.abs(Math.rint(dx) - shiftX) <= 1
                            && Math.abs(Math.rint(dy) - shiftY) <= 1) {
                        voters.add(new Surroundings.Companion(dx, dy, companion.ratio()));
                    }
                }
                sources += voters.size() > before ? 1 : 0;
                able += voters.size() > before || source.faintest() < best.least ? 1 : 0;
            }
            double[] ratios = voters.stream()
                    .mapToDouble(Surroundings.Companion::ratio)
                    .sorted()
                    .toArray();
            return new DoubleField(
                    best.significance,
                    (double) sources / able,
                    new Shift(
                            voters.stream()
                                    .mapToDouble(Surroundings.Companion::dx)
                                    .average()
                                    .orElseThrow(),
                            voters.stream()
                                    .mapToDouble(Surroundings.Companion::dy)
                                    .average()
                                    .orElseThrow(),
                            best.turn,
                            reach(all)),
                    ratios[ratios.length / 2],
                    lags(),
                    Fit.NONE);
        }

        private static double reach(List<Surroundings.Neighbourhood> all) {
            return Math.sqrt(all.stream()
                    .mapToDouble(n -> n.x() * n.x() + n.y() * n.y())
                    .average()
                    .orElseThrow());
        }

        private float[] lags() {
            float[] lags = new float[SIDE * SIDE];
            for (int y = 1; y < SIDE - 1; y++) {
                for (int x = 1; x < SIDE - 1; x++) {
                    lags[y * SIDE + x] = (float) significance(votes.about(x, y), chance(x, y));
                }
            }
            return lags;
        }
    }
}
