package org.mosaicworkbench.corrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

class RelativeErrorTest {

    private static final double PIXEL = 0.05 / 3600;
    private static final int SIZE = 401;
    private static final Wcs FIRST = Wcs.northUp(SIZE, SIZE, new SkyPoint(40, 60), PIXEL);
    private static final Wcs SECOND = FIRST.withReferencePixel(new PixelPoint(231, 181));
    private static final UnaryOperator<Wcs> RIGHT = wcs -> wcs;
    private static final double TOLERANCE = 1e-3;

    @Test
    void oneExposureThatIsOffDisagreesByItsOffset() {
        assertEquals(0, largest(RIGHT, RIGHT), TOLERANCE);
        assertEquals(5, largest(RIGHT, shift(3, -4)), TOLERANCE);
        assertEquals(10, largest(shift(-3, 4), shift(3, -4)), TOLERANCE);
    }

    @Test
    void whatIsWrongWithAllAlikeDoesNotCount() {
        assertEquals(0, largest(shift(13, 14), shift(13, 14)), TOLERANCE);
    }

    @Test
    void aRollCountsAtTheFarthestPlaceThatBothSee() {
        double degrees = 0.5;
        UnaryOperator<Wcs> roll = wcs -> new SkyTurn(SkyTurn.about(FIRST.referenceSky(), degrees), true).of(wcs);
        assertEquals(Math.hypot(200, 200) * Math.toRadians(degrees), largest(roll, RIGHT), 0.05);
    }

    @Test
    void exposuresThatDoNotOverlapCannotDisagree() {
        Wcs away = FIRST.withReferenceSky(new SkyPoint(41, 60));
        assertEquals(0, RelativeError.largest(two(FIRST, shift(5, 5).apply(away)), two(FIRST, away)));
    }

    @Test
    void anExposureWithoutTruthLeavesItOpen() {
        assertEquals(Double.NaN, RelativeError.largest(two(FIRST, SECOND), Map.of("first", List.of(FIRST))));
        assertEquals(0, RelativeError.largest(Map.of("first", List.of(FIRST)), Map.of("first", List.of(FIRST))));
    }

    private static double largest(UnaryOperator<Wcs> first, UnaryOperator<Wcs> second) {
        return RelativeError.largest(two(first.apply(FIRST), second.apply(SECOND)), two(FIRST, SECOND));
    }

    private static UnaryOperator<Wcs> shift(double east, double north) {
        return wcs -> Motion.of(List.of(new Extension("SCI", 1, FIRST)), Kind.SHIFT, new Offset(east, north),
                PixelUnit.DETECTOR, RaStep.SKY).of(wcs);
    }

    private static Map<String, List<Wcs>> two(Wcs first, Wcs second) {
        Map<String, List<Wcs>> systems = new LinkedHashMap<>();
        systems.put("first", List.of(first));
        systems.put("second", List.of(second));
        return systems;
    }
}
