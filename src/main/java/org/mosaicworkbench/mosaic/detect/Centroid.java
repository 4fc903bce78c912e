package org.mosaicworkbench.mosaic.detect;

import java.util.Arrays;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Measures the position of a star by a windowed centroid: a Gaussian window is moved until it is centred on the star's
 * light (Bertin, SExtractor v2.13 user's manual, section 10.4: {@code XWIN_IMAGE}). The sky under the star is the
 * median of the pixels on the edge of a square that extends 4 sigma to each side of the window's centre.
 */
public final class Centroid {

    private static final double REACH_SIGMAS = 4;
    private static final int MAX_STEPS = 100;
    private static final double CONVERGED_PIXELS = 1e-5;
    private static final PixelPoint NOWHERE = new PixelPoint(Double.NaN, Double.NaN);

    private Centroid() {}

    /**
     * Finds the centre of the light near a pixel.
     *
     * @param image pixels that are NaN are ignored
     * @param start where to begin, FITS pixel, 1-based
     * @param sigma the window's sigma in pixels; about that of the stars
     * @return the centre, FITS pixel, 1-based; both coordinates are NaN if the window leaves the image, contains no
     *         light above its sky, or moves away from its start by more than 4 sigma, rounded up to whole pixels
     * @throws IllegalArgumentException if sigma is not above 0
     */
    public static PixelPoint of(FitsImage image, PixelPoint start, double sigma) {
        if (!(sigma > 0)) {
            throw new IllegalArgumentException(
                    "the sigma of a centroid's window is " + sigma + " pixels; it must be above 0");
        }
        int reach = (int) Math.ceil(REACH_SIGMAS * sigma);
        PixelPoint at = start;
        for (int i = 0; i < MAX_STEPS; i++) {
            PixelPoint next = step(image, at, sigma, reach);
            double moved = Math.hypot(next.x() - at.x(), next.y() - at.y());
            at = next;
            if (!(Math.hypot(at.x() - start.x(), at.y() - start.y()) <= reach)) {
                return NOWHERE;
            }
            if (moved < CONVERGED_PIXELS) {
                return at;
            }
        }
        return at;
    }

    /** Moves by twice the weighted mean offset, because the window halves the offset of a star of its own width. */
    private static PixelPoint step(FitsImage image, PixelPoint at, double sigma, int reach) {
        int left = (int) Math.rint(at.x()) - reach;
        int bottom = (int) Math.rint(at.y()) - reach;
        int side = 2 * reach + 1;
        if (left < 1 || bottom < 1 || left + side - 1 > image.width() || bottom + side - 1 > image.height()) {
            return NOWHERE;
        }
        double sky = rimMedian(image, left, bottom, side);
        double light = 0;
        double alongX = 0;
        double alongY = 0;
        for (int y = bottom; y < bottom + side; y++) {
            for (int x = left; x < left + side; x++) {
                double above = image.at(x, y) - sky;
                if (!Double.isNaN(above)) {
                    double dx = x - at.x();
                    double dy = y - at.y();
                    double seen = above * Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
                    light += seen;
                    alongX += seen * dx;
                    alongY += seen * dy;
                }
            }
        }
        return light > 0 ? new PixelPoint(at.x() + 2 * alongX / light, at.y() + 2 * alongY / light) : NOWHERE;
    }

    private static double rimMedian(FitsImage image, int left, int bottom, int side) {
        double[] rim = new double[4 * (side - 1)];
        int n = 0;
        for (int i = 0; i < side - 1; i++) {
            for (float value : new float[] {
                image.at(left + i, bottom),
                image.at(left + side - 1, bottom + i),
                image.at(left + i + 1, bottom + side - 1),
                image.at(left, bottom + i + 1)
            }) {
                if (!Float.isNaN(value)) {
                    rim[n++] = value;
                }
            }
        }
        if (n == 0) {
            return Double.NaN;
        }
        Arrays.sort(rim, 0, n);
        return (rim[(n - 1) / 2] + rim[n / 2]) / 2;
    }
}
