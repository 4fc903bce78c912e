package org.mosaicworkbench.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;

/**
 * Metrics of one set of predictions, most of them with a 95 % interval from a bootstrap over visits.
 *
 * @param values values by name, in the order of {@link #NAMES}; NaN if undefined
 * @param intervals intervals by name
 */
public record Metrics(Map<String, Double> values, Map<String, Interval> intervals) implements Displayable {

    /** Number of calibration bins. */
    static final int BINS = 10;

    /** The names of all metrics. */
    public static final List<String> NAMES = List.of(
            "accuracy",
            "loss",
            "roc_auc",
            "average_precision",
            "precision",
            "recall",
            "f1",
            "brier",
            "calibration_error",
            "loss_untempered",
            "brier_untempered",
            "calibration_error_untempered");

    /** Makes defensive copies. */
    public Metrics {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
    }

    static Metrics of(List<Prediction> verdicts, DecisionSettings tuning) {
        boolean[] truth = truth(verdicts);
        double[] score = scores(verdicts);
        Map<String, Double> values = new LinkedHashMap<>();
        Confusion confusion = Confusion.of(truth, said(verdicts));
        values.put("accuracy", confusion.accuracy());
        values.put("loss", Scores.logLoss(truth, score));
        values.put("roc_auc", Scores.rocAuc(truth, score));
        values.put("average_precision", Scores.averagePrecision(truth, score));
        values.put("precision", confusion.precision());
        values.put("recall", confusion.recall());
        values.put("f1", confusion.f1());
        values.put("brier", Scores.brier(truth, score));
        values.put("calibration_error", Scores.calibrationError(truth, score, BINS));
        double[] before = new double[score.length];
        for (int i = 0; i < before.length; i++) {
            before[i] = tuning.temperature().undone(score[i]);
        }
        values.put("loss_untempered", Scores.logLoss(truth, before));
        values.put("brier_untempered", Scores.brier(truth, before));
        values.put("calibration_error_untempered", Scores.calibrationError(truth, before, BINS));
        return new Metrics(values, intervals(verdicts, truth, score, tuning));
    }

    private static Map<String, Interval> intervals(
            List<Prediction> verdicts, boolean[] truth, double[] score, DecisionSettings tuning) {
        List<String> visits = verdicts.stream().map(Prediction::visit).toList();
        Map<String, Interval> intervals = new LinkedHashMap<>();
        intervals.put(
                "accuracy",
                Interval.bootstrap(
                        truth,
                        score,
                        visits,
                        (t, s) -> Confusion.of(t, s, tuning.threshold()).accuracy(),
                        new Interval.Draws(tuning.draws(), tuning.seed())));
        intervals.put(
                "loss",
                Interval.bootstrap(
                        truth, score, visits, Scores::logLoss, new Interval.Draws(tuning.draws(), tuning.seed())));
        intervals.put(
                "roc_auc",
                Interval.bootstrap(
                        truth, score, visits, Scores::rocAuc, new Interval.Draws(tuning.draws(), tuning.seed())));
        intervals.put(
                "average_precision",
                Interval.bootstrap(
                        truth,
                        score,
                        visits,
                        Scores::averagePrecision,
                        new Interval.Draws(tuning.draws(), tuning.seed())));
        intervals.put(
                "brier",
                Interval.bootstrap(
                        truth, score, visits, Scores::brier, new Interval.Draws(tuning.draws(), tuning.seed())));
        return intervals;
    }

    /** @return true for misaligned, one value per prediction */
    static boolean[] truth(List<Prediction> verdicts) {
        boolean[] truth = new boolean[verdicts.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = verdicts.get(i).truth() == Label.MISALIGNED;
        }
        return truth;
    }

    static boolean[] said(List<Prediction> verdicts) {
        boolean[] said = new boolean[verdicts.size()];
        for (int i = 0; i < said.length; i++) {
            said[i] = verdicts.get(i).predicted() == Label.MISALIGNED;
        }
        return said;
    }

    static double[] scores(List<Prediction> verdicts) {
        return verdicts.stream().mapToDouble(Prediction::probability).toArray();
    }

    /** @return the metric of that name; NaN if undefined */
    public double value(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new BadInput(
                    "there is no metric '" + name + "'; choose one of " + String.join(", ", values.keySet()));
        }
        return value;
    }

    /** @return the interval of the metric of that name; {@link Interval#NONE} if it has none */
    public Interval interval(String name) {
        return intervals.getOrDefault(name, Interval.NONE);
    }

    private TextTable rows() {
        TextTable rows = TextTable.of("metric", "value", "95 % interval");
        for (String name : values.keySet()) {
            rows = rows.with(name.replace('_', ' '), value(name), interval(name));
        }
        return rows;
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
