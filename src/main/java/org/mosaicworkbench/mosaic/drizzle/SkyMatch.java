package org.mosaicworkbench.mosaic.drizzle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Matches the sky levels of overlapping exposures, as the observatory's processing does ({@code skymethod} match with
 * the global minimum as its base: stsci.skypac {@code skymatch}), by least squares over all pairs that share sky. An
 * exposure's own level includes the light of any objects that fill its field, so the exposure with the least such light
 * is the base. Exposures without overlap keep their own level; separate groups of overlapping exposures are matched
 * within each group.
 *
 * <p>All chips of an exposure have the same level.
 *
 * @param levels electrons per second, the amount to subtract in addition to each exposure's own level
 * @param errors one-sigma error of each level, taken from the pair with the smallest error: pairs share the exposure's
 *     noise, so averaging them hardly reduces it; 0 if there is no pair
 */
record SkyMatch(double[] levels, double[] errors) {

    /** Lower limit on the variance, so that noiseless data can be weighted. */
    private static final double LEAST = 1e-18;
    /**
     * Number of standard errors by which an exposure's correction must exceed the group's mean correction for that
     * exposure to become the base.
     */
    private static final double SURE = 2;

    /**
     * Matches exposures.
     *
     * @param exposures on one grid, each with its own level subtracted
     */
    static SkyMatch of(List<SkySamples> exposures) {
        int n = exposures.size();
        double[][] difference = new double[n][n];
        double[][] weight = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int k = i + 1; k < n; k++) {
                int a = i;
                int b = k;
                SkyDifference.of(exposures.get(i), exposures.get(k)).ifPresent(d -> {
                    difference[a][b] = d.value();
                    difference[b][a] = -d.value();
                    weight[a][b] = 1 / Math.max(LEAST, d.error() * d.error());
                    weight[b][a] = weight[a][b];
                });
            }
        }
        SkyMatch match = new SkyMatch(new double[n], new double[n]);
        groups(weight).forEach(group -> match.solve(group, difference, weight));
        return match;
    }

    /** @return the groups of exposures connected by pairs, ascending */
    private static List<List<Integer>> groups(double[][] weight) {
        List<List<Integer>> groups = new ArrayList<>();
        boolean[] taken = new boolean[weight.length];
        for (int first = 0; first < taken.length; first++) {
            if (!taken[first]) {
                List<Integer> group = new ArrayList<>(List.of(first));
                taken[first] = true;
                for (int next = 0; next < group.size(); next++) {
                    for (int k = 0; k < taken.length; k++) {
                        if (!taken[k] && weight[group.get(next)][k] > 0) {
                            taken[k] = true;
                            group.add(k);
                        }
                    }
                }
                groups.add(group);
            }
        }
        return groups;
    }

    /** Solves with the group's first exposure at 0, then subtracts the base from all. */
    private void solve(List<Integer> group, double[][] difference, double[][] weight) {
        int n = group.size() - 1;
        if (n == 0) {
            return;
        }
        double[][] normal = new double[n][n];
        double[] right = new double[n];
        for (int i = 0; i < n; i++) {
            for (int other : group) {
                double w = weight[group.get(i + 1)][other];
                normal[i][i] += w;
                right[i] += w * difference[group.get(i + 1)][other];
            }
            for (int k = 0; k < n; k++) {
                normal[i][k] -= weight[group.get(i + 1)][group.get(k + 1)];
            }
        }
        double[] solved = new CholeskyDecomposition(new Array2DRowRealMatrix(normal, false), 1e-6, 0)
                .getSolver()
                .solve(new ArrayRealVector(right, false))
                .toArray();
        for (int i = 0; i <= n; i++) {
            int exposure = group.get(i);
            levels[exposure] = i == 0 ? 0 : solved[i - 1];
            errors[exposure] =
                    1 / Math.sqrt(Arrays.stream(weight[exposure]).max().orElseThrow());
        }
        double base = base(group);
        for (int exposure : group) {
            levels[exposure] -= base;
        }
    }

    /**
     * Returns the level to subtract from all: the group's mean, or more if one exposure is significantly above the
     * mean.
     */
    private double base(List<Integer> group) {
        double weights = 0;
        double sum = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int exposure : group) {
            double weight = 1 / (errors[exposure] * errors[exposure]);
            weights += weight;
            sum += weight * levels[exposure];
            highest = Math.max(highest, levels[exposure] - SURE * errors[exposure]);
        }
        return Math.max(highest, sum / weights);
    }
}
