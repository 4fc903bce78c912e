package org.mosaicworkbench.mosaic.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.sky.PixelPoint;

/** Synthetic images of bright stars with known knots, trails and companions. */
class StarArtifactsTest {

    private static final int SIZE = 101;
    private static final double ARCSECONDS = 0.05;
    private static final PixelPoint STAR = new PixelPoint(51, 51);

    @Test
    void knotsOfSpikesAreToldFromACompanion() {
        float[] image = new float[SIZE * SIZE];
        double[][] knots = {{15, 15}, {-15, 15}, {-15, -15}, {15, -15}};
        List<PixelPoint> at = new ArrayList<>(List.of(STAR));
        blob(image, 51, 51, 100_000);
        for (double[] knot : knots) {
            blob(image, 51 + knot[0], 51 + knot[1], 200);
            at.add(new PixelPoint(51 + knot[0], 51 + knot[1]));
        }
        blob(image, 51 + 18, 51 + 4, 200);
        at.add(new PixelPoint(51 + 18, 51 + 4));
        assertArrayEquals(new boolean[] {false, true, true, true, true, false}, swarm(image, at));
    }

    @Test
    void aPairOfStarsThatAreBrighterThanKnotsStays() {
        float[] image = new float[SIZE * SIZE];
        blob(image, 51, 51, 10_000);
        blob(image, 71, 51, 2_000);
        blob(image, 31, 51, 2_000);
        assertArrayEquals(new boolean[3], swarm(image, List.of(STAR, new PixelPoint(71, 51), new PixelPoint(31, 51))));
    }

    @Test
    void knotsWhoseLikeLiesBeyondTheEdgeStay() {
        float[] image = new float[SIZE * SIZE];
        blob(image, 8, 51, 100_000);
        blob(image, 28, 51, 200);
        assertArrayEquals(new boolean[2], swarm(image, List.of(new PixelPoint(8, 51), new PixelPoint(28, 51))));
    }

    /** Compares every source with every star. */
    @Test
    void crowdsAreSearchedAsIfOneByOne() {
        Random random = new Random(21);
        float[] image = new float[SIZE * SIZE];
        List<PixelPoint> at = new ArrayList<>();
        int number = 600;
        double[] heights = new double[number];
        boolean[] saturated = new boolean[number];
        for (int i = 0; i < number; i++) {
            PixelPoint place = new PixelPoint(1 + 100 * random.nextDouble(), 1 + 100 * random.nextDouble());
            at.add(place);
            heights[i] = i % 50 == 0 ? 0 : Math.exp(3 * random.nextGaussian());
            saturated[i] = random.nextInt(100) == 0;
            image[((int) Math.rint(place.y()) - 1) * SIZE + (int) Math.rint(place.x()) - 1] += (float) heights[i];
        }
        // Includes large pixels, so that ten arcseconds are smaller than the image.
        for (double arcseconds : new double[] {0.01, 0.05, 0.25}) {
            StarArtifacts artifacts = new StarArtifacts(image, SIZE, arcseconds);
            boolean[] expected = new boolean[number];
            int marked = 0;
            for (int i = 0; i < number; i++) {
                for (int star = 0; star < number; star++) {
                    double dx = at.get(i).x() - at.get(star).x();
                    double dy = at.get(i).y() - at.get(star).y();
                    double distance = Math.hypot(dx, dy) * arcseconds;
                    double height = heights[star] * (saturated[star] ? 30 : 1);
                    expected[i] |= i != star
                            && !saturated[i]
                            && heights[i] < 0.1 * height
                            && distance < 10
                            && heights[i] * distance * distance < 3e-3 * height
                            && artifacts.hasItsLike(at.get(star), dx, dy);
                }
                marked += expected[i] ? 1 : 0;
            }
            assertTrue(marked > 20 && marked < 500, "marked " + marked);
            for (int threads : new int[] {1, 2, 5}) {
                assertArrayEquals(expected, artifacts.around(at, heights, saturated, threads));
            }
        }
    }

    @Test
    void manyFullPixelsAreOneStarInTheirMiddle() {
        float[] image = new float[SIZE * SIZE];
        boolean[] full = new boolean[SIZE * SIZE];
        for (int y = 40; y <= 62; y++) {
            for (int x = 50; x <= 52; x++) {
                full[(y - 1) * SIZE + x - 1] = true;
                image[(y - 1) * SIZE + x - 1] = 80_000;
            }
        }
        Detection upper = new Detection(51, 61, 900, 450, 0.5, 0);
        Detection lower = new Detection(51, 41, 800, 400, 0.5, 0);
        Detection other = new Detection(80, 20, 700, 350, 0.5, 0);
        List<Detection> stars = new SaturatedStars(pixels(full), SIZE)
                .among(List.of(upper, lower, other), new EvenNoise(image, SIZE, 2));
        assertEquals(2, stars.size());
        assertEquals(51, stars.get(0).x());
        assertEquals(51, stars.get(0).y());
        assertEquals(40_000, stars.get(0).snr());
        assertEquals(other, stars.get(1));
    }

    @Test
    void aStarThatWasFoundInTheMiddleKeepsItsPlaceAndAFewFullPixelsChangeNothing() {
        boolean[] full = new boolean[SIZE * SIZE];
        for (int i : new int[] {0, 1, 2, SIZE, SIZE + 1}) {
            full[50 * SIZE + 50 + i] = true;
        }
        full[10 * SIZE + 10] = true;
        Detection found = new Detection(51.8, 51.4, 900, 450, 0.5, 0);
        Detection lone = new Detection(11, 11, 800, 400, 0.5, 0);
        List<Detection> stars = new SaturatedStars(pixels(full), SIZE)
                .among(List.of(found, lone), EvenNoise.of(new float[SIZE * SIZE], SIZE));
        assertTrue(stars.contains(found) && stars.contains(lone) && stars.size() == 2, stars.toString());
    }

    private static int[] pixels(boolean[] mask) {
        return IntStream.range(0, mask.length).filter(i -> mask[i]).toArray();
    }

    private static boolean[] swarm(float[] image, List<PixelPoint> at) {
        double[] heights = at.stream()
                .mapToDouble(p -> image[((int) p.y() - 1) * SIZE + (int) p.x() - 1])
                .toArray();
        return new StarArtifacts(image, SIZE, ARCSECONDS).around(at, heights, new boolean[heights.length], 1);
    }

    private static void blob(float[] image, double x, double y, double height) {
        for (int py = 1; py <= SIZE; py++) {
            for (int px = 1; px <= SIZE; px++) {
                image[(py - 1) * SIZE + px - 1] +=
                        (float) (height * Math.exp(-((px - x) * (px - x) + (py - y) * (py - y)) / 2));
            }
        }
    }
}
