package org.mosaicworkbench.frames.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.frames.Skies;
import org.mosaicworkbench.visit.Detector;

@Slow
class FarFieldTest {

    private static final StarShape STAR = StarShape.of(Detector.WFC);
    private static final int SIZE = 700;
    private static final double SURE = 6;
    /** Significance in aligned mosaics; a probability of one in ten thousand by definition. */
    private static final double CHANCE = 4;

    @Test
    void shiftsOf80And200PixelsAreFoundWithTheirLengthAndRatio() {
        for (double[] truth : new double[][] {{64, -48, 0.33}, {-120, 160, 0.33}, {0, 280, 0.5}, {80, 0, 1}}) {
            FarField far = of(Doubles.stars(SIZE, 40, truth[0], truth[1], truth[2]));
            String shown = truth[0] + " " + truth[1] + " x " + truth[2] + ": " + far;
            double sign = truth[2] == 1 ? Math.signum(far.shift().dx()) : 1;
            assertTrue(far.significance() > SURE, shown);
            assertEquals(truth[0], sign * far.shift().dx(), 0.5, shown);
            assertEquals(truth[1], sign * far.shift().dy(), 0.5, shown);
            assertEquals(truth[2], far.ratio(), 0.25 * truth[2], shown);
            assertTrue(far.shift().error() < 0.3, shown);
            assertTrue(far.share() > 0.25, shown);
        }
    }

    @Test
    void starsThatAreThereOnceHaveNone() {
        for (int stars : new int[] {10, 40, 300}) {
            FarField far = of(Doubles.stars(SIZE, stars, 0, 0, 0));
            assertTrue(far.significance() < CHANCE, stars + " " + far);
        }
    }

    /** Each source has cosmic rays at one offset, which would be a duplicate image if they were stars. */
    @Test
    void cosmicRaysAreNoCompanions() {
        FitsImage image = Doubles.stars(SIZE, 40, 0, 0, 0);
        for (double[] star : Doubles.places(SIZE, 40)) {
            int x = (int) Math.rint(star[0]) - 1 + 70;
            int y = (int) Math.rint(star[1]) - 1 + 35;
            for (int step = 0; step < 4 && x + step < SIZE && y < SIZE; step++) {
                image.pixels()[y * SIZE + x + step] += (float) (0.5 * star[2]);
            }
        }
        FarField far = of(image);
        assertTrue(far.significance() < CHANCE, far.toString());
    }

    @Test
    void elongatedStarsAreNoCompanions() {
        FitsImage image = Skies.northUp(SIZE, SIZE, 10);
        Random noise = new Random(3);
        for (double[] star : Doubles.places(SIZE, 60)) {
            for (double along = -0.6; along < 0.7; along += 0.3) {
                Doubles.add(image, star[0] + along, star[1] + along, star[2] / 5);
            }
        }
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] += (float) noise.nextGaussian();
        }
        FarField far = of(image);
        assertTrue(far.significance() < CHANCE, far.toString());
    }

    /** Four knots at equal distances around each star, like spikes. */
    @Test
    void whatASourceHasOnBothSidesIsNoCompanion() {
        FitsImage image = Skies.northUp(SIZE, SIZE, 10);
        for (double[] star : Doubles.places(SIZE, 30)) {
            Doubles.add(image, star[0], star[1], 1000);
            for (int knot = 0; knot < 4; knot++) {
                Doubles.add(
                        image,
                        star[0] + 8 * Math.cos(Math.PI * (knot + 0.5) / 2),
                        star[1] + 8 * Math.sin(Math.PI * (knot + 0.5) / 2),
                        100);
            }
        }
        FarField far = of(image);
        assertTrue(far.significance() < CHANCE, far.toString());
    }

    /** Two stars and a galaxy with two knots, duplicated: four votes of two sources for one offset. */
    @Test
    void aPairOfSourcesCountsOnceHoweverManyPeaksItHas() {
        FitsImage image = Doubles.stars(SIZE, 12, 0, 0, 0);
        for (double[] star : new double[][] {{150, 200}, {420, 510}}) {
            Doubles.add(image, star[0], star[1], 900);
            Doubles.add(image, star[0] + 90.5, star[1] + 60, 300);
            Doubles.add(image, star[0] + 88.5, star[1] + 62, 290);
        }
        FarField far = of(image);
        assertTrue(far.significance() < CHANCE, far.toString());
    }

    @Test
    void withoutSourcesNothingIsKnown() {
        FarField far = of(Skies.northUp(90, 90, Float.NaN));
        assertEquals(Double.NaN, far.significance(), far.toString());
        assertEquals(Double.NaN, far.shift().dx(), far.toString());
        assertEquals(0, far.pairs(), far.toString());
    }

    private static FarField of(FitsImage image) {
        SourceStack stack = SourceStack.of(NativeSources.of(image, STAR, List.of(), List.of()));
        return FarField.of(stack, STAR, image.pixels(), image.width(), image.height());
    }
}
