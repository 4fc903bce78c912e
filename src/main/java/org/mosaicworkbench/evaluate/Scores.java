package org.mosaicworkbench.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.io.BadInput;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;

/**
 * Metrics of probabilities. In all of them {@code truth} is true for misaligned datasets and {@code score} holds their
 * unrounded probabilities of misalignment. If one of the classes is absent there is no ROC, and for an empty set there
 * is no metric; the result is then {@code NaN}.
 */
public final class Scores {

    private static final double SMALLEST = Math.ulp(1.0);

    private Scores() {}

    /**
     * Area under the ROC curve: the probability that a misaligned dataset scores above an aligned one, with ties
     * counting half.
     */
    public static double rocAuc(boolean[] truth, double[] score) {
        requireSameLength(truth, score);
        double[] misaligned = sorted(truth, score, true);
        double[] aligned = sorted(truth, score, false);
        double halves = 0;
        for (int i = 0, below = 0, upTo = 0; i < misaligned.length; i++) {
            while (below < aligned.length && aligned[below] < misaligned[i]) {
                below++;
            }
            while (upTo < aligned.length && aligned[upTo] <= misaligned[i]) {
                upTo++;
            }
            halves += below + upTo;
        }
        return halves / (2.0 * misaligned.length * aligned.length);
    }

    /**
     * Average precision: the mean of the precisions at each threshold, weighted by the gain in recall, without
     * interpolation.
     */
    public static double averagePrecision(boolean[] truth, double[] score) {
        requireSameLength(truth, score);
        double[] misaligned = sorted(truth, score, true);
        double[] aligned = sorted(truth, score, false);
        double sum = 0;
        for (int first = misaligned.length, wrong = aligned.length; first > 0; ) {
            double threshold = misaligned[first - 1];
            int before = first;
            while (first > 0 && misaligned[first - 1] == threshold) {
                first--;
            }
            while (wrong > 0 && aligned[wrong - 1] >= threshold) {
                wrong--;
            }
            double found = misaligned.length - first;
            sum += (before - first) * found / (found + aligned.length - wrong);
        }
        return sum / misaligned.length;
    }

    /**
     * The scores of one class, sorted. Merging the two sorted classes is faster than Tribuo's sorting of pairs, and a
     * bootstrap does it thousands of times.
     */
    private static double[] sorted(boolean[] truth, double[] score, boolean which) {
        int positives = positives(truth);
        double[] own = new double[which ? positives : truth.length - positives];
        for (int i = 0, n = 0; i < truth.length; i++) {
            if (truth[i] == which) {
                own[n++] = score[i];
            }
        }
        Arrays.sort(own);
        return own;
    }

    /** The ROC curve from (0, 0) to (1, 1); empty if a class is absent. */
    public static Curve rocCurve(boolean[] truth, double[] score) {
        requireSameLength(truth, score);
        if (!bothClasses(truth)) {
            return new Curve(new double[0], new double[0], new double[0]);
        }
        LabelEvaluationUtil.ROC roc = LabelEvaluationUtil.generateROCCurve(truth, score);
        return new Curve(roc.fpr, roc.tpr, roc.thresholds);
    }

    /** The precision-recall curve, by decreasing recall; empty if nothing is misaligned. */
    public static Curve precisionRecallCurve(boolean[] truth, double[] score) {
        requireSameLength(truth, score);
        if (positives(truth) == 0) {
            return new Curve(new double[0], new double[0], new double[0]);
        }
        LabelEvaluationUtil.PRCurve pr = LabelEvaluationUtil.generatePRCurve(truth, score);
        double[] thresholds = Arrays.copyOf(pr.thresholds, pr.recall.length);
        thresholds[thresholds.length - 1] = Double.POSITIVE_INFINITY;
        return new Curve(pr.recall, pr.precision, thresholds);
    }

    /**
     * Mean of -ln of the probability assigned to the true class (binary cross-entropy). Probabilities of exactly 0 or 1
     * are moved by 2<sup>-52</sup>, so that a single prediction that is certain but wrong does not make the mean
     * infinite.
     */
    public static double logLoss(boolean[] truth, double[] score) {
        requireSameLength(truth, score);
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            double p = Math.min(1 - SMALLEST, Math.max(SMALLEST, score[i]));
            sum -= truth[i] ? Math.log(p) : Math.log1p(-p);
        }
        return sum / truth.length;
    }

    /** Mean squared difference between probability and truth (Brier 1950). */
    public static double brier(boolean[] truth, double[] score) {
        requireSameLength(truth, score);
        double sum = 0;
        for (int i = 0; i < truth.length; i++) {
            double error = score[i] - (truth[i] ? 1 : 0);
            sum += error * error;
        }
        return sum / truth.length;
    }

    /**
     * Bins of equal width over 0 to 1.
     *
     * @param bins number of bins, at least 1
     * @return the non-empty bins
     */
    public static List<CalibrationBin> calibration(boolean[] truth, double[] score, int bins) {
        requireSameLength(truth, score);
        if (bins < 1) {
            throw new IllegalArgumentException("the number of calibration bins is " + bins + "; it must be at least 1");
        }
        int[] count = new int[bins];
        double[] said = new double[bins];
        int[] misaligned = new int[bins];
        for (int i = 0; i < truth.length; i++) {
            int bin = Math.min(bins - 1, (int) (score[i] * bins));
            count[bin]++;
            said[bin] += score[i];
            misaligned[bin] += truth[i] ? 1 : 0;
        }
        List<CalibrationBin> filled = new ArrayList<>();
        for (int bin = 0; bin < bins; bin++) {
            if (count[bin] > 0) {
                filled.add(new CalibrationBin(
                        (double) bin / bins,
                        (bin + 1.0) / bins,
                        count[bin],
                        said[bin] / count[bin],
                        (double) misaligned[bin] / count[bin]));
            }
        }
        return filled;
    }

    /**
     * Expected calibration error: the absolute difference between a bin's misaligned fraction and its mean predicted
     * probability, averaged over the bins weighted by their numbers of datasets (Guo et al. 2017, eq. 3, with the
     * probability of being misaligned in place of the confidence).
     *
     * @param bins number of bins of equal width, at least 1
     */
    public static double calibrationError(boolean[] truth, double[] score, int bins) {
        return calibration(truth, score, bins).stream()
                        .mapToDouble(bin -> bin.datasets() * Math.abs(bin.misaligned() - bin.meanProbability()))
                        .sum()
                / truth.length;
    }

    /**
     * The smallest threshold with at most a given false-alarm rate.
     *
     * @param wanted false positive rate, 0 to 1
     * @return the threshold, just above the score of an aligned dataset; 0 if all datasets may be predicted misaligned;
     *     NaN without aligned datasets
     */
    public static double thresholdFor(double wanted, boolean[] truth, double[] score) {
        requireSameLength(truth, score);
        if (!(wanted >= 0 && wanted <= 1)) {
            throw new IllegalArgumentException(
                    "the target false positive rate is " + wanted + "; it must be between 0 and 1");
        }
        double[] aligned = sorted(truth, score, false);
        if (aligned.length == 0) {
            return Double.NaN;
        }
        int allowed = (int) Math.floor(wanted * aligned.length * (1 + SMALLEST));
        return allowed == aligned.length ? 0 : Math.nextUp(aligned[aligned.length - 1 - allowed]);
    }

    /** @return number of misaligned datasets */
    static int positives(boolean[] truth) {
        int count = 0;
        for (boolean misaligned : truth) {
            count += misaligned ? 1 : 0;
        }
        return count;
    }

    static boolean bothClasses(boolean[] truth) {
        int positives = positives(truth);
        return positives > 0 && positives < truth.length;
    }

    static void requireSameLength(boolean[] truth, double[] score) {
        if (truth.length != score.length) {
            throw new IllegalArgumentException(
                    truth.length + " labels and " + score.length + " scores; their numbers must be equal");
        }
        for (int i = 0; i < score.length; i++) {
            if (Double.isNaN(score[i])) {
                throw new BadInput("score " + (i + 1) + " of " + score.length + " is NaN; a score must be a number");
            }
        }
    }
}
