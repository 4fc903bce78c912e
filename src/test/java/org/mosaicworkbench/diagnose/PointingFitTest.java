package org.mosaicworkbench.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.sky.PixelPoint;

class PointingFitTest {

    private static final PixelPoint CENTRE = new PixelPoint(10, -20);
    private static final boolean[] FIRST_TWO = {true, true, false};
    private static final double[][] SHIFTS = {{0.4, -0.2}, {-0.4, 0.2}, {31, -22}};
    private static final double ROLL = Math.toRadians(0.4);

    /** Sources within 200 pixels of the centre as seen by three exposures; the third is shifted and rotated. */
    private static List<MatchedSource> sources(int number, double noise, double stated, double wild, Random random) {
        List<MatchedSource> sources = new ArrayList<>();
        for (int k = 0; k < number; k++) {
            double x = 400 * random.nextDouble() - 200;
            double y = 400 * random.nextDouble() - 200;
            List<MatchedSource.Sight> sights = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                double cos = i == 2 ? Math.cos(ROLL) : 1;
                double sin = i == 2 ? Math.sin(ROLL) : 0;
                boolean hit = random.nextDouble() < wild;
                sights.add(new MatchedSource.Sight(
                        i,
                        CENTRE.x() + SHIFTS[i][0] + cos * x - sin * y + (hit ? 0.7 : noise * random.nextGaussian()),
                        CENTRE.y() + SHIFTS[i][1] + sin * x + cos * y + noise * random.nextGaussian(),
                        stated,
                        1));
            }
            sources.add(new MatchedSource(CENTRE.x() + x + 0.3, CENTRE.y() + y - 0.2, sights));
        }
        return sources;
    }

    @Test
    void shiftAndRollAreRecoveredExactlyWithoutNoise() {
        PointingFit fit = PointingFit.of(sources(20, 0, 0.05, 0, new Random(1)), 3, CENTRE, FIRST_TWO);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(SHIFTS[i], fit.displacement(i, 0, 0), 1e-6);
        }
        assertEquals(0.4, fit.roll(2), 1e-7);
        double[] corner = fit.displacement(2, 100, 50);
        assertEquals(31 + (Math.cos(ROLL) - 1) * 100 - Math.sin(ROLL) * 50, corner[0], 1e-6);
        assertEquals(-22 + Math.sin(ROLL) * 100 + (Math.cos(ROLL) - 1) * 50, corner[1], 1e-6);
    }

    @Test
    void sightsThatStrayAreLeftOut() {
        PointingFit fit = PointingFit.of(sources(60, 0.02, 0.02, 0.1, new Random(2)), 3, CENTRE, FIRST_TWO);
        assertEquals(31, fit.displacement(2, 0, 0)[0], 0.02);
        assertTrue(fit.sights()[2] < 59, () -> "used " + fit.sights()[2]);
        assertEquals(0.02, fit.residuals().rms(), 0.006);
    }

    @Test
    void anExposureWithoutSightsIsNotFitted() {
        PointingFit fit = PointingFit.of(
                sources(10, 0.01, 0.02, 0, new Random(3)), 4, CENTRE, new boolean[] {true, true, false, true});
        assertFalse(fit.fitted(3));
        assertEquals(0, fit.sights()[3]);
        assertEquals(31, fit.displacement(2, 0, 0)[0], 0.05);
    }

    /** Two pairs share no source, so their relative position is unknown. */
    @Test
    void whatIsNotTiedToTheOthersIsNotFitted() {
        Random random = new Random(4);
        for (int trial = 0; trial < 50; trial++) {
            List<MatchedSource> sources = new ArrayList<>();
            for (int k = 0; k < 12; k++) {
                double x = 400 * random.nextDouble() - 200;
                double y = 400 * random.nextDouble() - 200;
                int first = 2 * (k % 2);
                sources.add(new MatchedSource(
                        x,
                        y,
                        List.of(
                                new MatchedSource.Sight(first, x, y, 0.05, 1),
                                new MatchedSource.Sight(first + 1, x + 0.1 * random.nextGaussian(), y, 0.05, 1))));
            }
            PointingFit fit = PointingFit.of(sources, 4, CENTRE, new boolean[] {true, true, true, true});
            for (int i = 0; i < 4; i++) {
                assertFalse(fit.fitted(i));
                assertEquals(0, fit.sights()[i]);
            }
        }
    }

    /** Whether the errors of single measurements are stated correctly, or as half or double. */
    @Test
    void errorsAreHonestWithManySourcesAndWithFew() {
        for (double stated : new double[] {0.05, 0.1, 0.2}) {
            assertEquals(1, pull(40, stated), 0.2, () -> "stated " + stated);
        }
        assertEquals(1, pull(7, 0.1), 0.2);
    }

    private static double pull(int number, double stated) {
        double sum = 0;
        int n = 0;
        for (int seed = 0; seed < 60; seed++) {
            PointingFit fit =
                    PointingFit.of(sources(number, 0.1, stated, 0, new Random(100 + seed)), 3, CENTRE, FIRST_TWO);
            double[] found = fit.displacement(2, 0, 0);
            double[] variance = fit.displacementCovariance(2, 0, 0);
            sum += Math.pow(found[0] - 31, 2) / variance[0]
                    + Math.pow(found[1] + 22, 2) / variance[1]
                    + Math.pow((fit.roll(2) - 0.4) / fit.rollError(2), 2);
            n += 3;
        }
        return Math.sqrt(sum / n);
    }
}
