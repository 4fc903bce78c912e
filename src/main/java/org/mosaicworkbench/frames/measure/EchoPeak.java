package org.mosaicworkbench.frames.measure;

import java.util.Arrays;

/**
 * The strongest echo of an image.
 *
 * <p>What stands at the same distance is its measure, so that the rings of star images weigh nothing. Spikes of stars
 * and bleeding columns are no echo: a spike has another at a right angle and both go on outwards, so an offset counts
 * by what it has more than the offset at a right angle to it and the offsets further in and out.
 *
 * @param strength of the echo; NaN, as all the others, where there is nothing that could have one
 * @param contrast in the scatter of what lies at the same distance
 * @param dx       offset in pixels; its sign is that for which dx, or where dx is 0 dy, is above 0
 * @param dy       likewise
 */
record EchoPeak(double strength, double contrast, double dx, double dy) {

    private static final double FARTHEST = Echo.REACH - 2;
    /** Where an echo's own width ends, pixels. */
    private static final double CLEAR = 3.5;

    private static final double RADIAL_FROM = 6;
    private static final double RING = 1.5;
    private static final double SIGMA_PER_MEDIAN = 1.4826;
    private static final EchoPeak NONE = new EchoPeak(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /**
     * @param nearest offset that is looked at, pixels
     * @param least   scatter that is taken for granted
     */
    static EchoPeak strongest(Echo echo, double nearest, double least) {
        if (!(echo.scatter() > 0)) {
            return NONE;
        }
        double[] noise = noise(echo, least);
        EchoPeak best = NONE;
        for (int dy = -(int) FARTHEST; dy <= FARTHEST; dy++) {
            for (int dx = 0; dx <= FARTHEST; dx++) {
                double r = Math.hypot(dx, dy);
                if (r >= nearest && r <= FARTHEST && (dx > 0 || dy > 0) && isTop(echo, dx, dy)) {
                    double contrast = (echo.at(dx, dy) - rival(echo, dx, dy, r)) / noise[(int) r];
                    if (!(contrast <= best.contrast)) {
                        best = new EchoPeak(echo.at(dx, dy), contrast, dx, dy);
                    }
                }
            }
        }
        return Double.isNaN(best.contrast) ? NONE : best.refined(echo);
    }

    /** @return the one that stands out more */
    EchoPeak or(EchoPeak other) {
        return Double.isNaN(contrast) || other.contrast > contrast ? other : this;
    }

    /** @return a share of light as the strength of the echo that a copy with that share gives */
    EchoPeak asEcho() {
        return new EchoPeak(strength / (1 + strength * strength), contrast, dx, dy);
    }

    double distance() {
        return Math.hypot(dx, dy);
    }

    /** @return degrees from +x towards +y, above -90 to 90 */
    double angle() {
        return Math.toDegrees(Math.atan2(dy, dx));
    }

    private static boolean isTop(Echo echo, int dx, int dy) {
        for (int y = -1; y <= 1; y++) {
            for (int x = -1; x <= 1; x++) {
                if (echo.at(dx + x, dy + y) > echo.at(dx, dy)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double rival(Echo echo, int dx, int dy, double r) {
        double rival = Math.max(0, echo.at(-dy, dx));
        if (r > RADIAL_FROM) {
            for (double other : new double[] {r - CLEAR, r + CLEAR}) {
                rival = Math.max(rival, echo.at((int) Math.rint(dx * other / r), (int) Math.rint(dy * other / r)));
            }
        }
        return rival;
    }

    /** By whole pixels of distance: the scatter of what lies about there, at least that of the whole. */
    private static double[] noise(Echo echo, double least) {
        double[] noise = new double[Echo.REACH];
        for (int r = 0; r < noise.length; r++) {
            double[] ring = ring(echo, r + 0.5);
            double middle = ring[ring.length / 2];
            double[] off =
                    Arrays.stream(ring).map(v -> Math.abs(v - middle)).sorted().toArray();
            noise[r] = Math.hypot(least, Math.max(echo.scatter(), SIGMA_PER_MEDIAN * off[off.length / 2]));
        }
        return noise;
    }

    private static double[] ring(Echo echo, double radius) {
        double[] ring = new double[Echo.SIDE * Echo.SIDE];
        int n = 0;
        for (int dy = -Echo.REACH; dy < Echo.REACH; dy++) {
            for (int dx = -Echo.REACH; dx < Echo.REACH; dx++) {
                if (Math.abs(Math.sqrt(dx * dx + dy * dy) - radius) <= RING) {
                    ring[n++] = echo.at(dx, dy);
                }
            }
        }
        return Arrays.stream(ring, 0, n).sorted().toArray();
    }

    private EchoPeak refined(Echo echo) {
        int x = (int) dx;
        int y = (int) dy;
        return new EchoPeak(
                strength,
                contrast,
                x + top(echo.at(x - 1, y), strength, echo.at(x + 1, y)),
                y + top(echo.at(x, y - 1), strength, echo.at(x, y + 1)));
    }

    private static double top(double before, double at, double after) {
        double bend = before - 2 * at + after;
        return bend < 0 ? Math.max(-0.5, Math.min(0.5, 0.5 * (before - after) / bend)) : 0;
    }
}
