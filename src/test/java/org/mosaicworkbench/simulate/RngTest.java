package org.mosaicworkbench.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RngTest {

    private static final int DRAWS = 200_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 5, 11.9, 12.1, 80, 9000, 40000})
    void poissonDeviatesHaveTheirMeanAndVariance(double mean) {
        Rng rng = new Rng(1);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double k = rng.poisson(mean);
            sum += k - mean;
            squares += (k - mean) * (k - mean);
        }
        double sigmaOfMean = Math.sqrt(mean / DRAWS);
        assertEquals(0, sum / DRAWS, 4 * sigmaOfMean);
        assertEquals(1, squares / DRAWS / mean, 5 * Math.sqrt((2 + 1 / mean) / DRAWS));
    }

    @Test
    void aMeanThatIsNoMeanGivesNothing() {
        assertEquals(0, new Rng(1).poisson(Double.NaN));
        assertEquals(0, new Rng(1).poisson(-3));
    }

    @Test
    void normalDeviatesHaveUnitVarianceAndNoSkew() {
        Rng rng = new Rng(2);
        double[] moments = new double[4];
        for (int i = 0; i < DRAWS; i++) {
            double g = rng.gaussian();
            for (int k = 1; k < 4; k++) {
                moments[k] += Math.pow(g, k) / DRAWS;
            }
        }
        assertEquals(0, moments[1], 4 / Math.sqrt(DRAWS));
        assertEquals(1, moments[2], 4 * Math.sqrt(2.0 / DRAWS));
        assertEquals(0, moments[3], 4 * Math.sqrt(15.0 / DRAWS));
    }

    @Test
    void aLabelledGeneratorDoesNotDependOnWhatWasDrawnBefore() {
        Rng fresh = new Rng(3);
        Rng used = new Rng(3);
        used.gaussian();
        assertEquals(fresh.of("hot", 1).bits(), used.of("hot", 1).bits());
        assertNotEquals(fresh.of("hot", 1).bits(), fresh.of("hot", 2).bits());
        assertNotEquals(new Rng(3).bits(), new Rng(4).bits());
    }
}
