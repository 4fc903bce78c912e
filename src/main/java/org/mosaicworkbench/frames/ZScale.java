package org.mosaicworkbench.frames;

import java.util.Arrays;
import org.mosaicworkbench.fits.FitsImage;

/**
 * The display limits of an image by IRAF's zscale algorithm. A line is fitted, with rejection, to a sorted sample of
 * the pixels; its slope, divided by the contrast, and the median of the sample define the limits (IRAF {@code display},
 * section "ZSCALE ALGORITHM"). Sample, constants and rounding follow astropy's {@code ZScaleInterval} with its
 * defaults: 1000 pixels, contrast 0.25, rejection at 2.5 standard deviations in at most 5 rounds.
 *
 * <p>Pixels that are NaN or infinite are ignored. If there are fewer than 5 pixels, or more than half of the sample is
 * rejected, the limits are the smallest and largest values of the sample. For a constant image both limits are its
 * value; without any finite pixel both are 0.
 *
 * @param lower the value drawn black, in the image's unit
 * @param upper the value drawn white, in the image's unit
 */
public record ZScale(double lower, double upper) {

    private static final int SAMPLES = 1000;
    private static final int BLOCK = 4096;
    private static final double CONTRAST = 0.25;
    private static final int MIN_PIXELS = 5;
    private static final double MAX_REJECTED = 0.5;
    private static final double REJECT_SIGMAS = 2.5;
    private static final int MAX_ROUNDS = 5;
    private static final double GROW = 0.01;

    /** Computes the limits of an image. */
    public static ZScale of(FitsImage image) {
        return of(image.pixels());
    }

    /**
     * Computes the limits of an image's pixels.
     *
     * @param pixels pixels in row-major order; the sample is taken at equal steps along them
     */
    public static ZScale of(float[] pixels) {
        float[] sample = sample(pixels, Float.NEGATIVE_INFINITY);
        return sample.length == 0 ? new ZScale(0, 0) : ofSorted(sample);
    }

    /** Like {@link #of(float[])}, but uses only positive pixels. */
    static ZScale ofPositive(float[] pixels) {
        float[] sample = sample(pixels, 0);
        return sample.length == 0 ? new ZScale(0, 0) : ofSorted(sample);
    }

    private static float[] sample(float[] pixels, float above) {
        int[] counts = new int[(pixels.length + BLOCK - 1) / BLOCK];
        int finite = 0;
        for (int block = 0; block < counts.length; block++) {
            counts[block] = counted(pixels, block * BLOCK, end(pixels, block), above);
            finite += counts[block];
        }
        int stride = Math.max(1, finite / SAMPLES);
        float[] sample = new float[Math.min(SAMPLES, (finite + stride - 1) / stride)];
        int taken = 0;
        int seen = 0;
        for (int block = 0; taken < sample.length; block++) {
            // In a large image most blocks contribute no sample.
            if (seen + counts[block] <= taken * stride) {
                seen += counts[block];
                continue;
            }
            for (int i = block * BLOCK; i < end(pixels, block); i++) {
                if (counts(pixels[i], above) && seen++ == taken * stride && taken < sample.length) {
                    sample[taken++] = pixels[i];
                }
            }
        }
        Arrays.sort(sample);
        return sample;
    }

    private static int end(float[] pixels, int block) {
        return (int) Math.min(pixels.length, (block + 1L) * BLOCK);
    }

    private static int counted(float[] pixels, int from, int to, float above) {
        int counted = 0;
        for (int i = from; i < to; i++) {
            counted += counts(pixels[i], above) ? 1 : 0;
        }
        return counted;
    }

    private static boolean counts(float value, float above) {
        return value > above && value < Float.POSITIVE_INFINITY;
    }

    private static ZScale ofSorted(float[] sample) {
        int n = sample.length;
        double smallest = sample[0];
        double largest = sample[n - 1];
        double slope = slope(sample);
        if (Double.isNaN(slope)) {
            return new ZScale(smallest, largest);
        }
        int centre = (n - 1) / 2;
        double median = n % 2 == 1 ? sample[centre] : (sample[centre] + sample[centre + 1]) / 2f;
        return new ZScale(
                Math.max(smallest, median - (centre - 1) * slope / CONTRAST),
                Math.min(largest, median + (n - centre) * slope / CONTRAST));
    }

    /** The slope of the line through the sample; NaN if too few pixels are left after rejection. */
    private static double slope(float[] sample) {
        int n = sample.length;
        int enough = Math.max(MIN_PIXELS, (int) (n * MAX_REJECTED));
        boolean[] bad = new boolean[n];
        int good = n;
        int before = n + 1;
        double slope = Double.NaN;
        for (int round = 0; round < MAX_ROUNDS && good < before && good >= enough; round++) {
            double[] line = line(sample, bad, good);
            slope = line[1];
            double[] flat = new double[n];
            for (int i = 0; i < n; i++) {
                flat[i] = sample[i] - (line[0] + line[1] * i);
            }
            double threshold = REJECT_SIGMAS * deviation(flat, bad, good);
            for (int i = 0; i < n; i++) {
                bad[i] |= Math.abs(flat[i]) > threshold;
            }
            bad = grown(bad, Math.max(1, (int) (n * GROW)));
            before = good;
            good = n - count(bad);
        }
        return good >= enough ? slope : Double.NaN;
    }

    /** Least-squares fit to the good pixels: the value at index 0 and the slope per index. */
    private static double[] line(float[] sample, boolean[] bad, int good) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < sample.length; i++) {
            if (!bad[i]) {
                meanX += i;
                meanY += sample[i];
            }
        }
        meanX /= good;
        meanY /= good;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < sample.length; i++) {
            if (!bad[i]) {
                xx += (i - meanX) * (i - meanX);
                xy += (i - meanX) * (sample[i] - meanY);
            }
        }
        return new double[] {meanY - meanX * xy / xx, xy / xx};
    }

    private static double deviation(double[] flat, boolean[] bad, int good) {
        double mean = 0;
        for (int i = 0; i < flat.length; i++) {
            mean += bad[i] ? 0 : flat[i];
        }
        mean /= good;
        double squares = 0;
        for (int i = 0; i < flat.length; i++) {
            squares += bad[i] ? 0 : (flat[i] - mean) * (flat[i] - mean);
        }
        return Math.sqrt(squares / good);
    }

    /** Widens every bad pixel to a run of {@code width}, centred as in a convolution with a kernel of ones. */
    private static boolean[] grown(boolean[] bad, int width) {
        boolean[] wide = new boolean[bad.length];
        for (int i = 0; i < bad.length; i++) {
            if (bad[i]) {
                int first = i - (width - 1) / 2;
                Arrays.fill(wide, Math.max(0, first), Math.min(bad.length, first + width), true);
            }
        }
        return wide;
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }
}
