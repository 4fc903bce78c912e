package org.mosaicworkbench.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.fits.FitsFile;

class PixelMapTest {

    private static final double PIXELS = 1e-7;

    @Test
    void agreesWithTheDetourOverTheSky() {
        Wcs real = real();
        Wcs grid = Wcs.northUp(1400, 1400, new SkyPoint(6.03, -72.08), 0.025 / 3600);
        PixelMap map = PixelMap.between(real, grid);
        Random random = new Random(11);
        for (int i = 0; i < 1000; i++) {
            PixelPoint pixel = new PixelPoint(1024 * random.nextDouble(), 1024 * random.nextDouble());
            PixelPoint expected = grid.toPixel(real.toSky(pixel));
            PixelPoint found = map.map(pixel);
            assertEquals(expected.x(), found.x(), PIXELS);
            assertEquals(expected.y(), found.y(), PIXELS);
        }
    }

    @Test
    void theFarSideOfTheSkyHasNoPixel() {
        Wcs grid = Wcs.northUp(100, 100, new SkyPoint(186, 72), 0.025 / 3600);
        assertTrue(Double.isNaN(
                PixelMap.between(real(), grid).map(new PixelPoint(1, 1)).x()));
    }

    @Test
    void aDistortedTargetIsRefused() {
        Wcs real = real();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> PixelMap.between(real, real))
                .getMessage()
                .startsWith("pixels can only be mapped onto an undistorted system, not onto TAN-SIP 1024 x 1024"));
    }

    private static Wcs real() {
        try (FitsFile file = FitsFile.open(Real.EXPOSURE)) {
            return Wcs.of(file.requiredHeader("SCI", 1));
        }
    }
}
