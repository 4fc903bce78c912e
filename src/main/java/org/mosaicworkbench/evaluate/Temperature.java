package org.mosaicworkbench.evaluate;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

/**
 * Temperature scaling for calibrated probabilities: a network's logit is divided by the temperature before the sigmoid
 * (Guo et al. 2017, section 4.2). A temperature above 1 reduces confidence; the order of the scores does not change.
 *
 * @param value {@value #LOWEST} to {@value #HIGHEST}; 1 changes nothing. The lower limit keeps a small set that happens
 *     to be separable from making every prediction certain.
 */
public record Temperature(double value) {

    /** The smallest value. */
    public static final double LOWEST = 0.5;
    /** The largest value. */
    public static final double HIGHEST = 10;
    /** The temperature that changes nothing, 1. */
    public static final Temperature ONE = new Temperature(1);

    private static final double TOLERANCE = 1e-10;
    private static final int EVALUATIONS = 200;

    /** @throws BadInput if the value is out of range */
    public Temperature {
        if (!(value >= LOWEST && value <= HIGHEST)) {
            throw new BadInput("the temperature is " + value + "; it must be between " + LOWEST + " and " + HIGHEST);
        }
    }

    /**
     * Reads the temperature from a file.
     *
     * @throws BadInput if it is not a number in range; the message names the file
     */
    public static Temperature of(JsonValue value) {
        double number = value.finite();
        try {
            return new Temperature(number);
        } catch (BadInput e) {
            throw value.refused(e);
        }
    }

    /**
     * Fits the temperature with the smallest log-loss on a held-out set.
     *
     * @param truth true for misaligned
     * @param logits a network's output before the sigmoid
     * @return {@link #ONE} if a class is absent
     */
    public static Temperature fit(boolean[] truth, double[] logits) {
        Scores.requireSameLength(truth, logits);
        if (!Scores.bothClasses(truth)) {
            return ONE;
        }
        double logarithm = new BrentOptimizer(TOLERANCE, TOLERANCE)
                .optimize(
                        new MaxEval(EVALUATIONS),
                        new UnivariateObjectiveFunction(t -> loss(truth, logits, Math.exp(t))),
                        GoalType.MINIMIZE,
                        new SearchInterval(Math.log(LOWEST), Math.log(HIGHEST), 0))
                .getPoint();
        return new Temperature(Math.min(HIGHEST, Math.max(LOWEST, Math.exp(logarithm))));
    }

    /** @return the calibrated probability for a logit */
    public double probability(double logit) {
        return 1 / (1 + Math.exp(-logit / value));
    }

    /** @return the uncalibrated probability */
    public double undone(double probability) {
        return probability == 0 || probability == 1
                ? probability
                : 1 / (1 + Math.exp(-value * Math.log(probability / (1 - probability))));
    }

    private static double loss(boolean[] truth, double[] logits, double temperature) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double margin = (truth[i] ? logits[i] : -logits[i]) / temperature;
            sum += margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
        }
        return sum / logits.length;
    }
}
