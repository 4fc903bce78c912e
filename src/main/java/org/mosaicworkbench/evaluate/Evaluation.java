package org.mosaicworkbench.evaluate;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;

/**
 * Evaluation of a model on one set of datasets.
 *
 * @param set name of the set: {@code test}, {@code val}
 * @param verdicts one prediction per dataset
 * @param history training history, epoch by epoch; empty if unknown
 * @param tuning threshold, temperature and bootstrap
 * @param metrics metrics of the predictions
 */
public record Evaluation(
        String set, List<Prediction> verdicts, List<Epoch> history, DecisionSettings tuning, Metrics metrics)
        implements Displayable {

    /** Copies the lists. */
    public Evaluation {
        verdicts = List.copyOf(verdicts);
        history = List.copyOf(history);
    }

    /**
     * Evaluates predictions.
     *
     * @param verdicts predictions made with the threshold in {@code tuning}
     */
    public static Evaluation of(String set, List<Prediction> verdicts, List<Epoch> history, DecisionSettings tuning) {
        return new Evaluation(set, verdicts, history, tuning, Metrics.of(verdicts, tuning));
    }

    /**
     * Reads the files written by {@link #write}.
     *
     * @param folder a folder such as {@code results/test}
     * @throws org.mosaicworkbench.io.BadInput if a file is missing or broken; the message names it
     */
    public static Evaluation read(Path folder) {
        return EvaluationFiles.read(folder);
    }

    /**
     * Writes {@code scores.csv} ({@code index,y_true,y_score,y_pred}), {@code metrics.json} and, if there is a history,
     * {@code history.csv} ({@code epoch,loss,accuracy,val_loss,val_accuracy}).
     *
     * @param folder created if missing
     * @return {@code folder}
     */
    public Path write(Path folder) {
        return EvaluationFiles.write(this, folder);
    }

    /** @return true for misaligned, one per prediction */
    public boolean[] truth() {
        return Metrics.truth(verdicts);
    }

    /** @return the probabilities, one per prediction */
    public double[] scores() {
        return Metrics.scores(verdicts);
    }

    /** @return the confusion matrix */
    public Confusion confusion() {
        return Confusion.of(truth(), Metrics.said(verdicts));
    }

    /** @return false negatives, the most confident first */
    public List<Prediction> falseNegatives() {
        return verdicts.stream()
                .filter(v -> !v.right() && v.truth() == Label.MISALIGNED)
                .sorted(Comparator.comparingDouble(Prediction::probability).thenComparing(Prediction::index))
                .toList();
    }

    /** @return false positives, the most confident first */
    public List<Prediction> falsePositives() {
        return verdicts.stream()
                .filter(v -> !v.right() && v.truth() == Label.ALIGNED)
                .sorted(Comparator.comparingDouble(Prediction::probability)
                        .reversed()
                        .thenComparing(Prediction::index))
                .toList();
    }

    /** @return the false negatives and false positives by name with their probabilities */
    public TextTable mistakes() {
        TextTable rows = TextTable.of("dataset", "detector", "true", "predicted", "probability");
        for (List<Prediction> wrong : List.of(falseNegatives(), falsePositives())) {
            for (Prediction v : wrong) {
                rows = rows.with(v.index(), v.detector(), v.truth(), v.predicted(), v.probability());
            }
        }
        return rows;
    }

    /** @return counts, mistakes, accuracy and area under the ROC curve of each detector */
    public TextTable byDetector() {
        Map<String, List<Prediction>> detectors = verdicts.stream()
                .collect(Collectors.groupingBy(Prediction::detector, TreeMap::new, Collectors.toList()));
        TextTable rows = TextTable.of(
                "detector", "datasets", "misaligned", "false negatives", "false positives", "accuracy", "roc auc");
        for (Map.Entry<String, List<Prediction>> entry : detectors.entrySet()) {
            List<Prediction> own = entry.getValue();
            Confusion confusion = Confusion.of(Metrics.truth(own), Metrics.said(own));
            rows = rows.with(
                    entry.getKey(),
                    own.size(),
                    count(own, v -> v.truth() == Label.MISALIGNED),
                    confusion.falseNegatives(),
                    confusion.falsePositives(),
                    confusion.accuracy(),
                    Scores.rocAuc(Metrics.truth(own), Metrics.scores(own)));
        }
        return rows;
    }

    private static long count(List<Prediction> verdicts, Predicate<Prediction> which) {
        return verdicts.stream().filter(which).count();
    }

    @Override
    public Display display() {
        return metrics.display();
    }

    @Override
    public String toString() {
        return set + ": " + Count.of(verdicts.size(), "dataset") + ", "
                + count(verdicts, v -> v.truth() == Label.MISALIGNED) + " misaligned\n" + metrics;
    }
}
