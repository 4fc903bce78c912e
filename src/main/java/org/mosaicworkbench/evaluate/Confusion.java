package org.mosaicworkbench.evaluate;

import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;

/**
 * Confusion matrix; misaligned is the positive class.
 *
 * @param trueNegatives aligned and predicted aligned
 * @param falsePositives aligned but predicted misaligned
 * @param falseNegatives misaligned but predicted aligned
 * @param truePositives misaligned and predicted misaligned
 */
public record Confusion(long trueNegatives, long falsePositives, long falseNegatives, long truePositives)
        implements Displayable {

    /**
     * Counts the predictions at a threshold.
     *
     * @param truth true for misaligned
     * @param probability predicted probability of misalignment, one per element of {@code truth}
     * @param threshold probability at and above which a dataset is predicted misaligned
     */
    public static Confusion of(boolean[] truth, double[] probability, double threshold) {
        boolean[] said = new boolean[truth.length];
        Scores.requireSameLength(truth, probability);
        for (int i = 0; i < said.length; i++) {
            said[i] = probability[i] >= threshold;
        }
        return of(truth, said);
    }

    /**
     * Counts the predictions.
     *
     * @param truth true for misaligned
     * @param said true if predicted misaligned, one per element of {@code truth}
     */
    public static Confusion of(boolean[] truth, boolean[] said) {
        if (truth.length != said.length) {
            throw new IllegalArgumentException(
                    truth.length + " labels and " + said.length + " predictions; their numbers must be equal");
        }
        long[][] count = new long[2][2];
        for (int i = 0; i < truth.length; i++) {
            count[truth[i] ? 1 : 0][said[i] ? 1 : 0]++;
        }
        return new Confusion(count[0][0], count[0][1], count[1][0], count[1][1]);
    }

    /** @return number of datasets */
    public long total() {
        return trueNegatives + falsePositives + falseNegatives + truePositives;
    }

    /** @return accuracy: the fraction of datasets classified correctly */
    public double accuracy() {
        return (double) (trueNegatives + truePositives) / total();
    }

    /** @return precision: the fraction of datasets predicted misaligned that are misaligned */
    public double precision() {
        return (double) truePositives / (truePositives + falsePositives);
    }

    /** @return recall: the fraction of misaligned datasets detected */
    public double recall() {
        return (double) truePositives / (truePositives + falseNegatives);
    }

    /** @return the harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN) */
    public double f1() {
        return 2.0 * truePositives / (2 * truePositives + falsePositives + falseNegatives);
    }

    /** @return the false-alarm rate: the fraction of aligned datasets predicted misaligned */
    public double falsePositiveRate() {
        return (double) falsePositives / (falsePositives + trueNegatives);
    }

    /** @return the matrix with the classes exchanged, so that aligned is the positive class */
    public Confusion exchanged() {
        return new Confusion(
                /* trueNegatives= */ truePositives,
                /* falsePositives= */ falseNegatives,
                /* falseNegatives= */ falsePositives,
                /* truePositives= */ trueNegatives);
    }

    /** @return counts by truth (rows) and prediction (columns), aligned before misaligned */
    public double[][] counts() {
        return new double[][] {{trueNegatives, falsePositives}, {falseNegatives, truePositives}};
    }

    /** @return fractions of each true class: rows sum to 1, or are NaN if the class is absent */
    public double[][] normalised() {
        double[][] parts = counts();
        for (double[] row : parts) {
            double sum = row[0] + row[1];
            row[0] /= sum;
            row[1] /= sum;
        }
        return parts;
    }

    /** @return precision, recall and F1 of both classes with the number of datasets in each */
    public TextTable report() {
        Confusion aligned = exchanged();
        return TextTable.of("class", "precision", "recall", "f1", "datasets")
                .with(
                        Label.ALIGNED,
                        aligned.precision(),
                        aligned.recall(),
                        aligned.f1(),
                        trueNegatives + falsePositives)
                .with(Label.MISALIGNED, precision(), recall(), f1(), falseNegatives + truePositives);
    }

    private TextTable rows() {
        double[][] parts = normalised();
        return TextTable.of(
                        "true",
                        "predicted aligned",
                        "predicted misaligned",
                        "fraction predicted aligned",
                        "fraction predicted misaligned")
                .with(Label.ALIGNED, trueNegatives, falsePositives, parts[0][0], parts[0][1])
                .with(Label.MISALIGNED, falseNegatives, truePositives, parts[1][0], parts[1][1]);
    }

    @Override
    public Display display() {
        return rows().display();
    }

    @Override
    public String toString() {
        return rows().toString();
    }
}
