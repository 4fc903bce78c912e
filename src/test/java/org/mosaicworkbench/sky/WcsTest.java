package org.mosaicworkbench.sky;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;

class WcsTest {

    private static final double FORWARD_DEGREES = 1e-9;
    private static final double BACKWARD_PIXELS = 1e-6;
    private static final JsonObject REFERENCE = Real.reference("wcs.json");

    @Test
    void realTanSipAgreesWithAstropyBothWays() {
        try (FitsFile file = FitsFile.open(Real.EXPOSURE)) {
            Wcs wcs = Wcs.of(file.requiredHeader("SCI", 1));
            assertTrue(wcs.distorted());
            assertAgrees(wcs, REFERENCE.getAsJsonObject("acs_hrc_sip"));
        }
    }

    @Test
    void plainTanAgreesWithAstropyBothWaysAndInItsFootprint() {
        JsonObject reference = REFERENCE.getAsJsonObject("tan_total");
        Wcs wcs = Wcs.of(header(reference.getAsJsonObject("header")));
        assertFalse(wcs.distorted());
        assertAgrees(wcs, reference);
        List<JsonElement> corners = reference.getAsJsonArray("footprint").asList();
        for (int i = 0; i < 4; i++) {
            assertEquals(
                    corners.get(i).getAsJsonArray().get(0).getAsDouble(),
                    wcs.footprint().get(i).ra(),
                    FORWARD_DEGREES);
            assertEquals(
                    corners.get(i).getAsJsonArray().get(1).getAsDouble(),
                    wcs.footprint().get(i).dec(),
                    FORWARD_DEGREES);
        }
    }

    @Test
    void thereAndBackIsTheSamePixelEverywhereOnTheRealExposure() {
        try (FitsFile file = FitsFile.open(Real.EXPOSURE)) {
            Wcs wcs = Wcs.of(file.requiredHeader("SCI", 1));
            for (double x = -50; x <= 1075; x += 125) {
                for (double y = -50; y <= 1075; y += 125) {
                    PixelPoint back = wcs.toPixel(wcs.toSky(x, y));
                    assertEquals(x, back.x(), 1e-8);
                    assertEquals(y, back.y(), 1e-8);
                }
            }
        }
    }

    @Test
    void northUpHasNorthUpAndEastLeft() {
        Wcs wcs = Wcs.northUp(101, 81, new SkyPoint(359.9999, 60), 0.04 / 3600);
        SkyPoint centre = wcs.toSky(51, 41);
        assertEquals(359.9999, centre.ra(), 1e-12);
        SkyPoint up = wcs.toSky(51, 42);
        SkyPoint left = wcs.toSky(50, 41);
        assertEquals(0.04 / 3600, up.dec() - 60, 1e-12);
        assertEquals(0.04 / 3600, (left.ra() - centre.ra()) * Math.cos(Math.toRadians(60)), 1e-10);
        assertEquals(0.04, wcs.pixelScale() * 3600, 1e-12);
    }

    @Test
    void rightAscensionStaysBelow360AcrossTheMeridian() {
        Wcs wcs = Wcs.northUp(2001, 2001, new SkyPoint(0.0001, 0), 1.0 / 3600);
        SkyPoint west = wcs.toSky(2001, 1001);
        assertTrue(west.ra() > 359 && west.ra() < 360, () -> "ra is " + west.ra());
        assertEquals(2001, wcs.toPixel(west).x(), BACKWARD_PIXELS);
    }

    @Test
    void theOtherSideOfTheSkyHasNoPixel() {
        Wcs wcs = Wcs.northUp(100, 100, new SkyPoint(10, 20), 1e-5);
        assertTrue(Double.isNaN(wcs.toPixel(190, -20).x()));
    }

    @Test
    void cdeltWithAndWithoutPcIsTheSameAsItsCdMatrix() {
        FitsHeader cdelt = header(Map.of("CDELT1", -2e-5, "CDELT2", 1e-5));
        assertEquals(-2e-5, Wcs.of(cdelt).matrix()[0]);
        assertEquals(0, Wcs.of(cdelt).matrix()[1], 0.0);
        FitsHeader pc =
                cdelt.edit().set("PC1_2", 0.5, "").set("PC2_1", -0.25, "").done();
        assertEquals(-1e-5, Wcs.of(pc).matrix()[1]);
        assertEquals(-0.25e-5, Wcs.of(pc).matrix()[2]);
    }

    @Test
    void separationOfNeighboursIsExact() {
        assertEquals(1e-7, new SkyPoint(10, 60).separation(new SkyPoint(10 + 2e-7, 60)), 1e-15);
        assertEquals(180, new SkyPoint(0, -90).separation(new SkyPoint(77, 90)), 1e-9);
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() {
        FitsHeader good = header(Map.of("CD1_1", 1e-5, "CD2_2", 1e-5));
        assertNoWcs(
                "its header has no CTYPE1 and CTYPE2",
                good.edit().remove("CTYPE1").done());
        assertNoWcs("its header has no CRPIX1", good.edit().remove("CRPIX1").done());
        assertNoWcs(
                "its header has no CDELT1",
                good.edit().remove("CD1_1").remove("CD2_2").done());
        assertNoWcs("its CD matrix is singular", good.edit().set("CD1_1", 0, "").done());
        assertNoWcs(
                "its axes are 'GLON-CAR' and 'DEC--TAN'; only RA---TAN and DEC--TAN, plain or -SIP, are supported",
                good.edit().set("CTYPE1", "GLON-CAR", "").done());
        assertNoWcs(
                "its CRVAL2 is 95.0, not a declination",
                good.edit().set("CRVAL2", 95.0, "").done());
        assertNoWcs(
                "its LONPOLE is 0.0; only 180 is supported",
                good.edit().set("LONPOLE", 0.0, "").done());
        assertNoWcs(
                "its A_ORDER is 12; SIP has orders up to 9",
                good.edit().set("A_ORDER", 12, "").done());
    }

    private static void assertNoWcs(String message, FitsHeader header) {
        assertEquals(message, assertThrows(NoWcs.class, () -> Wcs.of(header)).getMessage());
    }

    private static void assertAgrees(Wcs wcs, JsonObject reference) {
        for (JsonElement element : reference.getAsJsonArray("points")) {
            JsonObject point = element.getAsJsonObject();
            double x = point.get("x").getAsDouble();
            double y = point.get("y").getAsDouble();
            double ra = point.get("ra").getAsDouble();
            double dec = point.get("dec").getAsDouble();
            assertEquals(ra, wcs.toSky(x, y).ra(), FORWARD_DEGREES);
            assertEquals(dec, wcs.toSky(x, y).dec(), FORWARD_DEGREES);
            assertEquals(x, wcs.toPixel(ra, dec).x(), BACKWARD_PIXELS);
            assertEquals(y, wcs.toPixel(ra, dec).y(), BACKWARD_PIXELS);
        }
    }

    private static FitsHeader header(Map<String, Double> matrix) {
        FitsHeader.Editor editor = FitsHeader.empty()
                .edit()
                .set("CTYPE1", "RA---TAN", "")
                .set("CTYPE2", "DEC--TAN", "")
                .set("CRPIX1", 50.0, "")
                .set("CRPIX2", 50.0, "")
                .set("CRVAL1", 10.0, "")
                .set("CRVAL2", 20.0, "");
        matrix.forEach((keyword, value) -> editor.set(keyword, value, ""));
        return editor.done();
    }

    private static FitsHeader header(JsonObject values) {
        FitsHeader.Editor editor = FitsHeader.empty().edit();
        values.entrySet().forEach(e -> {
            if (e.getValue().getAsJsonPrimitive().isString()) {
                editor.set(e.getKey(), e.getValue().getAsString(), "");
            } else if (e.getKey().startsWith("NAXIS")) {
                editor.set(e.getKey(), e.getValue().getAsInt(), "");
            } else {
                editor.set(e.getKey(), e.getValue().getAsDouble(), "");
            }
        });
        return editor.done();
    }
}
