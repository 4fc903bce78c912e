package org.mosaicworkbench.frames.measure;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The strongest echo of an image.
 *
 * <p>An echo is measured against other offsets at the same distance, so that the rings of the PSF cancel. Diffraction
 * spikes and bleeding columns are not echoes. A spike has a perpendicular counterpart, and both extend outwards. An
 * offset therefore counts only by its excess over the perpendicular offset and over the offsets farther in and out.
 *
 * @param strength strength of the echo; NaN, like all the other values, if nothing in the image could have an echo
 * @param contrast excess over the perpendicular offset and the offsets farther in and out, in units of the scatter at
 *     the same distance
 * @param dx offset in pixels; the sign is chosen such that dx is positive, or dy if dx is 0
 * @param dy likewise
 */
record EchoPeak(double strength, double contrast, double dx, double dy) {

    private static final double FARTHEST = Echo.REACH - 2;
    /** Radius in pixels at which an echo's own profile ends. */
    private static final double CLEAR = 3.5;

    private static final double RADIAL_FROM = 6;
    private static final double RING = 1.5;
    private static final int[][] RINGS = rings();
    private static final double SIGMA_PER_MEDIAN = 1.4826;
    private static final EchoPeak NONE = new EchoPeak(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /**
     * @param nearest smallest offset searched, pixels
     * @param least noise floor, added in quadrature to the scatter
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

    /** @return the peak with the higher contrast */
    EchoPeak or(EchoPeak other) {
        return Double.isNaN(contrast) || other.contrast > contrast ? other : this;
    }

    /** @return the peak with its strength, a fraction a of the light, converted to that of an echo, a / (1 + a^2) */
    EchoPeak asEcho() {
        return new EchoPeak(strength / (1 + strength * strength), contrast, dx, dy);
    }

    double distance() {
        return Math.hypot(dx, dy);
    }

    /** @return direction of the offset, degrees from +x towards +y, above -90 and up to 90 */
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

    /**
     * Scatter at each whole distance in pixels, from the offsets at about that distance; at least the scatter of the
     * whole echo.
     */
    private static double[] noise(Echo echo, double least) {
        double[] noise = new double[Echo.REACH];
        for (int r = 0; r < noise.length; r++) {
            double[] ring = ring(echo, r);
            double middle = ring[ring.length / 2];
            double[] off =
                    Arrays.stream(ring).map(v -> Math.abs(v - middle)).sorted().toArray();
            noise[r] = Math.hypot(least, Math.max(echo.scatter(), SIGMA_PER_MEDIAN * off[off.length / 2]));
        }
        return noise;
    }

    private static double[] ring(Echo echo, int radius) {
        return Arrays.stream(RINGS[radius])
                .mapToDouble(place -> echo.lags()[place])
                .sorted()
                .toArray();
    }

    /**
     * For each whole number r of pixels, the indices of the offsets at distances of r + 0.5 plus or minus
     * {@value #RING}.
     */
    private static int[][] rings() {
        IntStream.Builder[] rings =
                Stream.generate(IntStream::builder).limit(Echo.REACH).toArray(IntStream.Builder[]::new);
        for (int place = 0; place < Echo.SIDE * Echo.SIDE; place++) {
            int dx = place % Echo.SIDE - Echo.REACH;
            int dy = place / Echo.SIDE - Echo.REACH;
            double r = Math.sqrt(dx * dx + dy * dy);
            for (int radius = 0; radius < rings.length; radius++) {
                if (Math.abs(r - (radius + 0.5)) <= RING) {
                    rings[radius].add(place);
                }
            }
        }
        return Arrays.stream(rings).map(ring -> ring.build().toArray()).toArray(int[][]::new);
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
