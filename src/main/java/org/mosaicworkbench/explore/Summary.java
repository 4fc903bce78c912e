package org.mosaicworkbench.explore;

import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.plot.Box;

/**
 * One column in numbers; see {@link Statistics} for what is missing.
 *
 * @param name     of the column
 * @param rows     of the table
 * @param missing  of them without a finite number
 * @param distinct numbers that differ; 1 for a constant column, 0 for an empty one
 * @param mean     arithmetic mean
 * @param spread   standard deviation, with n - 1
 * @param min      the smallest
 * @param q1       lower quartile
 * @param median   the middle
 * @param q3       upper quartile
 * @param max      the largest
 * @param low      outliers below the lower whisker of a box plot
 * @param high     outliers above the upper whisker
 */
public record Summary(
        String name,
        int rows,
        int missing,
        int distinct,
        double mean,
        double spread,
        double min,
        double q1,
        double median,
        double q3,
        double max,
        int low,
        int high) {

    /** Of a column's numbers. */
    public static Summary of(String name, double[] values) {
        double[] sorted = Statistics.finite(values);
        Arrays.sort(sorted);
        Box box = Statistics.box(sorted);
        int low = (int) Arrays.stream(box.outliers()).filter(v -> v < box.q1()).count();
        return new Summary(
                name,
                values.length,
                values.length - sorted.length,
                (int) Arrays.stream(sorted).distinct().count(),
                Statistics.mean(sorted),
                Statistics.standardDeviation(sorted),
                Statistics.ofSorted(sorted, 0),
                box.q1(),
                box.median(),
                box.q3(),
                Statistics.ofSorted(sorted, 1),
                low,
                box.outliers().length - low);
    }

    /** Several as a table, a line each. */
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
                    s.rows,
                    s.missing,
                    s.distinct,
                    s.mean,
                    s.spread,
                    s.min,
                    s.q1,
                    s.median,
                    s.q3,
                    s.max,
                    s.low,
                    s.high);
        }
        return rows;
    }
}
