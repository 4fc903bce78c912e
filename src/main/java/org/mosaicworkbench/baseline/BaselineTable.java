package org.mosaicworkbench.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.evaluate.Evaluation;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.evaluate.Metrics;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.notebook.TextTable;

/**
 * Table of models on the same datasets.
 *
 * @param evaluations evaluations by model name
 */
record BaselineTable(Map<String, Evaluation> evaluations) {

    static final String AUC = "roc_auc";
    /** The columns of {@link #lines}. */
    static final String HEADER = "model,set,metric,value,low,high\n";

    /** Copies the map. */
    BaselineTable {
        evaluations = Collections.unmodifiableMap(new LinkedHashMap<>(evaluations));
    }

    /** All models with their metrics, the largest area under the ROC curve first. */
    TextTable rows() {
        TextTable rows = TextTable.of(
                "model",
                "roc auc",
                "95 % interval",
                "average precision",
                "95 % interval (AP)",
                "accuracy",
                "95 % interval (accuracy)",
                "recall",
                "brier");
        List<Map.Entry<String, Evaluation>> all = new ArrayList<>(evaluations.entrySet());
        all.sort(Comparator.comparingDouble(entry -> -entry.getValue().metrics().value(AUC)));
        for (Map.Entry<String, Evaluation> entry : all) {
            Metrics m = entry.getValue().metrics();
            rows = rows.with(
                    entry.getKey(),
                    m.value(AUC),
                    m.interval(AUC),
                    m.value("average_precision"),
                    m.interval("average_precision"),
                    m.value("accuracy"),
                    m.interval("accuracy"),
                    m.value("recall"),
                    m.value("brier"));
        }
        return rows;
    }

    /** All metrics of one model on one set, one per line. */
    static String lines(String name, Evaluation evaluation) {
        StringBuilder lines = new StringBuilder();
        evaluation.metrics().values().forEach((metric, value) -> {
            Interval interval = evaluation.metrics().interval(metric);
            lines.append(
                    Csv.line(Arrays.asList(name, evaluation.set(), metric, value, interval.low(), interval.high())));
        });
        return lines.toString();
    }
}
