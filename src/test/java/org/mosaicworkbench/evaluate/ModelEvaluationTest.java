package org.mosaicworkbench.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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

    @Test
    void equalPointsOfTwoLinesAreDrawnSideBySide() {
        double[] half = {0.5};
        Line line = new Line("rate", new double[] {2}, half, half, half);
        Line[] drawn = ModelEvaluation.apart(List.of(line, line, ModelEvaluation.limit(0.02, 0.05)));

        assertEquals(1.06, drawn[1].x()[0] / drawn[0].x()[0], 1e-12);
        assertEquals(4, drawn[0].x()[0] * drawn[1].x()[0], 1e-12, "on both sides of the size");
        assertArrayEquals(half, drawn[1].low());
        assertEquals(0.02, drawn[2].x()[0], 1e-12, "the limit stays");
        assertEquals(2, ModelEvaluation.apart(List.of(line))[0].x()[0], "a single line stays");
    }
}
