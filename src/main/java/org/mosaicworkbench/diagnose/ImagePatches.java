package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.mosaic.drizzle.Chip;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Compares two images of a field on one grid by their galaxies, knots and nebulae instead of point sources. The offset
 * with the highest similarity is first searched for in coarsely binned images and then refined. Next, patches of the
 * field are correlated one by one, and their positions are compared as if they were sources. The errors therefore
 * follow from the scatter of the patches, as they do for sources.
 *
 * <p>An offset is accepted if its similarity exceeds that at other offsets by {@value #BY_CHANCE} times their scatter,
 * and if at least {@value #FEWEST} patches, and at least six in ten of the significant patches, agree on it. An offset
 * that aligns the detector's pixels instead of the sky is attributed to a pattern fixed to the detector.
 */
final class ImagePatches {

    /** Largest offset searched along each axis, in pixels. */
    private static final int REACH = 100;

    private static final double BY_CHANCE = 7;
    private static final int FEWEST = 4;
    private static final double MAJORITY = 0.6;
    private static final int LEVELS = 3;
    /** The largest side of the finest level, in pixels. */
    private static final int LARGEST = 1400;
    /**
     * Sides of patches in pixels of the finest level: small ones for bright features, large ones for faint features.
     */
    private static final List<Integer> SIDES = List.of(24, 48, 96);
    /** The largest offset of a patch relative to the field, in pixels of the finest level. */
    private static final int NEAR = 3;
    /** A patch is significant above this many standard errors of its correlation. */
    private static final double TELLS = 3.5;
    /** The number of pixels whose noise is correlated: the area of the smoothing kernel. */
    private static final double CORRELATED = 20;
    /** The width of the correlation's peak, in pixels of the finest level. */
    private static final double PEAK = 2;

    private static final double BEST = 0.05;
    private static final double AGREES = 1.5;
    private static final double SIGMA_PER_MEDIAN = 1.4826;
    /**
     * If the dither exceeds this many pixels, an offset within {@code ON_DETECTOR} pixels of it is attributed to the
     * detector.
     */
    private static final double DITHERED = 3;

    private static final double ON_DETECTOR = 1.5;

    private ImagePatches() {}

    /**
     * An exposure's image.
     *
     * @param levels finest first; each has pixels twice as large as the previous one
     * @param middle the centre of its footprint, grid pixels
     */
    record Field(List<FieldLevel> levels, PixelPoint middle) {

        /** @param cosmicRays whether the image contains cosmic rays */
        static Field of(Chip.Raster image, boolean cosmicRays, PixelPoint middle) {
            int finest = cosmicRays ? 2 : 1;
            while (Math.max(image.width(), image.height()) > finest * LARGEST) {
                finest *= 2;
            }
            int first = finest;
            return new Field(
                    IntStream.range(0, LEVELS)
                            .mapToObj(i -> FieldLevel.of(image, first << i, cosmicRays))
                            .toList(),
                    middle);
        }
    }

    /**
     * A part of the field and its displacement in another image.
     *
     * @param number row-major index of the patch's first pixel, which identifies the patch
     * @param at its centre, grid pixel, 1-based
     * @param dx its displacement along x in the other image, pixels of the grid
     * @param dy its displacement along y, pixels of the grid
     * @param error one-sigma error of each displacement, pixels of the grid
     */
    record Patch(int number, PixelPoint at, double dx, double dy, double error) {}

    /**
     * The common features of two images.
     *
     * @param patches empty if the patches do not agree on an offset
     * @param fixed whether all common features are fixed to the detector
     */
    record Found(List<Patch> patches, boolean fixed) {}

    /** Compares two images. */
    static Found of(Field one, Field other) {
        double[] dither = {other.middle.x() - one.middle.x(), other.middle.y() - one.middle.y()};
        double[] best = IntStream.range(0, LEVELS)
                .mapToObj(level -> peak(one.levels.get(level), other.levels.get(level), dither))
                .max(Comparator.comparingDouble(peak -> peak[2]))
                .orElseThrow();
        List<Patch> patches = best[2] < BY_CHANCE
                ? List.of()
                : SIDES.stream()
                        .map(side -> patches(one.levels.get(0), other.levels.get(0), best, side))
                        .max(Comparator.comparingDouble(ImagePatches::weight))
                        .orElseThrow();
        double dx = patches.stream().mapToDouble(Patch::dx).average().orElse(0);
        double dy = patches.stream().mapToDouble(Patch::dy).average().orElse(0);
        boolean fixed = !patches.isEmpty() && isOfDetector(dx, dy, dither);
        return new Found(fixed ? List.of() : patches, fixed);
    }

    /**
     * The offset at which two levels are most similar, in grid pixels, and its significance, which is 0 if the pixels
     * are so large that no other offset is left for comparison.
     */
    private static double[] peak(FieldLevel a, FieldLevel b, double[] dither) {
        int reach = REACH / a.bin();
        int side = 2 * reach + 1;
        double[] likeness = a.likeness(a.standingOut(), b, reach);
        double keep = Math.max(DITHERED, a.bin());
        int best = -1;
        for (int i = 0; i < likeness.length; i++) {
            double dx = a.bin() * (i % side - reach);
            double dy = a.bin() * (i / side - reach);
            boolean detector =
                    Math.hypot(dither[0], dither[1]) > 2 * keep && Math.hypot(dx - dither[0], dy - dither[1]) <= keep;
            if (!detector && (best < 0 || likeness[i] > likeness[best])) {
                best = i;
            }
        }
        int x = best % side;
        int y = best / side;
        double[] rest = IntStream.range(0, likeness.length)
                .filter(i -> Math.hypot(i % side - x, i / side - y) > NEAR)
                .mapToDouble(i -> likeness[i])
                .sorted()
                .toArray();
        if (rest.length == 0) {
            return new double[3];
        }
        double middle = rest[rest.length / 2];
        double[] away =
                Arrays.stream(rest).map(v -> Math.abs(v - middle)).sorted().toArray();
        double spread = Math.sqrt(Arrays.stream(away).map(v -> v * v).average().orElse(0));
        double scatter = Math.max(SIGMA_PER_MEDIAN * away[away.length / 2], spread / 2);
        return new double[] {
            a.bin() * (x - reach), a.bin() * (y - reach), scatter > 0 ? (likeness[best] - middle) / scatter : 0
        };
    }

    /** Whether an offset aligns the detector's pixels and not the sky. */
    static boolean isOfDetector(double dx, double dy, double[] dither) {
        return Math.hypot(dither[0], dither[1]) > DITHERED && Math.hypot(dx - dither[0], dy - dither[1]) < ON_DETECTOR;
    }

    private static double weight(List<Patch> patches) {
        return patches.stream().mapToDouble(p -> 1 / (p.error * p.error)).sum();
    }

    /** Returns the patches of a given size that agree on an offset; empty if too few patches agree. */
    private static List<Patch> patches(FieldLevel a, FieldLevel b, double[] start, int size) {
        int x0 = (int) Math.rint(start[0] / a.bin());
        int y0 = (int) Math.rint(start[1] / a.bin());
        List<Patch> all = new ArrayList<>();
        for (int y = 0; y + size <= a.height(); y += size) {
            for (int x = 0; x + size <= a.width(); x += size) {
                Patch patch = patch(a, b, new int[] {x, y, x + x0 - NEAR, y + y0 - NEAR}, size);
                if (patch != null) {
                    all.add(patch);
                }
            }
        }
        double dx = median(all.stream().mapToDouble(Patch::dx).sorted().toArray());
        double dy = median(all.stream().mapToDouble(Patch::dy).sorted().toArray());
        List<Patch> agree = all.stream()
                .filter(p -> Math.hypot(p.dx - dx, p.dy - dy) <= AGREES * a.bin())
                .toList();
        return agree.size() >= Math.max(FEWEST, MAJORITY * all.size()) ? agree : List.of();
    }

    private static double median(double[] sorted) {
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /**
     * @param at x and y of the patch's first pixel in the first image, then x and y of the first pixel of the first
     *     patch in the second image to compare it with
     */
    private static Patch patch(FieldLevel a, FieldLevel b, int[] at, int size) {
        if (at[2] < 0 || at[3] < 0 || at[2] + size + 2 * NEAR > b.width() || at[3] + size + 2 * NEAR > b.height()) {
            return null;
        }
        int side = 2 * NEAR + 1;
        double[] likeness = new double[side * side];
        int best = 0;
        for (int i = 0; i < likeness.length; i++) {
            likeness[i] = correlation(a, b, new int[] {at[0], at[1], at[2] + i % side, at[3] + i / side}, size);
            best = likeness[i] > likeness[best] ? i : best;
        }
        int column = best % side;
        int row = best / side;
        // Fisher's transform of a correlation coefficient has a standard error of 1 / sqrt(n - 3).
        double told = atanh(likeness[best]) * Math.sqrt(size * size / CORRELATED - 3);
        if (!(told > TELLS) || column == 0 || row == 0 || column == side - 1 || row == side - 1) {
            return null;
        }
        double dx = at[2] - at[0] + column + vertex(likeness[best - 1], likeness[best], likeness[best + 1]);
        double dy = at[3] - at[1] + row + vertex(likeness[best - side], likeness[best], likeness[best + side]);
        int bin = a.bin();
        return new Patch(
                at[1] * a.width() + at[0],
                new PixelPoint(bin * (at[0] + size / 2.0) + 0.5, bin * (at[1] + size / 2.0) + 0.5),
                bin * dx,
                bin * dy,
                bin * Math.max(BEST, PEAK / told));
    }

    private static double atanh(double x) {
        return 0.5 * Math.log((1 + x) / (1 - x));
    }

    private static double correlation(FieldLevel a, FieldLevel b, int[] at, int size) {
        double both = 0;
        double own = 0;
        double others = 0;
        for (int row = 0; row < size; row++) {
            int here = (at[1] + row) * a.width() + at[0];
            int there = (at[3] + row) * b.width() + at[2];
            for (int i = 0; i < size; i++) {
                double one = a.values()[here + i];
                double other = b.values()[there + i];
                both += one * other;
                own += one * one;
                others += other * other;
            }
        }
        return own > 0 && others > 0 ? Math.min(both / Math.sqrt(own * others), 1 - 1e-9) : 0;
    }

    /** The position of the maximum of a parabola through three points, relative to the middle one. */
    private static double vertex(double before, double here, double after) {
        double bend = 2 * here - before - after;
        return bend > 0 ? 0.5 * (after - before) / bend : 0;
    }
}
