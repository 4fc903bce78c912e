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

/** Table distortions compared with astropy; {@code src/test/reference/lookup_distortion.py} computed the numbers. */
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
        byte[] all = unpacked();
        int tables = new String(all, StandardCharsets.ISO_8859_1).indexOf("EXTNAME = 'D2IMARR");
        Files.write(file, Arrays.copyOf(all, tables / 2880 * 2880));
        assertEquals(
                file + ": has no extension D2IMARR,1; give an image from Hubble's pipeline",
                assertThrows(BadInput.class, () -> read(file)).getMessage());
    }

    @Test
    void aTableOfTheOtherAxisIsRefused() throws IOException {
        Path file = changed("DP1     = 'AXIS.1: 1.0'", "DP1     = 'AXIS.1: 2.0'");
        assertRefused("its DP1 has 'AXIS.1: 2.0'; only axis 1 is supported", file);
    }

    @Test
    void aDetectorTableOfTheFormBefore2013IsRefused() throws IOException {
        Path file =
                changed("D2IMDIS1= 'LOOKUP  '", "AXISCORR=          1", "D2IMDIS2= 'LOOKUP  '", "D2IMEXT = 'old.fits'");
        assertRefused("its AXISCORR and D2IMEXT name a detector correction in the format used before 2013", file);
    }

    private static void assertRefused(String why, Path file) {
        String said = assertThrows(RuntimeException.class, () -> read(file)).getMessage();
        assertTrue(said.contains(why), said);
    }

    /** @param pairs a text of the header and its replacement of equal length */
    private Path changed(String... pairs) throws IOException {
        String text = new String(unpacked(), StandardCharsets.ISO_8859_1);
        for (int i = 0; i < pairs.length; i += 2) {
            assertTrue(text.contains(pairs[i]), pairs[i]);
            text = text.replace(pairs[i], pairs[i + 1]);
        }
        return Files.write(folder.resolve("a_flt.fits"), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] unpacked() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(WITH_TABLES))) {
            return in.readAllBytes();
        }
    }

    private static Wcs read(Path path) {
        try (FitsFile file = FitsFile.open(path)) {
            return ChipWcs.read(file, 1);
        }
    }
}
