package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosaicworkbench.io.Band;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Identifies false sources around a bright star: knots of its rings, diffraction spikes, and the ends of its bleed
 * trails. They are faint beside it, lie where its wings reach, and, unlike a star that happens to stand there, have
 * their like on the opposite side of it, or on both sides a quarter turn away: Hubble's spikes stand at right angles,
 * and its rings go around.
 *
 * @param image      without background, row after row
 * @param width      of it
 * @param arcseconds of a pixel
 */
record StarArtifacts(float[] image, int width, double arcseconds) {

    /** Highest knot over the star's own height, at an arcsecond; it falls with the square of the distance. */
    private static final double KNOT = 3e-3;

    private static final double HIGHEST_KNOT = 0.1;
    /** A saturated star is higher than it looks. */
    private static final double CUT_TOP = 30;

    private static final double FARTHEST_ARCSECONDS = 10;
    /** A reach, so that no rounding leaves out what is just within. */
    private static final double ROUNDED_UP = 1 + 1e-9;

    private static final double LIKE = 0.4;
    /** The place of the like is known to a pixel and to a share of the distance. */
    private static final double SLACK = 0.03;

    /**
     * Looks around every star among those sources that are faint enough, and near enough for their height, to be its
     * knots.
     *
     * @param at        where the sources are
     * @param heights   of them
     * @param saturated which are
     * @param threads   parts of the stars that are done at once
     * @return true for what belongs to a brighter star's image
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

    /** A source that can be one, with its number. */
    private record Knot(int source, PixelPoint at, double height) {}

    /** Sources that are at least so high, and less than twice that: how far from a star they can be is known. */
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

    /** Whether what stands opposite a star, or on both sides a quarter turn away, is nearly as high. */
    boolean hasItsLike(PixelPoint star, double dx, double dy) {
        double least = LIKE * highest(star.x() + dx, star.y() + dy, 1);
        int reach = 1 + (int) Math.rint(SLACK * Math.hypot(dx, dy));
        return highest(star.x() - dx, star.y() - dy, reach) > least
                || (highest(star.x() - dy, star.y() + dx, reach) > least
                        && highest(star.x() + dy, star.y() - dx, reach) > least);
    }

    /** The highest pixel near a place; nothing if the image ends. */
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
