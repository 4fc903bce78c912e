package org.mosaicworkbench.dataset;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
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

/** Reads the rows of prepared tables: each of one dataset, with a name, ten features and, where it has one, a label. */
final class DatasetRows {

    static final String REMEDY = "prepare the datasets again";

    static final List<String> FEATURES = Feature.columns();
    private static final String INDEX = "index";
    static final String LABEL = "label";
    static final String RESIDUAL = "residual";

    private DatasetRows() {}

    /** Adds the rows of a table that have all features; the others become failures. */
    static void read(Path table, List<PreparedDatasets.Row> rows, List<Failure> failures) {
        CsvTable prepared = CsvTable.read(table, "name the svm_data.csv that prep wrote", REMEDY)
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
                        "line " + row.line() + " is of " + index + ", which another table is of too",
                        "leave each dataset in one table");
            }
            List<String> texts = FEATURES.stream().map(row::text).toList();
            double[] features = FEATURES.stream().mapToDouble(row::numberOrNaN).toArray();
            OptionalInt missing = IntStream.range(0, features.length)
                    .filter(f -> !Double.isFinite(features[f]))
                    .findFirst();
            if (missing.isPresent()) {
                int f = missing.getAsInt();
                failures.add(new Failure(
                        index,
                        Failure.Stage.FEATURES,
                        table + ": " + FEATURES.get(f) + " of " + index + " is '" + texts.get(f) + "'; " + REMEDY));
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

    private static Label label(Path table, CsvTable.Row row) {
        return Label.of(table + ": the label of " + row.key(INDEX) + " (line " + row.line() + ")", row.text(LABEL));
    }
}
