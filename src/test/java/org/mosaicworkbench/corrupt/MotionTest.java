package org.mosaicworkbench.corrupt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** The two chips of ACS/WFC, 4096 x 2048 pixels of 0.05 arcsec each, one above the other. */
class MotionTest {

    private static final double PIXEL = 0.05 / 3600;
    private static final double WIDE = 4096;
    private static final double HIGH = 2048;

    @ParameterizedTest
    @ValueSource(doubles = {0, 52, 89, -89.9})
    void chipsKeepTheirPlacesToEachOther(double dec) {
        List<Extension> chips = chips(dec);
        for (Kind kind : List.of(Kind.SHIFT, Kind.ROLL)) {
            Motion motion =
                    Motion.of(chips, kind, new Offset(20, kind == Kind.ROLL ? 0 : -20), PixelUnit.DETECTOR, RaStep.SKY);
            Wcs upper = motion.of(chips.get(0).wcs());
            Wcs lower = motion.of(chips.get(1).wcs());
            for (double x : new double[] {1, WIDE}) {
                double before = chips.get(0)
                        .wcs()
                        .toSky(x, HIGH)
                        .separation(chips.get(1).wcs().toSky(WIDE - x, 1));
                double after = upper.toSky(x, HIGH).separation(lower.toSky(WIDE - x, 1));
                assertEquals(before / PIXEL, after / PIXEL, 0.02, kind + " at " + dec);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 52, 89, -89.9})
    void aShiftMovesEveryCornerByTheSamePixels(double dec) {
        List<Extension> chips = chips(dec);
        Motion motion = Motion.of(chips, Kind.SHIFT, new Offset(-15, 8), PixelUnit.DETECTOR, RaStep.SKY);
        Wcs plane = Wcs.northUp(1, 1, chips.get(0).wcs().referenceSky(), PIXEL);
        for (Extension chip : chips) {
            Wcs moved = motion.of(chip.wcs());
            for (int corner = 0; corner < 4; corner++) {
                PixelPoint before = plane.toPixel(chip.wcs().footprint().get(corner));
                PixelPoint after = plane.toPixel(moved.footprint().get(corner));
                assertEquals(15, after.x() - before.x(), 0.02);
                assertEquals(8, after.y() - before.y(), 0.02);
            }
        }
    }

    @Test
    void aShiftAwayFromThePolesChangesCrvalAlone() {
        List<Extension> chips = chips(20);
        Wcs moved = Motion.of(chips, Kind.SHIFT, new Offset(10, 10), PixelUnit.DETECTOR, RaStep.SKY)
                .of(chips.get(0).wcs());
        assertArrayEquals(chips.get(0).wcs().matrix(), moved.matrix());
        assertNotEquals(chips.get(0).wcs().referenceSky(), moved.referenceSky());
    }

    @Test
    void aRollTurnsAboutTheFirstReferenceFromNorthToEastAndMovesTheFarthestCornerByItsSize() {
        List<Extension> chips = chips(89);
        Motion motion = Motion.of(chips, Kind.ROLL, new Offset(12, 0), PixelUnit.DETECTOR, RaStep.SKY);
        Wcs first = chips.get(0).wcs();
        assertEquals(first.referenceSky(), motion.of(first).referenceSky());
        Wcs plane = Wcs.northUp(1, 1, first.referenceSky(), PIXEL);
        PixelPoint before = plane.toPixel(first.toSky(first.referencePixel().x(), HIGH));
        PixelPoint after =
                plane.toPixel(motion.of(first).toSky(first.referencePixel().x(), HIGH));
        assertTrue(after.x() < before.x(), "what was north lies east, at smaller x");
        double most = 0;
        for (Extension chip : chips) {
            for (int corner = 0; corner < 4; corner++) {
                most = Math.max(
                        most,
                        chip.wcs()
                                .outline()
                                .get(corner)
                                .separation(motion.of(chip.wcs()).outline().get(corner)));
            }
        }
        assertEquals(12, most / PIXEL, 0.01);
    }

    @Test
    void thePythonToolsPixelAndItsPlainStepInRightAscension() {
        List<Extension> chips = chips(60);
        Wcs moved = Motion.of(chips, Kind.SHIFT, new Offset(10, -5), PixelUnit.FIXED, RaStep.PLAIN)
                .of(chips.get(1).wcs());
        SkyPoint before = chips.get(1).wcs().referenceSky();
        assertEquals(10 * 0.04 / 3600, moved.referenceSky().ra() - before.ra(), 1e-13);
        assertEquals(-5 * 0.04 / 3600, moved.referenceSky().dec() - before.dec(), 1e-13);
        assertArrayEquals(chips.get(1).wcs().matrix(), moved.matrix());
        Wcs onSky = Motion.of(chips, Kind.SHIFT, new Offset(10, -5), PixelUnit.DETECTOR, RaStep.SKY)
                .of(chips.get(0).wcs());
        SkyPoint first = chips.get(0).wcs().referenceSky();
        assertEquals(
                10 * PIXEL / Math.cos(Math.toRadians(first.dec())),
                onSky.referenceSky().ra() - first.ra(),
                1e-8);
    }

    @Test
    void crpixMovesInPixelsOfTheDetectorOrInFixedOnes() {
        List<Extension> chips = chips(10);
        for (PixelUnit unit : PixelUnit.values()) {
            PixelPoint moved = Motion.of(chips, Kind.CRPIX, new Offset(3, -4), unit, RaStep.SKY)
                    .of(chips.get(1).wcs())
                    .referencePixel();
            double share = unit == PixelUnit.DETECTOR ? 1 : 0.04 / 0.05;
            assertEquals(WIDE / 2 + 3 * share, moved.x(), 1e-9);
            assertEquals(HIGH / 2 - 4 * share, moved.y(), 1e-9);
        }
    }

    private static List<Extension> chips(double dec) {
        double turned = Math.toRadians(70);
        double c = PIXEL * Math.cos(turned);
        double s = PIXEL * Math.sin(turned);
        Wcs upper = Wcs.northUp((int) WIDE, (int) HIGH, new SkyPoint(359.999, dec), PIXEL)
                .withMatrix(-c, s, s, c)
                .withReferencePixel(new PixelPoint(WIDE / 2, HIGH / 2));
        SkyPoint below = upper.toSky(WIDE / 2, HIGH / 2 - HIGH - 50);
        return List.of(
                new Extension("SCI", 1, upper),
                new Extension("SCI", 2, new SkyTurn(SkyTurn.between(upper.referenceSky(), below), true).of(upper)));
    }
}
