package org.mosaicworkbench.evaluate;

/**
 * A curve over all thresholds.
 *
 * @param x false positive rate (ROC) or recall (precision-recall)
 * @param y true positive rate (ROC) or precision (precision-recall)
 * @param thresholds threshold of each point, at and above which a dataset is predicted misaligned; infinite if no
 *     dataset is predicted misaligned
 */
public record Curve(double[] x, double[] y, double[] thresholds) {

    /** Makes defensive copies. */
    public Curve {
        x = x.clone();
        y = y.clone();
        thresholds = thresholds.clone();
    }

    @Override
    public double[] x() {
        return x.clone();
    }

    @Override
    public double[] y() {
        return y.clone();
    }

    @Override
    public double[] thresholds() {
        return thresholds.clone();
    }

    @Override
    public String toString() {
        return "Curve of " + x.length + " points";
    }
}
