package org.mosaicworkbench.diagnose;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.mosaicworkbench.maths.OrderStatistics;
import org.mosaicworkbench.mosaic.detect.SubtractedImage;

/**
 * The pixels of an image that stand out from their surroundings on the scale of a star, in units of the noise. Each is
 * capped at {@value #MOST_OF_ONE}, so that one bright star does not outweigh everything else. The strongest
 * {@value #MOST} are kept, in row-major order.
 */
final class SignificantPixels {

    private static final int MOST = 100_000;
    private static final double LEAST = 4.5;
    private static final double MOST_OF_ONE = 9;
    /** Upper limit of the sum of squared values of a typical spot, so that a galaxy counts as several spots. */
    private static final double LARGEST_SPOT = 2000;

    private static final double NARROW = 1;
    private static final double WIDE = 4;
    /** Scatter of white noise after smoothing with the narrow Gaussian, 1 / (2 sqrt(pi) sigma). */
    private static final double SMOOTHED = 0.28;

    private static final double SIGMA_PER_MEDIAN = 1.4826;
    private static final int LOW_BITS = 12;

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
     * Finds the significant pixels.
     *
     * @param image electrons per second
     * @param least lower limit of the noise of a pixel: one electron per exposure time, in the same unit
     */
    static SignificantPixels of(SubtractedImage image, double least) {
        int width = image.width();
        int height = image.height();
        float[] out = SmoothedRows.contrast(width, height, image::row, NARROW, WIDE);
        double noise = Math.max(scatter(out), SMOOTHED * least);
        float threshold = (float) (LEAST * noise);
        leaveOutLines(out, width, threshold);
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

    /** Removes bright columns and other lines, which look the same at any offset along them. */
    private static void leaveOutLines(float[] out, int width, float threshold) {
        int[] bright =
                IntStream.range(0, out.length).filter(i -> out[i] > threshold).toArray();
        StraightLines lines = StraightLines.of(
                Arrays.stream(bright).mapToDouble(i -> i % width).toArray(),
                Arrays.stream(bright).mapToDouble(i -> Math.floorDiv(i, width)).toArray(),
                width,
                out.length / width,
                StraightLines.Line.OF_PIXELS);
        for (int i = 0; i < out.length && !lines.isEmpty(); i++) {
            out[i] = lines.isOn(i % width, Math.floorDiv(i, width)) ? Float.NaN : out[i];
        }
    }

    /** The threshold that only the {@value #MOST} strongest pixels exceed. */
    private static float kth(float[] out, float least, int count) {
        float[] above = new float[count];
        int n = 0;
        for (float value : out) {
            if (value > least) {
                above[n++] = value;
            }
        }
        return OrderStatistics.nth(above, 0, count, count - MOST - 1);
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

    /** The number of pixels that have data. */
    int area() {
        return area;
    }

    /** The correlation of a typical spot with itself: the sum of its squared values. */
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

    /** The index of the first significant pixel in a row that is not left of the given column. */
    int first(int row, int column) {
        int at = Arrays.binarySearch(columns, starts[row], starts[row + 1], column);
        return at >= 0 ? at : -at - 1;
    }

    int end(int row) {
        return starts[row + 1];
    }

    /** The standard deviation estimated from the median absolute value; NaN is left out. */
    private static double scatter(float[] out) {
        int[] sizes = new int[(Float.floatToRawIntBits(Float.POSITIVE_INFINITY) >> LOW_BITS) + 1];
        int n = 0;
        for (float value : out) {
            if (!Float.isNaN(value)) {
                sizes[bin(value)]++;
                n++;
            }
        }
        if (n == 0) {
            return 0;
        }
        // The counts of the preceding bins locate the wanted bin; only within that bin is the value itself selected.
        int bin = 0;
        int place = n / 2;
        while (place >= sizes[bin]) {
            place -= sizes[bin++];
        }
        float[] within = new float[sizes[bin]];
        int k = 0;
        for (float value : out) {
            if (!Float.isNaN(value) && bin(value) == bin) {
                within[k++] = Math.abs(value);
            }
        }
        return SIGMA_PER_MEDIAN * OrderStatistics.nth(within, 0, k, place);
    }

    /** A bin index from the exponent and the leading mantissa bits, which increases with the absolute value. */
    private static int bin(float value) {
        return Float.floatToRawIntBits(Math.abs(value)) >> LOW_BITS;
    }
}
