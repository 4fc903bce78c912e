package org.mosaicworkbench.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Importance of an individual hyperparameter: the correlation ratio of the metric's ranks, over all trials at the end
 * of the first rung. It is the fraction of the ranks' variance that is between groups of trials with the same value;
 * numeric values are binned into groups of equal size. Interactions between parameters are not included.
 *
 * @param parameter the hyperparameter's name
 * @param part fraction of the variance explained, 0 to 1; NaN if fewer than four trials had the parameter, or all had
 *     the same value
 * @param chance 95th percentile of {@code part} for an irrelevant parameter, estimated by permuting the metrics
 */
public record ParameterImportance(String parameter, double part, double chance) {

    private static final int GROUPS = 4;
    private static final int LEAST = 4;
    private static final int DEALS = 200;
    private static final double SURE = 0.95;

    /**
     * The importance of every parameter, in descending order; undefined values come last.
     *
     * @param reports reports of trials with equal numbers of epochs; failed trials are omitted
     * @param seed random seed of the permutations
     */
    public static List<ParameterImportance> of(Space space, List<TrialReport> reports, Goal goal, long seed) {
        List<ParameterImportance> all = new ArrayList<>();
        for (Parameter parameter : space.parameters()) {
            List<TrialReport> having = reports.stream()
                    .filter(report -> !report.failed() && report.settings().has(parameter.name()))
                    .toList();
            int[] groups = groups(parameter, having);
            double[] ranks = ranks(having.stream()
                    .mapToDouble(report -> goal.cost(report.metric()))
                    .toArray());
            all.add(of(
                    parameter.name(),
                    groups,
                    ranks,
                    new SplittableRandom(seed + parameter.name().hashCode())));
        }
        all.sort(Comparator.comparingDouble(importance -> Double.isNaN(importance.part) ? 1 : -importance.part));
        return all;
    }

    private static ParameterImportance of(String name, int[] groups, double[] ranks, SplittableRandom random) {
        if (groups.length < LEAST || Arrays.stream(groups).distinct().count() < 2) {
            return new ParameterImportance(name, Double.NaN, Double.NaN);
        }
        double[] deals = new double[DEALS];
        double[] dealt = ranks.clone();
        for (int deal = 0; deal < DEALS; deal++) {
            for (int i = dealt.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                double kept = dealt[i];
                dealt[i] = dealt[j];
                dealt[j] = kept;
            }
            deals[deal] = ratio(groups, dealt);
        }
        Arrays.sort(deals);
        return new ParameterImportance(name, ratio(groups, ranks), deals[(int) (SURE * DEALS) - 1]);
    }

    /** The index of the group to which each report's value of the parameter belongs. */
    private static int[] groups(Parameter parameter, List<TrialReport> reports) {
        List<Object> values = reports.stream()
                .map(report -> report.settings().value(parameter.name()))
                .toList();
        if (parameter.values() instanceof ParameterValues.Choices) {
            List<Object> distinct = values.stream().distinct().toList();
            return values.stream().mapToInt(distinct::indexOf).toArray();
        }
        double[] numbers = values.stream().mapToDouble(value -> (Double) value).toArray();
        double[] ranks = ranks(numbers);
        int groups = Math.max(2, Math.min(GROUPS, numbers.length / 3));
        return Arrays.stream(ranks)
                .mapToInt(rank -> (int) Math.min(groups - 1, groups * rank / numbers.length))
                .toArray();
    }

    /** Ranks from 0; tied values share their mean rank. */
    static double[] ranks(double[] values) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, values.length).boxed().toList());
        order.sort(Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int from = 0; from < order.size(); ) {
            int to = from;
            while (to < order.size() && values[order.get(to)] == values[order.get(from)]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order.get(i)] = (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    /** The fraction of the variance that is between groups; 0 if the variance is 0. */
    static double ratio(int[] groups, double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        Map<Integer, List<Double>> members = new LinkedHashMap<>();
        double whole = 0;
        for (int i = 0; i < values.length; i++) {
            members.computeIfAbsent(groups[i], group -> new ArrayList<>()).add(values[i]);
            whole += (values[i] - mean) * (values[i] - mean);
        }
        double between = 0;
        for (List<Double> own : members.values()) {
            double off = own.stream().mapToDouble(Double::doubleValue).average().orElse(mean) - mean;
            between += own.size() * off * off;
        }
        return whole == 0 ? 0 : between / whole;
    }

    /** @return whether the importance exceeds the level expected by chance */
    public boolean shown() {
        return part > chance;
    }

    /** @return the entries whose importance is defined */
    public static List<ParameterImportance> known(List<ParameterImportance> all) {
        return Collections.unmodifiableList(all.stream()
                .filter(importance -> !Double.isNaN(importance.part))
                .toList());
    }
}
