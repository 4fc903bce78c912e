package org.mosaicworkbench.frames.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelGridTest {

    @Test
    void theLightOfASquareIsThatOfEachOfItsPlaces() {
        Random random = new Random(1);
        float[] pixels = new float[40 * 30];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(20) == 0 ? Float.NaN : (float) random.nextGaussian();
        }
        PixelGrid grid = new PixelGrid(pixels, 40, 30);
        for (int[] place : new int[][] {{20, 15}, {0, 0}, {39, 29}, {3, 28}, {-4, 12}, {50, 50}}) {
            double[] lights = grid.lights(place[0], place[1], 6);
            for (int dy = -6; dy <= 6; dy++) {
                for (int dx = -6; dx <= 6; dx++) {
                    assertEquals(grid.light(place[0] + dx, place[1] + dy), lights[(dy + 6) * 13 + dx + 6]);
                }
            }
        }
    }
}
