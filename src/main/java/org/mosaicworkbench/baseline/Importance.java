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
 * Permutation importance of a feature for a model: the drop in the area under the ROC curve when the values of the
 * feature are shuffled among the datasets (Breiman 2001, section 10). Correlated features can replace each other, so
 * each of them looks unimportant.
 *
 * @param column the feature
 * @param drop mean drop in the area; negative if the model does better without the feature
 * @param deviation standard deviation of the drop over the permutations; NaN for one permutation
 */
public record Importance(String column, double drop, double deviation) {

    /**
     * The importance of all columns, computed on all cores; the number of cores does not affect the result.
     *
     * @param model model fitted on other datasets
     * @param cases datasets of both classes
     * @param repeats number of permutations, at least 1
     * @param seed random seed
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
