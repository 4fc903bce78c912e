package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayDeque;
import org.mosaicworkbench.sky.Wcs;

/**
 * A drizzled image made ready for detection: background subtracted and noise known, holes inside it (saturated stars, as a rule)
 * filled with the brightest value beside them and remembered, the outside left without data.
 *
 * @param wcs        its coordinates
 * @param pixels     without background, row after row; NaN outside
 * @param noise      that sources see (at least that of one electron): more than that of single pixels, which drizzling
 *                   correlates, and growing where the weight is less
 * @param hole       true where a pixel had no data but lies inside
 * @param outside    true where no data are and none are missed
 */
public record DetectionImage(Wcs wcs, float[] pixels, PixelNoise noise, boolean[] hole, boolean[] outside) {

    private static final int MESH = 64;
    private static final int FILL_ROUNDS = 40;
    /** Fruchter and Hook (2002, PASP 114, 144, section 7): the noise ratio R for drops as large as output pixels. */
    private static final float CORRELATED = 1.5f;

    public static DetectionImage of(Wcs wcs, float[] image, float[] weights) {
        int width = wcs.width();
        int height = wcs.height();
        Background first = Background.of(image, width, height, MESH);
        float[] pixels = first.subtractedFrom(image);
        float most = 0;
        for (float weight : weights) {
            most = Math.max(most, weight);
        }
        float[] even = new float[pixels.length];
        for (int i = 0; i < even.length; i++) {
            even[i] = pixels[i] * (float) Math.sqrt(weights[i] / most);
        }
        PixelNoise noise = new WeightedNoise(Background.of(even, width, height, MESH), weights, most);
        boolean[] outside = outside(image, width, height);
        boolean[] hole = new boolean[image.length];
        for (int i = 0; i < image.length; i++) {
            hole[i] = Float.isNaN(image[i]) && !outside[i];
        }
        fill(pixels, hole, width, height);
        return new DetectionImage(wcs, pixels, noise, hole, outside);
    }

    /**
     * The noise where the weight is not the same everywhere.
     *
     * @param even    of the image after each pixel was scaled to the noise of the largest weight
     * @param weights row after row; 0 where there are no data
     * @param most    the largest of them
     */
    private record WeightedNoise(Background even, float[] weights, float most) implements PixelNoise {

        @Override
        public void noises(int y, float[] row) {
            even.noises(y, row);
            int start = y * even.width();
            for (int x = 0; x < even.width(); x++) {
                row[x] = weighted(row[x], weights[start + x]);
            }
        }

        @Override
        public float noise(int x, int y) {
            return weighted(even.noise(x, y), weights[y * even.width() + x]);
        }

        private float weighted(float noise, float weight) {
            float least = weight > 0 ? weight : most;
            return CORRELATED * Math.max(noise * (float) Math.sqrt(most / least), 1 / least);
        }
    }

    /** The pixels without data that are connected to the border. */
    private static boolean[] outside(float[] image, int width, int height) {
        boolean[] outside = new boolean[image.length];
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int x = 0; x < width; x++) {
            visit(image, outside, open, x);
            visit(image, outside, open, (height - 1) * width + x);
        }
        for (int y = 0; y < height; y++) {
            visit(image, outside, open, y * width);
            visit(image, outside, open, y * width + width - 1);
        }
        while (!open.isEmpty()) {
            int i = open.poll();
            int x = i % width;
            int y = i / width;
            if (x > 0) {
                visit(image, outside, open, i - 1);
            }
            if (x < width - 1) {
                visit(image, outside, open, i + 1);
            }
            if (y > 0) {
                visit(image, outside, open, i - width);
            }
            if (y < height - 1) {
                visit(image, outside, open, i + width);
            }
        }
        return outside;
    }

    private static void visit(float[] image, boolean[] outside, ArrayDeque<Integer> open, int i) {
        if (Float.isNaN(image[i]) && !outside[i]) {
            outside[i] = true;
            open.add(i);
        }
    }

    private static void fill(float[] pixels, boolean[] hole, int width, int height) {
        for (int round = 0; round < FILL_ROUNDS; round++) {
            float[] before = pixels.clone();
            boolean more = false;
            for (int i = 0; i < pixels.length; i++) {
                if (hole[i] && Float.isNaN(before[i])) {
                    pixels[i] = brightestBeside(before, i, width, height);
                    more |= Float.isNaN(pixels[i]);
                }
            }
            if (!more) {
                return;
            }
        }
    }

    private static float brightestBeside(float[] pixels, int i, int width, int height) {
        float brightest = Float.NaN;
        for (int y = Math.max(0, i / width - 1); y <= Math.min(height - 1, i / width + 1); y++) {
            for (int x = Math.max(0, i % width - 1); x <= Math.min(width - 1, i % width + 1); x++) {
                float value = pixels[y * width + x];
                if (!Float.isNaN(value) && !(value <= brightest)) {
                    brightest = value;
                }
            }
        }
        return brightest;
    }

    /** Whether a mask is set within a distance of a position (1-based). */
    boolean near(boolean[] mask, double x, double y, double radius, boolean beyondTheBorder) {
        int reach = (int) Math.ceil(radius);
        int width = wcs.width();
        int height = wcs.height();
        for (int py = (int) Math.rint(y) - reach; py <= Math.rint(y) + reach; py++) {
            for (int px = (int) Math.rint(x) - reach; px <= Math.rint(x) + reach; px++) {
                if (Math.hypot(px - x, py - y) <= radius) {
                    boolean inside = px >= 1 && py >= 1 && px <= width && py <= height;
                    if (inside ? mask[(py - 1) * width + px - 1] : beyondTheBorder) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
