package org.mosaicworkbench.mosaic.detect;

import java.util.List;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Tells the false sources around a bright star: the knots of its rings, its diffraction spikes, the ends of its bled
 * charge. They are faint beside it, lie where its wings reach, and, unlike a star that happens to stand there, have
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
    private static final double LIKE = 0.4;
    /** The place of the like is known to a pixel and to a share of the distance. */
    private static final double SLACK = 0.03;

    /**
     * @param at        where the sources are
     * @param heights   of them
     * @param saturated which are
     * @return true for what belongs to a brighter star's image
     */
    boolean[] around(List<PixelPoint> at, double[] heights, boolean[] saturated) {
        boolean[] swarm = new boolean[heights.length];
        for (int star = 0; star < heights.length; star++) {
            double height = heights[star] * (saturated[star] ? CUT_TOP : 1);
            for (int i = 0; i < heights.length; i++) {
                if (!swarm[i] && i != star && !saturated[i] && heights[i] < HIGHEST_KNOT * height) {
                    double dx = at.get(i).x() - at.get(star).x();
                    double dy = at.get(i).y() - at.get(star).y();
                    double distance = Math.hypot(dx, dy) * arcseconds;
                    swarm[i] = distance < FARTHEST_ARCSECONDS
                            && heights[i] * distance * distance < KNOT * height
                            && hasItsLike(at.get(star), dx, dy);
                }
            }
        }
        return swarm;
    }

    private boolean hasItsLike(PixelPoint star, double dx, double dy) {
        double least = LIKE * highest(star.x() + dx, star.y() + dy, 1);
        int reach = 1 + (int) Math.rint(SLACK * Math.hypot(dx, dy));
        return highest(star.x() - dx, star.y() - dy, reach) > least
                || (highest(star.x() - dy, star.y() + dx, reach) > least
                        && highest(star.x() + dy, star.y() - dx, reach) > least);
    }

    /** The highest pixel near a place; nothing where the image ends. */
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
