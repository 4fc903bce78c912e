package org.mosaicworkbench.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.mosaicworkbench.plot.Line;

class HistogramTest {

    @Test
    void eachNumberStandsInTheMiddleOfItsStep() {
        double[] values = {3, 3, 4, 5, Double.NaN};
        double[] edges = Histogram.edges(new double[] {3, 3, 4, 5}, 5);
        Line line = Histogram.of("few", values, edges);

        assertArrayEquals(new double[] {2.5, 3.5, 4.5, 5.5}, edges);
        assertArrayEquals(new double[] {2.5, 2.5, 3.5, 3.5, 4.5, 4.5, 5.5, 5.5}, line.x());
        assertArrayEquals(new double[] {0, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0}, line.y());
    }

    @Test
    void stepsAreWiderWhereNumbersReachFar() {
        double[] edges = Histogram.edges(new double[] {0, 509}, 509);

        assertEquals(21, edges[1] - edges[0]);
        assertEquals(26, edges.length);
        assertEquals(1.0 / 42, Histogram.of("", new double[] {0, 600}, edges).y()[1], 1e-12);
    }

    @Test
    void oneNumberIsOneStep() {
        double[] edges = Histogram.edges(new double[] {0, 0}, 0);

        assertArrayEquals(
                new double[] {0, 1, 1, 0},
                Histogram.of("", new double[] {0, 0}, edges).y());
        assertEquals(0, Histogram.of("none", new double[] {Double.NaN}, edges).x().length);
    }
}
