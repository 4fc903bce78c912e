package org.mosaicworkbench.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.io.Parallel;

/**
 * What a feature is worth to a model: how much the area under the ROC curve falls when the feature's values are dealt
 * out anew among the datasets (Breiman 2001, section 10). Features that say the same stand in for each other, and both
 * then look worth little.
 *
 * @param column    the feature
 * @param drop      mean fall of the area; below 0 where the model does better without
 * @param deviation standard deviation of the fall over the deals; NaN of one deal
 */
public record Importance(String column, double drop, double deviation) {

    /**
     * The importance of all columns, worked out at once on all cores; the same whatever their number.
     *
     * @param model   fitted on other datasets
     * @param cases   of both classes
     * @param repeats deals, at least 1
     * @param seed    the same seed deals the same
     * @return the columns, the most important first
     */
    public static List<Importance> of(Fitted model, FeatureMatrix cases, int repeats, long seed) {
        boolean[] truth = cases.truth();
        double whole = Scores.rocAuc(truth, model.probabilities(cases));
        List<Importance> all = new ArrayList<>(Parallel.map(
                IntStream.range(0, cases.columns().size()).boxed().toList(), Parallel.cores(), column -> {
                    SplittableRandom random = new SplittableRandom(seed + column);
                    double[] drops = new double[repeats];
                    for (int repeat = 0; repeat < repeats; repeat++) {
                        drops[repeat] = whole
                                - Scores.rocAuc(
                                        truth,
                                        model.probabilities(cases.reordered(column, order(cases.size(), random))));
                    }
                    double mean = Arrays.stream(drops).average().orElseThrow();
                    double squares = Arrays.stream(drops)
                            .map(drop -> (drop - mean) * (drop - mean))
                            .sum();
                    return new Importance(cases.columns().get(column).name(), mean, Math.sqrt(squares / (repeats - 1)));
                }));
        all.sort(Comparator.comparingDouble((Importance i) -> i.drop).reversed().thenComparing(Importance::column));
        return List.copyOf(all);
    }

    private static int[] order(int count, SplittableRandom random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
