package org.mosaicworkbench.mosaic.drizzle;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.Wcs;

/**
 * Finds cosmic rays by comparing each exposure with the median of all, the way of the drizzle software (Fruchter and
 * Hook 2002, PASP 114, 144, section 5; the numbers are those of drizzlepac's single-visit parameters): exposures are
 * drizzled one by one, the median of these images is blotted back into each exposure's own pixels, and a pixel is a
 * cosmic ray where it differs from the blotted image b by more than {@code scale * |db/dx| + snr * noise}. Beside a
 * pixel found so a lower limit holds. Where only two exposures overlap the lesser stands for the median, and one alone
 * is left as it is; with two exposures in all the limits are wider, for a median of two follows the noise.
 *
 * @param drizzle how single images are made
 */
public record CosmicRays(Drizzle drizzle) {

    private static final Limits FOR_TWO = new Limits(1.5, 1.2, 5, 4);
    private static final Limits FOR_MORE = new Limits(1.2, 0.7, 3.5, 3);

    private record Limits(double firstScale, double secondScale, double firstSnr, double secondSnr) {}

    /**
     * An exposure of the group.
     *
     * @param chips     aligned; their bad pixels are NaN
     * @param sky       that was subtracted, electrons a second
     * @param readNoise electrons
     */
    public record Member(List<Chip> chips, double sky, double readNoise) {}

    /**
     * Sets the cosmic rays in the exposures' pixels to NaN, in place.
     *
     * @param members two or more exposures through one filter
     * @param grid    the north-up system of the output
     * @return how many pixels were found, exposure by exposure
     */
    public List<Integer> takeOutOf(List<Member> members, Wcs grid) {
        float[] median =
                median(members.stream().map(member -> single(member, grid)).toList(), drizzle.threads());
        return Parallel.map(members, drizzle.threads(), member -> {
            int found = 0;
            for (Chip chip : member.chips()) {
                found += mark(chip, member, blotted(chip, median, grid), members.size() > 2 ? FOR_MORE : FOR_TWO);
            }
            return found;
        });
    }

    private float[] single(Member member, Wcs grid) {
        Canvas canvas = new Canvas(grid);
        member.chips().forEach(chip -> drizzle.addTo(canvas, chip));
        return canvas.image();
    }

    /** The median of the values that are there, the lower of the middle two; NaN where there is none. */
    static float[] median(List<float[]> images, int threads) {
        float[] median = new float[images.get(0).length];
        int band = 1 << 16;
        List<Integer> starts = IntStream.range(0, (median.length + band - 1) / band)
                .map(i -> i * band)
                .boxed()
                .toList();
        Parallel.map(starts, threads, start -> {
            float[] values = new float[images.size()];
            for (int i = start; i < Math.min(median.length, start + band); i++) {
                int n = 0;
                for (float[] image : images) {
                    if (!Float.isNaN(image[i])) {
                        values[n++] = image[i];
                    }
                }
                Arrays.sort(values, 0, n);
                median[i] = n == 0 ? Float.NaN : values[(n - 1) / 2];
            }
            return start;
        });
        return median;
    }

    /** The image seen through a chip's pixels, in the chip's own unit; NaN where it has no data. */
    static float[] blotted(Chip chip, float[] image, Wcs grid) {
        PixelMap map = PixelMap.between(chip.wcs(), grid);
        double perPixel = chip.pixelArea() / (grid.pixelScale() * grid.pixelScale());
        float[] result = new float[chip.raster().values().length];
        double[] xy = new double[2];
        double[] wx = new double[4];
        double[] wy = new double[4];
        for (int y = 1, i = 0; y <= chip.raster().height(); y++) {
            for (int x = 1; x <= chip.raster().width(); x++, i++) {
                map.map(x, y, xy);
                result[i] =
                        (float) (perPixel * cubic(image, grid.width(), grid.height(), xy[0] - 1, xy[1] - 1, wx, wy));
            }
        }
        return result;
    }

    /** Cubic convolution (Keys 1981, IEEE Trans. ASSP 29, 1153, a = -1/2); 0-based. */
    private static double cubic(float[] image, int width, int height, double x, double y, double[] wx, double[] wy) {
        int left = (int) Math.floor(x) - 1;
        int below = (int) Math.floor(y) - 1;
        if (!(left >= 0 && below >= 0 && left + 3 < width && below + 3 < height)) {
            return Double.NaN;
        }
        weights(x - left - 1, wx);
        weights(y - below - 1, wy);
        double sum = 0;
        for (int j = 0; j < 4; j++) {
            for (int i = 0; i < 4; i++) {
                sum += wy[j] * wx[i] * image[(below + j) * width + left + i];
            }
        }
        return sum;
    }

    private static void weights(double t, double[] w) {
        w[0] = ((-0.5 * t + 1) * t - 0.5) * t;
        w[1] = (1.5 * t - 2.5) * t * t + 1;
        w[2] = ((-1.5 * t + 2) * t + 0.5) * t;
        w[3] = (0.5 * t - 0.5) * t * t;
    }

    private static int mark(Chip chip, Member member, float[] blot, Limits limits) {
        int width = chip.raster().width();
        boolean[] first = new boolean[blot.length];
        boolean[] second = new boolean[blot.length];
        double seconds = chip.weight();
        for (int i = 0; i < blot.length; i++) {
            double difference = Math.abs(chip.raster().values()[i] - blot[i]);
            if (difference > 0) {
                double noise = Math.sqrt(Math.max(0, (blot[i] + member.sky()) * seconds)
                                + member.readNoise() * member.readNoise())
                        / seconds;
                double slope = slope(blot, width, chip.raster().height(), i);
                first[i] = difference > limits.firstScale * slope + limits.firstSnr * noise;
                second[i] = difference > limits.secondScale * slope + limits.secondSnr * noise;
            }
        }
        int found = 0;
        for (int i = 0; i < blot.length; i++) {
            if (second[i] && besideOrOn(first, width, chip.raster().height(), i)) {
                chip.raster().values()[i] = Float.NaN;
                found++;
            }
        }
        return found;
    }

    /** The largest difference to a neighbour. */
    private static double slope(float[] image, int width, int height, int i) {
        int x = i % width;
        int y = i / width;
        double largest = 0;
        largest = x > 0 ? larger(largest, image[i] - image[i - 1]) : largest;
        largest = x < width - 1 ? larger(largest, image[i] - image[i + 1]) : largest;
        largest = y > 0 ? larger(largest, image[i] - image[i - width]) : largest;
        return y < height - 1 ? larger(largest, image[i] - image[i + width]) : largest;
    }

    private static double larger(double largest, double difference) {
        return Math.abs(difference) > largest ? Math.abs(difference) : largest;
    }

    private static boolean besideOrOn(boolean[] mask, int width, int height, int i) {
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
