package org.mosaicworkbench.sweep;

import java.util.Arrays;

/**
 * The outcome of a job.
 *
 * @param metric value of the metric
 * @param curve one value per epoch since the trial began; empty if there is no curve
 */
public record Outcome(double metric, double[] curve) {

    /** Copies the array. */
    public Outcome {
        curve = curve.clone();
    }

    /** Creates an outcome without a curve. */
    public Outcome(double metric) {
        this(metric, new double[0]);
    }

    @Override
    public double[] curve() {
        return curve.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Outcome outcome && metric == outcome.metric && Arrays.equals(curve, outcome.curve);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(metric) + Arrays.hashCode(curve);
    }
}
