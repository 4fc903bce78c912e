package org.mosaicworkbench;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * More features of datasets, such as measures of their frames: {@code index} and columns of numbers.
 *
 * @param columns their names
 * @param rows    by dataset; NaN where a field is empty
 */
record MeasuredTable(List<String> columns, Map<String, double[]> rows) {

    /** What says whether a dataset is misaligned is no feature. */
    private static final Set<String> TRUTH = Set.of("label", "residual");
    private static final String INDEX = "index";
    private static final String REMEDY = "name a table with an index and columns of numbers";

    static MeasuredTable read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read as a table", REMEDY);
        }
        List<String> names = lines.isEmpty() ? List.of() : Csv.fields(lines.get(0));
        int index = names.indexOf(INDEX);
        if (index < 0) {
            throw BadInput.file(file, "has no column index (it has " + String.join(", ", names) + ")", REMEDY);
        }
        int[] chosen = IntStream.range(0, names.size()).filter(c -> c != index && !TRUTH.contains(names.get(c))).toArray();
        Map<String, double[]> rows = new LinkedHashMap<>();
        for (int line = 1; line < lines.size(); line++) {
            List<String> fields = Csv.fields(lines.get(line));
            if (fields.size() != names.size()) {
                throw BadInput.file(file, "line " + (line + 1) + " has " + fields.size() + " fields, the first line has "
                        + names.size(), "make it again");
            }
            int number = line + 1;
            rows.put(fields.get(index), Arrays.stream(chosen)
                    .mapToDouble(c -> value(file, number, names.get(c), fields.get(c))).toArray());
        }
        return new MeasuredTable(Arrays.stream(chosen).mapToObj(names::get).toList(), rows);
    }

    private static double value(Path file, int line, String column, String field) {
        try {
            return field.isBlank() ? Double.NaN : Double.parseDouble(field);
        } catch (NumberFormatException e) {
            throw BadInput.file(file, "line " + line + " has '" + field + "' for " + column, REMEDY);
        }
    }

    /** A dataset's numbers in all tables; NaN where a table does not know it. */
    static double[] joined(List<MeasuredTable> tables, String index) {
        List<Double> all = new ArrayList<>();
        for (MeasuredTable table : tables) {
            double[] row = table.rows.get(index);
            for (int c = 0; c < table.columns.size(); c++) {
                all.add(row == null ? Double.NaN : row[c]);
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
