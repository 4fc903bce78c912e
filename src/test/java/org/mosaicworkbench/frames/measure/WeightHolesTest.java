package org.mosaicworkbench.frames.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.visit.Detector;

/** Images that look aligned, in which one exposure's stars were rejected as cosmic rays. */
@Slow
class WeightHolesTest {

    private static final StarShape STAR = StarShape.of(Detector.WFC);
    private static final int SIZE = 400;
    static final float FULL = 2000;
    private static final float ONE = 500;

    @Test
    void aQuarterOfTheWeightIsMissingOnTheSourcesAndOnceMoreBesideThem() {
        for (double[] shift : new double[][] {{11, -6}, {-25, 40}, {7, 4}}) {
            WeightHoles holes = holes(30, weights -> shiftedHoles(weights, 30, shift[0], shift[1]));
            String shown = shift[0] + " " + shift[1] + ": " + holes;
            assertEquals(ONE / FULL, holes.dip(), 0.02, shown);
            assertTrue(holes.dips() > 0.6, shown);
            assertTrue(holes.second().significance() > 6, shown);
            assertEquals(shift[0], holes.second().shift().dx(), 1, shown);
            assertEquals(shift[1], holes.second().shift().dy(), 1, shown);
            assertEquals(ONE / FULL, holes.second().ratio(), 0.1, shown);
        }
    }

    @Test
    void cosmicRaysMissMostSources() {
        WeightHoles holes = holes(30, weights -> cosmicRays(weights, 600));
        assertEquals(0, holes.dip(), 0.02, holes.toString());
        assertTrue(Math.abs(holes.dips()) < 0.2, holes.toString());
        assertTrue(holes.second().significance() < 5.5, holes.toString());
    }

    @Test
    void theEdgeOfAnExposureIsNoHole() {
        WeightHoles holes = holes(30, weights -> {
            for (int i = 0; i < weights.length; i++) {
                weights[i] -= i % SIZE < SIZE / 2 ? ONE : 0;
            }
        });
        assertEquals(0, holes.dip(), 1e-6, holes.toString());
        assertEquals(0, holes.second().significance(), 1e-6, holes.toString());
    }

    @Test
    void whereNothingIsMissingAllIsZero() {
        WeightHoles holes = holes(30, weights -> {});
        assertEquals(
                List.of(0.0, 0.0, 0.0, 0.0),
                List.of(
                        holes.dip(),
                        holes.dips(),
                        holes.second().significance(),
                        holes.second().share()));
    }

    @Test
    void withoutDataOrSourcesNothingIsKnown() {
        assertEquals(Double.NaN, holes(30, weights -> Arrays.fill(weights, 0)).dip());
        assertEquals(Double.NaN, holes(1, weights -> {}).dip());
    }

    private static WeightHoles holes(int stars, Consumer<float[]> change) {
        FitsImage image = Doubles.stars(SIZE, stars, 0, 0, 0);
        SourceStack stack = SourceStack.of(NativeSources.of(image, STAR, List.of(), List.of()));
        float[] weights = new float[SIZE * SIZE];
        Arrays.fill(weights, FULL);
        change.accept(weights);
        return WeightHoles.of(stack, new PixelGrid(weights, SIZE, SIZE));
    }

    /** An exposure's weight is missing at the actual and at the correct positions of its stars. */
    static void shiftedHoles(float[] weights, int stars, double dx, double dy) {
        boolean[] missing = new boolean[weights.length];
        for (double[] star : Doubles.places(SIZE, stars)) {
            mark(missing, star[0], star[1], 2.2);
            mark(missing, star[0] + dx, star[1] + dy, 2.2);
        }
        take(weights, missing);
    }

    private static void cosmicRays(float[] weights, int number) {
        Random random = new Random(5);
        for (int i = 0; i < number; i++) {
            boolean[] missing = new boolean[weights.length];
            mark(missing, random.nextInt(SIZE), random.nextInt(SIZE), 1.5);
            take(weights, missing);
        }
    }

    private static void take(float[] weights, boolean[] missing) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] -= missing[i] ? ONE : 0;
        }
    }

    private static void mark(boolean[] missing, double fitsX, double fitsY, double radius) {
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                missing[y * SIZE + x] |= Math.hypot(x + 1 - fitsX, y + 1 - fitsY) <= radius;
            }
        }
    }
}
