package org.mosaicworkbench.sweep;

/** Whether a metric is minimised or maximised. */
public enum Goal {
    /** Minimise, as for a loss. */
    SMALLEST,
    /** Maximise, as for an area under a curve. */
    LARGEST;

    /** @return a number to minimise; NaN is the worst */
    public double cost(double metric) {
        return Double.isNaN(metric) ? Double.POSITIVE_INFINITY : this == SMALLEST ? metric : -metric;
    }

    /** @return whether one number is better than another; anything is better than NaN */
    public boolean better(double one, double other) {
        return cost(one) < cost(other);
    }
}
