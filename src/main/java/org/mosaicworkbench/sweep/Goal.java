package org.mosaicworkbench.sweep;

/** Whether a metric is minimised or maximised. */
public enum Goal {
    /** Minimise, as for a loss. */
    SMALLEST,
    /** Maximise, as for an area under a curve. */
    LARGEST;

    /** @return the metric as a cost to minimise: negated if larger is better; infinite for NaN */
    public double cost(double metric) {
        return Double.isNaN(metric) ? Double.POSITIVE_INFINITY : this == SMALLEST ? metric : -metric;
    }

    /** @return whether the first metric is better than the second; any finite value is better than NaN */
    public boolean better(double one, double other) {
        return cost(one) < cost(other);
    }
}
