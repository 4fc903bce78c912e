package org.mosaicworkbench.corrupt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Visit;

class PointingShiftTest {

    private static final Visit SAMPLE = Visit.read(Path.of("data-samples/ngc104/j8bt06"));
    private static final double HRC_PIXEL_DEGREES = 7.364e-6;

    @TempDir
    Path folder;

    @Test
    void theSkyMovesByTheAskedPixelsAndTheOtherExposuresAreTheSameBytes() throws IOException {
        Path copy = new PointingShift(3, -4).copy(SAMPLE, "j8bt06d2q", folder.resolve("j8bt06_off"));
        SkyPoint before = wcs(SAMPLE.folder()).toSky(240, 240);
        SkyPoint after = wcs(copy).toSky(240, 240);
        double scale = wcs(copy).pixelScale();
        assertEquals(HRC_PIXEL_DEGREES, scale, 1e-9);
        assertEquals(3, (after.ra() - before.ra()) * Math.cos(Math.toRadians(before.dec())) / scale, 1e-3);
        assertEquals(-4, (after.dec() - before.dec()) / scale, 1e-3);
        for (String same : new String[] {"j8bt06d1q_flt.fits.gz", "j8bt06d3q_flt.fits.gz", "j8bt06_input.out"}) {
            assertArrayEquals(
                    Files.readAllBytes(SAMPLE.folder().resolve(same)), Files.readAllBytes(copy.resolve(same)));
        }
    }

    @Test
    void badRequestsAreNamed() {
        assertEquals(
                "a pointing cannot be shifted by (NaN, 0.0) pixels; give finite numbers",
                assertThrows(BadInput.class, () -> new PointingShift(Double.NaN, 0))
                        .getMessage());
        assertEquals(
                SAMPLE.folder() + ": has no exposure 'j8bt06zzz'; choose one of "
                        + "[j8bt06d1q, j8bt06d2q, j8bt06d3q, j8bt06d4q]",
                assertThrows(
                                BadInput.class,
                                () -> new PointingShift(1, 1).copy(SAMPLE, "j8bt06zzz", folder.resolve("x")))
                        .getMessage());
    }

    private static Wcs wcs(Path visit) {
        try (FitsFile file = FitsFile.open(visit.resolve("j8bt06d2q_flt.fits.gz"))) {
            return Wcs.of(file.requiredHeader("SCI", 1));
        }
    }
}
