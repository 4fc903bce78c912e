package org.mosaicworkbench.mosaic.align;

/** Sums over 3 x 3 bins of a square histogram of shifts, row after row; its outermost bins are no middles. */
final class ShiftHistogram {

    private ShiftHistogram() {}

    /** @param at the middle bin */
    static int sumOf3x3(int[] histogram, int side, int at) {
        int sum = 0;
        for (int row = at - side; row <= at + side; row += side) {
            sum += histogram[row - 1] + histogram[row] + histogram[row + 1];
        }
        return sum;
    }

    /**
     * @param at the middle bin
     * @return the mean place of what the bins hold, in bins from the histogram's corner
     */
    static double[] centreOf3x3(int[] histogram, int side, int at) {
        double sum = 0;
        double sx = 0;
        double sy = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int n = histogram[at + dy * side + dx];
                sum += n;
                sx += n * (at % side + dx + 0.5);
                sy += n * (at / side + dy + 0.5);
            }
        }
        return new double[] {sx / Math.max(1, sum), sy / Math.max(1, sum)};
    }
}
