package org.mosaicworkbench.mosaic.drizzle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.maths.OrderStatistics;

/**
 * Finds cosmic rays by comparing each exposure with the median of all, the way of the drizzle software (Fruchter and
 * Hook 2002, PASP 114, 144, section 5; the numbers are those of drizzlepac's single-visit parameters): exposures are
 * drizzled one by one, the median of these images is blotted back into each exposure's own pixels, and a pixel is a
 * cosmic ray where it differs from the blotted image b by more than {@code scale * |db/dx| + snr * noise}. Beside a
 * pixel found so a lower limit holds. Where only two exposures overlap the lesser stands for the median, and one alone
 * is left as it is; with two exposures in all the limits are wider, for a median of two follows the noise.
 *
 * @param threads that work at once; any number finds the same
 */
public record CosmicRays(int threads) {

    private static final Limits FOR_TWO = new Limits(1.5, 1.2, 5, 4);
    private static final Limits FOR_MORE = new Limits(1.2, 0.7, 3.5, 3);
    /** Pixels of an image that are worked on at once. */
    private static final int STRETCH = 1 << 16;

    private static final int ROWS_AT_ONCE = 64;

    private record Limits(double firstScale, double secondScale, double firstSnr, double secondSnr) {}

    /**
     * An exposure of the group.
     *
     * @param chips     aligned; their bad pixels are NaN
     * @param sky       that was subtracted, electrons a second
     * @param readNoise electrons
     */
    public record Member(List<Chip> chips, double sky, double readNoise) {}

    /** Some rows of a chip, 0-based. */
    private record Band(Member member, Chip chip, int first, int rows) {}

    /**
     * Finds the pixels of an exposure that were hit.
     *
     * @param member one of two or more exposures through a filter
     * @param median of their images, as {@link #median} makes it
     * @param images each exposure's own
     * @return for each of its chips the indices of the pixels, rising
     */
    public List<int[]> in(Member member, float[] median, SingleImages images) {
        Limits limits = images.size() > 2 ? FOR_MORE : FOR_TWO;
        List<int[]> hits = new ArrayList<>();
        for (Chip chip : member.chips()) {
            List<Band> bands = new ArrayList<>();
            for (int row = 0; row < chip.raster().height(); row += ROWS_AT_ONCE) {
                bands.add(new Band(
                        member, chip, row, Math.min(ROWS_AT_ONCE, chip.raster().height() - row)));
            }
            Blot blot = new Blot(chip, median, images.grid());
            hits.add(Parallel.map(bands, threads, band -> new Search(band, blot, limits).hit()).stream()
                    .flatMapToInt(Arrays::stream)
                    .toArray());
        }
        return hits;
    }

    /**
     * The median image.
     *
     * @return of each pixel the median of the values that are there, the lower of the middle two; NaN where there is none
     */
    public float[] median(SingleImages images) {
        float[] median = new float[images.grid().width() * images.grid().height()];
        List<Integer> starts = IntStream.range(0, (median.length + STRETCH - 1) / STRETCH)
                .map(i -> i * STRETCH)
                .boxed()
                .toList();
        Parallel.map(starts, threads, start -> {
            int count = Math.min(STRETCH, median.length - start);
            float[][] stretch = new float[images.size()][count];
            for (int k = 0; k < stretch.length; k++) {
                images.image(k, start, stretch[k]);
            }
            float[] values = new float[stretch.length];
            for (int i = 0; i < count; i++) {
                median[start + i] = median(stretch, i, values);
            }
            return start;
        });
        return median;
    }

    private static float median(float[][] images, int i, float[] values) {
        int n = 0;
        for (float[] image : images) {
            if (!Float.isNaN(image[i])) {
                values[n++] = image[i];
            }
        }
        if (n == 2) {
            return Math.min(values[0], values[1]);
        }
        return n == 0 ? Float.NaN : OrderStatistics.nth(values, 0, n, (n - 1) / 2);
    }

    /** A band of rows of a chip with the blotted image in two rows more on either side, which slopes and neighbours need. */
    private static final class Search {

        private final Band band;
        private final Limits limits;
        private final int width;
        private final int below;
        private final int height;
        private final float[] blotted;

        Search(Band band, Blot blot, Limits limits) {
            this.band = band;
            this.limits = limits;
            this.width = band.chip.raster().width();
            this.below = Math.max(0, band.first - 2);
            this.height = Math.min(band.chip.raster().height(), band.first + band.rows + 2) - below;
            this.blotted = blot.rows(below, height);
        }

        int[] hit() {
            boolean[] first = new boolean[blotted.length];
            boolean[] second = new boolean[blotted.length];
            int own = (band.first - below) * width;
            int end = own + band.rows * width;
            for (int i = Math.max(0, own - width); i < Math.min(blotted.length, end + width); i++) {
                mark(i, first, second);
            }
            int[] found = new int[16];
            int n = 0;
            for (int i = own; i < end; i++) {
                if (second[i] && besideOrOn(first, i)) {
                    found = n == found.length ? Arrays.copyOf(found, 2 * n) : found;
                    found[n++] = below * width + i;
                }
            }
            return Arrays.copyOf(found, n);
        }

        private void mark(int i, boolean[] first, boolean[] second) {
            double seconds = band.chip.weight();
            double readNoise = band.member.readNoise();
            double difference = Math.abs(band.chip.raster().values()[below * width + i] - blotted[i]);
            double variance = Math.max(0, (blotted[i] + band.member.sky()) * seconds) + readNoise * readNoise;
            double least = difference * seconds / limits.secondSnr;
            // Most pixels differ by less than the noise alone allows, whatever the slope is.
            if (least * least > 0.999 * variance && difference > 0) {
                double noise = Math.sqrt(variance) / seconds;
                double slope = slope(i);
                first[i] = difference > limits.firstScale * slope + limits.firstSnr * noise;
                second[i] = difference > limits.secondScale * slope + limits.secondSnr * noise;
            }
        }

        /** The largest difference to a neighbour. */
        private double slope(int i) {
            int x = i % width;
            int y = i / width;
            double largest = x > 0 ? larger(0, blotted[i] - blotted[i - 1]) : 0;
            largest = x < width - 1 ? larger(largest, blotted[i] - blotted[i + 1]) : largest;
            largest = y > 0 ? larger(largest, blotted[i] - blotted[i - width]) : largest;
            return y < height - 1 ? larger(largest, blotted[i] - blotted[i + width]) : largest;
        }

        private static double larger(double largest, double difference) {
            return Math.abs(difference) > largest ? Math.abs(difference) : largest;
        }

        private boolean besideOrOn(boolean[] mask, int i) {
            for (int y = Math.max(0, i / width - 1); y <= Math.min(height - 1, i / width + 1); y++) {
                for (int x = Math.max(0, i % width - 1); x <= Math.min(width - 1, i % width + 1); x++) {
                    if (mask[y * width + x]) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
