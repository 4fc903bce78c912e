package org.mosaicworkbench.diagnose;

import org.mosaicworkbench.mosaic.drizzle.Chip;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * The pixels that an exposure covers. On an undistorted grid they move together when the telescope is dithered, and
 * anything fixed to the detector moves with them. Holes in a row count as covered.
 *
 * @param middle the centre of the covered pixels, FITS pixels; the origin if there are none
 * @param spread root mean square distance of the pixels from the centre, pixels
 */
record Footprint(PixelPoint middle, double spread) {

    static Footprint of(Chip.Raster image) {
        double area = 0;
        double x = 0;
        double y = 0;
        double squares = 0;
        for (int row = 0; row < image.height(); row++) {
            int start = row * image.width();
            int left = 0;
            int right = image.width() - 1;
            while (left <= right && !isReached(image.values()[start + left])) {
                left++;
            }
            while (right >= left && !isReached(image.values()[start + right])) {
                right--;
            }
            double reached = right - left + 1.0;
            double middle = (left + right) / 2.0;
            area += reached;
            x += reached * middle;
            y += reached * row;
            // The variance of n adjacent positions about their middle is (n^2 - 1) / 12.
            squares += reached * (middle * middle + (reached * reached - 1) / 12 + (double) row * row);
        }
        return area == 0
                ? new Footprint(new PixelPoint(0, 0), 0)
                : new Footprint(
                        new PixelPoint(x / area + 1, y / area + 1),
                        Math.sqrt(Math.max(0, squares / area - (x * x + y * y) / (area * area))));
    }

    /** Pixels that no exposure covers are 0 or NaN. */
    private static boolean isReached(float value) {
        return !Float.isNaN(value) && value != 0;
    }
}
