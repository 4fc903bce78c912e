package org.mosaicworkbench.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mosaicworkbench.io.BadInput;

/**
 * Difference between the areas under the ROC curves of two models on the same datasets.
 *
 * @param one area of the first model
 * @param other area of the second model
 * @param interval 95 % interval of their difference, from a bootstrap over visits that evaluates both on the same draws
 * @param datasets number of datasets
 * @param visits number of visits that they belong to
 */
public record Difference(double one, double other, Interval interval, int datasets, int visits) {

    /** The conclusion from the interval. */
    public enum Finding {
        /** The interval lies above 0. */
        BETTER,
        /** The interval lies below 0. */
        WORSE,
        /** The interval includes 0 or is unknown. */
        NOT_SHOWN
    }

    /**
     * Compares two models.
     *
     * @param one evaluation of the first model, whose draws and seed are used
     * @param other evaluation of the second model on the same datasets, in any order
     * @throws BadInput if they were evaluated on different datasets
     */
    public static Difference of(Evaluation one, Evaluation other) {
        requireSame(one, other.verdicts().stream().map(Prediction::index).toList());
        Map<String, Prediction> others = new HashMap<>();
        other.verdicts().forEach(verdict -> others.put(verdict.index(), verdict));
        List<Prediction> paired = new ArrayList<>();
        one.verdicts().forEach(verdict -> paired.add(others.get(verdict.index())));
        boolean[] truth = one.truth();
        if (!Arrays.equals(truth, Metrics.truth(paired))) {
            throw new BadInput("two models can only be compared on the same labels; use the same table for both");
        }
        List<String> visits = one.verdicts().stream().map(Prediction::visit).toList();
        double[] scores = one.scores();
        double[] otherScores = Metrics.scores(paired);
        return new Difference(
                Scores.rocAuc(truth, scores),
                Scores.rocAuc(truth, otherScores),
                Interval.bootstrapDifference(
                        truth,
                        scores,
                        otherScores,
                        visits,
                        Scores::rocAuc,
                        new Interval.Draws(one.tuning().draws(), one.tuning().seed())),
                truth.length,
                (int) visits.stream().distinct().count());
    }

    /** @throws BadInput if an evaluation does not cover exactly these datasets */
    public static void requireSame(Evaluation evaluation, List<String> datasets) {
        Set<String> wanted = new HashSet<>(datasets);
        long shared = evaluation.verdicts().stream()
                .filter(v -> wanted.contains(v.index()))
                .count();
        if (shared != evaluation.verdicts().size() || shared != wanted.size()) {
            throw new BadInput("models can only be compared on the same datasets; here they were evaluated on "
                    + evaluation.verdicts().size() + " and on " + wanted.size() + ", of which " + shared
                    + " are the same: use the same table, seed and validation for both");
        }
    }

    /** @return the difference */
    public double value() {
        return one - other;
    }

    /** @return the conclusion from the interval */
    public Finding finding() {
        return interval.low() > 0 ? Finding.BETTER : interval.high() < 0 ? Finding.WORSE : Finding.NOT_SHOWN;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%+.3f (95 %% interval %+.3f to %+.3f)", value(), interval.low(), interval.high());
    }
}
