package org.mosaicworkbench.explore;

import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;

/**
 * Correlations between pairs of columns; NaN if one of them is constant or empty.
 *
 * @param names column names
 * @param pearson linear correlations, by row and column
 * @param spearman rank correlations: independent of a column's scale and robust to outliers
 */
public record Correlations(List<String> names, double[][] pearson, double[][] spearman) implements Displayable {

    /** Makes defensive copies. */
    public Correlations {
        names = List.copyOf(names);
        pearson = copy(pearson);
        spearman = copy(spearman);
    }

    /**
     * Computes the correlations of columns.
     *
     * @param names one name per column
     * @param columns columns of equal length
     */
    public static Correlations of(List<String> names, List<double[]> columns) {
        int n = names.size();
        double[][] pearson = new double[n][n];
        double[][] spearman = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                pearson[i][j] = Statistics.pearson(columns.get(i), columns.get(j));
                spearman[i][j] = Statistics.spearman(columns.get(i), columns.get(j));
                pearson[j][i] = pearson[i][j];
                spearman[j][i] = spearman[i][j];
            }
        }
        return new Correlations(names, pearson, spearman);
    }

    @Override
    public double[][] pearson() {
        return copy(pearson);
    }

    @Override
    public double[][] spearman() {
        return copy(spearman);
    }

    /**
     * Spearman's rank correlation of two columns.
     *
     * @throws BadInput if there is no such column
     */
    public double spearman(String one, String other) {
        return spearman[number(one)][number(other)];
    }

    /**
     * Pearson's correlation of two columns.
     *
     * @throws BadInput if there is no such column
     */
    public double pearson(String one, String other) {
        return pearson[number(one)][number(other)];
    }

    private int number(String name) {
        if (!names.contains(name)) {
            throw new BadInput(
                    "there is no correlation with '" + name + "'; choose one of " + String.join(", ", names));
        }
        return names.indexOf(name);
    }

    private static double[][] copy(double[][] values) {
        return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    }

    /** Spearman's rank correlations as a table. */
    @Override
    public Display display() {
        return rows().display();
    }

    @Override
    public String toString() {
        return rows().toString();
    }

    private TextTable rows() {
        String[] head = new String[names.size() + 1];
        head[0] = "rank correlation";
        for (int i = 0; i < names.size(); i++) {
            head[i + 1] = names.get(i);
        }
        TextTable rows = TextTable.of(head);
        for (int i = 0; i < names.size(); i++) {
            Object[] row = new Object[head.length];
            row[0] = names.get(i);
            for (int j = 0; j < names.size(); j++) {
                row[j + 1] = Double.isNaN(spearman[i][j]) ? null : Math.rint(1e3 * spearman[i][j]) / 1e3;
            }
            rows = rows.with(row);
        }
        return rows;
    }
}
