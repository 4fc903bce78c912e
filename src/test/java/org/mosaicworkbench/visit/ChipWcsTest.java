package org.mosaicworkbench.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** Table distortions against astropy; the numbers come from {@code src/test/reference/lookup_distortion.py}. */
class ChipWcsTest {

    private static final Path WITH_TABLES = Real.resource("reference/lookup_flt.fits.gz");
    private static final double DEGREES = 1e-9;
    private static final double PIXELS = 1e-6;

    @TempDir
    Path folder;

    @Test
    void tablesOfTheDetectorAndTheImageAreAddedAsAstropyDoes() {
        Wcs wcs = read(WITH_TABLES);
        for (JsonElement element : Real.reference("lookup.json").getAsJsonArray("points")) {
            JsonObject point = element.getAsJsonObject();
            double x = point.get("x").getAsDouble();
            double y = point.get("y").getAsDouble();
            SkyPoint sky = wcs.toSky(x, y);
            assertEquals(point.get("ra").getAsDouble(), sky.ra(), DEGREES);
            assertEquals(point.get("dec").getAsDouble(), sky.dec(), DEGREES);
            PixelPoint back = wcs.toPixel(sky);
            assertEquals(x, back.x(), PIXELS);
            assertEquals(y, back.y(), PIXELS);
        }
    }

    @Test
    void theStraightWayToAnotherSystemKnowsTheTablesToo() {
        Wcs wcs = read(WITH_TABLES);
        Wcs grid = Wcs.northUp(1400, 1400, new SkyPoint(6.03, -72.08), 0.025 / 3600);
        PixelPoint expected = grid.toPixel(wcs.toSky(333.3, 777.7));
        PixelPoint found = PixelMap.between(wcs, grid).map(new PixelPoint(333.3, 777.7));
        assertEquals(expected.x(), found.x(), 1e-7);
        assertEquals(expected.y(), found.y(), 1e-7);
        assertTrue(wcs.distorted());
    }

    @Test
    void aTableThatIsNamedButMissingIsAnError() throws IOException {
        Path file = folder.resolve("a_flt.fits");
        byte[] all;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(WITH_TABLES))) {
            all = in.readAllBytes();
        }
        int tables = new String(all, StandardCharsets.ISO_8859_1).indexOf("EXTNAME = 'D2IMARR");
        Files.write(file, Arrays.copyOf(all, tables / 2880 * 2880));
        assertEquals(
                file + ": has no extension D2IMARR,1; give an image as Hubble's pipeline writes it",
                assertThrows(BadInput.class, () -> read(file)).getMessage());
    }

    private static Wcs read(Path path) {
        try (FitsFile file = FitsFile.open(path)) {
            return ChipWcs.read(file, 1);
        }
    }
}
