package org.mosaicworkbench.maths;

import com.google.gson.Gson;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.WholeFile;

/**
 * The Yeo-Johnson transform, which makes skewed features nearly normal (Yeo &amp; Johnson 2000, eq. 2.1), followed by
 * standardisation to mean 0 and population standard deviation 1. It is fitted to the training set only.
 *
 * @param lambdas exponent of each column
 * @param mu mean of each transformed column
 * @param sigma standard deviation of each transformed column; 1 if a column is constant
 */
public record PowerTransform(double[] lambdas, double[] mu, double[] sigma) {

    /** The identity transform of one column. */
    public static final PowerTransform NOTHING =
            new PowerTransform(new double[] {1}, new double[] {0}, new double[] {1});

    private static final double LARGEST_LAMBDA = 10;
    private static final int EVALUATIONS = 500;
    private static final double TOLERANCE = 1e-9;
    private static final double NEARLY = 1e-12;

    /** Makes defensive copies. */
    public PowerTransform {
        if (lambdas.length != mu.length
                || mu.length != sigma.length
                || !Stream.of(lambdas, mu, sigma)
                        .flatMapToDouble(Arrays::stream)
                        .allMatch(Double::isFinite)
                || Arrays.stream(sigma).anyMatch(s -> !(s > 0))) {
            throw new BadInput("a transform has " + lambdas.length + " lambdas, " + mu.length
                    + " mu and " + sigma.length
                    + " sigma; their numbers must be equal, all finite, and every sigma above 0");
        }
        lambdas = lambdas.clone();
        mu = mu.clone();
        sigma = sigma.clone();
    }

    @Override
    public double[] lambdas() {
        return lambdas.clone();
    }

    @Override
    public double[] mu() {
        return mu.clone();
    }

    @Override
    public double[] sigma() {
        return sigma.clone();
    }

    /**
     * Fits the maximum-likelihood exponents, column by column (Yeo &amp; Johnson 2000, section 3), between -10 and 10.
     *
     * @param rows at least 2 rows of finite numbers
     * @throws BadInput if there are fewer rows, or a number is not finite
     */
    public static PowerTransform fit(double[][] rows) {
        if (rows.length < 2) {
            throw new BadInput("a transform cannot be fitted on " + rows.length + " datasets; it needs at least 2");
        }
        int columns = rows[0].length;
        double[] lambdas = new double[columns];
        double[] mu = new double[columns];
        double[] sigma = new double[columns];
        for (int c = 0; c < columns; c++) {
            double[] column = column(rows, c);
            boolean constant = Arrays.stream(column).allMatch(x -> x == column[0]);
            lambdas[c] = constant ? 1 : lambda(column);
            double[] changed = changed(column, lambdas[c]);
            mu[c] = mean(changed);
            double spread = Math.sqrt(variance(changed));
            sigma[c] = constant || spread == 0 ? 1 : spread;
        }
        return new PowerTransform(lambdas, mu, sigma);
    }

    /** Joins the columns of several transforms into one. */
    public static PowerTransform together(List<PowerTransform> each) {
        return new PowerTransform(
                each.stream().flatMapToDouble(t -> Arrays.stream(t.lambdas)).toArray(),
                each.stream().flatMapToDouble(t -> Arrays.stream(t.mu)).toArray(),
                each.stream().flatMapToDouble(t -> Arrays.stream(t.sigma)).toArray());
    }

    /** @return the transform of an individual column, by its 0-based index */
    public PowerTransform column(int number) {
        return new PowerTransform(
                new double[] {lambdas[number]}, new double[] {mu[number]}, new double[] {sigma[number]});
    }

    /** @return the number of columns */
    public int size() {
        return lambdas.length;
    }

    private static double[] column(double[][] rows, int number) {
        double[] column = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            column[i] = rows[i][number];
            if (!Double.isFinite(column[i])) {
                throw new BadInput("row " + (i + 1) + " of column " + (number + 1) + " is " + column[i]
                        + "; a transform is fitted on finite numbers");
            }
        }
        return column;
    }

    private static double lambda(double[] column) {
        double signedLogs = Arrays.stream(column)
                .map(x -> Math.signum(x) * Math.log1p(Math.abs(x)))
                .sum();
        return new BrentOptimizer(TOLERANCE, TOLERANCE)
                .optimize(
                        new MaxEval(EVALUATIONS),
                        new UnivariateObjectiveFunction(
                                lambda -> -0.5 * column.length * Math.log(variance(changed(column, lambda)))
                                        + (lambda - 1) * signedLogs),
                        GoalType.MAXIMIZE,
                        new SearchInterval(-LARGEST_LAMBDA, LARGEST_LAMBDA, 1))
                .getPoint();
    }

    private static double[] changed(double[] column, double lambda) {
        return Arrays.stream(column).map(x -> yeoJohnson(x, lambda)).toArray();
    }

    private static double yeoJohnson(double x, double lambda) {
        if (x >= 0) {
            return Math.abs(lambda) < NEARLY ? Math.log1p(x) : Math.expm1(lambda * Math.log1p(x)) / lambda;
        }
        double other = 2 - lambda;
        return Math.abs(other) < NEARLY ? -Math.log1p(-x) : -Math.expm1(other * Math.log1p(-x)) / other;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    /**
     * Transforms the fitted columns, which come first in the row; any further columns stay unchanged.
     *
     * @return a new row
     */
    public double[] apply(double[] row) {
        double[] result = row.clone();
        for (int c = 0; c < lambdas.length; c++) {
            result[c] = (yeoJohnson(row[c], lambdas[c]) - mu[c]) / sigma[c];
        }
        return result;
    }

    /** Writes a JSON object with the arrays {@code lambdas}, {@code mu} and {@code sigma}. */
    public Path write(Path place) {
        return WholeFile.writeText(place, new Gson().toJson(this) + "\n");
    }

    /**
     * Reads the file written by {@link #write}.
     *
     * @throws BadInput if the file is missing or broken
     */
    public static PowerTransform read(Path file) {
        return of(JsonValue.read(file, "train again"));
    }

    /**
     * Reads the JSON written by {@link #write}.
     *
     * @throws BadInput if the JSON is not a transform
     */
    public static PowerTransform of(JsonValue json) {
        double[] lambdas = json.at("lambdas").numbers();
        double[] mu = json.at("mu").numbers();
        double[] sigma = json.at("sigma").numbers();
        try {
            return new PowerTransform(lambdas, mu, sigma);
        } catch (BadInput e) {
            throw json.refused(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PowerTransform t
                && Arrays.equals(lambdas, t.lambdas)
                && Arrays.equals(mu, t.mu)
                && Arrays.equals(sigma, t.sigma);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lambdas);
    }

    @Override
    public String toString() {
        return "lambdas " + Arrays.toString(lambdas) + ", mu " + Arrays.toString(mu) + ", sigma "
                + Arrays.toString(sigma);
    }
}
