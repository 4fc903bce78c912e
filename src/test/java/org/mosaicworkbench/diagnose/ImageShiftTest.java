package org.mosaicworkbench.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.mosaic.detect.Background;

@Slow
class ImageShiftTest {

    private static final int SIZE = 256;

    /** Noise of 1, a galaxy and six stars shifted by some pixels, and bright hits that no other image has. */
    private static float[] image(double dx, double dy, double brightness, long seed) {
        return image(dx, dy, brightness, 60, seed);
    }

    private static float[] image(double dx, double dy, double brightness, int hits, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] image = new float[SIZE * SIZE];
        double[][] things = {
            {120, 100, 5, 6},
            {60, 200, 1.2, 15},
            {200, 170, 1.2, 15},
            {170, 60, 1.2, 15},
            {90, 60, 1.2, 15},
            {140, 180, 1.2, 15},
            {75, 120, 1.2, 15}
        };
        for (int i = 0; i < image.length; i++) {
            double value = random.nextGaussian();
            for (double[] thing : things) {
                double x = i % SIZE - thing[0] - dx;
                int row = i / SIZE;
                double y = row - thing[1] - dy;
                value += brightness * thing[3] * Math.exp(-(x * x + y * y) / (2 * thing[2] * thing[2]));
            }
            image[i] = (float) value;
        }
        for (int hit = 0; hit < hits; hit++) {
            image[random.nextInt(image.length)] += 20 + 100 * random.nextFloat();
        }
        return image;
    }

    private static ImageShift between(float[] one, float[] other) {
        return ImageShift.of(significant(one), significant(other));
    }

    private static SignificantPixels significant(float[] image) {
        return SignificantPixels.of(Background.of(image, SIZE, SIZE, 64).under(image), 0.01);
    }

    @Test
    void aShiftIsFoundToAPartOfAPixelWhateverTheHits() {
        for (double[] d : new double[][] {{0, 0}, {1, 0}, {7.5, -3}, {-41, 22}}) {
            ImageShift shift = between(image(0, 0, 1, 1), image(d[0], d[1], 1, 2));
            assertTrue(shift.found(), shift::toString);
            assertEquals(d[0], shift.dx(), 0.4, shift::toString);
            assertEquals(d[1], shift.dy(), 0.4, shift::toString);
            ImageShift back = between(image(d[0], d[1], 1, 2), image(0, 0, 1, 1));
            assertEquals(-shift.dx(), back.dx(), 1e-6);
            assertEquals(-shift.dy(), back.dy(), 1e-6);
        }
    }

    @Test
    void whatHasNothingInCommonHasNoShift() {
        for (int hits : new int[] {2, 5, 20, 60, 200}) {
            for (long seed = 10; seed < 18; seed++) {
                ImageShift shift = between(image(0, 0, 0, hits, seed), image(0, 0, 0, hits, seed + 100));
                assertFalse(shift.found(), () -> hits + " hits: " + shift);
            }
        }
        float[] nothing = new float[SIZE * SIZE];
        assertFalse(between(nothing, nothing).found());
        Arrays.fill(nothing, Float.NaN);
        assertFalse(between(nothing, image(0, 0, 1, 1)).found());
    }

    @Test
    void pixelsWithoutDataAreNoEdges() {
        float[] one = image(0, 0, 1, 1);
        float[] other = image(3, 2, 1, 2);
        for (int i = 0; i < one.length; i++) {
            boolean outside = i % SIZE < 40 || i / SIZE > 230;
            one[i] = outside || i % 37 == 0 ? Float.NaN : one[i] + 50;
            other[i] = outside || i % 41 == 0 ? Float.NaN : other[i] + 80;
        }
        ImageShift shift = between(one, other);
        assertTrue(shift.found(), shift::toString);
        assertEquals(Math.hypot(3, 2), shift.size(), 0.4, shift::toString);
    }

    @Test
    void theMostCertainShiftsMakeTheTreeAndContradictionsAreToldOf() {
        double[][] truth = {{0, 0}, {0, 0}, {5, -2}, {5, -2}};
        List<ShiftTree.Link> links = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            for (int k = i + 1; k < 4; k++) {
                links.add(new ShiftTree.Link(
                        i, k, new ImageShift(truth[k][0] - truth[i][0], truth[k][1] - truth[i][1], 20 + i + k, true)));
            }
        }
        ShiftTree tree = new ShiftTree(5);
        tree.place(List.of(2, 3), List.of(new double[] {100, 100}, new double[] {100, 100}));
        tree.join(links);
        assertEquals(List.of(0, 1, 2, 3), tree.largest());
        assertEquals(Math.hypot(5, 2), tree.spread(), 1e-12);
        assertEquals(0, tree.misfit(), 1e-12);

        links.set(0, new ShiftTree.Link(0, 1, new ImageShift(3, 4, 9, true)));
        ShiftTree contradicted = new ShiftTree(5);
        contradicted.join(links);
        assertEquals(Math.hypot(5, 2), contradicted.spread(), 1e-12);
        assertEquals(Math.sqrt(25 / 6.0), contradicted.misfit(), 1e-12);

        ShiftTree alone = new ShiftTree(3);
        alone.join(List.of(new ShiftTree.Link(0, 1, new ImageShift(3, 4, 2, false))));
        assertEquals(List.of(0), alone.largest());
    }
}
