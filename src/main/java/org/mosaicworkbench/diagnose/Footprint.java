package org.mosaicworkbench.diagnose;

import org.mosaicworkbench.mosaic.drizzle.Chip;
import org.mosaicworkbench.sky.PixelPoint;

/**
 * Which pixels an exposure reaches. On an undistorted grid they move as a whole when the telescope is dithered, and what is
 * fixed to the detector moves with them. Holes in a row count as reached.
 *
 * @param middle of them, FITS pixels; the origin if there are none
 * @param spread their distance from it, root mean square, pixels
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
            // The variance of so many places side by side about their middle is (n^2 - 1) / 12.
            squares += reached * (middle * middle + (reached * reached - 1) / 12 + (double) row * row);
        }
        return area == 0
                ? new Footprint(new PixelPoint(0, 0), 0)
                : new Footprint(
                        new PixelPoint(x / area + 1, y / area + 1),
                        Math.sqrt(Math.max(0, squares / area - (x * x + y * y) / (area * area))));
    }

    /** Where no exposure reaches, images hold 0 or NaN. */
    private static boolean isReached(float value) {
        return !Float.isNaN(value) && value != 0;
    }
}
