package org.mosaicworkbench.mosaic.drizzle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.mosaic.StarField;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

class CosmicRaysTest {

    private static final int SIZE = 220;
    private static final double SCALE = 0.025 / 3600;
    private static final double SECONDS = 60;
    private static final double SKY_RATE = 3;
    private static final double READ_NOISE = 4.7;
    private static final Wcs GRID = Wcs.northUp(240, 240, new SkyPoint(6.02, -72.08), SCALE);
    private static final Drizzle ONE_THREAD = Drizzle.standard().threads(1);

    @Test
    void hitsAreFoundAndStarsAreLeft() {
        Random random = new Random(40);
        List<StarField.Star> stars = StarField.stars(120, 240, 3000, random);
        List<CosmicRays.Member> members = new ArrayList<>();
        List<boolean[]> truths = new ArrayList<>();
        for (int exposure = 0; exposure < 4; exposure++) {
            boolean[] hit = new boolean[SIZE * SIZE];
            members.add(exposure(stars, 7.3 * exposure, -4.6 * exposure, hit, 300, random));
            truths.add(hit);
        }
        new CosmicRays(ONE_THREAD).takeOutOf(members, GRID);
        int hits = 0;
        int found = 0;
        int wrong = 0;
        for (int i = 0; i < 4; i++) {
            float[] pixels = members.get(i).chips().get(0).raster().values();
            for (int k = 0; k < pixels.length; k++) {
                boolean inside = k % SIZE > 30 && k % SIZE < SIZE - 30 && k / SIZE > 30 && k / SIZE < SIZE - 30;
                if (inside) {
                    hits += truths.get(i)[k] ? 1 : 0;
                    found += truths.get(i)[k] && Float.isNaN(pixels[k]) ? 1 : 0;
                    wrong += !truths.get(i)[k] && Float.isNaN(pixels[k]) ? 1 : 0;
                }
            }
        }
        assertTrue(found > 0.95 * hits, found + " of " + hits + " hits found");
        assertTrue(wrong < 0.005 * 4 * 160 * 160, wrong + " good pixels taken out");
    }

    @Test
    void blottingTakesAnImageBackToItsExposure() {
        Random random = new Random(41);
        Chip chip = chip(StarField.image(StarField.stars(60, SIZE, 100, random), SIZE, SIZE, 1, 0, random), 0, 0);
        Canvas canvas = new Canvas(GRID);
        ONE_THREAD.addTo(canvas, chip);
        float[] back = CosmicRays.blotted(chip, canvas.image(), GRID);
        for (int i = 100 * SIZE; i < 120 * SIZE; i++) {
            if (i % SIZE > 20 && i % SIZE < 200) {
                assertEquals(
                        chip.raster().values()[i],
                        back[i],
                        1e-3 * Math.abs(chip.raster().values()[i]));
            }
        }
    }

    @Test
    void theMedianIsTheLowerOfTheMiddleTwoAndSkipsWhatIsMissing() {
        float nan = Float.NaN;
        assertArrayEquals(
                new float[] {2, 2, 7, nan},
                CosmicRays.median(
                        List.of(
                                new float[] {1, 5, nan, nan},
                                new float[] {2, nan, 7, nan},
                                new float[] {3, 2, nan, nan},
                                new float[] {9, nan, nan, nan}),
                        1));
    }

    @Test
    void anExposureAloneKeepsItsPixels() {
        Random random = new Random(42);
        boolean[] hit = new boolean[SIZE * SIZE];
        CosmicRays.Member alone = exposure(List.of(), 0, 0, hit, 50, random);
        CosmicRays.Member elsewhere = new CosmicRays.Member(
                List.of(chip(new float[SIZE * SIZE], 0, 0).withWcs(GRID.withReferenceSky(new SkyPoint(6.3, -72.08)))),
                SKY_RATE,
                READ_NOISE);
        assertTrue(new CosmicRays(ONE_THREAD)
                        .takeOutOf(List.of(alone, elsewhere), GRID)
                        .get(0)
                < 30);
    }

    private static CosmicRays.Member exposure(
            List<StarField.Star> stars, double dx, double dy, boolean[] hit, int number, Random random) {
        List<StarField.Star> seen = stars.stream()
                .map(s -> new StarField.Star(s.x() - 10 - dx, s.y() - 10 - dy, s.flux()))
                .toList();
        float[] electrons = StarField.image(seen, SIZE, SIZE, SKY_RATE * SECONDS, 0, random);
        for (int i = 0; i < electrons.length; i++) {
            electrons[i] += (float) (Math.sqrt(electrons[i] + READ_NOISE * READ_NOISE) * random.nextGaussian());
        }
        for (int n = 0; n < number; n++) {
            int i = random.nextInt(SIZE * SIZE);
            electrons[i] += (float) (400 + 2000 * random.nextDouble());
            hit[i] = true;
        }
        for (int i = 0; i < electrons.length; i++) {
            electrons[i] = (float) (electrons[i] / SECONDS - SKY_RATE);
        }
        return new CosmicRays.Member(List.of(chip(electrons, dx, dy)), SKY_RATE, READ_NOISE);
    }

    /** Pixel (x, y) is pixel (x + 10 + dx, y + 10 + dy) of the grid. */
    private static Chip chip(float[] rates, double dx, double dy) {
        PixelPoint reference = GRID.referencePixel();
        Wcs wcs = GRID.withReferencePixel(new PixelPoint(reference.x() - 10 - dx, reference.y() - 10 - dy));
        return new Chip("made", wcs, new Chip.Raster(SIZE, SIZE, rates), SECONDS, SCALE * SCALE);
    }
}
