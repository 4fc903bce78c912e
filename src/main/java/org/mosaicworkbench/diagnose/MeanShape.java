package org.mosaicworkbench.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.mosaicworkbench.maths.OrderStatistics;

/**
 * The typical shape of sources, in square pixels: medians with errors from the scatter, and the smooth change over the
 * field.
 *
 * @param plus the difference of the variances along x and y
 * @param cross twice the covariance of x and y
 * @param sum the sum of the variances along x and y
 * @param error one-sigma error of {@code plus} and of {@code cross}
 * @param change root mean square change of {@code plus} and {@code cross} over the field, per component, from a
 *               polynomial fit in position and corrected for noise; 0 if there are too few shapes
 * @param count number of shapes
 */
record MeanShape(double plus, double cross, double sum, double error, double change, int count) {

    private static final double SIGMA_PER_MEDIAN = 1.4826;
    private static final double ERROR_OF_MEDIAN = 1.2533;
    /**
     * The scatter of few values is poorly known, so the variance is increased by the fraction {@code FEW / n} for n
     * values.
     */
    private static final double FEW = 6;
    /**
     * Number of terms of a plane; {@code PARABOLA} is that of a second-order polynomial. A fit needs
     * {@code SHAPES_A_TERM} shapes per term.
     */
    private static final int PLANE = 3;

    private static final int PARABOLA = 6;
    private static final int SHAPES_A_TERM = 4;
    /** Values farther from the median than this many times the scatter are ignored in the change over the field. */
    private static final double CLIP = 3;

    /** @param shapes at least one, all of them measured */
    static MeanShape of(List<SourceShape> shapes) {
        double[] plus = values(shapes, SourceShape::plus);
        double[] cross = values(shapes, SourceShape::cross);
        double scatter = Math.sqrt((square(scatter(plus)) + square(scatter(cross))) / 2);
        int n = shapes.size();
        return new MeanShape(
                median(plus),
                median(cross),
                median(values(shapes, SourceShape::sum)),
                ERROR_OF_MEDIAN * scatter * Math.sqrt((1 + FEW / n) / n),
                change(shapes, scatter),
                n);
    }

    /** @return the deviation from a round shape: the length of the vector ({@code plus}, {@code cross}) */
    double length() {
        return Math.hypot(plus, cross);
    }

    private static double change(List<SourceShape> shapes, double scatter) {
        double plus = median(values(shapes, SourceShape::plus));
        double cross = median(values(shapes, SourceShape::cross));
        List<SourceShape> kept = shapes.stream()
                .filter(s -> Math.hypot(s.plus() - plus, s.cross() - cross) <= CLIP * scatter)
                .toList();
        int terms = kept.size() >= SHAPES_A_TERM * PARABOLA ? PARABOLA : PLANE;
        if (kept.size() < SHAPES_A_TERM * PLANE) {
            return 0;
        }
        double along = smooth(kept, terms, SourceShape::plus);
        double across = smooth(kept, terms, SourceShape::cross);
        return Math.sqrt(Math.max(0, (along + across) / 2));
    }

    /** The variance of a fitted polynomial over the field, minus the contribution of noise. */
    private static double smooth(List<SourceShape> shapes, int terms, ToDoubleFunction<SourceShape> value) {
        double[][] normal = new double[terms][terms];
        double[] right = new double[terms];
        double[] middle = middle(shapes);
        for (SourceShape shape : shapes) {
            double[] at = terms(shape, middle, terms);
            for (int i = 0; i < terms; i++) {
                for (int k = 0; k < terms; k++) {
                    normal[i][k] += at[i] * at[k];
                }
                right[i] += at[i] * value.applyAsDouble(shape);
            }
        }
        double[][] inverse = Matrix.inverse(normal);
        if (inverse == null) {
            return 0;
        }
        double[] fit = Matrix.times(inverse, right);
        int n = shapes.size();
        double mean = right[0] / n;
        double explained = 0;
        double rest = 0;
        for (SourceShape shape : shapes) {
            double there = dot(fit, terms(shape, middle, terms));
            explained += square(there - mean);
            rest += square(value.applyAsDouble(shape) - there);
        }
        return explained / n - rest / (n - terms) * (terms - 1) / n;
    }

    /** The centre of the positions and their largest distance from it along an axis. */
    private static double[] middle(List<SourceShape> shapes) {
        double x = shapes.stream().mapToDouble(SourceShape::x).average().orElse(0);
        double y = shapes.stream().mapToDouble(SourceShape::y).average().orElse(0);
        double reach = shapes.stream()
                .mapToDouble(s -> Math.max(Math.abs(s.x() - x), Math.abs(s.y() - y)))
                .max()
                .orElse(1);
        return new double[] {x, y, reach};
    }

    private static double[] terms(SourceShape shape, double[] middle, int terms) {
        double x = (shape.x() - middle[0]) / middle[2];
        double y = (shape.y() - middle[1]) / middle[2];
        return Arrays.copyOf(new double[] {1, x, y, x * x, x * y, y * y}, terms);
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    private static double[] values(List<SourceShape> shapes, ToDoubleFunction<SourceShape> value) {
        return shapes.stream().mapToDouble(value).toArray();
    }

    private static double median(double[] values) {
        return OrderStatistics.median(values, 0, values.length);
    }

    private static double scatter(double[] values) {
        double middle = median(values);
        return SIGMA_PER_MEDIAN
                * median(Arrays.stream(values).map(v -> Math.abs(v - middle)).toArray());
    }

    private static double square(double value) {
        return value * value;
    }
}
