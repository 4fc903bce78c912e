package org.mosaicworkbench.visit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;

class DrizzledPixelsTest {

    private static final float NO = Float.NaN;
    private static final float[] WEIGHTS = {0, 10, 10, 0, NO, 10};

    @TempDir
    Path folder;

    @Test
    void whereNoExposureReachesThereIsNoDataWhateverStandsThere() {
        float[] right = {NO, 2, 0, NO, NO, -1};
        for (String name : List.of("a_drz.fits", "a_drz.fits.gz")) {
            assertArrayEquals(right, read(name, new float[] {NO, 2, 0, NO, NO, -1}, WEIGHTS), "filled with NaN");
            assertArrayEquals(right, read(name, new float[] {0, 2, 0, 0, 0, -1}, WEIGHTS), "filled with 0");
            assertArrayEquals(right, read(name, new float[] {-99, 2, 0, -99, -99, -1}, WEIGHTS), "filled with -99");
        }
    }

    @Test
    void withoutWeightsPixelsStayAsTheyAre() {
        float[] pixels = {0, 2, 0, 0, 0, -1};
        assertArrayEquals(pixels, read("a_drz.fits", pixels));
    }

    private float[] read(String name, float[] pixels, float[]... weights) {
        List<FitsPart> parts = new ArrayList<>(List.of(new FitsPart.NoData(FitsHeader.empty()), image("SCI", pixels)));
        for (float[] one : weights) {
            parts.add(image("WHT", one));
        }
        try (FitsFile file = FitsFile.open(FitsFile.write(folder.resolve(name), parts))) {
            return DrizzledPixels.read(file).pixels();
        }
    }

    private static FitsImage image(String name, float[] pixels) {
        return new FitsImage(FitsHeader.empty().edit().set("EXTNAME", name, "").done(), 3, 2, pixels);
    }
}
