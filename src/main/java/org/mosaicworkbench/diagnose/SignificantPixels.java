package org.mosaicworkbench.diagnose;

import java.util.Arrays;
import org.mosaicworkbench.mosaic.detect.FlatImage;

/**
 * The pixels of an image that stand out from what is around them at the size of a star, in units of the noise and none
 * by more than {@value #MOST_OF_ONE}: one bright star shall not outweigh all else. The strongest {@value #MOST} are
 * kept, row by row.
 */
final class SignificantPixels {

    private static final int MOST = 100_000;
    private static final double LEAST = 4.5;
    private static final double MOST_OF_ONE = 9;
    /** A galaxy is more than one spot. */
    private static final double LARGEST_SPOT = 2000;

    private static final double NARROW = 1;
    private static final double WIDE = 4;
    /** Of the weight of a kernel this much must lie on pixels with data. */
    private static final double ENOUGH = 0.3;
    /** Scatter of white noise after smoothing with the narrow Gaussian, 1 / (2 sqrt(pi) sigma). */
    private static final double SMOOTHED = 0.28;

    private static final double SIGMA_PER_MEDIAN = 1.4826;

    private final int height;
    private final int[] starts;
    private final int[] columns;
    private final int[] rows;
    private final float[] values;
    private final int area;
    private final double one;

    private SignificantPixels(
            int height, int[] starts, int[] columns, int[] rows, float[] values, int area, int spots) {
        this.height = height;
        this.starts = starts;
        this.columns = columns;
        this.rows = rows;
        this.values = values;
        this.area = area;
        double squares = 0;
        for (float value : values) {
            squares += value * value;
        }
        this.one = spots == 0 ? 0 : Math.min(LARGEST_SPOT, squares / spots);
    }

    /**
     * Finds them.
     *
     * @param image electrons a second
     * @param least the least noise of a pixel, that of one electron in the exposure time, in the same unit
     */
    static SignificantPixels of(FlatImage image, double least) {
        int width = image.width();
        int height = image.height();
        float[] flat = image.pixels();
        float[] out = smoothed(flat, width, height, NARROW);
        float[] wide = smoothed(flat, width, height, WIDE);
        for (int i = 0; i < out.length; i++) {
            out[i] -= wide[i];
        }
        double noise = Math.max(scatter(out), SMOOTHED * least);
        float threshold = (float) (LEAST * noise);
        int data = 0;
        int n = 0;
        for (float value : out) {
            data += Float.isNaN(value) ? 0 : 1;
            n += value > threshold ? 1 : 0;
        }
        if (n > MOST) {
            threshold = kth(out, threshold, n);
            n = MOST;
        }
        int[] starts = new int[height + 1];
        int[] columns = new int[n];
        int[] rows = new int[n];
        float[] values = new float[n];
        int found = 0;
        int spots = 0;
        for (int y = 0; y < height; y++) {
            starts[y] = found;
            for (int x = 0; x < width && found < n; x++) {
                float value = out[y * width + x];
                if (value > threshold) {
                    columns[found] = x;
                    rows[found] = y;
                    spots += isPeak(out, width, height, x, y) ? 1 : 0;
                    values[found++] = (float) Math.min(MOST_OF_ONE, value / noise);
                }
            }
        }
        starts[height] = found;
        return new SignificantPixels(
                height,
                starts,
                Arrays.copyOf(columns, found),
                Arrays.copyOf(rows, found),
                Arrays.copyOf(values, found),
                data,
                spots);
    }

    /** The value above which the strongest are. */
    private static float kth(float[] out, float least, int count) {
        float[] above = new float[count];
        int n = 0;
        for (float value : out) {
            if (value > least) {
                above[n++] = value;
            }
        }
        Arrays.sort(above);
        return above[count - MOST - 1];
    }

    private static boolean isPeak(float[] out, int width, int height, int x, int y) {
        float here = out[y * width + x];
        for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
            for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                if (out[row * width + column] > here) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How many pixels have data. */
    int area() {
        return area;
    }

    /** What a spot of the usual kind and another just on it come to: the sum of its squares. */
    double one() {
        return one;
    }

    double sum() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    int size() {
        return columns.length;
    }

    int height() {
        return height;
    }

    int x(int i) {
        return columns[i];
    }

    int y(int i) {
        return rows[i];
    }

    float value(int i) {
        return values[i];
    }

    /** The first of a row that is not left of a column. */
    int first(int row, int column) {
        int at = Arrays.binarySearch(columns, starts[row], starts[row + 1], column);
        return at >= 0 ? at : -at - 1;
    }

    int end(int row) {
        return starts[row + 1];
    }

    /** Median absolute value as a standard deviation; of what is not NaN. */
    private static double scatter(float[] out) {
        float[] sizes = new float[out.length];
        int n = 0;
        for (float value : out) {
            if (!Float.isNaN(value)) {
                sizes[n++] = Math.abs(value);
            }
        }
        Arrays.sort(sizes, 0, n);
        return n == 0 ? 0 : SIGMA_PER_MEDIAN * sizes[n / 2];
    }

    /** With a Gaussian, over the pixels that have data; NaN where these are too few. */
    private static float[] smoothed(float[] image, int width, int height, double sigma) {
        int reach = (int) Math.ceil(3 * sigma);
        float[] kernel = new float[2 * reach + 1];
        double all = 0;
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) Math.exp(-(i - reach) * (i - reach) / (2 * sigma * sigma));
            all += kernel[i];
        }
        float[] sums = new float[image.length];
        float[] weights = new float[image.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sum = 0;
                float weight = 0;
                for (int k = Math.max(-reach, -x); k <= Math.min(reach, width - 1 - x); k++) {
                    float value = image[y * width + x + k];
                    if (!Float.isNaN(value)) {
                        sum += kernel[k + reach] * value;
                        weight += kernel[k + reach];
                    }
                }
                sums[y * width + x] = sum;
                weights[y * width + x] = weight;
            }
        }
        float[] result = new float[image.length];
        float[] sum = new float[width];
        float[] weight = new float[width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sum, 0);
            Arrays.fill(weight, 0);
            for (int k = Math.max(-reach, -y); k <= Math.min(reach, height - 1 - y); k++) {
                int line = (y + k) * width;
                for (int x = 0; x < width; x++) {
                    sum[x] += kernel[k + reach] * sums[line + x];
                    weight[x] += kernel[k + reach] * weights[line + x];
                }
            }
            for (int x = 0; x < width; x++) {
                result[y * width + x] = weight[x] > ENOUGH * all * all ? sum[x] / weight[x] : Float.NaN;
            }
        }
        return result;
    }
}
