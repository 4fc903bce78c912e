package org.mosaicworkbench.mosaic.drizzle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.sky.Wcs;

/**
 * Finds cosmic rays by comparing each exposure with the combination of all exposures, as the drizzle software does
 * (Fruchter and Hook 2002, PASP 114, 144, section 5; drizzlepac {@code drizCR}). Exposures are drizzled one by one,
 * their images are combined without cosmic rays, and the combination b is blotted back into each exposure's own pixels.
 * A pixel is a cosmic ray if it differs from b by more than {@code scale * |db/dx| + snr * noise}; next to such a pixel
 * a lower limit applies. A single exposure is left unchanged.
 *
 * @param limits the limits for this detector and number of exposures
 * @param threads number of worker threads; it does not affect the result
 */
public record CosmicRays(RejectionLimits limits, int threads) {

    private static final int ROWS_AT_ONCE = 64;

    /**
     * The sources of a pixel's noise other than the light in the sky-subtracted image.
     *
     * @param sky the subtracted sky, electrons per second per pixel
     * @param readNoise electrons
     */
    record Noise(double sky, double readNoise) {}

    /** A band of a chip's rows, 0-based. */
    private record Band(Noise noise, Chip chip, int first, int rows) {}

    /**
     * Finds the pixels of an exposure that were hit by cosmic rays.
     *
     * @param pixels one of at least two exposures in the same filter, with bad pixels set to NaN
     * @param common the combination of all exposures, from {@link ExposureStack#common}
     * @param grid the grid of {@code common}
     * @return for each chip, the indices of the hit pixels, ascending
     */
    public List<int[]> in(ExposurePixels pixels, float[] common, Wcs grid) {
        return in(pixels.chips(), new Noise(pixels.sky(), pixels.readNoise()), common, grid);
    }

    List<int[]> in(List<Chip> chips, Noise noise, float[] common, Wcs grid) {
        List<int[]> hits = new ArrayList<>();
        for (Chip chip : chips) {
            List<Band> bands = new ArrayList<>();
            for (int row = 0; row < chip.raster().height(); row += ROWS_AT_ONCE) {
                bands.add(new Band(
                        noise, chip, row, Math.min(ROWS_AT_ONCE, chip.raster().height() - row)));
            }
            Blot blot = new Blot(chip, common, grid);
            hits.add(Parallel.map(bands, threads, band -> new Search(band, blot, limits).hit()).stream()
                    .flatMapToInt(Arrays::stream)
                    .toArray());
        }
        return hits;
    }

    /**
     * A band of a chip's rows with the blotted image, extended by two rows on either side to compute slopes and
     * neighbours.
     */
    private static final class Search {

        private final Band band;
        private final RejectionLimits limits;
        private final int width;
        private final int below;
        private final int height;
        private final float[] blotted;

        Search(Band band, Blot blot, RejectionLimits limits) {
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
            double readNoise = band.noise.readNoise();
            double difference = Math.abs(band.chip.raster().values()[below * width + i] - blotted[i]);
            double variance = Math.max(0, (blotted[i] + band.noise.sky()) * seconds) + readNoise * readNoise;
            double least = difference * seconds / limits.second().snr();
            // Most pixels differ by less than the noise limit alone, whatever the slope.
            if (least * least > 0.999 * variance && difference > 0) {
                double noise = Math.sqrt(variance) / seconds;
                double slope = slope(i);
                first[i] = difference
                        > limits.first().scale() * slope + limits.first().snr() * noise;
                second[i] = difference
                        > limits.second().scale() * slope + limits.second().snr() * noise;
            }
        }

        /** The largest difference between a pixel and its neighbours. */
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
