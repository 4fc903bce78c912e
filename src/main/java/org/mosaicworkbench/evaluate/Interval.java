package org.mosaicworkbench.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The 95 % confidence interval of a metric.
 *
 * @param low the 2.5th percentile
 * @param high the 97.5th percentile
 */
public record Interval(double low, double high) {

    private static final int SIGNIFICANT = 3;
    private static final int MOST_DECIMALS = 6;

    /** The value for an unknown interval. */
    public static final Interval NONE = new Interval(Double.NaN, Double.NaN);

    private static final double CONFIDENCE = 0.95;

    /**
     * Settings of the bootstrap.
     *
     * @param rounds number of draws
     * @param seed random seed
     */
    public record Draws(int rounds, long seed) {}

    /**
     * Percentile bootstrap (Efron &amp; Tibshirani 1993, section 13.3). Whole groups are drawn with replacement,
     * because a visit and its copies are not independent. Draws for which the metric is NaN are omitted.
     *
     * @param groups group of each dataset
     * @param metric metric of labels and scores
     * @param draws settings with at least 100 draws
     * @return {@link #NONE} if there are fewer than 2 groups or the metric is NaN in every draw
     */
    public static Interval bootstrap(
            boolean[] truth,
            double[] score,
            List<String> groups,
            ToDoubleBiFunction<boolean[], double[]> metric,
            Draws draws) {
        requireGroups(truth, score, groups, draws.rounds);
        return drawn(groups, rows -> metric.applyAsDouble(some(truth, rows), some(score, rows)), draws);
    }

    /**
     * Like {@link #bootstrap}, for the difference of a metric between two models on the same datasets. Both are
     * evaluated on the same draws (paired bootstrap), so that fluctuations common to both cancel.
     *
     * @param score scores of one model
     * @param other scores of the other model, whose metric is subtracted
     */
    public static Interval bootstrapDifference(
            boolean[] truth,
            double[] score,
            double[] other,
            List<String> groups,
            ToDoubleBiFunction<boolean[], double[]> metric,
            Draws draws) {
        requireGroups(truth, score, groups, draws.rounds);
        Scores.requireSameLength(truth, other);
        return drawn(
                groups,
                rows -> metric.applyAsDouble(some(truth, rows), some(score, rows))
                        - metric.applyAsDouble(some(truth, rows), some(other, rows)),
                draws);
    }

    private static void requireGroups(boolean[] truth, double[] score, List<String> groups, int rounds) {
        Scores.requireSameLength(truth, score);
        if (groups.size() != truth.length || rounds < 100) {
            throw new IllegalArgumentException(groups.size() + " groups for " + truth.length + " datasets and " + rounds
                    + " draws; each dataset needs a group, and there must be at least 100 draws");
        }
    }

    private static Interval drawn(List<String> groups, ToDoubleFunction<int[]> metric, Draws draws) {
        List<int[]> members = members(groups);
        if (members.size() < 2) {
            return NONE;
        }
        SplittableRandom random = new SplittableRandom(draws.seed);
        double[] values = new double[draws.rounds];
        for (int round = 0; round < draws.rounds; round++) {
            values[round] = metric.applyAsDouble(rows(members, random));
        }
        double[] measured = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return measured.length == 0
                ? NONE
                : new Interval(quantile(measured, (1 - CONFIDENCE) / 2), quantile(measured, (1 + CONFIDENCE) / 2));
    }

    /**
     * The confidence interval of a fraction (Wilson 1927).
     *
     * @param hits number of hits, 0 to {@code total}
     * @param total number of trials
     * @return {@link #NONE} if {@code total} is 0
     */
    public static Interval ofPart(long hits, long total) {
        if (total == 0) {
            return NONE;
        }
        double z = new NormalDistribution().inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double p = (double) hits / total;
        double middle = (p + z * z / (2 * total)) / (1 + z * z / total);
        double half = z / (1 + z * z / total) * Math.sqrt(p * (1 - p) / total + z * z / (4.0 * total * total));
        return new Interval(hits == 0 ? 0 : middle - half, hits == total ? 1 : middle + half);
    }

    private static List<int[]> members(List<String> groups) {
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            rows.computeIfAbsent(groups.get(i), group -> new ArrayList<>()).add(i);
        }
        return rows.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }

    /** Draws groups with replacement, in the same number as the original groups, and returns their rows. */
    private static int[] rows(List<int[]> members, SplittableRandom random) {
        int[][] groups = new int[members.size()][];
        int count = 0;
        for (int g = 0; g < groups.length; g++) {
            groups[g] = members.get(random.nextInt(groups.length));
            count += groups[g].length;
        }
        int[] rows = new int[count];
        int n = 0;
        for (int[] group : groups) {
            System.arraycopy(group, 0, rows, n, group.length);
            n += group.length;
        }
        return rows;
    }

    private static boolean[] some(boolean[] values, int[] rows) {
        boolean[] some = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = values[rows[i]];
        }
        return some;
    }

    private static double[] some(double[] values, int[] rows) {
        double[] some = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            some[i] = values[rows[i]];
        }
        return some;
    }

    private static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /**
     * Formats both ends with the same number of decimals: three if the larger absolute value is between 0.1 and 10,
     * otherwise the number that gives this value three significant digits, at most {@value #MOST_DECIMALS}.
     */
    @Override
    public String toString() {
        if (Double.isNaN(low)) {
            return "";
        }
        double largest = Math.max(Math.abs(low), Math.abs(high));
        int decimals = largest < 10 ? SIGNIFICANT : 0;
        if (largest > 0 && (largest < 0.1 || largest >= 10)) {
            decimals = Math.max(0, Math.min(MOST_DECIMALS, SIGNIFICANT - 1 - (int) Math.floor(Math.log10(largest))));
        }
        String number = "%." + decimals + "f";
        return String.format(Locale.ROOT, number + " to " + number, low, high);
    }
}
