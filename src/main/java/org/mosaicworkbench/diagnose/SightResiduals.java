package org.mosaicworkbench.diagnose;

import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.sky.PixelPoint;

/** The measurements of common sources: which ones are used, the resulting source positions, and the residuals. */
final class SightResiduals {

    static final double CLIP = 3.5;
    /** The median of chi square with two degrees of freedom. */
    private static final double MEDIAN_OF_TWO = 1.3863;

    private static final double LENGTH = PointingFit.LENGTH;

    final MatchedSource.Sight[][] sights;
    final boolean[][] used;
    /** The number of measurements used for each exposure. */
    final int[] counts;
    /** x positions of the sources relative to the centre, pixels. */
    final double[] x;

    final double[] y;
    /** Offsets of the measurements from their sources' positions along x, pixels. */
    final double[][] rx;

    final double[][] ry;
    private final PixelPoint centre;
    /** The scatter in pixels that is added to the centroids' errors. */
    double scatter;

    SightResiduals(List<MatchedSource> sources, int exposures, PixelPoint centre) {
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
        counts = new int[exposures];
    }

    /** The root mean square distance of the sources from the centre, in pixels. */
    double extent() {
        double sum = 0;
        for (int k = 0; k < sights.length; k++) {
            sum += x[k] * x[k] + y[k] * y[k];
        }
        return Math.sqrt(sum / Math.max(1, sights.length));
    }

    void count() {
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

    int seen(int k) {
        int n = 0;
        for (boolean one : used[k]) {
            n += one ? 1 : 0;
        }
        return n;
    }

    double weight(int k, int i) {
        double error = sights[k][i].error();
        return 1 / (error * error + scatter * scatter);
    }

    /** Computes each source's position from its measurements, and the residuals from that position. */
    void placeSources(double[][] parameters) {
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

    /** Rejects the worst measurement of each source if it is too far off; returns true if any was rejected. */
    boolean clip() {
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
        // Measurements of identical pixels agree far better than their errors; residuals within the errors are
        // therefore kept.
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

    double sumOfSquares() {
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

    double rms() {
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
