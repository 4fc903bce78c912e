package org.mosaicworkbench.explore;

import java.util.Arrays;
import org.mosaicworkbench.plot.Line;

/** Histogram of integers in bins of equal width, as a line with an area of 1 if all integers are within the edges. */
final class Histogram {

    private static final int MOST_STEPS = 25;

    private Histogram() {}

    /**
     * The edges of bins of integer width, placed so that each number is at the centre of its bin if the width is 1.
     *
     * @param values finite, at least one
     * @param end largest value that the bins must cover
     */
    static double[] edges(double[] values, double end) {
        double low = Arrays.stream(values).min().orElseThrow() - 0.5;
        double width = Math.max(1, Math.ceil((end - low) / MOST_STEPS));
        int steps = Math.max(1, (int) Math.ceil((end - low) / width));
        double[] edges = new double[steps + 1];
        Arrays.setAll(edges, i -> low + i * width);
        return edges;
    }

    /** The histogram of the finite values; a line without points if there are none. */
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
