package org.mosaicworkbench.explore;

import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.plot.Box;

/**
 * Summary statistics of one column; see {@link Statistics} for missing values.
 *
 * @param name column name
 * @param counts counts of rows, missing values and distinct values
 * @param mean arithmetic mean
 * @param spread standard deviation, with n - 1
 * @param quartiles minimum, quartiles and maximum
 * @param outliers counts of values beyond the whiskers of a box plot
 */
public record Summary(String name, Counts counts, double mean, double spread, Quartiles quartiles, Outliers outliers) {

    /**
     * Counts of rows and values in a column.
     *
     * @param rows number of rows of the table
     * @param missing number of rows without a finite number
     * @param distinct number of distinct values; 1 for a constant column, 0 for an empty one
     */
    public record Counts(int rows, int missing, int distinct) {}

    /**
     * The five-number summary of a column.
     *
     * @param min minimum
     * @param q1 lower quartile
     * @param median median
     * @param q3 upper quartile
     * @param max maximum
     */
    public record Quartiles(double min, double q1, double median, double q3, double max) {}

    /**
     * Counts of outliers beyond the whiskers of a box plot.
     *
     * @param low outliers below the lower whisker of a box plot
     * @param high outliers above the upper whisker
     */
    public record Outliers(int low, int high) {}

    /** Summarises a column. */
    public static Summary of(String name, double[] values) {
        double[] sorted = Statistics.finite(values);
        Arrays.sort(sorted);
        Box box = Statistics.box(sorted);
        int low = (int) Arrays.stream(box.outliers()).filter(v -> v < box.q1()).count();
        return new Summary(
                name,
                new Counts(values.length, values.length - sorted.length, (int)
                        Arrays.stream(sorted).distinct().count()),
                Statistics.mean(sorted),
                Statistics.standardDeviation(sorted),
                new Quartiles(
                        Statistics.ofSorted(sorted, 0),
                        box.q1(),
                        box.median(),
                        box.q3(),
                        Statistics.ofSorted(sorted, 1)),
                new Outliers(low, box.outliers().length - low));
    }

    /** Several summaries as a table, one row each. */
    public static TextTable rows(List<Summary> summaries) {
        TextTable rows = TextTable.of(
                "column",
                "datasets",
                "missing",
                "distinct",
                "mean",
                "std",
                "min",
                "25 %",
                "median",
                "75 %",
                "max",
                "outliers low",
                "outliers high");
        for (Summary s : summaries) {
            rows = rows.with(
                    s.name,
                    s.counts.rows(),
                    s.counts.missing(),
                    s.counts.distinct(),
                    s.mean,
                    s.spread,
                    s.quartiles.min(),
                    s.quartiles.q1(),
                    s.quartiles.median(),
                    s.quartiles.q3(),
                    s.quartiles.max(),
                    s.outliers.low(),
                    s.outliers.high());
        }
        return rows;
    }
}
