package org.mosaicworkbench.mosaic.align;

import java.util.Arrays;
import java.util.BitSet;
import org.mosaicworkbench.maths.SummedArea;

/**
 * A histogram, in square bins of one pixel, of the position differences of all pairs of sources, one from each of two
 * lists, that are within reach of each other. Its peak is the cell of 3 x 3 bins with the largest excess over the
 * number of chance pairs. The number of chance pairs is estimated from the mean of the surrounding bins, or from that
 * of all bins if it is higher, because clustered sources produce more pairs near zero offset than elsewhere.
 */
final class ShiftHistogram {

    /** Half-width, in bins, of the box around a peak from which its local mean is computed. */
    private static final int NEAR = 20;
    /**
     * Half-width, in bins, of the box around a peak that is excluded from its local mean: the peak and its neighbours.
     */
    private static final int OWN = 2;

    private final double reach;
    private final int side;
    private final double half;
    private final int[] bins;
    private final SummedArea sums;

    /**
     * A cell of 3 x 3 bins.
     *
     * @param bin its central bin
     * @param dx the mean difference of its pairs along x, pixels
     * @param dy the mean difference of its pairs along y, pixels
     * @param byChance expected number of chance pairs
     */
    record Peak(int bin, double dx, double dy, double byChance) {}

    /** @param reach the largest difference along each axis, pixels */
    ShiftHistogram(double reach) {
        this.reach = reach;
        this.side = 2 * (int) Math.ceil(reach) + 5;
        this.half = side / 2.0;
        this.bins = new int[side * side];
        this.sums = new SummedArea(side);
    }

    /**
     * Clears earlier counts and counts the pairs of the given positions with those of a grid.
     *
     * @param xs x of the given positions, which are subtracted from those of the grid
     */
    void count(double[] xs, double[] ys, SpotGrid to) {
        Arrays.fill(bins, 0);
        for (int i = 0; i < xs.length; i++) {
            int first = to.column(xs[i] - reach);
            int last = to.column(xs[i] + reach);
            int top = to.row(ys[i] + reach);
            for (int row = to.row(ys[i] - reach); row <= top; row++) {
                count(xs[i], ys[i], to, to.start(row, first), to.end(row, last));
            }
        }
        sums.fill(bins);
    }

    /** A match of long lists spends most of its time here. */
    private void count(double x, double y, SpotGrid to, int start, int end) {
        double[] theirX = to.xs();
        double[] theirY = to.ys();
        for (int j = start; j < end; j++) {
            double dx = theirX[j] - x;
            double dy = theirY[j] - y;
            if (Math.abs(dx) <= reach && Math.abs(dy) <= reach) {
                bins[((int) (dy + half)) * side + (int) (dx + half)]++;
            }
        }
    }

    /**
     * Counts the sources that contribute to a cell; a source with several pairs counts once.
     *
     * @param bin the cell's central bin
     */
    int sourcesIn(int bin, double[] xs, double[] ys, SpotGrid to) {
        BitSet ofFrom = new BitSet(xs.length);
        BitSet ofTo = new BitSet(to.size());
        double left = bin % side - 1 - half;
        double low = bin / side - 1 - half;
        for (int i = 0; i < xs.length; i++) {
            int first = to.column(xs[i] + left);
            int last = to.column(xs[i] + left + 3);
            int top = to.row(ys[i] + low + 3);
            for (int row = to.row(ys[i] + low); row <= top; row++) {
                for (int j = to.start(row, first); j < to.end(row, last); j++) {
                    if (isIn(bin, to.xs()[j] - xs[i], to.ys()[j] - ys[i])) {
                        ofFrom.set(i);
                        ofTo.set(j);
                    }
                }
            }
        }
        return Math.min(ofFrom.cardinality(), ofTo.cardinality());
    }

    private boolean isIn(int bin, double dx, double dy) {
        return Math.max(Math.abs(dx), Math.abs(dy)) <= reach
                && Math.abs((int) (dx + half) - bin % side) <= 1
                && Math.abs((int) (dy + half) - bin / side) <= 1;
    }

    /** @return the cell that is least likely to be due to chance */
    Peak peak() {
        double everywhere = 9.0 * sums.sum(0, 0, side, side) / (4 * reach * reach);
        int best = side + 1;
        double most = 0;
        int enough = 1;
        for (int y = 1; y < side - 1; y++) {
            for (int x = 1; x < side - 1; x++) {
                int pairs = sums.sum(x - 1, y - 1, x + 2, y + 2);
                if (pairs >= enough) {
                    double excess = beyond(pairs, Math.max(everywhere, around(x, y)));
                    if (excess > most) {
                        most = excess;
                        best = y * side + x;
                        // The expected number is never below the overall mean, so fewer pairs cannot exceed it more.
                        while (beyond(enough, everywhere) <= most) {
                            enough++;
                        }
                    }
                }
            }
        }
        return peakAt(best, Math.max(everywhere, around(best % side, best / side)));
    }

    private Peak peakAt(int bin, double byChance) {
        double sum = 0;
        double sx = 0;
        double sy = 0;
        for (int y = bin / side - 1; y <= bin / side + 1; y++) {
            for (int x = bin % side - 1; x <= bin % side + 1; x++) {
                int n = bins[y * side + x];
                sum += n;
                sx += n * (x + 0.5);
                sy += n * (y + 0.5);
            }
        }
        double pairs = Math.max(1, sum);
        return new Peak(bin, sx / pairs - half, sy / pairs - half, byChance);
    }

    /**
     * The negative logarithm of Chernoff's bound on the probability of at least this number of pairs; 0 if there is no
     * excess.
     */
    static double beyond(double number, double mean) {
        return number > mean ? number * Math.log(number / Math.max(mean, Double.MIN_NORMAL)) - number + mean : 0;
    }

    /** The mean number of pairs in 9 bins near a cell, without the cell and its neighbouring bins. */
    private double around(int x, int y) {
        int edge = 3;
        int left = Math.max(edge, x - NEAR);
        int right = Math.min(side - edge, x + NEAR + 1);
        int low = Math.max(edge, y - NEAR);
        int high = Math.min(side - edge, y + NEAR + 1);
        int ownLeft = Math.max(left, x - OWN);
        int ownRight = Math.min(right, x + OWN + 1);
        int ownLow = Math.max(low, y - OWN);
        int ownHigh = Math.min(high, y + OWN + 1);
        double number = (double) (right - left) * (high - low)
                - (double) Math.max(0, ownRight - ownLeft) * Math.max(0, ownHigh - ownLow);
        double pairs = sums.sum(left, low, right, high)
                - (ownRight > ownLeft && ownHigh > ownLow ? sums.sum(ownLeft, ownLow, ownRight, ownHigh) : 0);
        return number > 0 ? 9 * pairs / number : 0;
    }
}
