package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Visit;

/** The statements of the first notebook about the sample visit. */
@Slow
class FirstLookTest {

    private static final SkyPoint STAR = new SkyPoint(6.02963889, -72.08424189);

    @TempDir
    Path folder;

    @Test
    void aWrongPointingDimsTheStarAndAlignmentBringsItBack() {
        Visit visit = Visit.read(Path.of("data-samples/ngc104/j8bt06"));
        Path copy = new PointingShift(3, 4).copy(visit, "j8bt06d3q", folder.resolve("copy"));
        double aligned = middle(
                Combine.visit(visit.folder()).output(folder.resolve("aligned")).run());
        double off = middle(Combine.visit(copy)
                .align(AlignMode.NONE)
                .output(folder.resolve("off"))
                .run());
        double mended =
                middle(Combine.visit(copy).output(folder.resolve("mended")).run());
        assertTrue(off < 0.8 * aligned, () -> "a quarter of the light is laid aside: " + off + " of " + aligned);
        assertEquals(aligned, mended, 0.02 * aligned);
    }

    private static double middle(CombineResult result) {
        try (FitsFile file = FitsFile.open(result.totals().get(0))) {
            FitsImage image = file.image("SCI", 1);
            PixelPoint at = Wcs.of(image.header()).toPixel(STAR);
            return image.at((int) Math.rint(at.x()), (int) Math.rint(at.y()));
        }
    }
}
