package org.mosaicworkbench.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.sky.PixelPoint;

/** Finds the brightest pixels of an image, at most one in each square of a grid, as candidates for close-ups. */
final class BrightestPlaces {

    private BrightestPlaces() {}

    /**
     * Finds the brightest pixels.
     *
     * @param most maximum number of pixels
     * @param side side of the squares, pixels
     * @return FITS pixel coordinates, the brightest pixel first
     */
    static List<PixelPoint> of(FitsImage image, int most, int side) {
        record Peak(float value, PixelPoint at) {}
        List<Peak> peaks = new ArrayList<>();
        for (int bottom = 0; bottom < image.height(); bottom += side) {
            for (int left = 0; left < image.width(); left += side) {
                int best = brightest(image, left, bottom, side);
                if (best >= 0) {
                    int row = best / image.width();
                    peaks.add(new Peak(
                            image.pixels()[best], new PixelPoint(best - row * image.width() + 1.0, row + 1.0)));
                }
            }
        }
        return peaks.stream()
                .sorted(Comparator.comparing(Peak::value).reversed())
                .limit(most)
                .map(Peak::at)
                .toList();
    }

    /** Array index of the brightest pixel in a square; -1 if no pixel is finite. */
    private static int brightest(FitsImage image, int left, int bottom, int side) {
        int best = -1;
        for (int y = bottom; y < Math.min(image.height(), bottom + side); y++) {
            for (int x = left; x < Math.min(image.width(), left + side); x++) {
                int at = y * image.width() + x;
                float value = image.pixels()[at];
                if (Float.isFinite(value) && (best < 0 || value > image.pixels()[best])) {
                    best = at;
                }
            }
        }
        return best;
    }
}
