package org.mosaicworkbench.caution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.io.Count;

/** Checks whether labels mean that a mosaic is misaligned, or only that its headers were changed before it was made. */
final class LabelMeaning {

    /** Suffix of the names of corrupted copies, in this software and in the observatory's tables. */
    private static final Pattern COPY = Pattern.compile(".*_(all|sub)_(stat|stoc)");
    /**
     * If the area under the ROC curve of the residual as a score is at least this, labels are taken to follow the
     * residual. It is below 1 to tolerate a few exceptions.
     */
    private static final double FOLLOWS = 0.95;

    private final CheckedTable table;
    private final int[] misaligned;

    LabelMeaning(CheckedTable table) {
        this.table = table;
        this.misaligned = rows(1);
    }

    private int[] rows(int label) {
        return IntStream.range(0, table.names().size())
                .filter(row -> table.label(row) == label)
                .toArray();
    }

    List<String> cautions() {
        List<String> cautions = new ArrayList<>();
        long copies = IntStream.of(misaligned)
                .filter(row -> COPY.matcher(table.names().get(row)).matches() && Double.isNaN(residual(row)))
                .count();
        if (copies > 0) {
            cautions.add(copies + " of " + Count.of(misaligned.length, "dataset") + " labelled misaligned "
                    + (copies == 1 ? "is a corrupted copy" : "are corrupted copies")
                    + " without a residual: their label means that headers were changed, not that the mosaic is "
                    + "misaligned. Label them by the misalignment of their mosaics (command label)");
        }
        int[] known = IntStream.range(0, table.names().size())
                .filter(row -> !Double.isNaN(table.label(row)) && !Double.isNaN(residual(row)))
                .toArray();
        boolean[] truth = new boolean[known.length];
        double[] residuals = new double[known.length];
        for (int i = 0; i < known.length; i++) {
            truth[i] = table.label(known[i]) == 1;
            residuals[i] = residual(known[i]);
        }
        double follows = Scores.rocAuc(truth, residuals);
        if (follows < FOLLOWS) {
            cautions.add(String.format(
                    Locale.ROOT,
                    "labels do not match the column residual: of two datasets with different labels, the one labelled"
                            + " misaligned has the larger residual in only %.0f %% of cases. The labels may mean"
                            + " something else, such as that headers were changed",
                    100 * follows));
        }
        return cautions;
    }

    private double residual(int row) {
        return table.column(CheckedTable.RESIDUAL).map(all -> all[row]).orElse(Double.NaN);
    }
}
