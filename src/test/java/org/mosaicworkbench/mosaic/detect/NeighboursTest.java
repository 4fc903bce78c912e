package org.mosaicworkbench.mosaic.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NeighboursTest {

    @Test
    void theNearestIsThatOfAllPoints() {
        Random random = new Random(4);
        for (int trial = 0; trial < 30; trial++) {
            int number = random.nextInt(400);
            double cell = 0.5 + 5 * random.nextDouble();
            double[][] points = new double[number][];
            Neighbours neighbours = new Neighbours(cell);
            for (int i = 0; i < number; i++) {
                // Integer positions have equal distances, and some coincide.
                points[i] = new double[] {random.nextInt(60) - 30, random.nextInt(60) - 30};
                neighbours.add(points[i][0], points[i][1]);
            }
            for (int look = 0; look < 200; look++) {
                double x = random.nextInt(140) * 0.5 - 35;
                double y = random.nextInt(140) * 0.5 - 35;
                double radius = cell * random.nextDouble();
                assertEquals(nearest(points, x, y, radius), neighbours.nearest(x, y, radius));
                BitSet found = new BitSet();
                neighbours.within(x, y, 3 * radius, found::set);
                assertEquals(within(points, x, y, 3 * radius), found);
            }
        }
    }

    private static int nearest(double[][] points, double x, double y, double radius) {
        int best = -1;
        for (int i = 0; i < points.length; i++) {
            double d = square(points[i], x, y);
            if (d <= radius * radius && (best < 0 || d < square(points[best], x, y))) {
                best = i;
            }
        }
        return best;
    }

    private static BitSet within(double[][] points, double x, double y, double radius) {
        BitSet found = new BitSet();
        for (int i = 0; i < points.length; i++) {
            found.set(i, square(points[i], x, y) <= radius * radius);
        }
        return found;
    }

    private static double square(double[] point, double x, double y) {
        return (point[0] - x) * (point[0] - x) + (point[1] - y) * (point[1] - y);
    }
}
