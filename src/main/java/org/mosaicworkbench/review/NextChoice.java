package org.mosaicworkbench.review;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mosaicworkbench.baseline.Baseline;
import org.mosaicworkbench.baseline.FeatureMatrix;
import org.mosaicworkbench.evaluate.Label;

/**
 * Chooses the datasets from whose labels a model would learn most.
 *
 * <p>A committee of a random forest, boosted trees and logistic regression is trained on the labels so far. A dataset
 * is worth more the less certain the committee is on average and the more its members disagree (Settles 2012, Active
 * Learning, chapters 2 and 3). Among the most valuable datasets, those far from each other in feature space are chosen,
 * so that similar datasets do not dominate. As long as either class has fewer than two labels, likely misaligned and
 * likely aligned datasets are chosen alternately at random.
 */
public final class NextChoice {

    private static final List<Baseline> COMMITTEE = List.of(
            new Baseline.Forest(60, 12, 1.0 / 3, 1),
            new Baseline.Boosted(40, 0.1, 4, 0.8, 0.8, 1),
            new Baseline.Logistic(40, 0.1));
    /** Number of candidates among which distance decides, as a multiple of the number of datasets to choose. */
    private static final int CONSIDERED = 4;
    /** Standardized features are clipped to this many standard deviations from their mean. */
    private static final double FARTHEST = 3;

    private static final int EACH = 2;
    private static final double EVEN = 0.5;

    private NextChoice() {}

    /**
     * Chooses datasets.
     *
     * @param cases all datasets; labels are only used for labelled rows
     * @param labelled rows that have a label
     * @param open rows that may be chosen
     * @param predicted probability of a misalignment for each row, from any model
     * @param count number of datasets; fewer if there are fewer open rows
     * @param seed the same seed gives the same choice
     * @return rows, the most valuable first
     */
    public static List<Integer> of(
            FeatureMatrix cases,
            List<Integer> labelled,
            Collection<Integer> open,
            double[] predicted,
            int count,
            long seed) {
        if (count(cases, labelled, Label.MISALIGNED) < EACH || count(cases, labelled, Label.ALIGNED) < EACH) {
            return inTurn(open, predicted, count, seed);
        }
        double[] worth = worth(cases, labelled, seed);
        List<Integer> best = open.stream()
                .sorted(Comparator.comparingDouble(row -> -worth[row]))
                .limit((long) CONSIDERED * count)
                .toList();
        return different(best, worth, places(cases.values()), count);
    }

    private static long count(FeatureMatrix cases, List<Integer> labelled, Label label) {
        return labelled.stream().filter(row -> cases.labels().get(row) == label).count();
    }

    private static List<Integer> inTurn(Collection<Integer> open, double[] predicted, int count, long seed) {
        List<Integer> mixed = new ArrayList<>(open);
        Collections.shuffle(mixed, new Random(seed));
        List<List<Integer>> sides = List.of(
                mixed.stream().filter(row -> predicted[row] >= EVEN).toList(),
                mixed.stream().filter(row -> !(predicted[row] >= EVEN)).toList());
        return IntStream.range(0, mixed.size())
                .boxed()
                .flatMap(place ->
                        sides.stream().filter(side -> place < side.size()).map(side -> side.get(place)))
                .limit(count)
                .toList();
    }

    /** The committee's average uncertainty, from 0 to 1, plus the standard deviation of its members' probabilities. */
    private static double[] worth(FeatureMatrix cases, List<Integer> labelled, long seed) {
        FeatureMatrix learned =
                cases.rows(labelled.stream().mapToInt(Integer::intValue).toArray());
        List<double[]> said = COMMITTEE.stream()
                .map(member -> member.fit(learned, "labels so far", seed).probabilities(cases))
                .toList();
        return IntStream.range(0, cases.size())
                .mapToDouble(row -> {
                    double[] each = said.stream().mapToDouble(one -> one[row]).toArray();
                    double mean = DoubleStream.of(each).average().orElseThrow();
                    return 1 - Math.abs(2 * mean - 1) + ModelScores.deviation(each);
                })
                .toArray();
    }

    /**
     * Chooses one dataset after another: each time the one with the largest product of worth and distance from those
     * already chosen.
     */
    private static List<Integer> different(List<Integer> best, double[] worth, double[][] places, int count) {
        List<Integer> left = new ArrayList<>(best);
        List<Integer> chosen = new ArrayList<>();
        while (chosen.size() < count && !left.isEmpty()) {
            Integer next = left.stream()
                    .max(Comparator.comparingDouble(row -> worth[row]
                            * chosen.stream()
                                    .mapToDouble(other -> distance(places[row], places[other]))
                                    .min()
                                    .orElse(1)))
                    .orElseThrow();
            chosen.add(next);
            left.remove(next);
        }
        return chosen;
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Math.sqrt(sum);
    }

    /** Standardized logarithms sign(x) ln(1 + |x|); 0 for a missing number. */
    private static double[][] places(double[][] values) {
        for (int c = 0; values.length > 0 && c < values[0].length; c++) {
            int column = c;
            for (double[] row : values) {
                row[c] = Math.signum(row[c]) * Math.log1p(Math.abs(row[c]));
            }
            double[] finite = IntStream.range(0, values.length)
                    .mapToDouble(row -> values[row][column])
                    .filter(Double::isFinite)
                    .toArray();
            double mean = DoubleStream.of(finite).average().orElse(0);
            double deviation = ModelScores.deviation(finite);
            for (double[] row : values) {
                double place = deviation > 0 && Double.isFinite(row[c]) ? (row[c] - mean) / deviation : 0;
                row[c] = Math.max(-FARTHEST, Math.min(FARTHEST, place));
            }
        }
        return values;
    }
}
