package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.simulate.DerivedVisit.Dither;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;

@Slow
class DerivedVisitTest {

    private static final Path SAMPLE = Path.of("data-samples/ngc104/j8bt06");
    private static final DerivedVisit SAMPLE_RECIPE = new DerivedVisit(
            160, 225, 480, List.of(new Dither(0, 0), new Dither(12, 7), new Dither(-9, 15), new Dither(5, -13)));

    @TempDir
    Path folder;

    @Test
    void theSampleIsWhatItsRecipeMakes() throws IOException {
        Path again = SAMPLE_RECIPE.write(Real.EXPOSURE, folder.resolve("j8bt06"));
        try (Stream<Path> files = Files.list(SAMPLE)) {
            for (Path file : files.toList()) {
                assertArrayEquals(
                        Files.readAllBytes(file),
                        Files.readAllBytes(again.resolve(file.getFileName())),
                        file::toString);
            }
        }
    }

    @Test
    void aRealPixelStandsWhereTheCoordinatesSay() {
        try (FitsFile original = FitsFile.open(Real.EXPOSURE)) {
            FitsImage real = original.image("SCI", 1);
            Wcs truth = Wcs.of(real.header());
            for (int n = 1; n <= 4; n++) {
                try (FitsFile derived = FitsFile.open(SAMPLE.resolve("j8bt06d" + n + "q_flt.fits.gz"))) {
                    FitsImage image = derived.image("SCI", 1);
                    PixelPoint place = truth.toPixel(Wcs.of(image.header()).toSky(77, 431));
                    assertEquals(Math.rint(place.x()), place.x(), 1e-6);
                    assertEquals(Math.rint(place.y()), place.y(), 1e-6);
                    assertEquals(real.at((int) Math.rint(place.x()), (int) Math.rint(place.y())), image.at(77, 431));
                }
            }
        }
    }

    @Test
    void aWindowOverTheEdgeIsRefusedAndLeavesNothing() throws IOException {
        DerivedVisit outside = new DerivedVisit(600, 1, 480, List.of(new Dither(0, 0)));
        assertEquals(
                Real.EXPOSURE + ": has no window of 480 x 480 from (600, 1); it has 1024 x 1024 pixels; "
                        + "choose a window inside it",
                assertThrows(BadInput.class, () -> outside.write(Real.EXPOSURE, folder.resolve("v")))
                        .getMessage());
        try (Stream<Path> left = Files.list(folder)) {
            assertTrue(left.findAny().isEmpty());
        }
    }

    @Test
    void anExistingFolderStaysAsItIs() {
        assertEquals(
                folder + ": already exists; delete it or choose another place",
                assertThrows(BadInput.class, () -> SAMPLE_RECIPE.write(Real.EXPOSURE, folder))
                        .getMessage());
    }
}
