package org.mosaicworkbench.mosaic.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.mosaic.StarField;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** A direct implementation of the definition: all pixels of the image are smoothed, sorted and flooded together. */
class SegmentsTest {

    private static final int WIDTH = 170;
    private static final int HEIGHT = 150;

    @Test
    void sourcesAreThoseOfOneFloodOverTheWholeImage() {
        DetectionImage image = crowded(new Random(12));
        List<Segments.Segment> found = Segments.standard().find(image, 1);
        List<List<Integer>> wanted = new Plain(image).sources();
        assertTrue(found.size() > 60, "found " + found.size());
        assertEquals(wanted.size(), found.size());
        for (int i = 0; i < found.size(); i++) {
            List<Integer> pixels = wanted.get(i);
            double flux = pixels.stream()
                    .mapToDouble(p -> Math.max(0, image.pixels()[p]))
                    .sum();
            double x = pixels.stream()
                            .mapToDouble(p -> (double) Math.max(0, image.pixels()[p]) * (p % WIDTH + 1))
                            .sum()
                    / flux;
            assertEquals(pixels.size(), found.get(i).pixels().above());
            assertEquals(flux, found.get(i).flux(), 1e-9 * flux);
            assertEquals(x, found.get(i).x(), 1e-9 * x);
        }
    }

    /**
     * Squares of 5 x 5 pixels of equal height, in noise of 1; the smoothed central 3 x 3 pixels have the same height.
     */
    @Test
    void singleVisitProcessingListsWhatStandsOutOfTheNoiseOfSinglePixels() {
        Random random = new Random(16);
        float[] pixels = new float[WIDTH * HEIGHT];
        float[] weights = new float[pixels.length];
        Arrays.fill(weights, 100);
        double[] heights = {2.2, 2.3, 6, 7};
        for (int i = 0; i < pixels.length; i++) {
            int x = i % WIDTH;
            boolean high = Math.abs(x % 40 - 20) <= 2 && Math.abs(i / WIDTH - 75) <= 2;
            pixels[i] = (float) (random.nextGaussian() * 0.999 + (high ? heights[x / 40] : 0));
        }
        List<Segments.Segment> found = Segments.standard().find(DetectionImage.of(wcs(), pixels, weights, 1), 1);
        for (int k = 0; k < heights.length; k++) {
            int middle = 40 * k + 21;
            Segments.Segment there = found.stream()
                    .filter(s -> Math.hypot(s.x() - middle, s.y() - 76) < 3)
                    .findFirst()
                    .orElseThrow();
            assertEquals(heights[k] > 3, there.listed(Segments.standard()), "height " + heights[k]);
        }
    }

    @Test
    void sourcesAreTheSameOnAnyNumberOfThreads() {
        DetectionImage image = crowded(new Random(13));
        List<Segments.Segment> one = Segments.standard().find(image, 1);
        for (int threads : new int[] {2, 5, 50}) {
            assertEquals(one, Segments.standard().find(image, threads));
        }
    }

    @Test
    void noiseOfARowIsThatOfItsPixelsAndGrowsWhereTheWeightIsLess() {
        DetectionImage image = crowded(new Random(14));
        float[] row = new float[WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            image.noises(y, row);
            for (int x = 0; x < WIDTH; x++) {
                assertEquals(image.noise(x, y), row[x], 1e-6 * row[x]);
            }
        }
        assertEquals(2, image.noise(100, 140) / image.noise(100, 60), 0.3);
    }

    @Test
    void holesTakeTheBrightestValueBesideThemRoundByRound() {
        Random random = new Random(15);
        float[] pixels = new float[WIDTH * HEIGHT];
        float[] weights = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            boolean hole = Math.hypot(i % WIDTH - 80, i / WIDTH - 70) < 20;
            pixels[i] = hole ? Float.NaN : random.nextFloat();
            weights[i] = hole ? 0 : 1;
        }
        DetectionImage image = DetectionImage.of(wcs(), pixels, weights, 2);
        float[] filled = Background.of(pixels, WIDTH, HEIGHT, 64).subtractedFrom(pixels);
        for (boolean more = true; more; ) {
            float[] before = filled.clone();
            more = false;
            for (int i = 0; i < filled.length; i++) {
                for (int k = 0; k < 9 && Float.isNaN(before[i]); k++) {
                    float beside = before[i + (k / 3 - 1) * WIDTH + k % 3 - 1];
                    filled[i] = Float.isNaN(filled[i]) || beside > filled[i] ? beside : filled[i];
                    more = true;
                }
            }
        }
        assertEquals(1245, image.holes().cardinality(), 15);
        assertEquals(0, image.outside().cardinality());
        for (int i = 0; i < filled.length; i++) {
            assertEquals(filled[i], image.at(i % WIDTH, i / WIDTH));
        }
    }

    /** Merging stars, a strip with less weight, an empty corner and a hole. */
    private static DetectionImage crowded(Random random) {
        float[] image = StarField.image(StarField.stars(500, WIDTH, 30, random), WIDTH, HEIGHT, 5, 1, random);
        float[] weights = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            weights[i] = y > 120 ? 25 : 100;
            image[i] = y > 120 ? 5 + 2 * (image[i] - 5) : image[i];
            if (x + y < 60 || random.nextInt(300) == 0 || Math.hypot(x - 90, y - 80) < 4) {
                image[i] = Float.NaN;
                weights[i] = 0;
            }
        }
        return DetectionImage.of(wcs(), image, weights, 1);
    }

    private static Wcs wcs() {
        return Wcs.northUp(WIDTH, HEIGHT, new SkyPoint(6.02, -72.08), 0.025 / 3600);
    }

    private static final class Plain {

        private final DetectionImage image;
        private final double[] level = new double[WIDTH * HEIGHT];
        private final int[] source = new int[WIDTH * HEIGHT];
        private final double[] peak = new double[WIDTH * HEIGHT];

        Plain(DetectionImage image) {
            this.image = image;
            Arrays.fill(source, -1);
            for (int i = 0; i < level.length; i++) {
                level[i] = smoothed(i % WIDTH, i / WIDTH);
            }
        }

        private double smoothed(int x, int y) {
            boolean border = x == 0 || y == 0 || x == WIDTH - 1 || y == HEIGHT - 1;
            if (border || Float.isNaN(image.at(x, y))) {
                return Double.NaN;
            }
            double sum = 0;
            double weight = 0;
            for (int k = 0; k < 9; k++) {
                double value = image.at(x + k % 3 - 1, y + k / 3 - 1);
                double w = new double[] {1, 2, 1, 2, 4, 2, 1, 2, 1}[k];
                sum += Double.isNaN(value) ? 0 : w * value;
                weight += Double.isNaN(value) ? 0 : w;
            }
            return (float) (sum / weight);
        }

        private double noise(int i) {
            return 0.375 * image.noise(i % WIDTH, i / WIDTH);
        }

        /** The pixels of each source, ordered by their first pixel. */
        List<List<Integer>> sources() {
            IntStream.range(0, level.length)
                    .filter(i -> level[i] > 3 * noise(i))
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -level[i]).thenComparingInt(i -> i))
                    .forEach(this::place);
            Map<Integer, List<Integer>> pixels = new TreeMap<>();
            for (int i = 0; i < source.length; i++) {
                if (source[i] >= 0) {
                    pixels.computeIfAbsent(source[i], s -> new ArrayList<>()).add(i);
                }
            }
            return pixels.values().stream()
                    .filter(p -> p.size() >= 5)
                    .sorted(Comparator.comparingInt(p -> p.get(0)))
                    .toList();
        }

        private void place(int i) {
            int[] around = IntStream.range(0, 9)
                    .map(k -> i + (k / 3 - 1) * WIDTH + k % 3 - 1)
                    .filter(j -> source[j] >= 0)
                    .toArray();
            if (around.length == 0) {
                source[i] = i;
                peak[i] = level[i];
                return;
            }
            int best = around[0];
            for (int j : around) {
                best = level[j] > level[best] ? j : best;
            }
            int home = source[best];
            for (int j : around) {
                if (source[j] != home) {
                    home = meet(home, source[j], i);
                }
            }
            source[i] = home;
        }

        private int meet(int home, int other, int at) {
            int bright = peak[home] >= peak[other] ? home : other;
            int faint = bright == home ? other : home;
            double faintAbove = above(faint, level[at]);
            if (peak[faint] - level[at] > 3 * noise(at)
                    && faintAbove > 0.005 * (faintAbove + above(bright, level[at]))) {
                return home;
            }
            for (int i = 0; i < source.length; i++) {
                source[i] = source[i] == faint ? bright : source[i];
            }
            return bright;
        }

        private double above(int which, double saddle) {
            return IntStream.range(0, source.length)
                    .filter(i -> source[i] == which)
                    .mapToDouble(i -> level[i] - saddle)
                    .sum();
        }
    }
}
