package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosaicworkbench.io.Band;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Identifies false sources around a bright star: knots in its rings, diffraction spikes, and the ends of its bleed
 * trails. They are much fainter than the star and close enough to be part of its wings. Unlike an unrelated star they
 * have a counterpart on the opposite side, or two counterparts a quarter turn away, because Hubble's spikes are
 * perpendicular and its rings are circular.
 *
 * @param image background-subtracted pixels in row-major order
 * @param width the image's width
 * @param arcseconds pixel scale, arcseconds per pixel
 */
record StarArtifacts(float[] image, int width, double arcseconds) {

    /** Largest ratio of a knot's height to the star's, at one arcsecond; it falls with the square of the distance. */
    private static final double KNOT = 3e-3;

    private static final double HIGHEST_KNOT = 0.1;
    /** The assumed ratio of a saturated star's true height to its observed height. */
    private static final double CUT_TOP = 30;

    private static final double FARTHEST_ARCSECONDS = 10;
    /** Factor that enlarges a search radius slightly, so that rounding excludes nothing just inside it. */
    private static final double ROUNDED_UP = 1 + 1e-9;

    private static final double LIKE = 0.4;
    /** A counterpart is sought within one pixel plus this fraction of its distance from the star. */
    private static final double SLACK = 0.03;

    /**
     * Searches around every star for sources that are faint enough, and close enough for their height, to be its knots.
     *
     * @param at the positions of the sources
     * @param heights the heights of the sources
     * @param saturated which sources are saturated
     * @param threads number of groups of stars processed at the same time
     * @return true for sources that belong to the image of a brighter star
     */
    boolean[] around(List<PixelPoint> at, double[] heights, boolean[] saturated, int threads) {
        List<Heights> classes = classes(at, heights, saturated);
        boolean[] swarm = new boolean[heights.length];
        Band.map(heights.length, threads, stars -> {
                    BitSet found = new BitSet();
                    for (int star = stars.from(); star < stars.to(); star++) {
                        double height = heights[star] * (saturated[star] ? CUT_TOP : 1);
                        for (Heights some : classes) {
                            mark(at.get(star), height, some, found);
                        }
                    }
                    return found;
                })
                .forEach(found -> found.stream().forEach(i -> swarm[i] = true));
        return swarm;
    }

    private void mark(PixelPoint star, double height, Heights some, BitSet found) {
        if (!(some.least < HIGHEST_KNOT * height)) {
            return;
        }
        double reach = Math.min(FARTHEST_ARCSECONDS, Math.sqrt(KNOT * height / some.least));
        some.places.within(star.x(), star.y(), ROUNDED_UP * reach / arcseconds, k -> {
            Knot knot = some.knots.get(k);
            if (!found.get(knot.source) && knot.height < HIGHEST_KNOT * height) {
                double dx = knot.at.x() - star.x();
                double dy = knot.at.y() - star.y();
                double distance = Math.hypot(dx, dy) * arcseconds;
                if (distance < FARTHEST_ARCSECONDS
                        && knot.height * distance * distance < KNOT * height
                        && hasItsLike(star, dx, dy)) {
                    found.set(knot.source);
                }
            }
        });
    }

    /** A source that may be a knot, with its index. */
    private record Knot(int source, PixelPoint at, double height) {}

    /**
     * Possible knots with heights between {@code least} and twice that value, which limits their distance from a star.
     */
    private record Heights(double least, Neighbours places, List<Knot> knots) {}

    private List<Heights> classes(List<PixelPoint> at, double[] heights, boolean[] saturated) {
        Map<Integer, List<Knot>> classes = new TreeMap<>();
        for (int i = 0; i < heights.length; i++) {
            if (!saturated[i]) {
                classes.computeIfAbsent(Math.getExponent(heights[i]), exponent -> new ArrayList<>())
                        .add(new Knot(i, at.get(i), heights[i]));
            }
        }
        List<Heights> result = new ArrayList<>();
        classes.forEach((exponent, knots) -> {
            Neighbours places = new Neighbours(Math.sqrt((double) image.length / knots.size()));
            knots.forEach(knot -> places.add(knot.at.x(), knot.at.y()));
            result.add(new Heights(exponent < Double.MIN_EXPONENT ? 0 : Math.scalb(1.0, exponent), places, knots));
        });
        return result;
    }

    /**
     * Whether the counterpart on the opposite side of a star, or both counterparts a quarter turn away, are nearly as
     * high.
     */
    boolean hasItsLike(PixelPoint star, double dx, double dy) {
        double least = LIKE * highest(star.x() + dx, star.y() + dy, 1);
        int reach = 1 + (int) Math.rint(SLACK * Math.hypot(dx, dy));
        return highest(star.x() - dx, star.y() - dy, reach) > least
                || (highest(star.x() - dy, star.y() + dx, reach) > least
                        && highest(star.x() + dy, star.y() - dx, reach) > least);
    }

    /** The highest pixel value near a position, at least 0; pixels beyond the image are skipped. */
    private double highest(double x, double y, int reach) {
        double highest = 0;
        int height = image.length / width;
        for (int py = (int) Math.rint(y) - reach; py <= Math.rint(y) + reach; py++) {
            for (int px = (int) Math.rint(x) - reach; px <= Math.rint(x) + reach; px++) {
                if (px >= 1 && py >= 1 && px <= width && py <= height) {
                    float value = image[(py - 1) * width + px - 1];
                    highest = value > highest ? value : highest;
                }
            }
        }
        return highest;
    }
}
