package org.mosaicworkbench.corrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.label.ExposureDisagreement;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

class ExposureDisagreementTest {

    private static final double PIXEL = 0.05 / 3600;
    private static final int SIZE = 401;
    private static final Wcs FIRST = Wcs.northUp(SIZE, SIZE, new SkyPoint(40, 60), PIXEL);
    private static final Wcs SECOND = FIRST.withReferencePixel(new PixelPoint(231, 181));
    private static final UnaryOperator<Wcs> RIGHT = UnaryOperator.identity();
    private static final double TOLERANCE = 1e-3;

    @Test
    void oneExposureThatIsOffDisagreesByItsOffset() {
        assertEquals(0, pixels(RIGHT, RIGHT), TOLERANCE);
        assertEquals(5, pixels(RIGHT, shift(3, -4)), TOLERANCE);
        assertEquals(10, pixels(shift(-3, 4), shift(3, -4)), TOLERANCE);
    }

    @Test
    void whatIsWrongWithAllAlikeDoesNotCount() {
        assertEquals(0, pixels(shift(13, 14), shift(13, 14)), TOLERANCE);
    }

    @Test
    void aRollCountsByItsRootMeanSquareOverWhatBothSee() {
        double degrees = 0.5;
        UnaryOperator<Wcs> roll = wcs -> new SkyTurn(SkyTurn.about(FIRST.referenceSky(), degrees), true).of(wcs);
        ExposureDisagreement error = ExposureDisagreement.of(two(roll.apply(FIRST), FIRST), two(FIRST, FIRST), PIXEL);
        double evenlySpread = SIZE / Math.sqrt(6);
        assertEquals(1, error.pixels() / (evenlySpread * Math.toRadians(degrees)), 0.01);
    }

    @Test
    void exposuresAreOffThatMostOthersDisagreeWith() {
        Map<String, List<Wcs>> claimed = new LinkedHashMap<>();
        Map<String, List<Wcs>> actual = new LinkedHashMap<>();
        double[] offsets = {3, 0, 0.3, -0.1, 7};
        for (int i = 0; i < offsets.length; i++) {
            claimed.put("exposure " + i, List.of(shift(offsets[i], 0).apply(FIRST)));
            actual.put("exposure " + i, List.of(FIRST));
        }
        assertEquals(2, ExposureDisagreement.of(claimed, actual, PIXEL).off(0.5));
        assertEquals(0, ExposureDisagreement.of(claimed, actual, PIXEL).off(8));
        assertEquals(7.1, ExposureDisagreement.of(claimed, actual, PIXEL).pixels(), TOLERANCE);
    }

    @Test
    void exposuresThatDoNotOverlapCannotDisagree() {
        Wcs away = FIRST.withReferenceSky(new SkyPoint(41, 60));
        assertEquals(
                0,
                ExposureDisagreement.of(two(FIRST, shift(5, 5).apply(away)), two(FIRST, away), PIXEL)
                        .pixels());
    }

    @Test
    void anExposureWithoutTruthLeavesItOpen() {
        assertEquals(
                Double.NaN,
                ExposureDisagreement.of(two(FIRST, SECOND), Map.of("first", List.of(FIRST)), PIXEL)
                        .pixels());
        assertEquals(
                0,
                ExposureDisagreement.of(Map.of("first", List.of(FIRST)), Map.of("first", List.of(FIRST)), PIXEL)
                        .pixels());
    }

    private static double pixels(UnaryOperator<Wcs> first, UnaryOperator<Wcs> second) {
        return ExposureDisagreement.of(two(first.apply(FIRST), second.apply(SECOND)), two(FIRST, SECOND), PIXEL)
                .pixels();
    }

    private static UnaryOperator<Wcs> shift(double east, double north) {
        return wcs -> Motion.of(
                        List.of(new Extension("SCI", 1, FIRST)),
                        Kind.SHIFT,
                        new Offset(east, north),
                        PixelUnit.DETECTOR,
                        RaStep.SKY)
                .of(wcs);
    }

    private static Map<String, List<Wcs>> two(Wcs first, Wcs second) {
        Map<String, List<Wcs>> systems = new LinkedHashMap<>();
        systems.put("first", List.of(first));
        systems.put("second", List.of(second));
        return systems;
    }
}
