package org.mosaicworkbench.frames.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The surroundings of a source: peaks of light that may be companions, and holes in the weight map. */
final class Surroundings {

    private static final int REACH = Echo.REACH;
    /** Distance in pixels within which a companion is not a separate peak. */
    private static final double NEAREST = 2.5;
    /** Distance in pixels at which the light around a peak is compared with the peak. */
    private static final int AROUND = 4;
    /** Minimum light of a peak in 3 x 3 pixels, in units of its noise. */
    private static final double LEAST_CONTRAST = 4;
    /** Half-width, in pixels, of the square around a source in which light is measured. */
    private static final int AREA_HALF = REACH + AROUND;
    /**
     * A peak counts as a cosmic ray if the fraction of its light in the central pixel exceeds that of a star by more
     * than this factor.
     */
    private static final double SHARPER = 1.35;
    /** Two holes closer than this, in pixels, count as one. */
    private static final double ONE_HOLE = 2;
    /** Half-width, in pixels, of the square in which a hole's centroid is measured. */
    private static final int HOLE = 3;
    /**
     * Scatter of the light in 3 x 3 pixels relative to that of a single pixel; neighbouring drizzled pixels are
     * correlated.
     */
    private static final double BOX_NOISE = 4;
    /**
     * Largest flux ratio of a companion to its source: the companion is the fainter image, so anything brighter,
     * allowing for noise, is another source.
     */
    private static final double MOST_RATIO = 1.3;
    /** Steps to the eight neighbours. */
    private static final int[][] RING = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}};

    private static final int AREA_SIDE = 2 * AREA_HALF + 1;
    private static final int MIDDLE = AREA_HALF * AREA_SIDE + AREA_HALF;
    private static final int STEPS = 4;

    private Surroundings() {}

    /** A peak near a source: its position and light relative to the source. */
    record Companion(double dx, double dy, double ratio) {}

    /**
     * A source's position relative to the centre of the sources, the smallest detectable flux ratio, and the
     * surrounding peaks.
     */
    record Neighbourhood(double x, double y, double faintest, List<Companion> companions) {}

    static List<Neighbourhood> neighbourhoods(SourceStack stack, StarShape star, PixelGrid pixels) {
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

    /** The image positions of a stack's sources, 0-based. */
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

    /**
     * The light in 3 x 3 pixels around every pixel near a position, far enough out to cover the surroundings of the
     * farthest companion.
     */
    static double[] light(PixelGrid pixels, double[] place) {
        return pixels.lights((int) Math.rint(place[0]), (int) Math.rint(place[1]), AREA_HALF);
    }

    /**
     * The source's own light; NaN if it cannot be measured. For a source darker than its surroundings it is 0 or less:
     * such a source has no companions but still counts among the sources that could have one.
     */
    private static double own(double[] light) {
        return light[MIDDLE] - around(light, MIDDLE);
    }

    /** @param faintest smallest flux ratio of a detectable peak */
    private static List<Companion> companions(
            double[] light, PixelGrid pixels, double[] place, double faintest, double starSharpness) {
        int x = (int) Math.rint(place[0]);
        int y = (int) Math.rint(place[1]);
        double own = own(light);
        List<Companion> companions = new ArrayList<>();
        for (int dy = -REACH; dy <= REACH; dy++) {
            for (int dx = -REACH; dx <= REACH; dx++) {
                int i = MIDDLE + dy * AREA_SIDE + dx;
                if (dx * dx + dy * dy >= NEAREST * NEAREST && pixels.isTop(x + dx, y + dy)) {
                    double around = around(light, i);
                    double ratio = (light[i] - Math.max(around, light[2 * MIDDLE - i])) / own;
                    double sharp = (pixels.at(x + dx, y + dy) - around / DoubleField.BOX) / (light[i] - around);
                    if (ratio > faintest
                            && ratio >= DoubleField.LEAST_RATIO
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
     * The holes around a position, each at its centroid; holes have flat floors, so the deepest pixel is not precise
     * enough.
     *
     * @param missing missing fraction of the weight, laid out as {@link #light}
     * @param shallowest minimum depth of a hole relative to its surroundings
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

    /**
     * The centroid of the missing weight in excess of half the hole's depth, iterated from a position on the hole's
     * floor.
     */
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

    /** Whether a value is a local maximum; of equal values, only the first counts. */
    private static boolean isTop(double[] values, int i) {
        for (int[] step : RING) {
            int beside = i + step[1] * AREA_SIDE + step[0];
            if (!(beside < i ? values[i] > values[beside] : values[i] >= values[beside])) {
                return false;
            }
        }
        return true;
    }

    /** The median of the light at positions around a peak. */
    private static double around(double[] light, int i) {
        double[] around = new double[RING.length];
        for (int r = 0; r < RING.length; r++) {
            around[r] = light[i + AROUND * (RING[r][1] * AREA_SIDE + RING[r][0])];
        }
        Arrays.sort(around);
        return (around[3] + around[4]) / 2;
    }
}
