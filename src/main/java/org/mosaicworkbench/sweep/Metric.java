package org.mosaicworkbench.sweep;

import org.mosaicworkbench.evaluate.Confusion;
import org.mosaicworkbench.evaluate.Scores;

/** The metric by which settings of a classifier are compared, computed on held-out datasets. */
public enum Metric {
    /** Mean negative log-probability of the true class; the most sensitive metric if there are few datasets. */
    LOG_LOSS("held-out loss", Goal.SMALLEST),
    /** Area under the ROC curve. */
    ROC_AUC("area under the ROC curve", Goal.LARGEST),
    /** Average precision: the mean of the precisions, weighted by the increase in recall. */
    AVERAGE_PRECISION("average precision", Goal.LARGEST),
    /** Fraction of datasets classified correctly at a threshold of 0.5. */
    ACCURACY("accuracy", Goal.LARGEST);

    private static final double MIDDLE = 0.5;

    private final String words;
    private final Goal goal;

    Metric(String words, Goal goal) {
        this.words = words;
        this.goal = goal;
    }

    /** @return the metric's name */
    public String words() {
        return words;
    }

    /** @return whether it is minimised or maximised */
    public Goal goal() {
        return goal;
    }

    /**
     * The value of the metric; NaN if it is undefined because only one class is present.
     *
     * @param truth true for misaligned
     * @param scores probabilities of misalignment, one per element of {@code truth}
     */
    public double of(boolean[] truth, double[] scores) {
        return switch (this) {
            case LOG_LOSS -> Scores.logLoss(truth, scores);
            case ROC_AUC -> Scores.rocAuc(truth, scores);
            case AVERAGE_PRECISION -> Scores.averagePrecision(truth, scores);
            case ACCURACY -> Confusion.of(truth, scores, MIDDLE).accuracy();
        };
    }
}
