package org.mosaicworkbench.mosaic.drizzle;

import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.maths.OrderStatistics;
import org.mosaicworkbench.mosaic.drizzle.RejectionLimits.Combine;

/**
 * The median image of the exposures in a filter, without cosmic rays, computed as in drizzlepac ({@code createMedian},
 * {@code minmed}, with its single-visit parameters: {@code combine_nhigh} 1, {@code combine_nsigma} 4 and 3,
 * {@code combine_grow} 1, {@code combine_maskpt} 0.3). At each pixel the highest value is dropped and the median of the
 * remaining values is taken. If a pixel has only two valid values, the result is their mean in a stack of two exposures
 * and the lower value in a larger stack; a lone value is used unchanged. {@link Combine#MINMED} replaces the median by
 * the lowest value if that is lower by four times the combined noise, or by three times next to such a pixel.
 */
final class MedianImage {

    private static final int ROWS_AT_ONCE = 32;
    private static final float LEAST_WEIGHT = 0.3f;
    private static final double FIRST_SIGMAS = 4;
    private static final double SECOND_SIGMAS = 3;

    private final SingleImages images;
    private final double[] skies;
    private final double[] readVariances;
    private final boolean minmed;
    private final int width;
    private final int height;

    /** @param noises the noise of each image, in the same order; sky levels per pixel of the grid */
    MedianImage(SingleImages images, List<CosmicRays.Noise> noises, Combine combine) {
        this.images = images;
        this.skies = noises.stream().mapToDouble(CosmicRays.Noise::sky).toArray();
        this.readVariances =
                noises.stream().mapToDouble(n -> n.readNoise() * n.readNoise()).toArray();
        this.minmed = combine == Combine.MINMED;
        this.width = images.grid().width();
        this.height = images.grid().height();
    }

    /**
     * Combines the images.
     *
     * @param threads number of worker threads; it does not affect the result
     * @return electrons per second for each pixel of the grid, in row-major order; NaN where there is no data
     */
    float[] make(int threads) {
        float[] image = new float[width * height];
        List<Integer> starts = IntStream.iterate(0, row -> row < height, row -> row + ROWS_AT_ONCE)
                .boxed()
                .toList();
        Parallel.map(starts, threads, start -> {
            new Strip(start, Math.min(height, start + ROWS_AT_ONCE)).into(image);
            return start;
        });
        return image;
    }

    /**
     * A band of rows, extended by one row on either side, because the limit is lower next to a pixel that took the
     * lowest value.
     */
    private final class Strip {

        private final int first;
        private final int last;
        private final int below;
        private final float[][] values;
        private final float[][] weights;
        private final float[] least;
        private final float[] median;
        private final float[] lowest;
        /** The square of the difference between the median and the lowest value, in units of the combined noise. */
        private final float[] significance;

        Strip(int first, int last) {
            this.first = first;
            this.last = last;
            this.below = Math.max(0, first - 1);
            int pixels = (Math.min(height, last + 1) - below) * width;
            this.values = new float[images.size()][pixels];
            this.weights = new float[images.size()][pixels];
            this.least = new float[images.size()];
            this.median = new float[pixels];
            this.lowest = new float[pixels];
            this.significance = new float[minmed ? pixels : 0];
            for (int k = 0; k < values.length; k++) {
                images.read(k, below * width, values[k], weights[k]);
                least[k] = LEAST_WEIGHT * (float) images.meanWeight(k);
            }
        }

        void into(float[] image) {
            float[] known = new float[values.length];
            for (int i = 0; i < median.length; i++) {
                combine(i, known);
            }
            int own = (first - below) * width;
            for (int i = own; i < own + (last - first) * width; i++) {
                image[below * width + i] = minmed && low(i) ? lowest[i] : median[i];
            }
        }

        private void combine(int i, float[] known) {
            int n = 0;
            for (int k = 0; k < values.length; k++) {
                if (weights[k][i] >= least[k] && weights[k][i] > 0) {
                    known[n++] = values[k][i];
                }
            }
            if (n < 2) {
                median[i] = n == 0 ? Float.NaN : known[0];
                lowest[i] = median[i];
                return;
            }
            lowest[i] = least(known, n);
            if (n == 2) {
                median[i] = values.length == 2 ? 0.5f * (known[0] + known[1]) : lowest[i];
            } else {
                median[i] = withoutHighest(known, n);
            }
            if (minmed && lowest[i] < median[i]) {
                significance[i] = significance(i);
            }
        }

        /** The median of all but the highest value, given at least three values. */
        private static float withoutHighest(float[] known, int n) {
            float upper = OrderStatistics.nth(known, 0, n, (n - 1) / 2);
            return n % 2 == 0 ? upper : 0.5f * (upper + largest(known, (n - 1) / 2));
        }

        private static float least(float[] known, int n) {
            float least = known[0];
            for (int k = 1; k < n; k++) {
                least = Math.min(least, known[k]);
            }
            return least;
        }

        private static float largest(float[] known, int n) {
            float largest = known[0];
            for (int k = 1; k < n; k++) {
                largest = Math.max(largest, known[k]);
            }
            return largest;
        }

        private float significance(int i) {
            double seconds = 0;
            double variance = 0;
            for (int k = 0; k < values.length; k++) {
                float weight = weights[k][i];
                seconds += weight;
                variance += weight * skies[k] + (weight >= least[k] ? readVariances[k] : 0);
            }
            double electrons = (median[i] - lowest[i]) * seconds;
            return (float) (electrons * electrons / Math.max(Float.MIN_NORMAL, variance + median[i] * seconds));
        }

        private boolean low(int i) {
            if (significance[i] > FIRST_SIGMAS * FIRST_SIGMAS) {
                return true;
            }
            return significance[i] > SECOND_SIGMAS * SECOND_SIGMAS && besideLow(i);
        }

        private boolean besideLow(int i) {
            int x = i % width;
            int y = i / width;
            int rows = median.length / width;
            for (int row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row++) {
                for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                    if (significance[row * width + column] > FIRST_SIGMAS * FIRST_SIGMAS) {
                        return true;
                    }
                }
            }
            return false;
        }
    }
}
