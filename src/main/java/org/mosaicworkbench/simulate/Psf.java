package org.mosaicworkbench.simulate;

import org.mosaicworkbench.sky.PixelPoint;

/**
 * The fraction of a star's light that a pixel receives, as a function of the offset from the star to the pixel's
 * centre: an effective point spread function (Anderson and King 2000, PASP 112, 1360), sampled more finely than pixels.
 * Samples are grouped by subpixel phase, so that a star is drawn by adding rows.
 */
final class Psf {

    private static final int COARSE = 2;

    private final int finer;
    private final int radius;
    private final int side;
    private final float[][] phases;
    private final float[] largestBeyond;

    /**
     * @param samples fraction of the light at offsets in steps of 1/finer pixel, zero offset first, negative offsets
     *     wrapped around
     * @param size number of samples per side
     * @param finer samples per pixel
     */
    Psf(float[] samples, int size, int finer) {
        this.finer = finer;
        this.radius = size / finer / 2 - 1;
        this.side = 2 * radius + 1;
        phases = new float[finer * finer][side * side];
        for (int py = 0; py < finer; py++) {
            for (int px = 0; px < finer; px++) {
                float[] phase = phases[py * finer + px];
                for (int y = -radius; y <= radius; y++) {
                    int row = Math.floorMod(y * finer + py, size) * size;
                    for (int x = -radius; x <= radius; x++) {
                        phase[(y + radius) * side + x + radius] = samples[row + Math.floorMod(x * finer + px, size)];
                    }
                }
            }
        }
        largestBeyond = largestBeyond();
    }

    /** @return the largest distance from a star's pixel, in pixels along x or y, at which the image is defined */
    int reach() {
        return radius - 2;
    }

    /**
     * @return the smallest distance, in pixels along x or y, beyond which no pixel receives more than the given
     *     fraction; at least 3 and at most {@link #reach()}
     */
    int reach(double share) {
        int r = 3;
        while (r < reach() && largestBeyond[r] > share) {
            r++;
        }
        return r;
    }

    /** @return the largest fraction received by any pixel beyond a distance, given in pixels along x or y */
    double largestBeyond(int distance) {
        return distance < radius ? largestBeyond[distance + 1] : 0;
    }

    /**
     * @return the fraction received by a pixel whose centre lies (dx, dy) whole pixels from a star centred on a pixel
     */
    double central(int dx, int dy) {
        return phases[0][(dy + radius) * side + dx + radius];
    }

    /**
     * The part of a star's image to draw.
     *
     * @param inner distance in pixels (the larger of those along x and y) below which pixels are omitted; 0 omits none
     * @param outer distance in pixels beyond which pixels are omitted
     */
    record Ring(int inner, int outer) {}

    /**
     * Adds a star to an image.
     *
     * @param image image to which the star is added, row-major
     * @param at position of the star, FITS pixel, 1-based
     * @param flux the star's total light
     * @param drawn part of the image to draw, at most out to {@link #reach()}
     */
    void draw(float[] image, int width, int height, PixelPoint at, double flux, Ring drawn) {
        int cx = (int) Math.rint(at.x());
        int cy = (int) Math.rint(at.y());
        int outer = drawn.outer;
        if (cx + outer < 1 || cx - outer > width || cy + outer < 1 || cy - outer > height) {
            return;
        }
        double sx = (cx - at.x()) * finer;
        double sy = (cy - at.y()) * finer;
        int kx = (int) Math.floor(sx);
        int ky = (int) Math.floor(sy);
        double[] wx = weights(sx - kx);
        double[] wy = weights(sy - ky);
        for (int j = 0; j < 4; j++) {
            int my = ky + j - 1;
            for (int i = 0; i < 4; i++) {
                if (wx[i] * wy[j] == 0) {
                    continue;
                }
                int mx = kx + i - 1;
                float[] phase = phases[Math.floorMod(my, finer) * finer + Math.floorMod(mx, finer)];
                add(
                        image,
                        width,
                        height,
                        phase,
                        cx,
                        cy,
                        Math.floorDiv(mx, finer),
                        Math.floorDiv(my, finer),
                        (float) (flux * wx[i] * wy[j]),
                        drawn.inner,
                        outer);
            }
        }
    }

    private void add(
            float[] image,
            int width,
            int height,
            float[] phase,
            int cx,
            int cy,
            int shiftX,
            int shiftY,
            float weight,
            int inner,
            int outer) {
        int left = Math.max(-outer, 1 - cx);
        int right = Math.min(outer, width - cx);
        for (int dy = Math.max(-outer, 1 - cy); dy <= Math.min(outer, height - cy); dy++) {
            int to = (cy + dy - 1) * width + cx - 1;
            int from = (dy + shiftY + radius) * side + shiftX + radius;
            if (Math.abs(dy) >= inner) {
                row(image, phase, to, from, left, right, weight);
            } else {
                row(image, phase, to, from, left, Math.min(right, -inner), weight);
                row(image, phase, to, from, Math.max(left, inner), right, weight);
            }
        }
    }

    private static void row(float[] image, float[] phase, int to, int from, int left, int right, float weight) {
        for (int dx = left; dx <= right; dx++) {
            image[to + dx] += weight * phase[from + dx];
        }
    }

    /**
     * Interpolation weights of the samples at -1, 0, 1, 2: cubic (Lagrange), or linear for the coarsely sampled wings.
     */
    private double[] weights(double t) {
        if (finer <= COARSE) {
            return new double[] {0, 1 - t, t, 0};
        }
        return new double[] {
            -t * (t - 1) * (t - 2) / 6,
            (t + 1) * (t - 1) * (t - 2) / 2,
            -(t + 1) * t * (t - 2) / 2,
            (t + 1) * t * (t - 1) / 6
        };
    }

    private float[] largestBeyond() {
        float[] largest = new float[radius + 2];
        for (int y = -radius; y <= radius; y++) {
            for (int x = -radius; x <= radius; x++) {
                int r = Math.max(Math.abs(x), Math.abs(y));
                largest[r] = Math.max(largest[r], phases[0][(y + radius) * side + x + radius]);
            }
        }
        for (int r = radius; r >= 0; r--) {
            largest[r] = Math.max(largest[r], largest[r + 1]);
        }
        return largest;
    }
}
