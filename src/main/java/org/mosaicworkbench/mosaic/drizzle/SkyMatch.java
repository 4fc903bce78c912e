package org.mosaicworkbench.mosaic.drizzle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Sky levels of exposures that agree where the exposures overlap, as the observatory's processing matches them
 * ({@code skymethod} match with the global minimum as its base: stsci.skypac {@code skymatch}): by least squares over
 * all pairs with sky in common. An exposure's own level holds the light of whatever fills its field, so the base is
 * that
 * of the exposure in which there is least of it. Exposures that no others overlap keep their own level; groups of
 * exposures that overlap among themselves only are matched among themselves.
 *
 * <p>One level is for all chips of an exposure.
 *
 * @param levels electrons per second, as much above each exposure's own level as is to be subtracted more
 * @param errors one standard deviation of each, that of its surest pair: pairs share the noise of an exposure, so that
 *               more of them hardly help; 0 if there are none
 */
record SkyMatch(double[] levels, double[] errors) {

    /** Least variance, so that what has no noise can be weighed. */
    private static final double LEAST = 1e-18;
    /**
     * Errors by which an exposure must be above the others before its own level is thought to have less of the field.
     */
    private static final double SURE = 2;

    /**
     * Matches exposures.
     *
     * @param exposures on one grid, each less its own level
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

    /** @return the exposures of each group that pairs join, rising */
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

    /** Solves with the first of the group at 0, then subtracts the base from all. */
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

    /** Where own levels scatter by their errors only, on the average none is changed. */
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
