package org.mosaicworkbench.explore;

import java.util.Arrays;
import org.mosaicworkbench.plot.Line;

/** Whole numbers counted in steps of one width, as a line whose area is 1 if all of them are within the edges. */
final class Histogram {

    private static final int MOST_STEPS = 25;

    private Histogram() {}

    /**
     * The edges of steps of a whole width, so that each number stands in the middle of its step where the width is 1.
     *
     * @param values finite, at least one
     * @param end    the last number that must be in a step
     */
    static double[] edges(double[] values, double end) {
        double low = Arrays.stream(values).min().orElseThrow() - 0.5;
        double width = Math.max(1, Math.ceil((end - low) / MOST_STEPS));
        int steps = Math.max(1, (int) Math.ceil((end - low) / width));
        double[] edges = new double[steps + 1];
        Arrays.setAll(edges, i -> low + i * width);
        return edges;
    }

    /** The steps of the finite values; a line without points if there are none. */
    static Line of(String name, double[] values, double[] edges) {
        double[] known = Statistics.finite(values);
        if (known.length == 0) {
            return Line.of(name + " (no values)", known, known);
        }
        int steps = edges.length - 1;
        double width = edges[1] - edges[0];
        double[] x = new double[2 * steps + 2];
        double[] y = new double[2 * steps + 2];
        x[0] = edges[0];
        x[x.length - 1] = edges[steps];
        for (int i = 0; i < steps; i++) {
            double from = edges[i];
            x[2 * i + 1] = from;
            x[2 * i + 2] = from + width;
            y[2 * i + 1] = Arrays.stream(known)
                            .filter(v -> v >= from && v < from + width)
                            .count()
                    / (known.length * width);
            y[2 * i + 2] = y[2 * i + 1];
        }
        return Line.of(name, x, y);
    }
}
