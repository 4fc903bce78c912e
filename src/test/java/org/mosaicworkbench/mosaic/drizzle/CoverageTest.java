package org.mosaicworkbench.mosaic.drizzle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final double EXACT = 1e-13;

    @Test
    void aHalfPixelShiftedSquareCoversFourQuarters() {
        assertArrayEquals(
                new double[] {0.25, 0.25, 0.25, 0.25}, covered(2, 2, 0.5, 0.5, 1.5, 0.5, 1.5, 1.5, 0.5, 1.5), EXACT);
    }

    @Test
    void aDiamondCoversEachOfItsFourPixelsByHalf() {
        assertArrayEquals(new double[] {0.5, 0.5, 0.5, 0.5}, covered(2, 2, 1, 0, 2, 1, 1, 2, 0, 1), EXACT);
    }

    @Test
    void aTriangleCoversWhatGeometrySays() {
        double[] area = covered(3, 1, 0, 0, 3, 0, 3, 1);
        assertArrayEquals(new double[] {1 / 6.0, 3 / 6.0, 5 / 6.0}, area, EXACT);
    }

    @Test
    void theSharesAddUpToThePolygonsArea() {
        Random random = new Random(7);
        for (int n = 0; n < 2000; n++) {
            double[] p = new double[8];
            double angle = random.nextDouble() * 2 * Math.PI;
            for (int k = 0; k < 4; k++) {
                double radius = 0.2 + 1.7 * random.nextDouble();
                p[2 * k] = 2 + radius * Math.cos(angle + k * Math.PI / 2);
                p[2 * k + 1] = 2 + radius * Math.sin(angle + k * Math.PI / 2);
            }
            double sum = 0;
            for (double share : covered(4, 4, p)) {
                sum += share;
            }
            double area = 0.5 * ((p[4] - p[0]) * (p[7] - p[3]) - (p[6] - p[2]) * (p[5] - p[1]));
            assertEquals(area, sum, EXACT);
        }
    }

    /** Corners x, y, x, y ... counter-clockwise; areas are positive. */
    private static double[] covered(int columns, int rows, double... corners) {
        Coverage coverage = new Coverage();
        coverage.begin(columns, rows);
        int n = corners.length / 2;
        for (int k = 0; k < n; k++) {
            int next = (k + 1) % n;
            coverage.edge(corners[2 * k], corners[2 * k + 1], corners[2 * next], corners[2 * next + 1]);
        }
        double[] covered = new double[columns * rows];
        coverage.finish(covered);
        for (int i = 0; i < covered.length; i++) {
            covered[i] = -covered[i];
        }
        return covered;
    }
}
