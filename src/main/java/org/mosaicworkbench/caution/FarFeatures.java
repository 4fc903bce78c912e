package org.mosaicworkbench.caution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.maths.OrderStatistics;
import org.mosaicworkbench.nn.Classifier;

/**
 * Finds features whose distribution is far from that in a model's training set. The model's transform gives its
 * training set mean 0 and standard deviation 1, so the transformed features of a similar table have about the same mean
 * and standard deviation.
 */
public final class FarFeatures {

    /** Minimum number of datasets for judging a distribution. */
    private static final int ENOUGH = 10;
    /**
     * Largest acceptable distance of a median from the training set's mean, in standard deviations of the training set.
     */
    private static final double FAR_MEDIAN = 2;

    private static final double FAR = 2.5;
    /**
     * Largest acceptable fraction of values more than {@code FAR} standard deviations from the mean. In the training
     * set this fraction is 1.2 % for a normal distribution and never much more, because the transform shortens long
     * tails.
     */
    private static final double MANY = 0.2;

    private FarFeatures() {}

    /**
     * Checks all features.
     *
     * @param model model that will be applied to the datasets, or from which training will start
     * @param columns numeric columns by name; those that the model does not use are ignored
     * @return one line for each feature whose distribution is far from that in the training set
     */
    public static List<String> cautions(Classifier model, Map<String, double[]> columns) {
        List<String> cautions = new ArrayList<>();
        columns.forEach((column, values) -> model.standardised(column, values)
                .flatMap(FarFeatures::how)
                .ifPresent(how -> cautions.add(column + " " + how + " the training set of " + model.name()
                        + "; its probabilities may be unreliable here")));
        return cautions;
    }

    private static Optional<String> how(double[] standardised) {
        double[] known = Arrays.stream(standardised).filter(Double::isFinite).toArray();
        if (known.length < ENOUGH) {
            return Optional.empty();
        }
        double far =
                (double) Arrays.stream(known).filter(z -> Math.abs(z) > FAR).count() / known.length;
        double median = OrderStatistics.median(known, 0, known.length);
        if (Math.abs(median) > FAR_MEDIAN) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "is far off: its median is %.1f standard deviations %s the mean of",
                    Math.abs(median),
                    median < 0 ? "below" : "above"));
        }
        return far > MANY
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "is far off: %.0f %% of the datasets are more than %.1f standard deviations from the mean of",
                        100 * far,
                        FAR))
                : Optional.empty();
    }
}
