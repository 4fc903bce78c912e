package org.mosaicworkbench.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SizeDistributionTest {

    private static final double TOLERANCE = 0.01;

    @Test
    void quantilesAndTailsAreThoseOfTheDistributionThatItWasMadeOf() {
        SizeDistribution exponential = SizeDistribution.of(size -> 1 - Math.exp(-size / 2));
        for (double p : new double[] {0.025, 0.16, 0.5, 0.84, 0.975}) {
            assertEquals(-2 * Math.log(1 - p), exponential.quantile(p), TOLERANCE * -2 * Math.log(1 - p));
        }
        for (double size : new double[] {0.01, 0.3, 1, 7, 20}) {
            assertEquals(Math.exp(-size / 2), exponential.above(size), 1e-3);
        }
        assertEquals(exponential.quantile(0.5), exponential.median());
    }

    @Test
    void whatLiesOutsideItsSizesIsKnownByItsSum() {
        SizeDistribution nothing = SizeDistribution.of(size -> 1);
        assertEquals(0, nothing.quantile(0.975));
        assertEquals(0, nothing.above(1e-9));
        SizeDistribution huge = SizeDistribution.of(size -> 0);
        assertEquals(1, huge.above(1e9));
        assertEquals(5e3, huge.quantile(0.5), 1);
        assertThrows(IllegalArgumentException.class, () -> SizeDistribution.of(size -> Double.NaN));
    }

    @Test
    void theLargerOfTwoIsAtMostASizeWhereBothAre() {
        SizeDistribution one = SizeDistribution.of(size -> Math.min(1, size / 4));
        SizeDistribution both = one.largerOf(SizeDistribution.of(size -> Math.min(1, size / 2)));
        assertEquals(1 - 0.25 * 0.5, both.above(1), 1e-3);
        assertEquals(1 - 0.75, both.above(3), 1e-3);
    }

    @Test
    void aChanceThatItIsAnotherOneMixesTheTails() {
        SizeDistribution small = SizeDistribution.of(size -> size > 0.1 ? 1 : 0);
        SizeDistribution mixed = small.unless(0.2, SizeDistribution.of(size -> size > 30 ? 1 : 0));
        assertEquals(0.2, mixed.above(1), 1e-6);
        assertTrue(mixed.median() < 0.11);
        assertTrue(mixed.quantile(0.9) > 29);
    }

    /** The length of a vector, measured with errors: compared with the prior lengths that gave the same measurement. */
    @Test
    void aMeasuredLengthTellsTheTrueOne() {
        SplittableRandom random = new SplittableRandom(7);
        double error = 0.2;
        for (double measured : new double[] {0.05, 0.4, 1.5}) {
            double[] agree = new double[400_000];
            int n = 0;
            while (n < 20_000) {
                double truth = 0.03 * (Math.pow(101, random.nextDouble()) - 1);
                double x = truth + error * random.nextGaussian();
                double y = error * random.nextGaussian();
                if (Math.abs(Math.hypot(x, y) - measured) < 0.02) {
                    agree[n++] = truth;
                }
            }
            double[] truths = Arrays.copyOf(agree, n);
            Arrays.sort(truths);
            SizeDistribution known = ComparedSize.distribution(measured, error);
            for (double p : new double[] {0.16, 0.5, 0.84, 0.975}) {
                assertEquals(truths[(int) (p * n)], known.quantile(p), 0.02, measured + " at " + p);
            }
        }
    }

    @Test
    void theScaledBesselFunctionIsThatOfTheTables() {
        // Abramowitz and Stegun 1964, table 9.8: exp(-x) I0(x).
        assertEquals(1, ComparedSize.scaledBessel(0), 1e-7);
        assertEquals(0.4657596077, ComparedSize.scaledBessel(1), 1e-6);
        assertEquals(0.1835408126, ComparedSize.scaledBessel(5), 1e-6);
        assertEquals(1 / Math.sqrt(2 * Math.PI * 1e6), ComparedSize.scaledBessel(1e6), 1e-9);
    }
}
