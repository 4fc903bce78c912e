package org.mosaicworkbench.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.task.Failure;

/** Reads the rows of prepared tables, one per dataset, with a name, ten features and, if present, a label. */
final class DatasetRows {

    static final String REMEDY = "prepare the datasets again";
    private static final String OR_ANOTHER_MODEL = ", or use a model that reads no features, such as svm_measured";

    static final List<String> FEATURES = Feature.columns();
    private static final String INDEX = "index";
    static final String LABEL = "label";
    static final String RESIDUAL = "residual";

    private DatasetRows() {}

    /**
     * Adds the rows of a table. A row becomes a failure if it lacks a required feature or has a feature that is not a
     * number.
     *
     * @param wanted whether features are required; if not, a missing feature is NaN
     */
    static void read(Path table, boolean wanted, List<PreparedDatasets.Row> rows, List<Failure> failures) {
        CsvTable prepared = CsvTable.read(table, "give the svm_data.csv that prep wrote", REMEDY)
                .require(Stream.concat(FEATURES.stream(), Stream.of(INDEX)).toList(), REMEDY);
        boolean labelled = prepared.has(LABEL);
        boolean measured = prepared.has(RESIDUAL);
        Set<String> known =
                new HashSet<>(rows.stream().map(PreparedDatasets.Row::index).toList());
        for (CsvTable.Row row : prepared.rowsBy(INDEX)) {
            String index = row.name(INDEX);
            if (known.contains(index)) {
                throw BadInput.file(
                        table,
                        "line " + row.line() + " belongs to " + index + ", which is also in another table",
                        "keep each dataset in one table only");
            }
            List<String> texts = FEATURES.stream().map(row::text).toList();
            double[] features = FEATURES.stream().mapToDouble(row::numberOrNaN).toArray();
            OptionalInt missing = IntStream.range(0, features.length)
                    .filter(f -> !Double.isFinite(features[f]) && (wanted || !row.isMissing(FEATURES.get(f))))
                    .findFirst();
            if (missing.isPresent()) {
                String feature = FEATURES.get(missing.getAsInt());
                String wrong = row.isMissing(feature) ? "is missing" : "is '" + row.text(feature) + "'";
                String remedy = REMEDY + (row.isMissing(feature) ? OR_ANOTHER_MODEL : "");
                failures.add(new Failure(
                        index,
                        Failure.Stage.FEATURES,
                        table + ": " + feature + " of " + index + " " + wrong + "; " + remedy));
            } else {
                rows.add(new PreparedDatasets.Row(
                        index,
                        texts,
                        features,
                        MeasuredNumbers.NONE,
                        labelled && !row.isMissing(LABEL) ? Optional.of(label(table, row)) : Optional.empty(),
                        measured ? row.numberOrNaN(RESIDUAL) : Double.NaN));
            }
        }
    }

    static List<String> names(Path table) {
        return List.copyOf(labels(table).keySet());
    }

    /** A table's labels by dataset name, in row order; empty for an unlabelled dataset. */
    static Map<String, Optional<Label>> labels(Path table) {
        List<PreparedDatasets.Row> rows = new ArrayList<>();
        read(table, false, rows, new ArrayList<>());
        Map<String, Optional<Label>> labels = new LinkedHashMap<>();
        rows.forEach(row -> labels.put(row.index(), row.label()));
        return labels;
    }

    private static Label label(Path table, CsvTable.Row row) {
        return Label.of(table + ": the label of " + row.key(INDEX) + " (line " + row.line() + ")", row.text(LABEL));
    }
}
