package org.mosaicworkbench.mosaic.drizzle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.mosaic.StarField;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;

class CosmicRaysTest {

    @TempDir
    Path folder;

    private static final int SIZE = 220;
    private static final double SCALE = 0.025 / 3600;
    private static final double SECONDS = 60;
    private static final double SKY_RATE = 3;
    private static final double READ_NOISE = 4.7;
    private static final CosmicRays.Noise NOISE = new CosmicRays.Noise(SKY_RATE, READ_NOISE);
    private static final Wcs GRID = Wcs.northUp(240, 240, new SkyPoint(6.02, -72.08), SCALE);
    private static final Drizzle ONE_THREAD = Drizzle.standard().threads(1);

    private record Member(List<Chip> chips, CosmicRays.Noise noise) {}

    @Test
    void hitsAreFoundAndStarsAreLeft() {
        Random random = new Random(40);
        List<StarField.Star> stars = StarField.stars(120, 240, 3000, random);
        List<Member> members = new ArrayList<>();
        List<boolean[]> truths = new ArrayList<>();
        for (int exposure = 0; exposure < 4; exposure++) {
            boolean[] hit = new boolean[SIZE * SIZE];
            members.add(exposure(stars, 7.3 * exposure, -4.6 * exposure, hit, 300, random));
            truths.add(hit);
        }
        List<List<int[]>> rays = rays(2, members, images(members));
        for (int i = 0; i < 4; i++) {
            members.get(i).chips().get(0).lose(rays.get(i).get(0));
        }
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
        float[] back = new Blot(chip, canvas.image(), GRID).rows(0, SIZE);
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
    void anyNumberOfThreadsFindsTheSameInMemoryAndInFiles() throws IOException {
        Random random = new Random(43);
        List<StarField.Star> stars = StarField.stars(80, 240, 3000, random);
        List<Member> members = new ArrayList<>();
        for (int exposure = 0; exposure < 3; exposure++) {
            members.add(exposure(stars, 3.3 * exposure, 2.6 * exposure, new boolean[SIZE * SIZE], 200, random));
        }
        SingleImages inMemory = images(members);
        List<List<int[]>> one = rays(1, members, inMemory);
        try (SingleImages inFiles = new SingleImages(GRID, 3, 0, folder)) {
            canvases(members).forEach(inFiles::keep);
            List<List<int[]>> five = rays(5, members, inFiles);
            for (int i = 0; i < 3; i++) {
                assertTrue(one.get(i).get(0).length > 100);
                assertArrayEquals(one.get(i).get(0), five.get(i).get(0));
                Canvas expected = inMemory.take(i);
                Canvas back = inFiles.take(i);
                assertArrayEquals(expected.image(), back.image());
                assertArrayEquals(expected.weights(), back.weights());
                assertArrayEquals(expected.context().get(0), back.context().get(0));
            }
            assertEquals(3, files());
        }
        assertEquals(0, files());
    }

    private static List<List<int[]>> rays(int threads, List<Member> members, SingleImages images) {
        RejectionLimits limits =
                RejectionLimits.of(Detector.HRC, "f606w", members.size()).orElseThrow();
        CosmicRays rays = new CosmicRays(limits, threads);
        List<CosmicRays.Noise> noises = members.stream().map(Member::noise).toList();
        float[] common = new MedianImage(images, noises, limits.combine()).make(threads);
        return members.stream()
                .map(member -> rays.in(member.chips(), member.noise(), common, GRID))
                .toList();
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    private SingleImages images(List<Member> members) {
        SingleImages images = new SingleImages(GRID, members.size(), Long.MAX_VALUE, folder);
        canvases(members).forEach(images::keep);
        return images;
    }

    private static List<Canvas> canvases(List<Member> members) {
        return members.stream()
                .map(member -> {
                    Canvas canvas = new Canvas(GRID);
                    member.chips().forEach(chip -> ONE_THREAD.addTo(canvas, chip));
                    return canvas;
                })
                .toList();
    }

    @Test
    void anExposureAloneKeepsItsPixels() {
        Random random = new Random(42);
        boolean[] hit = new boolean[SIZE * SIZE];
        Member alone = exposure(List.of(), 0, 0, hit, 50, random);
        Member elsewhere = new Member(
                List.of(chip(new float[SIZE * SIZE], 0, 0).withWcs(GRID.withReferenceSky(new SkyPoint(6.3, -72.08)))),
                NOISE);
        List<Member> both = List.of(alone, elsewhere);
        assertTrue(rays(1, both, images(both)).get(0).get(0).length < 30);
    }

    private static Member exposure(
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
        return new Member(List.of(chip(electrons, dx, dy)), NOISE);
    }

    /** Pixel (x, y) is pixel (x + 10 + dx, y + 10 + dy) of the grid. */
    private static Chip chip(float[] rates, double dx, double dy) {
        PixelPoint reference = GRID.referencePixel();
        Wcs wcs = GRID.withReferencePixel(new PixelPoint(reference.x() - 10 - dx, reference.y() - 10 - dy));
        return new Chip("made", wcs, new Chip.Raster(SIZE, SIZE, rates), SECONDS, SCALE * SCALE);
    }
}
