package org.mosaicworkbench.frames.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A second image of the field, shifted and turned against the first: where most sources have a companion at the same
 * offset once a turn of the field is taken off. Each pair of a source and a peak of light near it votes for the shift
 * that it would take with each turn (a Hough transform); pairs of about the same ratio of light vote together, since a
 * second image gives all sources companions of one ratio. What only a few sources have beside them, a neighbour or a
 * cosmic ray, is outvoted. What a source has on both sides, as the rings and spikes of a star, does not count. It sees
 * turns, to which an autocorrelation is blind, and works in fields of few sources.
 *
 * <p>With fewer than {@value #FEWEST} sources all numbers are NaN. Where no pair votes, significance and share are 0
 * and the others NaN.
 *
 * @param significance how far the votes exceed those that chance gives there, in the scatter of those
 * @param share        of the sources that voted, of those bright enough for a companion of that ratio to be seen
 * @param shift from the brighter image to the fainter one, as the votes have it
 * @param ratio        of a companion's light to its source's, the median of those that voted
 * @param lags         votes beyond those of chance at each shift, by the number of sources, with the turn taken off;
 *                     laid out as an {@link Echo}
 * @param fit          shift and turn once more, to a fraction of a pixel
 */
public record DoubleField(double significance, double share, Shift shift, double ratio, float[] lags, Fit fit) {

    /**
     * From the brighter image to the fainter one, as the votes have it: a shift and a turn about the sources' middle.
     *
     * @param dx shift at the sources' middle, from the brighter image to the fainter one, pixels; of two that are
     *     as bright it may as well be the other way round, with the turn
     * @param dy likewise
     * @param turn of the second image about the sources' middle, radians counterclockwise
     * @param reach of the sources about their middle, root mean square, pixels
     */
    public record Shift(double dx, double dy, double turn, double reach) {}

    private static final int FEWEST = 3;
    private static final int REACH = Echo.REACH;
    private static final int SIDE = Echo.SIDE;
    /** Nearer than this a companion is no peak of its own. */
    private static final double NEAREST = 2.5;
    /** By how much the field's edge moves from one turn to the next, and by how much at most, pixels. */
    private static final double TURN_STEP = 1;

    private static final double MOST_TURN = 40;
    /** Where the light around a peak is compared with the peak's, pixels. */
    private static final int AROUND = 4;
    /** By how much a peak has to stand above the noise in 3 x 3 pixels, in its scatter. */
    private static final double LEAST_CONTRAST = 4;
    /** The square around a source in which light is looked up. */
    private static final int AREA_HALF = REACH + AROUND;

    private static final int AREA_SIDE = 2 * AREA_HALF + 1;
    private static final int MIDDLE = AREA_HALF * AREA_SIDE + AREA_HALF;
    /** Pixels that are summed up for light, and shifts for votes: 3 x 3. */
    private static final int BOX = 9;
    /** A peak that holds more of its light in its middle pixel, by this factor, than a star is a cosmic ray. */
    private static final double SHARPER = 1.35;
    /** Nearer to each other than this two holes are one, pixels. */
    private static final double ONE_HOLE = 2;
    /** Half the side of the square in which a hole's centre is taken: two farther apart are told from each other. */
    private static final int HOLE = 3;

    private static final int STEPS = 4;
    /** Scatter of the light in 3 x 3 pixels by that of a pixel; drizzled neighbours are correlated. */
    private static final double BOX_NOISE = 4;
    /** The fainter image is the companion; what is brighter by more than the noise makes it is another source. */
    private static final double MOST_RATIO = 1.3;
    /** Ratios of light that vote together, overlapping: each from its value to {@value #RATIO_WIDTH} times it. */
    private static final double[] RATIOS = {0.012, 0.025, 0.05, 0.1, 0.2, 0.4};

    private static final double RATIO_WIDTH = 3.3;
    /** How far a pair may be off what all agree on, pixels, and by which factor in its ratio of light, to be fitted. */
    private static final double NEAR = 1.5;

    private static final double ALIKE = 2;
    /**
     * Half sides of the square in which chance is counted, at most and at least, and of that which is left out of it.
     */
    private static final int OUTER = 7;

    private static final int LEAST_OUTER = 4;
    private static final int INNER = 2;

    /** Steps to the eight neighbours. */
    private static final int[][] RING = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}};

    /**
     * Shift and turn by least squares from those that voted.
     *
     * @param dx        at their middle, pixels
     * @param dy        likewise
     * @param turn      radians counterclockwise
     * @param error     one-sigma error of dx and dy each; NaN, as all the others, with fewer than {@value #FEWEST}
     *                  pairs
     * @param turnError one-sigma error of the turn, radians
     * @param pairs     of a source and its companion
     */
    record Fit(double dx, double dy, double turn, double error, double turnError, int pairs) {

        private static final Fit NONE = new Fit(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);

        /** @param pairs the source's place against the sources' middle, then its companion's against it */
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

    /** A peak near a source: its place against the source, and its light by the source's. */
    record Companion(double dx, double dy, double ratio) {}

    /**
     * A source's place against the sources' middle, the ratio above which a peak would be seen, and the peaks around
     * it.
     */
    record Neighbourhood(double x, double y, double faintest, List<Companion> companions) {}

    /**
     * @param stack  whose sources are looked at
     * @param pixels row after row; NaN where there is no data
     */
    public static DoubleField of(SourceStack stack, StarShape star, float[] pixels, int width, int height) {
        return of(neighbourhoods(stack, star, new PixelGrid(pixels, width, height)));
    }

    /** @param all the sources with what votes beside each */
    static DoubleField of(List<Neighbourhood> all) {
        if (all.size() < FEWEST) {
            return none(Double.NaN);
        }
        DoubleField best = none(0);
        double farthest =
                all.stream().mapToDouble(n -> Math.hypot(n.x, n.y)).max().orElseThrow();
        double reach = Math.sqrt(
                all.stream().mapToDouble(n -> n.x * n.x + n.y * n.y).average().orElseThrow());
        int turns = (int) Math.ceil(MOST_TURN / TURN_STEP);
        Ballot ballot = new Ballot();
        for (double least : RATIOS) {
            for (int t = 0; t <= 2 * turns; t++) {
                // No turn first, then to either side: of turns that are as good the smallest is taken.
                double turn = (t % 2 == 0 ? t / 2 : -(t + 1) / 2) * TURN_STEP / Math.max(farthest, 1);
                ballot.count(all, turn, least);
                best = ballot.better(best, all, turn, reach, least);
            }
        }
        return best.fitted(all);
    }

    private DoubleField fitted(List<Neighbourhood> all) {
        List<double[]> pairs = new ArrayList<>();
        for (Neighbourhood source : all) {
            for (Companion companion : source.companions) {
                double offX = companion.dx + shift.turn() * source.y - shift.dx();
                double offY = companion.dy - shift.turn() * source.x - shift.dy();
                if (Math.hypot(offX, offY) < NEAR
                        && companion.ratio > ratio / ALIKE
                        && companion.ratio < ratio * ALIKE) {
                    pairs.add(new double[] {source.x, source.y, companion.dx, companion.dy});
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

    private static List<Neighbourhood> neighbourhoods(SourceStack stack, StarShape star, PixelGrid pixels) {
        List<double[]> places = places(stack);
        double[] middle = middle(places);
        List<Neighbourhood> all = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            double[] place = places.get(i);
            double[] light = light(pixels, place);
            double own = own(light);
            double faintest =
                    LEAST_CONTRAST * BOX_NOISE * stack.patches().get(i).noise() / own;
            all.add(new Neighbourhood(
                    place[0] - middle[0],
                    place[1] - middle[1],
                    faintest,
                    own > 0 ? companions(light, pixels, place, faintest, star.sharpness()) : List.of()));
        }
        return all;
    }

    /** Where a stack's sources lie in the image, 0-based. */
    static List<double[]> places(SourceStack stack) {
        return IntStream.range(0, stack.used())
                .mapToObj(i -> new double[] {
                    stack.patches().get(i).x() + stack.places().get(i)[0],
                    stack.patches().get(i).y() + stack.places().get(i)[1]
                })
                .toList();
    }

    static double[] middle(List<double[]> places) {
        return new double[] {
            places.stream().mapToDouble(p -> p[0]).average().orElse(0),
            places.stream().mapToDouble(p -> p[1]).average().orElse(0)
        };
    }

    /** Of each 3 x 3 pixels around a place, far enough out that what is around the farthest companion is known too. */
    static double[] light(PixelGrid pixels, double[] place) {
        int x = (int) Math.rint(place[0]);
        int y = (int) Math.rint(place[1]);
        double[] light = new double[AREA_SIDE * AREA_SIDE];
        for (int dy = -AREA_HALF; dy <= AREA_HALF; dy++) {
            for (int dx = -AREA_HALF; dx <= AREA_HALF; dx++) {
                light[MIDDLE + dy * AREA_SIDE + dx] = pixels.light(x + dx, y + dy);
            }
        }
        return light;
    }

    /**
     * NaN where it cannot be told. A source that is darker than what is around it has 0 or less: it has no companions,
     * and counts in the share as one that could have.
     */
    private static double own(double[] light) {
        return light[MIDDLE] - around(light, MIDDLE);
    }

    /** @param faintest ratio above which a peak is seen */
    private static List<Companion> companions(
            double[] light, PixelGrid pixels, double[] place, double faintest, double starSharpness) {
        int x = (int) Math.rint(place[0]);
        int y = (int) Math.rint(place[1]);
        double own = own(light);
        List<Companion> companions = new ArrayList<>();
        for (int dy = -REACH; dy <= REACH; dy++) {
            for (int dx = -REACH; dx <= REACH; dx++) {
                int i = MIDDLE + dy * AREA_SIDE + dx;
                if (Math.hypot(dx, dy) >= NEAREST && pixels.isTop(x + dx, y + dy)) {
                    double around = around(light, i);
                    double ratio = (light[i] - Math.max(around, light[2 * MIDDLE - i])) / own;
                    double sharp = (pixels.at(x + dx, y + dy) - around / BOX) / (light[i] - around);
                    if (ratio > faintest
                            && ratio >= RATIOS[0]
                            && ratio < MOST_RATIO
                            && sharp < SHARPER * starSharpness) {
                        companions.add(new Companion(x + dx - place[0], y + dy - place[1], ratio));
                    }
                }
            }
        }
        return companions;
    }

    /**
     * The holes around a place, each at its centre; holes have flat floors, so the deepest pixel is not enough.
     *
     * @param missing    share of the weight, laid out as {@link #light}
     * @param shallowest share that a hole lacks at least, beyond what is missing around it
     */
    static List<Companion> holes(double[] missing, double[] place, double shallowest) {
        List<Companion> holes = new ArrayList<>();
        double offX = Math.rint(place[0]) - place[0];
        double offY = Math.rint(place[1]) - place[1];
        for (int dy = -REACH; dy <= REACH; dy++) {
            for (int dx = -REACH; dx <= REACH; dx++) {
                int i = MIDDLE + dy * AREA_SIDE + dx;
                if (missing[i] >= shallowest && isTop(missing, i)) {
                    double around = around(missing, i);
                    double[] centre = centre(missing, dx, dy, (around + missing[i]) / 2);
                    boolean apart = holes.stream()
                            .noneMatch(hole ->
                                    Math.hypot(hole.dx - offX - centre[0], hole.dy - offY - centre[1]) < ONE_HOLE);
                    if (missing[i] - around >= shallowest && apart && Math.hypot(centre[0], centre[1]) >= NEAREST) {
                        holes.add(new Companion(centre[0] + offX, centre[1] + offY, missing[i] - around));
                    }
                }
            }
        }
        return holes;
    }

    /** The middle of what is missing beyond half the depth, from a place on the hole's floor. */
    private static double[] centre(double[] missing, int x, int y, double half) {
        double[] centre = {x, y};
        for (int step = 0; step < STEPS; step++) {
            int middleX = (int) Math.max(-REACH, Math.min(REACH, Math.rint(centre[0])));
            int middleY = (int) Math.max(-REACH, Math.min(REACH, Math.rint(centre[1])));
            double sum = 0;
            double sumX = 0;
            double sumY = 0;
            for (int dy = -HOLE; dy <= HOLE; dy++) {
                for (int dx = -HOLE; dx <= HOLE; dx++) {
                    double beyond = Math.max(0, missing[MIDDLE + (middleY + dy) * AREA_SIDE + middleX + dx] - half);
                    sum += beyond;
                    sumX += beyond * dx;
                    sumY += beyond * dy;
                }
            }
            if (!(sum > 0)) {
                break;
            }
            centre = new double[] {middleX + sumX / sum, middleY + sumY / sum};
        }
        return centre;
    }

    /** Whether nothing around is higher; of places that are as high the first is the top. */
    private static boolean isTop(double[] values, int i) {
        for (int[] step : RING) {
            int beside = i + step[1] * AREA_SIDE + step[0];
            if (!(beside < i ? values[i] > values[beside] : values[i] >= values[beside])) {
                return false;
            }
        }
        return true;
    }

    /** The median of the light around a place. */
    private static double around(double[] light, int i) {
        double[] around = new double[RING.length];
        for (int r = 0; r < RING.length; r++) {
            around[r] = light[i + AROUND * (RING[r][1] * AREA_SIDE + RING[r][0])];
        }
        Arrays.sort(around);
        return (around[3] + around[4]) / 2;
    }

    /** Votes for the shifts with one turn and ratio. */
    private static final class Ballot {

        private final int[] votes = new int[SIDE * SIDE];
        /** Sums of the votes left of and below each place. */
        private final int[] sums = new int[(SIDE + 1) * (SIDE + 1)];

        void count(List<Neighbourhood> all, double turn, double least) {
            Arrays.fill(votes, 0);
            for (Neighbourhood source : all) {
                for (Companion companion : source.companions) {
                    if (votes(companion, least)) {
                        int dx = (int) Math.rint(companion.dx + turn * source.y);
                        int dy = (int) Math.rint(companion.dy - turn * source.x);
                        if (dx >= -REACH && dx < REACH && dy >= -REACH && dy < REACH) {
                            votes[(dy + REACH) * SIDE + dx + REACH]++;
                        }
                    }
                }
            }
            for (int y = 0; y < SIDE; y++) {
                int row = 0;
                for (int x = 0; x < SIDE; x++) {
                    row += votes[y * SIDE + x];
                    sums[(y + 1) * (SIDE + 1) + x + 1] = sums[y * (SIDE + 1) + x + 1] + row;
                }
            }
        }

        private static boolean votes(Companion companion, double least) {
            return companion.ratio >= least && companion.ratio < least * RATIO_WIDTH;
        }

        /** Votes in a square about a shift. */
        private int within(int x, int y, int half) {
            int left = Math.max(0, x - half);
            int right = Math.min(SIDE, x + half + 1);
            int bottom = Math.max(0, y - half);
            int top = Math.min(SIDE, y + half + 1);
            return sums[top * (SIDE + 1) + right]
                    - sums[top * (SIDE + 1) + left]
                    - sums[bottom * (SIDE + 1) + right]
                    + sums[bottom * (SIDE + 1) + left];
        }

        /** Shifts in a square about one. */
        private static int area(int x, int y, int half) {
            return (Math.min(SIDE, x + half + 1) - Math.max(0, x - half))
                    * (Math.min(SIDE, y + half + 1) - Math.max(0, y - half));
        }

        /** Votes that chance gives to 3 x 3 shifts, from those around. */
        private double chance(int x, int y) {
            int outer = Math.min(OUTER, Math.min(Math.min(x, SIDE - 1 - x), Math.min(y, SIDE - 1 - y)));
            outer = Math.max(outer, LEAST_OUTER);
            return BOX * (double) (within(x, y, outer) - within(x, y, INNER)) / (area(x, y, outer) - area(x, y, INNER));
        }

        DoubleField better(DoubleField best, List<Neighbourhood> all, double turn, double reach, double least) {
            int place = -1;
            double most = best.significance;
            for (int y = 1; y < SIDE - 1; y++) {
                for (int x = 1; x < SIDE - 1; x++) {
                    int count = within(x, y, 1);
                    if (2 * Math.sqrt(count) > most) {
                        double significance = significance(count, chance(x, y));
                        if (significance > most) {
                            most = significance;
                            place = y * SIDE + x;
                        }
                    }
                }
            }
            return place < 0 ? best : found(place, most, all, turn, reach, least);
        }

        /** Square roots of numbers that vary by chance all have a scatter of a half. */
        private static double significance(int votes, double chance) {
            return 2 * (Math.sqrt(votes) - Math.sqrt(chance));
        }

        private DoubleField found(
                int place, double significance, List<Neighbourhood> all, double turn, double reach, double least) {
            int shiftX = place % SIDE - REACH;
            int shiftY = place / SIDE - REACH;
            List<Companion> voters = new ArrayList<>();
            int sources = 0;
            int able = 0;
            for (Neighbourhood source : all) {
                int before = voters.size();
                for (Companion companion : source.companions) {
                    double dx = companion.dx + turn * source.y;
                    double dy = companion.dy - turn * source.x;
                    if (votes(companion, least)
                            && Math.abs(Math.rint(dx) - shiftX) <= 1
                            && Math.abs(Math.rint(dy) - shiftY) <= 1) {
                        voters.add(new Companion(dx, dy, companion.ratio));
                    }
                }
                sources += voters.size() > before ? 1 : 0;
                able += voters.size() > before || source.faintest < least ? 1 : 0;
            }
            float[] lags = new float[SIDE * SIDE];
            for (int y = 1; y < SIDE - 1; y++) {
                for (int x = 1; x < SIDE - 1; x++) {
                    lags[y * SIDE + x] = (float) significance(within(x, y, 1), chance(x, y));
                }
            }
            double[] ratios =
                    voters.stream().mapToDouble(Companion::ratio).sorted().toArray();
            return new DoubleField(
                    significance,
                    (double) sources / able,
                    new Shift(
                            voters.stream().mapToDouble(Companion::dx).average().orElseThrow(),
                            voters.stream().mapToDouble(Companion::dy).average().orElseThrow(),
                            turn,
                            reach),
                    ratios[ratios.length / 2],
                    lags,
                    Fit.NONE);
        }
    }
}
