package org.mosaicworkbench.frames.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MissingWeightTest {

    /** More rows than are processed at once. */
    private static final int SIZE = 600;

    private static final float FULL = 2000;
    private static final int MARGIN = 14;

    @Test
    void areaAndDepthAreThoseOfTheHoles() {
        float[] weights = full();
        int deep = 0;
        for (int y = 40; y < 560; y += 40) {
            for (int x = 40; x < 560; x += 40) {
                boolean star = (x + y) % 80 == 0;
                deep += star ? 1 : 0;
                for (int i = 0; i < 25; i++) {
                    weights[(y + i / 5) * SIZE + x + i % 5] *= star ? 0.25f : 0.75f;
                }
            }
        }
        MissingWeight missing = MissingWeight.of(new PixelGrid(weights, SIZE, SIZE));
        double known = (double) (SIZE - 2 * MARGIN) * (SIZE - 2 * MARGIN);
        assertEquals(0.75, missing.depth(), 0.01, missing.toString());
        assertEquals(0.75, missing.wide(), 0.01, missing.toString());
        // The mean of 3 x 3 pixels is below 0.45 in the holes, except at their corners and some neighbours.
        assertEquals(21 * deep / known, missing.deep(), 1 / known, missing.toString());
        assertTrue(missing.area() > 2 * missing.deep(), missing.toString());
    }

    @Test
    void cosmicRaysAreShallow() {
        float[] weights = full();
        Random random = new Random(4);
        for (int ray = 0; ray < 800; ray++) {
            int at = random.nextInt(SIZE - 2) * SIZE + random.nextInt(SIZE - 2);
            for (int i : new int[] {0, 1, SIZE, SIZE + 1}) {
                weights[at + i] = Math.min(weights[at + i], 0.75f * FULL);
            }
        }
        MissingWeight missing = MissingWeight.of(new PixelGrid(weights, SIZE, SIZE));
        assertEquals(0, missing.deep(), missing.toString());
        assertTrue(missing.depth() < 0.25, missing.toString());
        assertTrue(missing.wide() < 0.15, missing.toString());
    }

    @Test
    void theEdgesOfExposuresAreNoHoles() {
        float[] weights = full();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= (i % SIZE < 300 ? 0.5f : 1) * (i / SIZE < 200 ? 0.6f : 1) * (i % SIZE > 560 ? 0 : 1);
        }
        MissingWeight missing = MissingWeight.of(new PixelGrid(weights, SIZE, SIZE));
        assertEquals(new MissingWeight(0, 0, 0, 0), missing);
    }

    @Test
    void withoutWeightsNothingIsKnown() {
        for (int size : new int[] {5, 60}) {
            assertEquals(MissingWeight.NONE, MissingWeight.of(new PixelGrid(new float[size * size], size, size)));
        }
    }

    private static float[] full() {
        float[] weights = new float[SIZE * SIZE];
        Arrays.fill(weights, FULL);
        return weights;
    }
}
