package org.mosaicworkbench.diagnose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.mosaicworkbench.mosaic.drizzle.Chip;

/**
 * A binned image that shows extended features in units of its noise: galaxies, knots, nebulae. If the image has cosmic
 * rays, binning takes the median and a 3 x 3 median filter follows, which removes cosmic rays, hot pixels and columns;
 * otherwise binning takes the mean. Structure wider than a few pixels is subtracted.
 *
 * @param bin number of image pixels per binned pixel along each axis
 * @param width pixels along x
 * @param height pixels along y
 * @param values pixel values in units of the noise, in row-major order, {@value #LEAST} to {@value #MOST}; 0 where
 *     there is no data
 */
record FieldLevel(int bin, int width, int height, float[] values) {

    private static final double NARROW = 1;
    private static final double WIDE = 5;
    private static final float LEAST = -4;
    private static final float MOST = 8;
    /**
     * A pixel stands out above this threshold, in units of the noise. At most {@code MOST_USED} such pixels are used.
     */
    private static final float STANDS_OUT = 2.5f;

    private static final int MOST_USED = 4000;
    private static final double SIGMA_PER_MEDIAN = 1.4826;

    /**
     * @param image NaN where there is no data
     * @param cosmicRays whether the image contains cosmic rays
     */
    static FieldLevel of(Chip.Raster image, int bin, boolean cosmicRays) {
        int width = image.width() / bin;
        int height = image.height() / bin;
        float[] binned = binned(image, bin, cosmicRays);
        float[] plain = cosmicRays ? medians(binned, width, height) : binned;
        float[] out = SmoothedRows.contrast(
                width, height, (y, row) -> System.arraycopy(plain, y * width, row, 0, width), NARROW, WIDE);
        float noise = scatter(out);
        for (int i = 0; i < out.length; i++) {
            out[i] = Float.isNaN(out[i]) || !(noise > 0) ? 0 : Math.max(LEAST, Math.min(MOST, out[i] / noise));
        }
        return new FieldLevel(bin, width, height, out).withoutLines();
    }

    /** Removes columns; after smoothing, their remnants are a few pixels wide. */
    private FieldLevel withoutLines() {
        int[] points = bright();
        StraightLines lines = StraightLines.of(
                Arrays.stream(points).mapToDouble(i -> i % width).toArray(),
                Arrays.stream(points).mapToDouble(i -> Math.floorDiv(i, width)).toArray(),
                width,
                height,
                StraightLines.Line.OF_PIXELS);
        if (lines.isEmpty()) {
            return this;
        }
        float[] left = values.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] = lines.isOn(i % width, Math.floorDiv(i, width)) ? 0 : left[i];
        }
        return new FieldLevel(bin, width, height, left);
    }

    private int[] bright() {
        return IntStream.range(0, values.length)
                .filter(i -> values[i] > STANDS_OUT)
                .toArray();
    }

    private static float[] binned(Chip.Raster image, int bin, boolean median) {
        int width = image.width() / bin;
        int height = image.height() / bin;
        float[] binned = new float[width * height];
        float[] within = new float[bin * bin];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int n = 0;
                for (int i = 0; i < within.length; i++) {
                    float value = image.values()[(y * bin + i / bin) * image.width() + x * bin + i % bin];
                    // Pixels that no exposure covers are 0 or NaN.
                    if (!Float.isNaN(value) && value != 0) {
                        within[n++] = value;
                    }
                }
                binned[y * width + x] =
                        2 * n < within.length ? Float.NaN : median ? median(within, n) : mean(within, n);
            }
        }
        return binned;
    }

    private static float mean(float[] values, int n) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += values[i];
        }
        return (float) (sum / n);
    }

    private static float median(float[] values, int n) {
        Arrays.sort(values, 0, n);
        return (values[(n - 1) / 2] + values[n / 2]) / 2;
    }

    private static float[] medians(float[] image, int width, int height) {
        float[] out = new float[image.length];
        float[] around = new float[9];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int n = 0;
                for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
                    for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                        float value = image[row * width + column];
                        if (!Float.isNaN(value)) {
                            around[n++] = value;
                        }
                    }
                }
                out[y * width + x] = n < 5 ? Float.NaN : median(around, n);
            }
        }
        return out;
    }

    private static float scatter(float[] values) {
        float[] sizes = new float[values.length];
        int n = 0;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                sizes[n++] = Math.abs(value);
            }
        }
        Arrays.sort(sizes, 0, n);
        return n == 0 ? 0 : (float) SIGMA_PER_MEDIAN * sizes[n / 2];
    }

    /** The indices of the pixels that stand out, limited to the {@value #MOST_USED} strongest. */
    int[] standingOut() {
        int[] all = bright();
        if (all.length <= MOST_USED) {
            return all;
        }
        return Arrays.stream(all)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -values[i]).thenComparing(i -> i))
                .limit(MOST_USED)
                .mapToInt(i -> i)
                .toArray();
    }

    /**
     * The cross-correlation of the given pixels with another image, for offsets of up to {@code reach} in each
     * direction.
     */
    double[] likeness(int[] pixels, FieldLevel other, int reach) {
        int side = 2 * reach + 1;
        double[] likeness = new double[side * side];
        for (int pixel : pixels) {
            int x = pixel % width;
            int y = pixel / width;
            int left = Math.max(-reach, -x);
            int right = Math.min(reach, other.width - 1 - x);
            for (int dy = Math.max(-reach, -y); dy <= Math.min(reach, other.height - 1 - y); dy++) {
                int line = (dy + reach) * side + reach;
                int row = (y + dy) * other.width + x;
                for (int dx = left; dx <= right; dx++) {
                    likeness[line + dx] += values[pixel] * other.values[row + dx];
                }
            }
        }
        return likeness;
    }
}
