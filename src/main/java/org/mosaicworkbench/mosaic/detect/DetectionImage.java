package org.mosaicworkbench.mosaic.detect;

import java.util.BitSet;
import org.mosaicworkbench.sky.Wcs;

/**
 * A drizzled image prepared for detection: the background is subtracted and the noise is known. Holes inside the image
 * (usually saturated stars) are filled with the brightest adjacent value and recorded; the area outside stays without
 * data.
 *
 * <p>The noise is the effective noise for sources (at least that of one electron). It exceeds the noise of individual
 * pixels, which drizzling correlates, and grows where the weight is lower.
 */
public final class DetectionImage implements SubtractedImage {

    private static final int MESH = 64;
    private static final int FILL_ROUNDS = 40;
    /** Fruchter and Hook (2002, PASP 114, 144, section 7): the noise ratio R for drops as large as output pixels. */
    private static final float CORRELATED = 1.5f;

    private final Wcs wcs;
    private final float[] pixels;
    private final float[] weights;
    private final float most;
    /** The background of the image after scaling each pixel so that its noise is that at the largest weight. */
    private final Background even;

    private final BitSet holes;
    private final BitSet outside;

    private DetectionImage(Wcs wcs, float[] pixels, float[] weights, MissingPixels missing, int threads) {
        this.wcs = wcs;
        this.pixels = pixels;
        this.weights = weights;
        this.holes = missing.inside();
        this.outside = missing.outside();
        float largest = 0;
        for (float weight : weights) {
            largest = Math.max(largest, weight);
        }
        this.most = largest;
        this.even = Background.of(this::evenRow, wcs.width(), wcs.height(), MESH, threads);
    }

    /**
     * Prepares an image.
     *
     * @param wcs its coordinate system
     * @param image the pixels in row-major order; NaN for pixels without data
     * @param weights weight of each pixel, 0 for pixels without data; the array is kept
     * @param threads number of parts of the image processed at the same time; the result does not depend on it
     */
    public static DetectionImage of(Wcs wcs, float[] image, float[] weights, int threads) {
        int width = wcs.width();
        int height = wcs.height();
        float[] pixels = Background.of(image, width, height, MESH, threads).subtractedFrom(image, threads);
        MissingPixels missing = MissingPixels.of(image, width, threads);
        DetectionImage made = new DetectionImage(wcs, pixels, weights, missing, threads);
        fill(pixels, made.holes.stream().toArray(), width, height);
        return made;
    }

    private void evenRow(int y, float[] row) {
        int start = y * row.length;
        for (int x = 0; x < row.length; x++) {
            row[x] = pixels[start + x] * (float) Math.sqrt(weights[start + x] / most);
        }
    }

    /** @return the image's coordinate system */
    public Wcs wcs() {
        return wcs;
    }

    @Override
    public int width() {
        return wcs.width();
    }

    @Override
    public int height() {
        return wcs.height();
    }

    /** The pixels in row-major order, NaN outside the image; not a copy. */
    float[] pixels() {
        return pixels;
    }

    /** The pixels that had no data and are enclosed by the image. */
    BitSet holes() {
        return holes;
    }

    /** The pixels without data that are connected to the array's border. */
    BitSet outside() {
        return outside;
    }

    @Override
    public void row(int y, float[] row) {
        System.arraycopy(pixels, y * width(), row, 0, width());
    }

    @Override
    public float at(int x, int y) {
        return pixels[y * width() + x];
    }

    @Override
    public void noises(int y, float[] row) {
        even.noises(y, row);
        float[] least = new float[width()];
        int start = y * width();
        for (int x = 0; x < least.length; x++) {
            least[x] = weights[start + x] > 0 ? weights[start + x] : most;
        }
        for (int x = 0; x < least.length; x++) {
            row[x] = weighted(row[x], least[x]);
        }
    }

    @Override
    public float noise(int x, int y) {
        float weight = weights[y * width() + x];
        return weighted(even.noise(x, y), weight > 0 ? weight : most);
    }

    /** The noise of a single pixel, 0-based; lower than the effective noise for sources. */
    float pixelNoise(int x, int y) {
        return noise(x, y) / CORRELATED;
    }

    private float weighted(float noise, float weight) {
        return CORRELATED * Math.max(noise * (float) Math.sqrt(most / weight), 1 / weight);
    }

    /** In each round, hole pixels next to data take the brightest adjacent value. */
    private static void fill(float[] pixels, int[] holes, int width, int height) {
        int left = holes.length;
        float[] values = new float[left];
        for (int round = 0; round < FILL_ROUNDS && left > 0; round++) {
            for (int k = 0; k < left; k++) {
                values[k] = brightestBeside(pixels, holes[k], width, height);
            }
            int still = 0;
            for (int k = 0; k < left; k++) {
                pixels[holes[k]] = values[k];
                if (Float.isNaN(values[k])) {
                    holes[still++] = holes[k];
                }
            }
            left = still;
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

    /** Whether a mask is set within a radius around a position (1-based). */
    boolean near(BitSet mask, double x, double y, double radius, boolean beyondTheBorder) {
        int reach = (int) Math.ceil(radius);
        int left = (int) Math.rint(x) - reach;
        for (int py = (int) Math.rint(y) - reach; py <= Math.rint(y) + reach; py++) {
            boolean row = py >= 1 && py <= height();
            for (int px = left; px <= left + 2 * reach; px++) {
                boolean inside = row && px >= 1 && px <= width();
                boolean set = inside ? mask.get((py - 1) * width() + px - 1) : beyondTheBorder;
                if (set && Math.hypot(px - x, py - y) <= radius) {
                    return true;
                }
            }
        }
        return false;
    }
}
