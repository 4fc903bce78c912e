package org.mosaicworkbench.frames.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.frames.Skies;
import org.mosaicworkbench.visit.Detector;

@Slow
class DoubleFieldTest {

    private static final StarShape STAR = StarShape.of(Detector.WFC);
    private static final double PLACE = 1;
    private static final double RADIANS = 0.008;

    @Test
    void theShiftTheTurnAndTheRatioAreFound() {
        for (double[] truth : new double[][] {
            {12, 5, 0, 0.3}, {-30, 22, 0, 0.8}, {0, 0, 0.08, 0.5}, {9, -4, -0.1, 0.25}, {-4, 3, 0.03, 0.15}
        }) {
            DoubleField field = of(Doubles.turned(400, 80, truth[0], truth[1], truth[2], truth[3]));
            String shown = truth[0] + " " + truth[1] + " turned " + truth[2] + " x " + truth[3] + ": " + field;
            assertTrue(field.significance() > 6, shown);
            assertTrue(field.share() > 0.4, shown);
            assertEquals(truth[2], field.shift().turn(), RADIANS, shown);
            assertEquals(truth[3], field.ratio(), 0.2 * truth[3], shown);
            // The shift is at the centre of the sources, which is not exactly that of the field.
            assertEquals(truth[0], field.shift().dx(), PLACE + 40 * Math.abs(truth[2]), shown);
            assertEquals(truth[1], field.shift().dy(), PLACE + 40 * Math.abs(truth[2]), shown);
        }
    }

    @Test
    void starsThatAreThereOnceHaveNone() {
        for (int stars : new int[] {10, 40, 300}) {
            DoubleField field = of(Doubles.stars(400, stars, 0, 0, 0));
            assertTrue(field.significance() < 6, stars + " " + field);
        }
    }

    @Test
    void aStarsRingIsNoCompanion() {
        FitsImage image = Doubles.stars(500, 0, 0, 0, 0);
        for (int star = 0; star < 16; star++) {
            double x = 70.3 + star % 4 * 110 + 7 * (star % 3);
            double y = 70.8 + star / 4 * 110 + 5 * (star % 5);
            Doubles.add(image, x, y, 2000);
            for (int knot = 0; knot < 6; knot++) {
                Doubles.add(image, x + 7 * Math.cos(Math.PI * knot / 3), y + 7 * Math.sin(Math.PI * knot / 3), 100);
            }
        }
        assertTrue(of(image).significance() < 6, of(image).toString());
    }

    @Test
    void twoSourcesAreTooFew() {
        DoubleField field = of(Doubles.stars(200, 1, 12, 5, 0.5));
        assertEquals(Double.NaN, field.significance(), field.toString());
        assertEquals(Double.NaN, field.share(), field.toString());
    }

    @Test
    void anImageMayBeSmallerThanTheReach() {
        FitsImage image = Skies.northUp(70, 60, 10);
        for (double[] star : new double[][] {{14, 13}, {37, 16}, {52, 38}, {15, 42}, {33, 30}}) {
            Doubles.add(image, star[0], star[1], 400);
            Doubles.add(image, star[0] + 6, star[1] + 8, 160);
        }
        DoubleField field = of(image);
        assertEquals(6, field.shift().dx(), PLACE, field.toString());
        assertEquals(8, field.shift().dy(), PLACE, field.toString());
        assertEquals(0.4, field.ratio(), 0.04, field.toString());
    }

    @Test
    void withoutDataOrSourcesAllIsNaN() {
        FitsImage nothing = Skies.northUp(90, 90, Float.NaN);
        FitsImage one = Skies.northUp(90, 90, 10);
        Doubles.add(one, 45, 45, 400);
        for (DoubleField field : List.of(of(nothing), of(one))) {
            for (double number : new double[] {
                field.significance(),
                field.share(),
                field.shift().dx(),
                field.shift().dy(),
                field.shift().turn(),
                field.shift().reach(),
                field.ratio()
            }) {
                assertEquals(Double.NaN, number, field.toString());
            }
        }
    }

    @Test
    void sourcesWithNothingAroundThemHaveNoVotesAlsoWithoutNoise() {
        FitsImage image = Skies.northUp(400, 400, 10);
        for (double[] star : new double[][] {{50, 60}, {150, 300}, {330, 70}, {260, 220}, {340, 330}}) {
            Doubles.add(image, star[0], star[1], 400);
        }
        assertNoVotes(of(image));
    }

    /** For a source darker than its surroundings, anything would be a companion relative to its own light. */
    @Test
    void aSourceDarkerThanItsSurroundingsHasNoVote() {
        FitsImage image = Skies.northUp(400, 400, 10);
        List<Patch> patches = new ArrayList<>();
        for (int hole = 0; hole < 16; hole++) {
            int x = 65 + hole % 4 * 90;
            int y = 65 + hole / 4 * 90;
            Doubles.add(image, x + 1, y + 1, -50);
            Doubles.add(image, x + 13, y + 6, 5);
            Doubles.add(image, x - 11, y - 4, 50);
            patches.add(Patch.around(image.pixels(), image.width(), image.height(), x, y));
        }
        List<double[]> places =
                patches.stream().map(patch -> new double[] {0, 0}).toList();
        SourceStack stack = new SourceStack(new float[SourceStack.SIDE * SourceStack.SIDE], patches, places);
        assertNoVotes(DoubleField.of(stack, STAR, image.pixels(), image.width(), image.height()));
    }

    private static void assertNoVotes(DoubleField field) {
        assertEquals(0, field.significance(), field.toString());
        assertEquals(0, field.share(), field.toString());
        assertEquals(Double.NaN, field.ratio(), field.toString());
    }

    private static DoubleField of(FitsImage image) {
        SourceStack stack = SourceStack.of(NativeSources.of(image, STAR, List.of(), List.of()));
        return DoubleField.of(stack, STAR, image.pixels(), image.width(), image.height());
    }
}
