package org.mosaicworkbench.diagnose;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StraightLinesTest {

    private static final int SIZE = 600;
    private static final int SOURCES = 500;
    private static final int ON_LINE = 150;

    /** Random sources, then those on a rotated column. */
    private static double[][] points(int onLine) {
        Random random = new Random(7);
        double[][] points = new double[2][SOURCES + onLine];
        for (int i = 0; i < points[0].length; i++) {
            double along = 580 * random.nextDouble();
            points[0][i] = i < SOURCES ? SIZE * random.nextDouble() : 100 + 0.6 * along;
            points[1][i] = i < SOURCES ? SIZE * random.nextDouble() : 10 + 0.8 * along;
        }
        return points;
    }

    @Test
    void aTurnedColumnIsFoundAndLittleElse() {
        double[][] points = points(ON_LINE);
        StraightLines lines = StraightLines.of(points[0], points[1], SIZE, SIZE, StraightLines.Line.OF_SOURCES);
        long kept = IntStream.range(0, SOURCES)
                .filter(i -> !lines.isOn(points[0][i], points[1][i]))
                .count();
        long left = IntStream.range(SOURCES, SOURCES + ON_LINE)
                .filter(i -> !lines.isOn(points[0][i], points[1][i]))
                .count();
        assertTrue(left < ON_LINE / 20, left + " left");
        assertTrue(kept > 0.97 * SOURCES, kept + " kept");
    }

    @Test
    void sourcesAtRandomLieOnNone() {
        double[][] points = points(0);
        assertTrue(StraightLines.of(points[0], points[1], SIZE, SIZE, StraightLines.Line.OF_SOURCES)
                .isEmpty());
        assertFalse(StraightLines.of(new double[0], new double[0], SIZE, SIZE, StraightLines.Line.OF_SOURCES)
                .isOn(1, 1));
    }
}
