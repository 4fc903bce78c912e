package org.mosaicworkbench.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;

/** The possible values of a hyperparameter. */
public sealed interface ParameterValues {

    /** @return a random value */
    Object draw(SplittableRandom random);

    /** @return the values that a grid search tries */
    List<Object> points();

    /** @return whether a value is possible */
    boolean holds(Object value);

    /**
     * One of several equally likely choices.
     *
     * @param choices distinct strings, numbers, booleans, or lists of these; at least one
     */
    record Choices(List<Object> choices) implements ParameterValues {

        /** @throws BadInput if there are no choices, or duplicates */
        public Choices {
            choices = choices.stream()
                    .map(choice -> Settings.plain("choices", choice))
                    .toList();
            if (choices.isEmpty() || choices.stream().distinct().count() < choices.size()) {
                throw new BadInput("the choices are " + choices + "; there must be at least one and no duplicates");
            }
        }

        @Override
        public Object draw(SplittableRandom random) {
            return choices.get(random.nextInt(choices.size()));
        }

        @Override
        public List<Object> points() {
            return choices;
        }

        @Override
        public boolean holds(Object value) {
            return choices.contains(value);
        }
    }

    /**
     * A number between two limits. Random values are rounded to four significant digits, so that they are easy to type.
     *
     * @param from smallest value
     * @param to largest value
     * @param scale distribution of the values: linear or logarithmic
     * @param whole whether to use only whole numbers
     * @param steps number of grid points, at least 1
     */
    record Range(double from, double to, Scale scale, boolean whole, int steps) implements ParameterValues {

        /** How the values in a range are spaced: linearly or logarithmically. */
        public enum Scale {
            /** Uniform. */
            LINEAR,
            /** Log-uniform. */
            LOG
        }

        /** Default number of grid points. */
        public static final int STEPS = 3;

        private static final MathContext DIGITS = new MathContext(4);

        /** @throws BadInput if the limits do not form a valid range, or the number of grid points is below 1 */
        public Range {
            if (!(from < to)
                    || !Double.isFinite(from)
                    || !Double.isFinite(to)
                    || (scale == Scale.LOG && from <= 0)
                    || steps < 1
                    || (whole && (from != Math.rint(from) || to != Math.rint(to)))) {
                throw new BadInput("invalid range from " + from + " to " + to + " on a "
                        + (scale == Scale.LOG ? "logarithmic" : "linear") + " scale in " + steps + " steps"
                        + (whole ? " of whole numbers" : "") + "; 'from' must be below 'to'"
                        + (scale == Scale.LOG ? " and above 0" : "") + ", steps at least 1"
                        + (whole ? ", both ends whole" : ""));
            }
        }

        @Override
        public Object draw(SplittableRandom random) {
            double part = random.nextDouble();
            return whole ? Math.min(to, Math.floor(at(part, from, to + 1))) : rounded(at(part, from, to));
        }

        private double at(double part, double low, double high) {
            return scale == Scale.LOG ? low * Math.pow(high / low, part) : low + part * (high - low);
        }

        private double rounded(double value) {
            return Math.min(
                    to, Math.max(from, new BigDecimal(value).round(DIGITS).doubleValue()));
        }

        @Override
        public List<Object> points() {
            return IntStream.range(0, steps)
                    .mapToObj(i -> {
                        double value = at(steps == 1 ? 0.5 : (double) i / (steps - 1), from, to);
                        return (Object) (whole ? Math.rint(value) : rounded(value));
                    })
                    .distinct()
                    .toList();
        }

        @Override
        public boolean holds(Object value) {
            return value instanceof Double number
                    && number >= from
                    && number <= to
                    && (!whole || number == Math.rint(number));
        }
    }
}
