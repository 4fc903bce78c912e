package org.mosaicworkbench.check;

import java.util.Arrays;

/**
 * Grey levels by the inverse hyperbolic sine (Lupton, Gunn and Szalay 1999, AJ 118, 1406): linear near the sky,
 * logarithmic far above it.
 *
 * @param white quantile of the pixel values above which pixels are white
 * @param softness the range from sky to white, divided by the range above the sky in which grey levels are linear
 */
record SoftStretch(double white, double softness) {

    /** The stretch for a whole field, in which only a few bright stars are white. */
    static final SoftStretch FIELD = new SoftStretch(0.998, 40);
    /** The stretch for a close-up of a source, in which only its peak is white. */
    static final SoftStretch SOURCE = new SoftStretch(0.9995, 12);

    private static final int SAMPLE = 200_000;
    private static final int NO_DATA = 0x2b3a4a;
    private static final int DARKEST = 14;
    private static final int RANGE = 241;

    /** @return a colour for each pixel, 0xRRGGBB; bluish if there is no data */
    int[] greys(float[] pixels) {
        float[] sorted = sample(pixels);
        double sky = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        double range =
                sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1.0, sorted.length * white)] - sky;
        if (!(range > 0) && sorted.length > 0) {
            range = sorted[sorted.length - 1] - sky;
        }
        int[] greys = new int[pixels.length];
        for (int i = 0; i < greys.length; i++) {
            greys[i] = Float.isNaN(pixels[i]) ? NO_DATA : 0x010101 * grey(pixels[i] - sky, range);
        }
        return greys;
    }

    private int grey(double above, double range) {
        double part = range > 0 ? asinh(Math.max(0, above) / range * softness) / asinh(softness) : 0;
        return DARKEST + (int) Math.rint(RANGE * Math.min(1, part));
    }

    private static float[] sample(float[] pixels) {
        int step = Math.max(1, pixels.length / SAMPLE);
        float[] some = new float[pixels.length / step + 1];
        int number = 0;
        for (int i = 0; i < pixels.length; i += step) {
            if (Float.isFinite(pixels[i])) {
                some[number++] = pixels[i];
            }
        }
        float[] sorted = Arrays.copyOf(some, number);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double asinh(double x) {
        return Math.log(x + Math.sqrt(x * x + 1));
    }
}
