package org.mosaicworkbench.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.nn.Split;

/**
 * The split into training, validation and test sets. The same datasets and seed always give the same split, so results
 * can be compared. A visit and its copies always fall into the same set.
 *
 * @param learned the part of the training set that models are fitted to
 * @param tuned the part of the training set held out to choose the best epoch, the temperature and the settings
 * @param test test set, a fifth of all datasets, not used for training or model selection
 * @param val validation set, all remaining datasets, not used for training or model selection
 */
public record DatasetSplit(int[] learned, int[] tuned, int[] test, int[] val) {

    /**
     * The default training fraction of the data outside the test set, which gives 70 % of all data for training, 20 %
     * for testing and 10 % for validation.
     */
    public static final double VALIDATION = 0.875;

    private static final double TEST = 0.2;
    private static final double INNER = 0.15;

    /** @param validation training fraction of the data outside the test set */
    public static DatasetSplit of(PreparedDatasets all, double validation, long seed) {
        double rest = 1 - TEST;
        List<String> visits = all.names().stream().map(Prediction::visit).toList();
        Split outer = all.needed(() ->
                Split.of(all.labels(), visits, new double[] {rest * validation, TEST, rest * (1 - validation)}, seed));
        int[] training = outer.sides().get(0);
        List<int[]> inner = split(all, training, new double[] {1 - INNER, INNER}, seed);
        return new DatasetSplit(
                inner.get(0), inner.get(1), outer.sides().get(1), outer.sides().get(2));
    }

    /** Splits some of the rows into parts with the given fractions; a visit and its copies fall into the same part. */
    public static List<int[]> split(PreparedDatasets all, int[] rows, double[] parts, long seed) {
        List<Label> labels = Arrays.stream(rows).mapToObj(all::label).toList();
        List<String> visits = Arrays.stream(rows)
                .mapToObj(row -> Prediction.visit(all.index(row)))
                .toList();
        return all.needed(() -> Split.of(labels, visits, parts, seed)).sides().stream()
                .map(places -> Arrays.stream(places).map(place -> rows[place]).toArray())
                .toList();
    }

    /** @return all rows but the test set, ascending */
    public int[] allButTest() {
        return IntStream.concat(Arrays.stream(training()), Arrays.stream(val))
                .sorted()
                .toArray();
    }

    /** @return rows of {@code learned} and {@code tuned}, ascending */
    public int[] training() {
        return IntStream.concat(Arrays.stream(learned), Arrays.stream(tuned))
                .sorted()
                .toArray();
    }
}
