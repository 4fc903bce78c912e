package org.mosaicworkbench.frames;

import java.util.Arrays;

/**
 * Grey levels from the inverse hyperbolic sine of the light above the sky (Lupton et al. 1999, AJ 118, 1406): linear
 * near the noise and logarithmic for bright light, so that faint and bright features are both visible.
 *
 * @param dark value of black: the sky minus its noise
 * @param white value of white: two pixels in a thousand are brighter
 * @param soft width of the nearly linear range above {@code dark}, three times the noise
 */
record AsinhStretch(double dark, double white, double soft) {

    private static final double BRIGHTEST = 0.998;
    /** Factor from the median absolute deviation to the standard deviation of a normal distribution. */
    private static final double NOISE = 1.4826;

    private static final double SOFT = 3;
    /** Smallest softening as a fraction of the range, for images without noise. */
    private static final double LEAST = 1e-3;

    private static final int WHITE = 0xffffff;

    /** Computes the stretch from the finite pixels; if they are all equal, they become black. */
    static AsinhStretch of(float[] pixels) {
        double[] sorted = new double[pixels.length];
        int count = 0;
        for (float pixel : pixels) {
            if (Float.isFinite(pixel)) {
                sorted[count++] = pixel;
            }
        }
        if (count == 0) {
            return new AsinhStretch(0, 1, 1);
        }
        double[] known = Arrays.copyOf(sorted, count);
        Arrays.sort(known);
        double sky = known[count / 2];
        double white = known[(int) (BRIGHTEST * (count - 1))];
        double[] off = Arrays.stream(known).map(v -> Math.abs(v - sky)).sorted().toArray();
        double noise = Math.max(NOISE * off[count / 2], LEAST * (white - sky));
        return noise > 0 ? new AsinhStretch(sky - noise, white, SOFT * noise) : new AsinhStretch(sky, sky + 1, 1);
    }

    /** The grey level of a value as a colour 0xRRGGBB; white for NaN. */
    int grey(double value) {
        if (Double.isNaN(value)) {
            return WHITE;
        }
        double part = asinh((value - dark) / soft) / asinh((white - dark) / soft);
        int grey = (int) Math.round(255 * Math.max(0, Math.min(1, part)));
        return grey << 16 | grey << 8 | grey;
    }

    /** The value drawn at a position on the grey scale, from 0 (black) to 1 (white). */
    double value(double part) {
        return dark + soft * Math.sinh(part * asinh((white - dark) / soft));
    }

    private static double asinh(double x) {
        return Math.signum(x) * Math.log(Math.abs(x) + Math.sqrt(x * x + 1));
    }
}
