package org.mosaicworkbench.caution;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.features.CodedColumn;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.nn.Split;

/**
 * Checks whether labels can be predicted from columns that are independent of misalignment: detector, category, number
 * of exposures.
 *
 * <p>The score of a dataset is the misaligned fraction of the datasets of other visits with the same detector, category
 * and number of exposures (to within a factor of two). If these are few, the score shrinks towards the fraction for the
 * same detector and category, which in turn shrinks towards the fraction for the detector.
 */
final class LabelLeak {

    private static final int FOLDS = 5;
    /** Minimum number of datasets with each label, and of visits, for this check. */
    private static final int ENOUGH = 10;
    /** Weight, in datasets, of the broader group's misaligned fraction in the score. */
    private static final double PRIOR = 4;
    /**
     * Largest acceptable lower confidence limit of the area under the ROC curve; chance and the weak trends found in
     * any survey stay below it.
     */
    private static final double TELLING = 0.6;

    private static final Interval.Draws DRAWS = new Interval.Draws(200, 42);

    private final CheckedTable table;
    private final int[] rows;
    private final boolean[] truth;
    private final List<String> visits;

    LabelLeak(CheckedTable table) {
        this.table = table;
        this.rows = IntStream.range(0, table.names().size())
                .filter(row -> !Double.isNaN(table.label(row)))
                .toArray();
        this.truth = new boolean[rows.length];
        IntStream.range(0, rows.length).forEach(i -> truth[i] = table.label(rows[i]) == 1);
        this.visits = Arrays.stream(rows)
                .mapToObj(row -> Prediction.visit(table.names().get(row)))
                .toList();
    }

    Optional<String> caution() {
        List<String> columns = List.of(CodedColumn.DET.column(), CodedColumn.CAT.column(), Feature.NUMEXP.column());
        long misaligned = IntStream.range(0, truth.length).filter(i -> truth[i]).count();
        if (columns.stream().anyMatch(name -> table.column(name).isEmpty())
                || Math.min(misaligned, truth.length - misaligned) < ENOUGH
                || visits.stream().distinct().count() < ENOUGH) {
            return Optional.empty();
        }
        double[] scores = scores();
        Interval interval = Interval.bootstrap(truth, scores, visits, Scores::rocAuc, DRAWS);
        return interval.low() > TELLING
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "detector, category and number of exposures alone predict the labels: area under the ROC curve"
                                + " %.3f (95 %% interval %s), on visits that were held out. They are independent of"
                                + " misalignment, so compare models with this number, not with 0.5",
                        Scores.rocAuc(truth, scores),
                        interval))
                : Optional.empty();
    }

    /** Each dataset's score, from the datasets of other visits. */
    private double[] scores() {
        List<Label> labels = IntStream.range(0, truth.length)
                .mapToObj(i -> truth[i] ? Label.MISALIGNED : Label.ALIGNED)
                .toList();
        double[] parts = new double[FOLDS];
        Arrays.fill(parts, 1.0 / FOLDS);
        double[] scores = new double[truth.length];
        for (int[] held : Split.of(labels, visits, parts, DRAWS.seed()).sides()) {
            Map<List<Long>, int[]> counts = counts(held);
            for (int i : held) {
                scores[i] = score(counts, i);
            }
        }
        return scores;
    }

    /**
     * Counts all datasets and misaligned datasets outside a fold. The keys are detector, category and number of
     * exposures, and each prefix of this list.
     */
    private Map<List<Long>, int[]> counts(int[] held) {
        Map<List<Long>, int[]> counts = new HashMap<>();
        for (int i = 0; i < truth.length; i++) {
            if (Arrays.binarySearch(held, i) < 0) {
                List<Long> key = key(rows[i]);
                for (int level = 0; level <= key.size(); level++) {
                    int[] count = counts.computeIfAbsent(key.subList(0, level), k -> new int[2]);
                    count[0]++;
                    count[1] += truth[i] ? 1 : 0;
                }
            }
        }
        return counts;
    }

    private double score(Map<List<Long>, int[]> counts, int i) {
        List<Long> key = key(rows[i]);
        double rate = 0.5;
        for (int level = 0; level <= key.size(); level++) {
            int[] count = counts.getOrDefault(key.subList(0, level), new int[2]);
            rate = (count[1] + PRIOR * rate) / (count[0] + PRIOR);
        }
        return rate;
    }

    private List<Long> key(int row) {
        return List.of(
                Math.round(number(CodedColumn.DET.column(), row)),
                Math.round(number(CodedColumn.CAT.column(), row)),
                Math.round(Math.log(Math.max(1, number(Feature.NUMEXP.column(), row))) / Math.log(2)));
    }

    private double number(String column, int row) {
        return table.column(column).orElseThrow()[row];
    }
}
