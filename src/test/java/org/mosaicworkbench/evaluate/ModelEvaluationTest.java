package org.mosaicworkbench.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.mosaicworkbench.plot.Line;

class ModelEvaluationTest {

    /** Reference: {@code scipy.stats.norm.cdf(x / 0.02 - scipy.stats.norm.ppf(0.95))}. */
    @Test
    void theLimitIsTheBestTestOfAShift() {
        Line limit = ModelEvaluation.limit(0.02, 0.05);
        assertArrayEquals(new double[] {0.02, 0.04, 0.06, 0.08, 0.1}, limit.x(), 1e-12);
        assertArrayEquals(
                new double[] {0.2595110228, 0.6387600313, 0.9123145368, 0.9907422946, 0.9996033850}, limit.y(), 1e-9);
    }
}
