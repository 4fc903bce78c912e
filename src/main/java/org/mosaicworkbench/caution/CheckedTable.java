package org.mosaicworkbench.caution;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table of datasets to be checked for problems, such as misleading labels.
 *
 * @param names names of the datasets
 * @param columns numeric columns by name, one value per dataset: features, {@code label} (0, 1, or NaN if unknown) and,
 *     if available, {@code residual} (pixels)
 * @param sides the existing {@link #SIDES} columns by name, with the split (training, test, ...) or fold of each
 *     dataset
 */
public record CheckedTable(List<String> names, Map<String, double[]> columns, Map<String, List<String>> sides) {

    /** Names of columns that give the split (training, test, ...) or fold of a dataset. */
    public static final List<String> SIDES = List.of("split", "set", "fold");

    static final String LABEL = "label";
    static final String RESIDUAL = "residual";

    /** @throws IllegalArgumentException if a column does not have one entry per dataset */
    public CheckedTable {
        names = List.copyOf(names);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        sides = Collections.unmodifiableMap(new LinkedHashMap<>(sides));
        int rows = names.size();
        if (columns.values().stream().anyMatch(column -> column.length != rows)
                || sides.values().stream().anyMatch(column -> column.size() != rows)) {
            throw new IllegalArgumentException("every column must have one entry for each of " + rows + " datasets");
        }
    }

    /**
     * Searches for problems that would make results from this table misleading.
     *
     * @return one line per problem, in plain words
     */
    public List<String> cautions() {
        return Stream.of(
                        new LabelLeak(this).caution().stream(),
                        new LabelMeaning(this).cautions().stream(),
                        DividedVisits.cautions(this).stream())
                .flatMap(lines -> lines)
                .toList();
    }

    /** @return the label of a dataset: 0, 1, or NaN if unknown */
    double label(int row) {
        return column(LABEL).map(labels -> labels[row]).orElse(Double.NaN);
    }

    /** @return a numeric column; empty if it does not exist */
    Optional<double[]> column(String name) {
        return Optional.ofNullable(columns.get(name));
    }
}
