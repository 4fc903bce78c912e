package org.mosaicworkbench.frames.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.frames.Skies;
import org.mosaicworkbench.visit.Detector;

@Slow
class SecondImageTest {

    private static final StarShape STAR = StarShape.of(Detector.WFC);

    @Test
    void theShiftIsFoundWithinItsErrorUpToItsSign() {
        for (double[] shift : new double[][] {{4.3, 3.6}, {-9.4, 5.2}, {31.3, -40.8}}) {
            for (double share : new double[] {0.25, 1}) {
                SecondImage found = of(Doubles.stars(400, 150, shift[0], shift[1], share));
                assertTrue(found.found(), found.reason());
                double sign = Math.signum(found.shift().dx() * shift[0]);
                assertEquals(
                        shift[0], sign * found.shift().dx(), 3 * found.shift().error(), found.toString());
                assertEquals(
                        shift[1], sign * found.shift().dy(), 3 * found.shift().error(), found.toString());
                assertTrue(found.shift().error() < 0.1, found.toString());
                assertEquals(share, found.evidence().share(), 0.15, found.toString());
            }
        }
    }

    @Test
    void singleStarsAndAnEmptyImageAreRefusedWithAReason() {
        SecondImage single = of(Doubles.stars(400, 150, 0, 0, 0));
        assertFalse(single.found());
        assertTrue(single.examined());
        assertTrue(single.reason().startsWith("the strongest echo is "), single.reason());
        assertTrue(single.reason().endsWith("cannot be seen this way"), single.reason());
        SecondImage nothing = of(Skies.northUp(64, 64, Float.NaN));
        assertEquals("the image contains nothing that could appear twice", nothing.reason());
        assertFalse(nothing.examined());
    }

    @Test
    void whatIsBrighterThanTheLimitIsFoundAndWhatIsFainterThanItIsNot() {
        for (int stars : new int[] {12, 150}) {
            double faintest = of(Doubles.stars(400, stars, 0, 0, 0)).faintest();
            for (double[] shift : new double[][] {{12, 9}, {20.4, -5.3}}) {
                SecondImage brighter = of(Doubles.stars(400, stars, shift[0], shift[1], 1.5 * faintest));
                assertTrue(brighter.found(), brighter.reason());
                assertEquals(
                        0,
                        Math.hypot(
                                Math.abs(brighter.shift().dx()) - shift[0],
                                Math.abs(brighter.shift().dy()) - Math.abs(shift[1])),
                        0.5,
                        brighter.toString());
                assertFalse(of(Doubles.stars(400, stars, shift[0], shift[1], 0.2 * faintest))
                        .found());
            }
        }
        assertFalse(of(Doubles.stars(400, 2, 0, 0, 0)).examined());
    }

    @Test
    void aTurnedImageIsFoundWithItsTurn() {
        for (double[] truth : new double[][] {{3, -2, 0.03, 0.4}, {0, 0, -0.06, 0.6}, {10, 4, 0.05, 0.25}}) {
            SecondImage second = of(Doubles.turned(500, 90, truth[0], truth[1], truth[2], truth[3]));
            String shown = truth[2] + " radians: " + second;
            assertTrue(second.found(), shown);
            assertEquals(
                    Math.toDegrees(truth[2]),
                    second.turn().degrees(),
                    4 * second.turn().error(),
                    shown);
            assertTrue(second.turn().error() < 0.05, shown);
            assertEquals(truth[3], second.evidence().share(), 0.2 * truth[3], shown);
        }
    }

    @Test
    void aShiftBeyondTheEchosReachIsFoundWithItsLength() {
        for (double[] shift : new double[][] {{64, -48}, {-120, 160}}) {
            SecondImage far = of(Doubles.stars(700, 60, shift[0], shift[1], 0.33));
            assertTrue(far.found(), far.reason());
            assertEquals(shift[0], far.shift().dx(), 4 * far.shift().error(), far.toString());
            assertEquals(shift[1], far.shift().dy(), 4 * far.shift().error(), far.toString());
            assertTrue(far.shift().error() < 0.2, far.toString());
            assertEquals(0.33, far.evidence().share(), 0.07, far.toString());
        }
        assertFalse(of(Doubles.stars(700, 60, 0, 0, 0)).found());
    }

    @Test
    void aShiftTooSmallForAnEchoIsHintedAt() {
        String reason = of(Doubles.stars(400, 150, 1.4, 1.4, 0.33)).reason();
        assertTrue(
                reason.matches(
                        ".*, but the sources are elongated by 1\\.\\d\\d in a common direction, 4\\d degrees, .*"),
                reason);
    }

    @Test
    void whatWasTakenForCosmicRaysIsFoundInTheWeights() {
        FitsImage image = Doubles.stars(400, 30, 0, 0, 0);
        float[] weights = new float[400 * 400];
        Arrays.fill(weights, WeightHolesTest.FULL);
        WeightHolesTest.shiftedHoles(weights, 30, -14, 9);
        SecondImage second = of(image, new PixelGrid(weights, 400, 400));
        assertTrue(second.found() && second.evidence().inWeights(), second.toString());
        assertEquals(-14, second.shift().dx(), 4 * second.shift().error(), second.toString());
        assertEquals(9, second.shift().dy(), 4 * second.shift().error(), second.toString());
        assertTrue(second.shift().error() < 0.3, second.toString());
        assertEquals(Double.NaN, second.evidence().share(), second.toString());
    }

    private static SecondImage of(FitsImage image) {
        float[] even = new float[image.pixels().length];
        Arrays.fill(even, 1);
        return of(image, new PixelGrid(even, image.width(), image.height()));
    }

    private static SecondImage of(FitsImage image, PixelGrid weights) {
        SourceStack stack = SourceStack.of(NativeSources.of(image, STAR, List.of(), List.of()));
        Echo echo = Echo.of(image.pixels(), image.width(), image.height());
        Echo companions = Companions.of(stack, image.pixels(), image.width(), image.height());
        DoubleField field = DoubleField.of(stack, STAR, image.pixels(), image.width(), image.height());
        WeightHoles holes = WeightHoles.of(stack, weights);
        FarField far = FarField.of(stack, STAR, image.pixels(), image.width(), image.height());
        Examination seen = new Examination(stack, echo, companions, field, far, holes);
        return SecondImage.of(seen, image.pixels(), image.width(), FrameMeasurements.of(seen, STAR.width()));
    }
}
