package org.mosaicworkbench.mosaic.detect;

import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.io.Band;

/**
 * The pixels of an image that exceed a multiple of its noise after smoothing with the 3 x 3 kernel 1 2 1 / 2 4 2 / 1 2
 * 1, divided by 16; they are grouped if they touch along sides or at corners. Within a group, pixels are in row-major
 * order. Pixels on the image's border are left out.
 */
final class BrightPixels {

    /** The factor by which smoothing reduces the noise of independent pixels. */
    static final double SMOOTHED_NOISE = 0.375;

    private final int[] pixels;
    private final float[] levels;
    private final int[] starts;

    private BrightPixels(int[] pixels, float[] levels, int[] starts) {
        this.pixels = pixels;
        this.levels = levels;
        this.starts = starts;
    }

    /** @param threshold the limit, in units of the noise of the smoothed image */
    static BrightPixels of(SubtractedImage image, double threshold, int threads) {
        List<Found> bands = Band.map(image.height(), threads, band -> new Found(image, threshold).in(band));
        int number = bands.stream().mapToInt(found -> found.size).sum();
        int[] pixels = new int[number];
        float[] levels = new float[number];
        int n = 0;
        for (Found found : bands) {
            System.arraycopy(found.pixels, 0, pixels, n, found.size);
            System.arraycopy(found.levels, 0, levels, n, found.size);
            n += found.size;
        }
        return grouped(pixels, levels, PixelGroups.of(pixels, image.width()));
    }

    /** The number of groups. */
    int groups() {
        return starts.length - 1;
    }

    /**
     * The index of a group's first pixel, or the total number of pixels if {@code group} equals the number of groups.
     */
    int start(int group) {
        return starts[group];
    }

    /** The row-major index in the image of the bright pixel with the given index. */
    int pixel(int number) {
        return pixels[number];
    }

    /** The smoothed value of the bright pixel with the given index. */
    float level(int number) {
        return levels[number];
    }

    private static BrightPixels grouped(int[] pixels, float[] levels, PixelGroups groups) {
        int[] starts = groups.starts();
        int[] next = Arrays.copyOf(starts, starts.length - 1);
        int[] sorted = new int[pixels.length];
        float[] sortedLevels = new float[pixels.length];
        for (int k = 0; k < pixels.length; k++) {
            int place = next[groups.group()[k]]++;
            sorted[place] = pixels[k];
            sortedLevels[place] = levels[k];
        }
        return new BrightPixels(sorted, sortedLevels, starts);
    }

    /** The bright pixels of a band, in row-major order. */
    private static final class Found {

        private static final int ROWS = 3;
        /** Pixels below this fraction of the limit need no exact check; it allows for rounding in float sums. */
        private static final float ROUGH = 1 - 1e-4f;

        private final SubtractedImage image;
        private final int width;
        private final double limit;
        private final float[][] rows;
        /** Values smoothed along the rows only. */
        private final float[][] along;

        private int[] pixels = new int[1024];
        private float[] levels = new float[1024];
        private int size;

        Found(SubtractedImage image, double threshold) {
            this.image = image;
            this.width = image.width();
            this.limit = threshold * SMOOTHED_NOISE;
            this.rows = new float[ROWS][width];
            this.along = new float[ROWS][width];
        }

        Found in(Band band) {
            float[] noises = new float[width];
            float[] rough = new float[width];
            int from = Math.max(1, band.from());
            int to = Math.min(image.height() - 1, band.to());
            for (int y = from - 1; y <= from && from < to; y++) {
                read(y);
            }
            for (int y = from; y < to; y++) {
                read(y + 1);
                image.noises(y, noises);
                across(y, rough);
                for (int x = 1; x < width - 1; x++) {
                    // A sum that includes a pixel without data is NaN and must be checked.
                    if (!(rough[x] <= ROUGH * limit * noises[x])) {
                        float level = smoothed(x, y);
                        if (level > limit * noises[x]) {
                            add(y * width + x, level);
                        }
                    }
                }
            }
            return this;
        }

        private void read(int y) {
            float[] row = rows[y % ROWS];
            float[] sums = along[y % ROWS];
            image.row(y, row);
            for (int x = 1; x < width - 1; x++) {
                sums[x] = row[x - 1] + 2 * row[x] + row[x + 1];
            }
        }

        private void across(int y, float[] rough) {
            float[] below = along[(y - 1) % ROWS];
            float[] here = along[y % ROWS];
            float[] above = along[(y + 1) % ROWS];
            for (int x = 1; x < width - 1; x++) {
                rough[x] = (below[x] + 2 * here[x] + above[x]) / 16;
            }
        }

        /** The weighted mean of the 3 x 3 pixels with data; NaN if the central pixel has none. */
        private float smoothed(int x, int y) {
            if (Float.isNaN(rows[y % ROWS][x])) {
                return Float.NaN;
            }
            double sum = 0;
            double weight = 0;
            for (int dy = -1; dy <= 1; dy++) {
                float[] row = rows[(y + dy) % ROWS];
                for (int dx = -1; dx <= 1; dx++) {
                    float value = row[x + dx];
                    if (!Float.isNaN(value)) {
                        double w = (2 - Math.abs(dx)) * (2 - Math.abs(dy));
                        sum += w * value;
                        weight += w;
                    }
                }
            }
            return (float) (sum / weight);
        }

        private void add(int pixel, float level) {
            if (size == pixels.length) {
                pixels = Arrays.copyOf(pixels, 2 * size);
                levels = Arrays.copyOf(levels, 2 * size);
            }
            pixels[size] = pixel;
            levels[size++] = level;
        }
    }
}
