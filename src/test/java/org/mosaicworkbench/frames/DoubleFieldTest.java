package org.mosaicworkbench.frames;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.mosaicworkbench.fits.FitsImage;

import java.util.List;

class DoubleFieldTest {

    private static final StarShape STAR = StarShape.of("wfc");
    private static final double PLACE = 1;
    private static final double RADIANS = 0.008;

    @Test
    void theShiftTheTurnAndTheRatioAreFound() {
        for (double[] truth : new double[][] {{12, 5, 0, 0.3}, {-30, 22, 0, 0.8}, {0, 0, 0.08, 0.5}, {9, -4, -0.1, 0.25},
            {-4, 3, 0.03, 0.15}}) {
            DoubleField field = of(Doubles.turned(400, 80, truth[0], truth[1], truth[2], truth[3]));
            String shown = truth[0] + " " + truth[1] + " turned " + truth[2] + " x " + truth[3] + ": " + field;
            assertTrue(field.significance() > 6, shown);
            assertTrue(field.share() > 0.4, shown);
            assertEquals(truth[2], field.turn(), RADIANS, shown);
            assertEquals(truth[3], field.ratio(), 0.2 * truth[3], shown);
            // The shift is that at the sources' middle, which is not quite that of the field.
            assertEquals(truth[0], field.dx(), PLACE + 40 * Math.abs(truth[2]), shown);
            assertEquals(truth[1], field.dy(), PLACE + 40 * Math.abs(truth[2]), shown);
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

    private static DoubleField of(FitsImage image) {
        SourceStack stack = SourceStack.of(NativeSources.of(image, STAR, List.of(), List.of()));
        return DoubleField.of(stack, STAR, image.pixels(), image.width(), image.height());
    }
}
