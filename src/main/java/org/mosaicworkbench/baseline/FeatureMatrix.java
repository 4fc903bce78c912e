package org.mosaicworkbench.baseline;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;

/**
 * Datasets with their features as numeric values.
 *
 * @param columns the features
 * @param names names of the datasets
 * @param values feature values, one row per dataset and one column per feature; NaN if missing
 * @param labels labels of the datasets
 */
public record FeatureMatrix(List<Column> columns, List<String> names, double[][] values, List<Label> labels) {

    /**
     * One feature.
     *
     * @param name column name
     * @param kind kind of the values
     */
    public record Column(String name, Kind kind) {}

    /** The kind of values in a column. */
    public enum Kind {
        /** Quantities, such as counts and residuals. */
        MEASURED,
        /** Categorical codes, which have no order. */
        CODE
    }

    /**
     * Makes defensive copies.
     *
     * @throws IllegalArgumentException if the length of a row differs from the number of columns, or a dataset lacks
     *     its row or label
     */
    public FeatureMatrix {
        columns = List.copyOf(columns);
        names = List.copyOf(names);
        labels = List.copyOf(labels);
        values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        if (values.length != names.size() || labels.size() != names.size()) {
            throw new IllegalArgumentException(names.size() + " datasets with " + values.length + " rows and "
                    + labels.size() + " labels; their numbers must be equal");
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i].length != columns.size()) {
                throw new IllegalArgumentException(names.get(i) + " has " + values[i].length + " features for "
                        + columns.size() + " columns; their numbers must be equal");
            }
        }
    }

    /**
     * Builds the matrix from prepared datasets: the ten features, then the measurements.
     *
     * @throws BadInput if two tables have a column of the same name
     */
    public static FeatureMatrix of(PreparedDatasets all, List<MeasurementTable> measured) {
        List<Column> columns = Stream.concat(
                        Feature.columns().stream(), measured.stream().flatMap(table -> table.columns().stream()))
                .map(name -> new Column(
                        name, Feature.of(name).flatMap(Feature::coded).isPresent() ? Kind.CODE : Kind.MEASURED))
                .toList();
        if (columns.stream().map(Column::name).distinct().count() < columns.size()) {
            throw new BadInput("a feature is given twice in "
                    + columns.stream().map(Column::name).toList() + "; give each in one table only");
        }
        double[][] values = new double[all.size()][];
        for (int row = 0; row < values.length; row++) {
            double[] own = all.features(row);
            double[] more = MeasurementTable.joined(measured, all.index(row));
            values[row] = Arrays.copyOf(own, own.length + more.length);
            System.arraycopy(more, 0, values[row], own.length, more.length);
        }
        return new FeatureMatrix(columns, all.names(), values, all.labels());
    }

    /** @return the number of datasets */
    public int size() {
        return names.size();
    }

    @Override
    public double[][] values() {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /** @return the value of a dataset in a column */
    double value(int row, int column) {
        return values[row][column];
    }

    /** @return a subset of the datasets, in the given order */
    public FeatureMatrix rows(int[] chosen) {
        return new FeatureMatrix(
                columns,
                Arrays.stream(chosen).mapToObj(names::get).toList(),
                Arrays.stream(chosen).mapToObj(row -> values[row]).toArray(double[][]::new),
                Arrays.stream(chosen).mapToObj(labels::get).toList());
    }

    /** @return the matrix with one column permuted: row {@code i} takes the value of row {@code order[i]} */
    FeatureMatrix reordered(int column, int[] order) {
        double[][] changed = values();
        for (int i = 0; i < changed.length; i++) {
            changed[i][column] = values[order[i]][column];
        }
        return new FeatureMatrix(columns, names, changed, labels);
    }

    /** @return one boolean per dataset, true if it is misaligned */
    public boolean[] truth() {
        boolean[] truth = new boolean[labels.size()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = labels.get(i) == Label.MISALIGNED;
        }
        return truth;
    }

    @Override
    public String toString() {
        return Count.of(size(), "dataset") + ", "
                + columns.stream().map(Column::name).toList();
    }
}
