package org.mosaicworkbench.diagnose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds straight lines in any direction that contain far more points than others (Hough transform as in Duda and Hart,
 * 1972, Communications of the ACM 15, 11): bright columns and rows of a detector, rotated as in the mosaic, and
 * satellite trails. Such lines look the same at any offset along them.
 */
final class StraightLines {

    /**
     * The definition of a line.
     *
     * @param full minimum number of points, per pixel of the image's shorter side
     * @param near largest distance of a line's points from it, pixels
     */
    record Line(double full, double near) {

        /** The definition for spurious sources that noise produces on a column. */
        static final Line OF_SOURCES = new Line(0.15, 2);
        /**
         * The definition for significant pixels, which smoothing spreads to both sides of a column; clumps of sources
         * contain fewer.
         */
        static final Line OF_PIXELS = new Line(0.5, 4);
    }

    /** Maximum number of lines to find. */
    private static final int MOST = 60;

    private static final int FEWEST = 25;
    private static final double BEYOND_CHANCE = 6;
    /** A line is at least this many pixels wide, and at least the image's diagonal divided by {@code ACROSS}. */
    private static final double NARROWEST = 2;

    private static final double ACROSS = 1500;
    private static final int MOST_POINTS = 30_000;

    /** Cosine, sine and distance from the origin of each line. */
    private final List<double[]> lines = new ArrayList<>();

    private final double near;

    private StraightLines(double near) {
        this.near = near;
    }

    /**
     * Finds the lines.
     *
     * @param xs x of the points, pixels, 0 to the width
     * @param ys y of the points, pixels, 0 to the height
     * @param wanted the definition of a line
     */
    static StraightLines of(double[] xs, double[] ys, int width, int height, Line wanted) {
        StraightLines found = new StraightLines(Math.max(wanted.near, wide(width, height)));
        double[][] points = {xs, ys};
        if (xs.length > MOST_POINTS) {
            int step = xs.length / MOST_POINTS + 1;
            points = new double[][] {every(xs, step), every(ys, step)};
        }
        double share = xs.length == 0 ? 1 : (double) points[0].length / xs.length;
        double full = share * Math.max(FEWEST, wanted.full * Math.min(width, height));
        double[] line = strongest(points, width, height, full);
        while (line != null && found.lines.size() < MOST) {
            found.lines.add(line);
            double[][] left = found.off(points);
            line = left[0].length < points[0].length ? strongest(left, width, height, full) : null;
            points = left;
        }
        return found;
    }

    private static double wide(int width, int height) {
        return Math.max(NARROWEST, Math.hypot(width, height) / ACROSS);
    }

    private static double[] every(double[] values, int step) {
        return IntStream.range(0, values.length)
                .filter(i -> i % step == 0)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    private double[][] off(double[][] points) {
        IntPredicate off = i -> !isOn(points[0][i], points[1][i]);
        int[] kept = IntStream.range(0, points[0].length).filter(off).toArray();
        return new double[][] {
            Arrays.stream(kept).mapToDouble(i -> points[0][i]).toArray(),
            Arrays.stream(kept).mapToDouble(i -> points[1][i]).toArray()
        };
    }

    /** The line with the most points; null if none has far more points than expected for a random line. */
    private static double[] strongest(double[][] points, int width, int height, double full) {
        double diagonal = Math.hypot(width, height);
        double wide = wide(width, height);
        int angles = (int) Math.ceil(Math.PI * diagonal / (2 * wide));
        int[] counts = new int[2 * (int) (diagonal / wide) + 3];
        double usual = points[0].length * wide / Math.min(width, height);
        double most = Math.max(full, usual + BEYOND_CHANCE * Math.sqrt(usual));
        double[] best = null;
        for (int a = 0; a < angles; a++) {
            double cos = Math.cos(Math.PI * a / angles);
            double sin = Math.sin(Math.PI * a / angles);
            Arrays.fill(counts, 0);
            for (int i = 0; i < points[0].length; i++) {
                counts[(int) ((points[0][i] * cos + points[1][i] * sin + diagonal) / wide)]++;
            }
            for (int r = 0; r < counts.length; r++) {
                if (counts[r] > most) {
                    most = counts[r];
                    best = new double[] {cos, sin, (r + 0.5) * wide - diagonal};
                }
            }
        }
        return best;
    }

    /** @return whether a point lies on one of the lines */
    boolean isOn(double x, double y) {
        return lines.stream().anyMatch(line -> Math.abs(x * line[0] + y * line[1] - line[2]) <= near);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }
}
