package org.mosaicworkbench.sweep;

import org.mosaicworkbench.evaluate.Confusion;
import org.mosaicworkbench.evaluate.Scores;

/** The metric for comparing settings of a classifier, computed on held-out datasets. */
public enum Metric {
    /** Mean of the negative logarithm of the probability of what is true: the finest measure of few datasets. */
    LOG_LOSS("held-out loss", Goal.SMALLEST),
    /** Area under the ROC curve. */
    ROC_AUC("area under the ROC curve", Goal.LARGEST),
    /** Mean precision over the recall. */
    AVERAGE_PRECISION("average precision", Goal.LARGEST),
    /** Part that is told rightly with a threshold of one half. */
    ACCURACY("accuracy", Goal.LARGEST);

    private static final double MIDDLE = 0.5;

    private final String words;
    private final Goal goal;

    Metric(String words, Goal goal) {
        this.words = words;
        this.goal = goal;
    }

    /** @return its name */
    public String words() {
        return words;
    }

    /** @return whether it is minimized or maximized */
    public Goal goal() {
        return goal;
    }

    /**
     * The metric; NaN if the area or the precision is undefined because there is one class only.
     *
     * @param truth  true for misaligned
     * @param scores probabilities to be misaligned, as many
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
