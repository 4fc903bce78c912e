package org.mosaicworkbench.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * The rounds of a {@link PointingFit}: least squares with the sources' own places unknown, which are eliminated
 * (Schur's complement of the normal equations), so that the errors hold what the exposures share. Sights beyond {@value
 * #CLIP} of their errors are left out, the worst of each source first.
 *
 * <p>Errors: a sight's variance is that of its centroid plus one scatter for all, chosen so that chi square is as large
 * as its degrees of freedom; where it is smaller without any, all errors shrink, with a weight of {@value
 * #PRIOR_FREEDOM} degrees of freedom for the errors as given. Where a jackknife over groups of sources says that a
 * parameter varies more, its error is the jackknife's. {@value #SYSTEMATIC} pixels are added in quadrature for what all
 * sources of an exposure share: phases of undersampled pixels, the distortion's last digits. The scale is held by a
 * prior of {@value #SCALE_PRIOR}, and the roll of exposures with fewer than {@value #FEWEST_FOR_ROLL} sights by one of
 * {@value #ROLL_PRIOR} rad.
 */
final class PointingSolver {

    private static final double CLIP = 3.5;
    private static final double PRIOR_FREEDOM = 4;
    private static final double SYSTEMATIC = 0.003;
    private static final double SCALE_PRIOR = 1e-4;
    private static final double ROLL_PRIOR = 1e-5;
    private static final int FEWEST_FOR_ROLL = 5;
    private static final int GROUPS = 40;
    private static final int FIRST_ROUNDS = 3;
    private static final int ROUNDS = 12;
    /** The median of chi square with two degrees of freedom. */
    private static final double MEDIAN_OF_TWO = 1.3863;

    private static final double MOST_SCATTER = 2;
    private static final double LENGTH = PointingFit.LENGTH;
    private static final int PER_EXPOSURE = PointingFit.PER_EXPOSURE;

    private final int exposures;
    private final int size;
    private final boolean[] reference;
    private final double[] x;
    private final double[] y;
    private final MatchedSource.Sight[][] sights;
    private final boolean[][] used;
    private final double[][] rx;
    private final double[][] ry;
    private final double[][] parameters;
    private final int[] counts;
    private final PixelPoint centre;
    private double scatter;
    private double factor = 1;

    PointingSolver(List<MatchedSource> sources, int exposures, PixelPoint centre, boolean[] reference) {
        this.exposures = exposures;
        this.size = PER_EXPOSURE * exposures;
        this.reference = reference;
        this.centre = centre;
        int n = sources.size();
        x = sources.stream().mapToDouble(s -> s.x() - centre.x()).toArray();
        y = sources.stream().mapToDouble(s -> s.y() - centre.y()).toArray();
        sights = new MatchedSource.Sight[n][];
        used = new boolean[n][];
        rx = new double[n][];
        ry = new double[n][];
        for (int k = 0; k < n; k++) {
            sights[k] = sources.get(k).sights().toArray(MatchedSource.Sight[]::new);
            used[k] = new boolean[sights[k].length];
            Arrays.fill(used[k], true);
            rx[k] = new double[sights[k].length];
            ry[k] = new double[sights[k].length];
        }
        parameters = new double[exposures][PER_EXPOSURE];
        counts = new int[exposures];
    }

    PointingFit fit() {
        double[][] inverse = null;
        for (int round = 0; round < ROUNDS; round++) {
            count();
            inverse = solve();
            residuals();
            boolean changed = round > 0 && clip();
            chooseScatter();
            if (round > FIRST_ROUNDS && !changed) {
                break;
            }
        }
        count();
        double[][] covariance = inverse == null ? new double[size][size] : covariance(inverse);
        double[][] result = new double[exposures][];
        for (int i = 0; i < exposures; i++) {
            result[i] = parameters[i].clone();
            if (counts[i] == 0 || inverse == null) {
                Arrays.fill(result[i], Double.NaN);
            }
        }
        return new PointingFit(
                exposures, result, covariance, counts.clone(), new PointingFit.Residuals(rms(), scatter), LENGTH);
    }

    /**
     * That of least squares, widened to the jackknife's where that is larger, and what no number of sources averages
     * out.
     */
    private double[][] covariance(double[][] inverse) {
        double[] spread = jackknife();
        double[] widened = new double[size];
        for (int i = 0; i < size; i++) {
            widened[i] = counts[i / PER_EXPOSURE] == 0
                    ? 0
                    : Math.sqrt(factor * Math.max(1, spread[i] / Math.max(Double.MIN_NORMAL, factor * inverse[i][i])));
        }
        double[][] covariance = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                covariance[i][k] = widened[i] * widened[k] * inverse[i][k];
            }
            if (counts[i / PER_EXPOSURE] > 0 && i % PER_EXPOSURE < 3) {
                double systematic = i % PER_EXPOSURE < 2 ? SYSTEMATIC : SYSTEMATIC * LENGTH / Math.max(1, extent());
                covariance[i][i] += systematic * systematic;
            }
        }
        return covariance;
    }

    /** Pixels, root mean square of the sources' distances from the centre. */
    private double extent() {
        double sum = 0;
        for (int k = 0; k < sights.length; k++) {
            sum += x[k] * x[k] + y[k] * y[k];
        }
        return Math.sqrt(sum / Math.max(1, sights.length));
    }

    /** How much each parameter varies as groups of sources are left out (Tukey's jackknife), pixels squared. */
    private double[] jackknife() {
        residuals();
        double[][] all = new double[size + PER_EXPOSURE][size + PER_EXPOSURE];
        double[] balanced = new double[size + PER_EXPOSURE];
        int[] common =
                IntStream.range(0, sights.length).filter(k -> seen(k) >= 2).toArray();
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

    private void count() {
        Arrays.fill(counts, 0);
        for (int k = 0; k < sights.length; k++) {
            if (seen(k) < 2) {
                continue;
            }
            for (int i = 0; i < sights[k].length; i++) {
                counts[sights[k][i].exposure()] += used[k][i] ? 1 : 0;
            }
        }
    }

    private int seen(int k) {
        int n = 0;
        for (boolean one : used[k]) {
            n += one ? 1 : 0;
        }
        return n;
    }

    private double weight(int k, int i) {
        double error = sights[k][i].error();
        return 1 / (error * error + scatter * scatter);
    }

    /** One step of Gauss and Newton; the model is linear but for the sources' places. */
    private double[][] solve() {
        residuals();
        double[][] a = new double[size + PER_EXPOSURE][size + PER_EXPOSURE];
        double[] g = new double[size + PER_EXPOSURE];
        for (int k = 0; k < sights.length; k++) {
            if (seen(k) >= 2) {
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
                if (reference[i] && counts[i] > 0) {
                    a[at][size + p] = 1;
                    a[size + p][at] = 1;
                    g[size + p] -= parameters[i][p];
                }
            }
        }
    }

    private void addSource(int k, double[][] a, double[] g) {
        double px = x[k] / LENGTH;
        double py = y[k] / LENGTH;
        double r2 = px * px + py * py;
        double[][] jj = {{1, 0, -py, px}, {0, 1, px, py}, {-py, px, r2, 0}, {px, py, 0, r2}};
        double sum = 0;
        for (int i = 0; i < sights[k].length; i++) {
            sum += used[k][i] ? weight(k, i) : 0;
        }
        for (int i = 0; i < sights[k].length; i++) {
            if (!used[k][i]) {
                continue;
            }
            double w = weight(k, i);
            int row = PER_EXPOSURE * sights[k][i].exposure();
            double gx = w * rx[k][i];
            double gy = w * ry[k][i];
            g[row] += gx;
            g[row + 1] += gy;
            g[row + 2] += -py * gx + px * gy;
            g[row + 3] += px * gx + py * gy;
            for (int j = 0; j < sights[k].length; j++) {
                if (used[k][j]) {
                    int column = PER_EXPOSURE * sights[k][j].exposure();
                    double c = (i == j ? w : 0) - w * weight(k, j) / sum;
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
        if (counts[i] == 0) {
            for (int p = 0; p < PER_EXPOSURE; p++) {
                a[at + p][at + p] = 1;
            }
            return;
        }
        // A turn alone has the cosine in the place of the scale.
        double turned = LENGTH * (Math.cos(parameters[i][2] / LENGTH) - 1);
        double scale = 1 / (SCALE_PRIOR * LENGTH * SCALE_PRIOR * LENGTH);
        a[at + 3][at + 3] += scale;
        g[at + 3] += scale * (turned - parameters[i][3]);
        if (counts[i] < FEWEST_FOR_ROLL) {
            double roll = 1 / (ROLL_PRIOR * LENGTH * ROLL_PRIOR * LENGTH);
            a[at + 2][at + 2] += roll;
            g[at + 2] -= roll * parameters[i][2];
        }
    }

    /** Puts each source where its sights say, and takes their distances from there. */
    private void residuals() {
        for (int k = 0; k < sights.length; k++) {
            double sum = 0;
            double mx = 0;
            double my = 0;
            for (int i = 0; i < sights[k].length; i++) {
                double[] p = parameters[sights[k][i].exposure()];
                rx[k][i] = sights[k][i].x() - centre.x() - x[k] - p[0] + (p[2] * y[k] - p[3] * x[k]) / LENGTH;
                ry[k][i] = sights[k][i].y() - centre.y() - y[k] - p[1] - (p[2] * x[k] + p[3] * y[k]) / LENGTH;
                if (used[k][i]) {
                    double w = weight(k, i);
                    sum += w;
                    mx += w * rx[k][i];
                    my += w * ry[k][i];
                }
            }
            if (sum > 0) {
                mx /= sum;
                my /= sum;
                x[k] += mx;
                y[k] += my;
                for (int i = 0; i < sights[k].length; i++) {
                    rx[k][i] -= mx;
                    ry[k][i] -= my;
                }
            }
        }
    }

    private double chi2(int k, int i) {
        return weight(k, i) * (rx[k][i] * rx[k][i] + ry[k][i] * ry[k][i]);
    }

    /** Leaves out the worst sight of each source where it is too far off; true where something was. */
    private boolean clip() {
        double[] all = new double[Arrays.stream(counts).sum()];
        int n = 0;
        for (int k = 0; k < sights.length; k++) {
            int seen = seen(k);
            for (int i = 0; i < sights[k].length && seen >= 2; i++) {
                if (used[k][i]) {
                    all[n++] = chi2(k, i) * seen / (seen - 1.0);
                }
            }
        }
        if (n == 0) {
            return false;
        }
        Arrays.sort(all, 0, n);
        // Copies of the same pixels agree better than any error that is stated; what lies within the errors stays.
        double limit = CLIP * CLIP * Math.max(1, all[n / 2] / MEDIAN_OF_TWO);
        boolean changed = false;
        for (int k = 0; k < sights.length; k++) {
            int seen = seen(k);
            int worst = -1;
            for (int i = 0; i < sights[k].length && seen >= 2; i++) {
                if (used[k][i] && (worst < 0 || chi2(k, i) > chi2(k, worst))) {
                    worst = i;
                }
            }
            if (worst >= 0 && chi2(k, worst) * seen / (seen - 1.0) > limit) {
                used[k][worst] = false;
                changed = true;
            }
        }
        return changed;
    }

    /** The scatter with which chi square is what it should be. */
    private void chooseScatter() {
        double freedom = freedom();
        double before = scatter;
        scatter = 0;
        double plain = sumOfSquares();
        if (plain > freedom && freedom >= 1) {
            double low = 0;
            double high = MOST_SCATTER;
            for (int i = 0; i < 40; i++) {
                scatter = (low + high) / 2;
                if (sumOfSquares() > freedom) {
                    low = scatter;
                } else {
                    high = scatter;
                }
            }
            factor = 1;
        } else {
            factor = (plain + PRIOR_FREEDOM) / (Math.max(0, freedom) + PRIOR_FREEDOM);
        }
        // Half-way steps keep the scatter and the clipping from chasing each other.
        scatter = before > 0 && scatter > 0 ? (before + scatter) / 2 : scatter;
    }

    private double freedom() {
        int sources = 0;
        int seen = 0;
        for (int k = 0; k < sights.length; k++) {
            int n = seen(k);
            sources += n >= 2 ? 1 : 0;
            seen += n >= 2 ? n : 0;
        }
        int free = 0;
        int fitted = 0;
        for (int count : counts) {
            fitted += count > 0 ? 1 : 0;
            free += count >= FEWEST_FOR_ROLL ? 3 : count > 0 ? 2 : 0;
        }
        return 2 * (seen - sources) - free * (fitted - 1.0) / Math.max(1, fitted);
    }

    private double sumOfSquares() {
        double sum = 0;
        for (int k = 0; k < sights.length; k++) {
            if (seen(k) < 2) {
                continue;
            }
            double w = 0;
            double wx = 0;
            double wy = 0;
            double wr = 0;
            for (int i = 0; i < sights[k].length; i++) {
                if (used[k][i]) {
                    double one = weight(k, i);
                    w += one;
                    wx += one * rx[k][i];
                    wy += one * ry[k][i];
                    wr += one * (rx[k][i] * rx[k][i] + ry[k][i] * ry[k][i]);
                }
            }
            sum += wr - (wx * wx + wy * wy) / w;
        }
        return sum;
    }

    private double rms() {
        double sum = 0;
        int n = 0;
        for (int k = 0; k < sights.length; k++) {
            for (int i = 0; i < sights[k].length && seen(k) >= 2; i++) {
                if (used[k][i]) {
                    sum += rx[k][i] * rx[k][i] + ry[k][i] * ry[k][i];
                    n++;
                }
            }
        }
        return n == 0 ? Double.NaN : Math.sqrt(sum / (2 * n));
    }
}
