package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits the bright parts of an image into sources. Pixels above a threshold are taken from the brightest down; each
 * joins the source beside it or begins one. Where two sources meet they stay apart if the fainter one's flux above the
 * meeting level is more than a share of both, and its peak rises above it by more than the noise; otherwise they become
 * one. This is the multi-threshold deblending of Bertin and Arnouts (1996, A&amp;AS 117, 393, section 6) with every
 * pixel's value as a level, and with the two branches that meet in place of the whole object, so that faint stars in a
 * cluster are not swallowed.
 *
 * @param threshold    in units of the noise of the smoothed image
 * @param fewestPixels of a source
 * @param contrast     the share of flux that makes a source of its own
 */
record Segments(double threshold, int fewestPixels, double contrast) {

    private static final double PEAK_OVER_SADDLE = 3;

    /**
     * A source.
     *
     * @param x           barycentre, FITS pixel, 1-based
     * @param y           barycentre, FITS pixel, 1-based
     * @param area        pixels above the threshold
     * @param flux        sum of them, without background
     * @param peak        the brightest of them
     * @param shape of its light
     */
    record Segment(double x, double y, int area, double flux, double peak, Shape shape) {

        /**
         * The ellipse of the light's second moments.
         *
         * @param major standard deviation of the light along the longer axis, pixels
         * @param minor standard deviation along the shorter axis, pixels
         * @param orientation of the longer axis, degrees counter-clockwise from x
         */
        record Shape(double major, double minor, double orientation) {}
    }

    /** @return 3 sigma, 5 pixels, contrast 0.005 */
    static Segments standard() {
        return new Segments(3, 5, 0.005);
    }

    /** @return the sources of an image, in the order of their first pixel from below */
    List<Segment> find(DetectionImage image) {
        int width = image.wcs().width();
        int height = image.wcs().height();
        float[] smooth = smoothed(image.pixels(), width, height);
        Flood flood = new Flood(smooth, image.noise(), width, height);
        return collect(image.pixels(), flood.run(), width);
    }

    private List<Segment> collect(float[] pixels, int[] owner, int width) {
        int[] number = new int[owner.length];
        Arrays.fill(number, -1);
        List<double[]> sums = new ArrayList<>();
        for (int i = 0; i < owner.length; i++) {
            if (owner[i] < 0) {
                continue;
            }
            if (number[owner[i]] < 0) {
                number[owner[i]] = sums.size();
                sums.add(new double[8]);
            }
            double[] s = sums.get(number[owner[i]]);
            double value = Math.max(0, pixels[i]);
            double x = i % width + 1;
            double y = i / width + 1;
            s[0]++;
            s[1] += value;
            s[2] += value * x;
            s[3] += value * y;
            s[4] += value * x * x;
            s[5] += value * y * y;
            s[6] += value * x * y;
            s[7] = Math.max(s[7], value);
        }
        return sums.stream()
                .filter(s -> s[0] >= fewestPixels && s[1] > 0)
                .map(Segments::segment)
                .toList();
    }

    private static Segment segment(double[] s) {
        double x = s[2] / s[1];
        double y = s[3] / s[1];
        double xx = s[4] / s[1] - x * x;
        double yy = s[5] / s[1] - y * y;
        double xy = s[6] / s[1] - x * y;
        double half = (xx + yy) / 2;
        double spread = Math.hypot((xx - yy) / 2, xy);
        return new Segment(
                x,
                y,
                (int) s[0],
                s[1],
                s[7],
                new Segment.Shape(
                        Math.sqrt(half + spread),
                        Math.sqrt(Math.max(0, half - spread)),
                        Math.toDegrees(0.5 * Math.atan2(2 * xy, xx - yy))));
    }

    private static float[] smoothed(float[] pixels, int width, int height) {
        float[] result = new float[pixels.length];
        Arrays.fill(result, Float.NaN);
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int i = y * width + x;
                double sum = 0;
                double weight = 0;
                for (int dy = -1; dy <= 1 && !Float.isNaN(pixels[i]); dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        float value = pixels[i + dy * width + dx];
                        if (!Float.isNaN(value)) {
                            double w = (2 - Math.abs(dx)) * (2 - Math.abs(dy));
                            sum += w * value;
                            weight += w;
                        }
                    }
                }
                if (weight > 0) {
                    result[i] = (float) (sum / weight);
                }
            }
        }
        return result;
    }

    /** The flooding from above; {@code owner[i]} is the pixel that names the source of pixel i. */
    private final class Flood {

        /** What independent pixels keep of their noise under 1 2 1 / 2 4 2 / 1 2 1 over 16. */
        private static final double SMOOTHED_NOISE = 0.375;

        private final float[] level;
        private final PixelNoise noise;
        private final int width;
        private final int height;
        private final int[] parent;
        private final float[] peak;
        private final double[] flux;
        private final int[] count;

        Flood(float[] level, PixelNoise noise, int width, int height) {
            this.level = level;
            this.noise = noise;
            this.width = width;
            this.height = height;
            this.parent = new int[level.length];
            this.peak = new float[level.length];
            this.flux = new double[level.length];
            this.count = new int[level.length];
        }

        int[] run() {
            Arrays.fill(parent, -1);
            for (int i : brightestFirst()) {
                place(i);
            }
            int[] owner = new int[parent.length];
            for (int i = 0; i < owner.length; i++) {
                owner[i] = parent[i] < 0 ? -1 : root(i);
            }
            return owner;
        }

        private int[] brightestFirst() {
            long[] keys = new long[level.length];
            int n = 0;
            float[] row = new float[width];
            for (int y = 0; y < height; y++) {
                noise.noises(y, row);
                for (int x = 0; x < width; x++) {
                    int i = y * width + x;
                    if (level[i] > threshold * SMOOTHED_NOISE * row[x]) {
                        // Positive floats sort as their bits do.
                        keys[n++] = (long) ~Float.floatToIntBits(level[i]) << 32 | i;
                    }
                }
            }
            Arrays.sort(keys, 0, n);
            int[] order = new int[n];
            for (int k = 0; k < n; k++) {
                order[k] = (int) keys[k];
            }
            return order;
        }

        private void place(int i) {
            int best = -1;
            int x = i % width;
            int y = i / width;
            for (int py = Math.max(0, y - 1); py <= Math.min(height - 1, y + 1); py++) {
                for (int px = Math.max(0, x - 1); px <= Math.min(width - 1, x + 1); px++) {
                    int near = py * width + px;
                    if (near != i && parent[near] >= 0 && (best < 0 || level[near] > level[best])) {
                        best = near;
                    }
                }
            }
            if (best < 0) {
                begin(i);
                return;
            }
            int home = root(best);
            for (int py = Math.max(0, y - 1); py <= Math.min(height - 1, y + 1); py++) {
                for (int px = Math.max(0, x - 1); px <= Math.min(width - 1, x + 1); px++) {
                    int near = py * width + px;
                    if (near != i && parent[near] >= 0 && root(near) != home) {
                        home = meet(home, root(near), level[i], noise.noise(x, y));
                    }
                }
            }
            parent[i] = home;
            flux[home] += level[i];
            count[home]++;
        }

        private void begin(int i) {
            parent[i] = i;
            peak[i] = level[i];
            flux[i] = level[i];
            count[i] = 1;
        }

        /** @return the source that the pixel where they meet belongs to */
        private int meet(int home, int other, float saddle, float pixelNoise) {
            int bright = peak[home] >= peak[other] ? home : other;
            int faint = bright == home ? other : home;
            double faintAbove = flux[faint] - (double) count[faint] * saddle;
            double brightAbove = flux[bright] - (double) count[bright] * saddle;
            boolean apart = peak[faint] - saddle > PEAK_OVER_SADDLE * SMOOTHED_NOISE * pixelNoise
                    && faintAbove > contrast * (faintAbove + brightAbove);
            if (apart) {
                return home;
            }
            parent[faint] = bright;
            flux[bright] += flux[faint];
            count[bright] += count[faint];
            return bright;
        }

        private int root(int i) {
            int r = i;
            while (parent[r] != r) {
                r = parent[r];
            }
            int at = i;
            while (parent[at] != r) {
                int next = parent[at];
                parent[at] = r;
                at = next;
            }
            return r;
        }
    }
}
