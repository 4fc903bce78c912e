package org.mosaicworkbench.frames.measure;

import java.util.Arrays;

/**
 * A source with its surroundings at the image's own resolution: a square of {@value #SIDE} pixels centred on the
 * source's brightest pixel. The sky, the median along the edge of the inner {@value #STAMP} pixels, is subtracted.
 *
 * @param x centre pixel, 0-based
 * @param y centre pixel, 0-based
 * @param values in row-major order from the bottom row, in the image's unit above the sky; NaN if there is no data
 * @param peak value of the centre pixel
 * @param noise scatter of the pixels along the edge of the inner square
 */
public record Patch(int x, int y, float[] values, double peak, double noise) {

    /** Side of the square, with a margin that allows shifting a stamp by half its side. */
    static final int SIDE = 41;

    static final int MIDDLE = SIDE / 2;
    /** Side of the displayed square, pixels. */
    public static final int STAMP = 21;

    private static final int RIM = 2;
    private static final double FEWEST_ON_RIM = 0.5;
    private static final double SIGMA_PER_MEDIAN = 1.4826;

    /** @return the square around a pixel; its peak is NaN if that pixel or half of the edge has no data */
    static Patch around(float[] pixels, int width, int height, int x, int y) {
        float[] values = new float[SIDE * SIDE];
        Arrays.fill(values, Float.NaN);
        int left = Math.max(0, x - MIDDLE);
        int right = Math.min(width - 1, x + MIDDLE);
        for (int py = Math.max(0, y - MIDDLE); py <= Math.min(height - 1, y + MIDDLE); py++) {
            System.arraycopy(
                    pixels, py * width + left, values, (py - y + MIDDLE) * SIDE + left - x + MIDDLE, right - left + 1);
        }
        float[] rim = rim(values);
        double sky = rim.length < FEWEST_ON_RIM * rimLength() ? Double.NaN : median(rim);
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.isFinite(values[i]) ? (float) (values[i] - sky) : Float.NaN;
        }
        for (int i = 0; i < rim.length; i++) {
            rim[i] = (float) Math.abs(rim[i] - sky);
        }
        return new Patch(x, y, values, values[MIDDLE * SIDE + MIDDLE], SIGMA_PER_MEDIAN * median(rim));
    }

    /** @return the value at an offset from the centre pixel */
    public float at(int dx, int dy) {
        return values[(dy + MIDDLE) * SIDE + dx + MIDDLE];
    }

    /** @return height of the source above the sky, in units of the noise */
    double contrast() {
        return noise > 0 ? peak / noise : peak > 0 ? Double.POSITIVE_INFINITY : 0;
    }

    /** @return the brightest value of the stamp */
    double brightest() {
        double brightest = Double.NEGATIVE_INFINITY;
        for (int dy = -STAMP / 2; dy <= STAMP / 2; dy++) {
            for (int dx = -STAMP / 2; dx <= STAMP / 2; dx++) {
                float value = at(dx, dy);
                brightest = value > brightest ? value : brightest;
            }
        }
        return brightest;
    }

    /** @return whether all of the central 5 x 5 pixels and more than half of the stamp have data */
    boolean isWhole() {
        int missing = 0;
        for (int dy = -STAMP / 2; dy <= STAMP / 2; dy++) {
            for (int dx = -STAMP / 2; dx <= STAMP / 2; dx++) {
                if (Float.isNaN(at(dx, dy))) {
                    if (Math.max(Math.abs(dx), Math.abs(dy)) <= 2) {
                        return false;
                    }
                    missing++;
                }
            }
        }
        return missing < STAMP * STAMP / 2;
    }

    private static float[] rim(float[] values) {
        float[] rim = new float[rimLength()];
        int n = 0;
        int half = STAMP / 2;
        for (int dy = -half; dy <= half; dy++) {
            for (int dx = -half; dx <= half; dx++) {
                float value = values[(dy + MIDDLE) * SIDE + dx + MIDDLE];
                if (Math.max(Math.abs(dx), Math.abs(dy)) > half - RIM && Float.isFinite(value)) {
                    rim[n++] = value;
                }
            }
        }
        return Arrays.copyOf(rim, n);
    }

    private static int rimLength() {
        int inner = STAMP - 2 * RIM;
        return STAMP * STAMP - inner * inner;
    }

    private static double median(float[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + (double) sorted[sorted.length / 2]) / 2;
    }
}
