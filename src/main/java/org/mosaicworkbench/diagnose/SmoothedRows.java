package org.mosaicworkbench.diagnose;

import java.util.Arrays;

/**
 * Rows of an image smoothed with a Gaussian, over the pixels that have data. Image rows are added in order, starting
 * with the first; a smoothed row is available once all rows within the kernel's half-width have been added.
 */
final class SmoothedRows {

    /** The minimum fraction of the kernel's weight that must lie on pixels with data. */
    private static final double ENOUGH = 0.3;

    private final int reach;
    private final float[] kernel;
    private final double enough;
    private final int height;
    /**
     * Values smoothed along the row, and their weights, in a ring buffer: a row is stored at its index modulo the
     * buffer's size.
     */
    private final float[][] sums;

    private final float[][] weights;
    private final float[] weight;

    /**
     * @param sigma the Gaussian's sigma in pixels
     * @param ahead maximum number of rows added beyond the requested one
     */
    SmoothedRows(double sigma, int width, int height, int ahead) {
        this.reach = reach(sigma);
        this.height = height;
        this.kernel = new float[2 * reach + 1];
        double all = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) Math.exp(-(i - reach) * (i - reach) / (2 * sigma * sigma));
            all += kernel[i];
        }
        this.enough = ENOUGH * all * all;
        this.sums = new float[reach + ahead + 1][width];
        this.weights = new float[reach + ahead + 1][width];
        this.weight = new float[width];
    }

    /** Reads a row of an image; NaN where there is no data. */
    interface Rows {
        void row(int y, float[] into);
    }

    /**
     * Subtracts the image smoothed with a wide Gaussian from the image smoothed with a narrow one, processing it row by
     * row.
     *
     * @param narrow sigma, pixels
     * @param wide sigma, pixels
     * @return the difference; NaN if there is too little data
     */
    static float[] contrast(int width, int height, Rows image, double narrow, double wide) {
        int ahead = reach(wide);
        SmoothedRows small = new SmoothedRows(narrow, width, height, ahead);
        SmoothedRows large = new SmoothedRows(wide, width, height, ahead);
        float[] out = new float[width * height];
        float[] row = new float[width];
        float[] other = new float[width];
        for (int y = -ahead; y < height; y++) {
            if (y + ahead < height) {
                image.row(y + ahead, row);
                for (int x = 0; x < width; x++) {
                    boolean none = Float.isNaN(row[x]);
                    row[x] = none ? 0 : row[x];
                    other[x] = none ? 0 : 1;
                }
                small.put(y + ahead, row, other);
                large.put(y + ahead, row, other);
            }
            if (y >= 0) {
                small.smooth(y, row);
                large.smooth(y, other);
                for (int x = 0; x < width; x++) {
                    out[y * width + x] = row[x] - other[x];
                }
            }
        }
        return out;
    }

    /** @return the kernel's half-width, pixels */
    static int reach(double sigma) {
        return (int) Math.ceil(3 * sigma);
    }

    /**
     * Adds a row.
     *
     * @param values 0 if there is no data
     * @param data 1 where there is data, 0 elsewhere
     */
    void put(int y, float[] values, float[] data) {
        float[] sum = sums[y % sums.length];
        float[] whole = weights[y % sums.length];
        Arrays.fill(sum, 0);
        Arrays.fill(whole, 0);
        for (int k = -reach; k <= reach; k++) {
            addTimes(kernel[k + reach], values, k, sum);
            addTimes(kernel[k + reach], data, k, whole);
        }
    }

    private static void addTimes(float factor, float[] row, int shift, float[] sum) {
        int end = Math.min(sum.length, sum.length - shift);
        for (int x = Math.max(0, -shift); x < end; x++) {
            sum[x] += factor * row[x + shift];
        }
    }

    /** Smooths a row; NaN if too little of the kernel lies on data. */
    void smooth(int y, float[] into) {
        Arrays.fill(into, 0);
        Arrays.fill(weight, 0);
        for (int k = Math.max(-reach, -y); k <= Math.min(reach, height - 1 - y); k++) {
            addTimes(kernel[k + reach], sums[(y + k) % sums.length], 0, into);
            addTimes(kernel[k + reach], weights[(y + k) % sums.length], 0, weight);
        }
        for (int x = 0; x < into.length; x++) {
            into[x] = weight[x] > enough ? into[x] / weight[x] : Float.NaN;
        }
    }
}
