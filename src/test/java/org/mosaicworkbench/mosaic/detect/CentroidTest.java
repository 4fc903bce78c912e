package org.mosaicworkbench.mosaic.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.sky.PixelPoint;

class CentroidTest {

    private static final double PIXELS = 1e-3;

    @Test
    void aStarIsFoundWhereItWasPut() {
        for (double[] place : new double[][] {{20, 20}, {20.37, 19.81}, {19.5, 20.5}}) {
            FitsImage image = star(41, place[0], place[1], 1.2, 500, 30);
            PixelPoint found = Centroid.of(image, new PixelPoint(21, 19), 1.2);
            assertEquals(place[0], found.x(), PIXELS);
            assertEquals(place[1], found.y(), PIXELS);
        }
    }

    @Test
    void pixelsWithoutDataDoNotMoveItFar() {
        FitsImage image = star(41, 20.2, 20.3, 1.5, 500, 0);
        image.pixels()[5 * 41 + 20] = Float.NaN;
        assertEquals(20.2, Centroid.of(image, new PixelPoint(20, 20), 1.5).x(), 0.01);
    }

    @Test
    void whereThereIsNoStarThereIsNoCentroid() {
        FitsImage flat = star(41, 20, 20, 1.5, 0, 7);
        assertTrue(Double.isNaN(Centroid.of(flat, new PixelPoint(20, 20), 1.5).x()));
        assertTrue(Double.isNaN(Centroid.of(star(41, 2, 2, 1.5, 9, 0), new PixelPoint(2, 2), 1.5)
                .x()));
        assertEquals(
                "the sigma of a centroid's window is 0.0 pixels; it must be above 0",
                assertThrows(IllegalArgumentException.class, () -> Centroid.of(flat, new PixelPoint(20, 20), 0))
                        .getMessage());
    }

    private static FitsImage star(int side, double x0, double y0, double sigma, double peak, double sky) {
        float[] pixels = new float[side * side];
        for (int y = 1; y <= side; y++) {
            for (int x = 1; x <= side; x++) {
                double r2 = (x - x0) * (x - x0) + (y - y0) * (y - y0);
                pixels[(y - 1) * side + x - 1] = (float) (sky + peak * Math.exp(-r2 / (2 * sigma * sigma)));
            }
        }
        return new FitsImage(FitsHeader.empty(), side, side, pixels);
    }
}
