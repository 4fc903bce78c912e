package org.mosaicworkbench.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.mosaicworkbench.mosaic.drizzle.Chip;

class FootprintTest {

    private static final int WIDTH = 90;
    private static final int HEIGHT = 70;

    @Test
    void aRectangleSpreadsByTheRootOfATwelfthOfItsSidesSquares() {
        Footprint footprint = Footprint.of(rectangle(10, 20, 60, 30));
        assertEquals(10 + 59 / 2.0 + 1, footprint.middle().x(), 1e-9);
        assertEquals(20 + 29 / 2.0 + 1, footprint.middle().y(), 1e-9);
        assertEquals(Math.sqrt((60 * 60 - 1 + 30 * 30 - 1) / 12.0), footprint.spread(), 1e-9);
    }

    @Test
    void nothingHasNoSpread() {
        assertEquals(0, Footprint.of(rectangle(0, 0, 0, 0)).spread());
    }

    private static Chip.Raster rectangle(int left, int bottom, int width, int height) {
        float[] values = new float[WIDTH * HEIGHT];
        for (int y = bottom; y < bottom + height; y++) {
            for (int x = left; x < left + width; x++) {
                // A hole still counts as inside.
                values[y * WIDTH + x] = x == left + width / 2 ? 0 : 1;
            }
        }
        return new Chip.Raster(WIDTH, HEIGHT, values);
    }
}
