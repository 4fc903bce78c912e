package org.mosaicworkbench.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.caution.CheckedTable;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.CodedColumn;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * The numeric columns of a feature table; NaN if a number is missing. Text columns are omitted.
 *
 * @param name name of the table in errors and titles
 * @param columns columns of equal length by name, in the order of the table
 * @param words dataset names ({@code index}) and split assignments ({@link CheckedTable#SIDES}), by column, if present
 * @param warnings one line for each column with invalid entries that count as missing
 */
public record FeatureTable(
        String name, Map<String, double[]> columns, Map<String, List<String>> words, List<String> warnings) {

    private static final String LABEL = "label";
    private static final String INDEX = "index";
    /** Columns with predictions and labels, which are not features. */
    private static final List<String> NO_FEATURES = List.of(
            LABEL,
            INDEX,
            "residual",
            "residual_mas",
            "y_pred",
            "y_proba",
            "y_true",
            "y_score",
            "size",
            "size_lo68",
            "size_hi68",
            "size_lo95",
            "size_hi95");
    /** Columns that must be numeric. */
    private static final List<String> NUMBERS = Stream.concat(Feature.columns().stream(), Stream.of(LABEL, "residual"))
            .toList();

    private static final String REMEDY = "give the svm_data.csv that prep wrote";

    /** @throws BadInput if there are no rows */
    public FeatureTable {
        Map<String, double[]> copies = new LinkedHashMap<>();
        columns.forEach((column, values) -> copies.put(column, values.clone()));
        columns = Collections.unmodifiableMap(copies);
        words = Collections.unmodifiableMap(new LinkedHashMap<>(words));
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads a CSV file with a header line.
     *
     * @throws BadInput if it cannot be read, a line has a different number of fields than the first, or there are no
     *     rows
     */
    public static FeatureTable read(Path csv) {
        CsvTable table = CsvTable.read(csv, REMEDY).require(List.of(), REMEDY);
        List<List<String>> cells = new ArrayList<>();
        table.columns().forEach(column -> cells.add(new ArrayList<>()));
        for (CsvTable.Row row : table.has(INDEX) ? table.rowsBy(INDEX) : table.rows()) {
            for (int c = 0; c < cells.size(); c++) {
                cells.get(c).add(row.fields().get(c));
            }
        }
        return of(csv.toString(), table.columns(), cells);
    }

    /**
     * Wraps a table in memory.
     *
     * @throws BadInput if it has no rows
     */
    public static FeatureTable of(Table table) {
        List<List<String>> cells = new ArrayList<>();
        for (Column<?> column : table.columns()) {
            cells.add(
                    column instanceof NumericColumn<?> numbers
                            ? Arrays.stream(numbers.asDoubleArray())
                                    .mapToObj(Csv::number)
                                    .toList()
                            : IntStream.range(0, column.size())
                                    .mapToObj(row -> column.isMissing(row) ? "" : column.getString(row))
                                    .toList());
        }
        return of(table.name() == null ? "the table" : "table " + table.name(), table.columnNames(), cells);
    }

    private static FeatureTable of(String name, List<String> names, List<List<String>> cells) {
        if (cells.isEmpty() || cells.get(0).isEmpty()) {
            throw new BadInput(name + ": has no rows; prepare some datasets first");
        }
        Map<String, double[]> columns = new LinkedHashMap<>();
        Map<String, List<String>> kept = new LinkedHashMap<>();
        List<String> warnings = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            String column = names.get(c);
            double[] numbers =
                    cells.get(c).stream().mapToDouble(FeatureTable::number).toArray();
            List<String> texts = cells.get(c);
            if (column.equals(INDEX) || CheckedTable.SIDES.contains(column)) {
                kept.put(column, List.copyOf(texts));
            }
            int[] words = IntStream.range(0, numbers.length)
                    .filter(row -> Double.isNaN(numbers[row]) && !isMissing(texts.get(row)))
                    .toArray();
            if (NUMBERS.contains(column) || (words.length == 0 && !column.equals(INDEX))) {
                columns.put(column, numbers);
                if (words.length > 0) {
                    warnings.add(name + ": " + column + " of " + words.length
                            + " datasets is not a number and counts as missing; the first: '" + texts.get(words[0])
                            + "' in row " + (words[0] + 1));
                }
            }
        }
        return new FeatureTable(name, columns, kept, warnings);
    }

    private static boolean isMissing(String text) {
        return text.isBlank() || text.equalsIgnoreCase("nan");
    }

    private static double number(String text) {
        return Csv.value(text).orElse(Double.NaN);
    }

    /** @return the names of the datasets; empty if the table has no column {@code index} */
    public List<String> names() {
        return words.getOrDefault(INDEX, List.of());
    }

    /**
     * Warnings about labels and visits.
     *
     * @return one line each; empty for a table without a column {@code index}, because its visits are unknown
     */
    public List<String> cautions() {
        Map<String, List<String>> sides = new LinkedHashMap<>(words);
        sides.remove(INDEX);
        return names().isEmpty() ? List.of() : new CheckedTable(names(), columns, sides).cautions();
    }

    /** @return the number of datasets */
    public int size() {
        return columns.values().stream()
                .findFirst()
                .map(values -> values.length)
                .orElse(0);
    }

    /** @return whether the table has a numeric column of this name */
    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /**
     * A column's numbers.
     *
     * @throws BadInput if there is no such numeric column
     */
    public double[] column(String column) {
        if (!has(column)) {
            throw new BadInput(name + ": has no numeric column " + column + " (it has "
                    + String.join(", ", columns.keySet()) + "); " + REMEDY);
        }
        return columns.get(column).clone();
    }

    /** @return the names of the numeric feature columns, without codes and labels */
    public List<String> continuous() {
        return columns.keySet().stream()
                .filter(column -> !NO_FEATURES.contains(column)
                        && !CheckedTable.SIDES.contains(column)
                        && Feature.of(column).flatMap(Feature::coded).isEmpty())
                .toList();
    }

    /**
     * The datasets by label: aligned, misaligned, then unlabelled, omitting empty groups. Without labels there is one
     * group with an empty name.
     *
     * @throws BadInput if a label is neither 0 nor 1
     */
    public List<Group> byLabel() {
        double[] labels = has(LABEL) ? column(LABEL) : new double[0];
        int[] bad = IntStream.range(0, labels.length)
                .filter(i -> !Double.isNaN(labels[i]) && labels[i] != 0 && labels[i] != 1)
                .toArray();
        if (bad.length > 0) {
            throw new BadInput(name + ": the label in row " + (bad[0] + 1) + " is " + Csv.number(labels[bad[0]])
                    + "; it must be 0 (aligned), 1 (misaligned) or empty");
        }
        if (Arrays.stream(labels).allMatch(Double::isNaN)) {
            return List.of(new Group("", IntStream.range(0, size()).toArray()));
        }
        List<Group> groups = new ArrayList<>();
        for (Label label : Label.values()) {
            groups.add(new Group(
                    label.toString(),
                    IntStream.range(0, labels.length)
                            .filter(i -> labels[i] == label.code())
                            .toArray()));
        }
        groups.add(new Group(
                "no label",
                IntStream.range(0, labels.length)
                        .filter(i -> Double.isNaN(labels[i]))
                        .toArray()));
        return groups.stream().filter(group -> group.size() > 0).toList();
    }

    /**
     * The datasets grouped by a categorical column.
     *
     * @throws BadInput if there is no such column
     */
    public List<Group> by(CodedColumn grouping) {
        return Group.of(grouping, column(grouping.column()));
    }

    @Override
    public String toString() {
        return name + ", " + Count.of(size(), "dataset") + ", " + String.join(", ", columns.keySet());
    }
}
