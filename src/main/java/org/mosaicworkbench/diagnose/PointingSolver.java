package org.mosaicworkbench.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Solves a {@link PointingFit} in rounds of least squares. The sources' true positions are unknown and are eliminated
 * (Schur complement of the normal equations), so that the errors include the uncertainty that the exposures share.
 * Measurements more than {@value SightResiduals#CLIP} sigma off are rejected, starting with the worst of each source.
 *
 * <p>Errors: the variance of a measurement is that of its centroid plus one scatter common to all, chosen so that chi
 * square equals its degrees of freedom. If chi square is smaller even without scatter, all errors are reduced, with a
 * weight of {@value #PRIOR_FREEDOM} degrees of freedom for the original errors. If a jackknife over groups of sources
 * yields a larger error for a parameter, that error is used. {@value #SYSTEMATIC} pixels are added in quadrature for
 * effects that all sources of an exposure share: pixel-phase errors in undersampled images and the limited precision of
 * the distortion. A prior of {@value #SCALE_PRIOR} constrains the scale, and one of {@value #ROLL_PRIOR} rad the roll
 * of exposures with fewer than {@value #FEWEST_FOR_ROLL} measurements. An exposure is not fitted if its sources, after
 * clipping, do not connect it to the others.
 */
final class PointingSolver {

    private static final double PRIOR_FREEDOM = 4;
    private static final double SYSTEMATIC = 0.003;
    private static final double SCALE_PRIOR = 1e-4;
    private static final double ROLL_PRIOR = 1e-5;
    private static final int FEWEST_FOR_ROLL = 5;
    private static final int GROUPS = 40;
    private static final int FIRST_ROUNDS = 3;
    private static final int ROUNDS = 12;
    private static final double MOST_SCATTER = 2;
    /** Error in pixels above which a position counts as unknown. */
    private static final double FARTHEST = 100;

    private static final double LENGTH = PointingFit.LENGTH;
    private static final int PER_EXPOSURE = PointingFit.PER_EXPOSURE;

    private final int exposures;
    private final int size;
    private final boolean[] reference;
    private final SightResiduals residuals;
    private final double[][] parameters;
    private double factor = 1;

    PointingSolver(List<MatchedSource> sources, int exposures, PixelPoint centre, boolean[] reference) {
        this.exposures = exposures;
        this.size = PER_EXPOSURE * exposures;
        this.reference = reference;
        this.residuals = new SightResiduals(sources, exposures, centre);
        parameters = new double[exposures][PER_EXPOSURE];
    }

    PointingFit fit() {
        double[][] inverse = null;
        for (int round = 0; round < ROUNDS; round++) {
            residuals.count();
            inverse = solve();
            residuals.placeSources(parameters);
            boolean changed = round > 0 && residuals.clip();
            chooseScatter();
            if (round > FIRST_ROUNDS && !changed) {
                break;
            }
        }
        residuals.count();
        double[][] covariance = inverse == null ? new double[size][size] : covariance(inverse);
        double[][] result = new double[exposures][];
        int[] counts = residuals.counts.clone();
        for (int i = 0; i < exposures; i++) {
            result[i] = parameters[i].clone();
            if (counts[i] == 0 || inverse == null || !isDetermined(covariance, i)) {
                Arrays.fill(result[i], Double.NaN);
                counts[i] = 0;
            }
        }
        return new PointingFit(
                exposures,
                result,
                covariance,
                counts,
                new PointingFit.Residuals(residuals.rms(), residuals.scatter),
                LENGTH);
    }

    /**
     * Whether an exposure's parameters are determined; they are not if common sources do not connect it to the others.
     */
    private static boolean isDetermined(double[][] covariance, int exposure) {
        int at = PER_EXPOSURE * exposure;
        return IntStream.range(0, 2).allMatch(p -> covariance[at + p][at + p] < FARTHEST * FARTHEST)
                && IntStream.range(0, 3).allMatch(p -> covariance[at + p][at + p] > 0)
                && IntStream.range(2, PER_EXPOSURE).allMatch(p -> Double.isFinite(covariance[at + p][at + p]));
    }

    /**
     * The least-squares covariance, widened to the jackknife's if that is larger, plus the systematic error that does
     * not average out.
     */
    private double[][] covariance(double[][] inverse) {
        double[] spread = jackknife();
        double[] widened = new double[size];
        for (int i = 0; i < size; i++) {
            widened[i] = residuals.counts[i / PER_EXPOSURE] == 0
                    ? 0
                    : Math.sqrt(factor * Math.max(1, spread[i] / Math.max(Double.MIN_NORMAL, factor * inverse[i][i])));
        }
        double[][] covariance = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                covariance[i][k] = widened[i] * widened[k] * inverse[i][k];
            }
            if (residuals.counts[i / PER_EXPOSURE] > 0 && i % PER_EXPOSURE < 3) {
                double systematic =
                        i % PER_EXPOSURE < 2 ? SYSTEMATIC : SYSTEMATIC * LENGTH / Math.max(1, residuals.extent());
                covariance[i][i] += systematic * systematic;
            }
        }
        return covariance;
    }

    /**
     * The jackknife variance (Tukey) of each parameter, in square pixels, leaving out one group of sources at a time.
     */
    private double[] jackknife() {
        residuals.placeSources(parameters);
        double[][] all = new double[size + PER_EXPOSURE][size + PER_EXPOSURE];
        double[] balanced = new double[size + PER_EXPOSURE];
        int[] common = IntStream.range(0, residuals.sights.length)
                .filter(k -> residuals.seen(k) >= 2)
                .toArray();
        IntStream.of(common).forEach(k -> addSource(k, all, balanced));
        addPriorsAndReference(all, new double[size + PER_EXPOSURE]);
        int groups = Math.min(common.length, GROUPS);
        double[] variance = new double[size];
        for (int group = 0; group < groups; group++) {
            double[][] a = new double[size + PER_EXPOSURE][size + PER_EXPOSURE];
            double[] g = new double[size + PER_EXPOSURE];
            for (int k = group; k < common.length; k += groups) {
                addSource(common[k], a, g);
            }
            for (int i = 0; i < a.length; i++) {
                for (int k = 0; k < a.length; k++) {
                    a[i][k] = all[i][k] - a[i][k];
                }
            }
            double[][] inverse = Matrix.inverse(a);
            double[] change = inverse == null ? new double[size] : Matrix.times(inverse, g);
            for (int i = 0; i < size; i++) {
                variance[i] += change[i] * change[i] * (groups - 1) / groups;
            }
        }
        return variance;
    }

    /** One Gauss-Newton step; the model is linear except for the sources' positions. */
    private double[][] solve() {
        residuals.placeSources(parameters);
        double[][] a = new double[size + PER_EXPOSURE][size + PER_EXPOSURE];
        double[] g = new double[size + PER_EXPOSURE];
        for (int k = 0; k < residuals.sights.length; k++) {
            if (residuals.seen(k) >= 2) {
                addSource(k, a, g);
            }
        }
        addPriorsAndReference(a, g);
        double[][] inverse = Matrix.inverse(a);
        if (inverse != null) {
            double[] step = Matrix.times(inverse, g);
            for (int at = 0; at < size; at++) {
                parameters[at / PER_EXPOSURE][at % PER_EXPOSURE] += step[at];
            }
        }
        return inverse;
    }

    private void addPriorsAndReference(double[][] a, double[] g) {
        for (int i = 0; i < exposures; i++) {
            addPriors(i, a, g);
            for (int p = 0; p < PER_EXPOSURE; p++) {
                int at = PER_EXPOSURE * i + p;
                if (reference[i] && residuals.counts[i] > 0) {
                    a[at][size + p] = 1;
                    a[size + p][at] = 1;
                    g[size + p] -= parameters[i][p];
                }
            }
        }
    }

    private void addSource(int k, double[][] a, double[] g) {
        double px = residuals.x[k] / LENGTH;
        double py = residuals.y[k] / LENGTH;
        double r2 = px * px + py * py;
        double[][] jj = {{1, 0, -py, px}, {0, 1, px, py}, {-py, px, r2, 0}, {px, py, 0, r2}};
        double sum = 0;
        for (int i = 0; i < residuals.sights[k].length; i++) {
            sum += residuals.used[k][i] ? residuals.weight(k, i) : 0;
        }
        for (int i = 0; i < residuals.sights[k].length; i++) {
            if (!residuals.used[k][i]) {
                continue;
            }
            double w = residuals.weight(k, i);
            int row = PER_EXPOSURE * residuals.sights[k][i].exposure();
            double gx = w * residuals.rx[k][i];
            double gy = w * residuals.ry[k][i];
            g[row] += gx;
            g[row + 1] += gy;
            g[row + 2] += -py * gx + px * gy;
            g[row + 3] += px * gx + py * gy;
            for (int j = 0; j < residuals.sights[k].length; j++) {
                if (residuals.used[k][j]) {
                    int column = PER_EXPOSURE * residuals.sights[k][j].exposure();
                    double c = (i == j ? w : 0) - w * residuals.weight(k, j) / sum;
                    for (int p = 0; p < PER_EXPOSURE; p++) {
                        for (int q = 0; q < PER_EXPOSURE; q++) {
                            a[row + p][column + q] += c * jj[p][q];
                        }
                    }
                }
            }
        }
    }

    private void addPriors(int i, double[][] a, double[] g) {
        int at = PER_EXPOSURE * i;
        if (residuals.counts[i] == 0) {
            for (int p = 0; p < PER_EXPOSURE; p++) {
                a[at + p][at + p] = 1;
            }
            return;
        }
        // The expected scale term is not 0: a pure rotation contributes the cosine of the roll minus 1.
        double turned = LENGTH * (Math.cos(parameters[i][2] / LENGTH) - 1);
        double scale = 1 / (SCALE_PRIOR * LENGTH * SCALE_PRIOR * LENGTH);
        a[at + 3][at + 3] += scale;
        g[at + 3] += scale * (turned - parameters[i][3]);
        if (residuals.counts[i] < FEWEST_FOR_ROLL) {
            double roll = 1 / (ROLL_PRIOR * LENGTH * ROLL_PRIOR * LENGTH);
            a[at + 2][at + 2] += roll;
            g[at + 2] -= roll * parameters[i][2];
        }
    }

    /** Chooses the scatter for which chi square equals its expected value. */
    private void chooseScatter() {
        double freedom = freedom();
        double before = residuals.scatter;
        residuals.scatter = 0;
        double plain = residuals.sumOfSquares();
        if (plain > freedom && freedom >= 1) {
            double low = 0;
            double high = MOST_SCATTER;
            for (int i = 0; i < 40; i++) {
                residuals.scatter = (low + high) / 2;
                if (residuals.sumOfSquares() > freedom) {
                    low = residuals.scatter;
                } else {
                    high = residuals.scatter;
                }
            }
            factor = 1;
        } else {
            factor = (plain + PRIOR_FREEDOM) / (Math.max(0, freedom) + PRIOR_FREEDOM);
        }
        // Half steps keep the scatter and the clipping from oscillating.
        residuals.scatter = before > 0 && residuals.scatter > 0 ? (before + residuals.scatter) / 2 : residuals.scatter;
    }

    private double freedom() {
        int sources = 0;
        int seen = 0;
        for (int k = 0; k < residuals.sights.length; k++) {
            int n = residuals.seen(k);
            sources += n >= 2 ? 1 : 0;
            seen += n >= 2 ? n : 0;
        }
        int free = 0;
        int fitted = 0;
        for (int count : residuals.counts) {
            fitted += count > 0 ? 1 : 0;
            free += count >= FEWEST_FOR_ROLL ? 3 : count > 0 ? 2 : 0;
        }
        return 2 * (seen - sources) - free * (fitted - 1.0) / Math.max(1, fitted);
    }
}
