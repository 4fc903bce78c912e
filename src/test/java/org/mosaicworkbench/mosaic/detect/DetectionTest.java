package org.mosaicworkbench.mosaic.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.catalog.SourceList;
import org.mosaicworkbench.mosaic.StarField;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;

class DetectionTest {

    private static final double SKY = 3;
    private static final double NOISE = 0.2;

    @TempDir
    Path folder;

    @Test
    void theBackgroundAndItsNoiseAreFoundUnderStars() {
        Random random = new Random(30);
        int size = 256;
        float[] image = StarField.image(StarField.stars(150, size, 3, random), size, size, SKY, NOISE, random);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                image[y * size + x] += 0.002f * x;
            }
        }
        Background background = Background.of(image, size, size, 64);
        for (int i : new int[] {100 * size + 64, 128 * size + 128, 200 * size + 192}) {
            assertEquals(SKY + 0.002 * (i % size), background.level(i % size, i / size), 0.3 * NOISE);
            assertEquals(NOISE, background.noise(i % size, i / size), 0.04);
        }
    }

    @Test
    void anImageWithoutAGoodPixelHasNoSources() {
        float[] nothing = new float[100 * 100];
        Arrays.fill(nothing, Float.NaN);
        assertEquals(List.of(), StarField.find(nothing, 100, 100, 5));
    }

    @Test
    void completenessAndPurityAtTenSigmaInAnUncrowdedField() {
        Random random = new Random(31);
        int size = 1000;
        List<StarField.Star> stars = new ArrayList<>();
        double tenSigma = heightToFlux(10);
        for (int row = 0; row < 24; row++) {
            for (int column = 0; column < 24; column++) {
                stars.add(new StarField.Star(
                        30 + 40 * column + random.nextDouble(),
                        30 + 40 * row + random.nextDouble(),
                        tenSigma * (1 + 2 * random.nextDouble())));
            }
        }
        List<Detection> found = StarField.find(StarField.image(stars, size, size, SKY, NOISE, random), size, size, 5);
        long complete = stars.stream()
                .filter(s -> found.stream().anyMatch(d -> Math.hypot(d.x() - s.x(), d.y() - s.y()) < 1))
                .count();
        long pure = found.stream()
                .filter(d -> stars.stream().anyMatch(s -> Math.hypot(d.x() - s.x(), d.y() - s.y()) < 1))
                .count();
        assertTrue(complete >= 0.95 * stars.size(), complete + " of " + stars.size() + " found");
        assertTrue(pure >= 0.98 * found.size(), pure + " of " + found.size() + " true");
    }

    @Test
    void aPositionIsAsGoodAsItsNoiseAllows() {
        Random random = new Random(32);
        double squares = 0;
        for (int n = 0; n < 200; n++) {
            StarField.Star star =
                    new StarField.Star(20 + random.nextDouble(), 20 + random.nextDouble(), heightToFlux(30));
            float[] image = StarField.image(List.of(star), 40, 40, 0, NOISE, random);
            double[] centre = PointFinder.centroid(EvenNoise.of(image, 40), 20, 20, StarField.WIDTH / 2.3548);
            squares += Math.pow(centre[0] + 1 - star.x(), 2) / 200;
        }
        assertTrue(Math.sqrt(squares) < 0.6 * StarField.WIDTH / 30, "scatter " + Math.sqrt(squares));
    }

    @Test
    void hotPixelsAndStreaksAreNoStars() {
        Random random = new Random(33);
        float[] image = StarField.image(List.of(), 100, 100, SKY, NOISE, random);
        image[30 * 100 + 30] += 100;
        for (int x = 40; x < 60; x++) {
            image[70 * 100 + x] += 20;
        }
        assertEquals(List.of(), StarField.find(image, 100, 100, 5));
    }

    @Test
    void aStarTooWideOrAThresholdTooLowIsRefused() {
        assertEquals(
                "the FWHM of stars is 0.0 pixels; it must be between 0.5 and 50",
                assertThrows(IllegalArgumentException.class, () -> new PointFinder(0, 5))
                        .getMessage());
        assertEquals(
                "the detection threshold is -1.0; it must be above 0",
                assertThrows(IllegalArgumentException.class, () -> new PointFinder(2, -1))
                        .getMessage());
    }

    @Test
    void twoBlendedStarsBecomeTwoSegmentsAndOneGalaxyStaysOne() {
        Random random = new Random(34);
        List<StarField.Star> stars =
                new ArrayList<>(List.of(new StarField.Star(50, 50, 60), new StarField.Star(54, 50, 30)));
        float[] image = StarField.image(stars, 160, 160, 0, NOISE, random);
        for (int y = 90; y < 150; y++) {
            for (int x = 90; x < 150; x++) {
                image[y * 160 + x] += 6 * (float) Math.exp(-Math.hypot(x - 120, (y - 120) * 2) / 6);
            }
        }
        List<Segments.Segment> found = Segments.standard().find(detection(image, 160), 1);
        List<Segments.Segment> blend =
                found.stream().filter(s -> Math.abs(s.y() - 50) < 3).toList();
        List<Segments.Segment> galaxy = found.stream()
                .filter(s -> Math.hypot(s.x() - 121, s.y() - 121) < 15)
                .toList();
        assertEquals(2, blend.size(), found.toString());
        assertEquals(1, galaxy.size(), galaxy.toString());
        assertEquals(121, galaxy.get(0).x(), 0.3);
        assertEquals(2, galaxy.get(0).shape().major() / galaxy.get(0).shape().minor(), 0.4);
        assertEquals(0, galaxy.get(0).shape().orientation(), 5);
    }

    @Test
    void aRoundApertureHasItsAreaAndFlux() {
        float[] ones = new float[50 * 50];
        Arrays.fill(ones, 2);
        Aperture aperture = Aperture.on(EvenNoise.of(ones, 50), 24.3, 25.8, 5);
        assertEquals(Math.PI * 25, aperture.area(), 0.1);
        assertEquals(2 * Math.PI * 25, aperture.sum(), 0.2);
        float[] star = StarField.image(List.of(new StarField.Star(25.2, 24.9, 1000)), 50, 50, 0, 0, new Random(1));
        double sigma = StarField.WIDTH / 2.3548;
        assertEquals(
                1000 * (1 - Math.exp(-9 / (2 * sigma * sigma))),
                Aperture.on(EvenNoise.of(star, 50), 25.2, 24.9, 3).sum(),
                5);
    }

    @Test
    void aCatalogIsReadBackWithItsFlags() throws IOException {
        Random random = new Random(35);
        int size = 200;
        List<StarField.Star> stars = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            stars.add(new StarField.Star(25 + 30 * (i % 6), 25 + 30 * (i / 6), 200));
        }
        stars.add(new StarField.Star(5.0, 100, 200));
        float[] image = StarField.image(stars, size, size, SKY, NOISE, random);
        for (int y = 79; y < 90; y++) {
            for (int x = 175; x < 190; x++) {
                image[y * size + x] += 4 * (float) Math.exp(-Math.hypot(x - 182, y - 84) / 4);
            }
        }
        image[24 * size + 24] = Float.NaN;
        DetectionImage detection = detection(image, size);
        BitSet saturated = new BitSet();
        // Next to the centre of the star at (85, 55), in one exposure of several.
        saturated.set(53 * size + 84);
        List<SourceCatalog.FilterImage> filters =
                List.of(new SourceCatalog.FilterImage("f606w", image, 240, 60, 25, saturated));
        SourceCatalog catalog = new SourceCatalog(Detector.HRC, detection, filters, 2);
        SourceListing listing = catalog.points();
        int points = listing.count().listed();
        listing.write(folder.resolve("a_point-cat.ecsv"), points - 2);
        SourceCatalog other = new SourceCatalog(Detector.HRC, detection, filters, 1);
        other.points().write(folder.resolve("b_point-cat.ecsv"), points - 2);
        assertEquals(-1, Files.mismatch(folder.resolve("a_point-cat.ecsv"), folder.resolve("b_point-cat.ecsv")));
        SourceList list = SourceList.read(folder.resolve("a_point-cat.ecsv"));
        assertEquals(points, list.declared().orElse(-1));
        assertEquals(points, list.sources().size());
        assertEquals(points - 2, list.counted());
        assertEquals(SourceCatalog.SATURATED, flagAt(list, 25, 25) & SourceCatalog.SATURATED);
        assertEquals(SourceCatalog.EDGE, flagAt(list, 5, 100) & SourceCatalog.EDGE);
        assertEquals(SourceCatalog.SATURATED, flagAt(list, 85, 55));
        assertEquals(0, flagAt(list, 55, 55));
        SkyPoint sky = detection.wcs().toSky(55, 55);
        assertTrue(list.sources().stream().anyMatch(s -> new SkyPoint(s.ra(), s.dec()).separation(sky) * 3600 < 0.002));
        catalog.segments().write(folder.resolve("a_segment-cat.ecsv"), 0);
        SourceList segments = SourceList.read(folder.resolve("a_segment-cat.ecsv"));
        assertEquals(SourceCatalog.EXTENDED_FLAG, flagAt(segments, 183, 85));
    }

    private static int flagAt(SourceList list, double x, double y) {
        return list.sources().stream()
                .filter(s -> Math.hypot(s.x() - x, s.y() - y) < 2)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing at " + x + ", " + y))
                .flag();
    }

    private static DetectionImage detection(float[] image, int size) {
        Wcs wcs = Wcs.northUp(size, size, new SkyPoint(6.02, -72.08), 0.025 / 3600);
        float[] weights = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            weights[i] = Float.isNaN(image[i]) ? 0 : 60;
        }
        return DetectionImage.of(wcs, image, weights, 1);
    }

    /** The flux of a star with a given ratio of fitted height to noise, in a field without other stars. */
    private static double heightToFlux(double snr) {
        double sigma = StarField.WIDTH / 2.3548;
        return snr * NOISE * 2 * Math.PI * sigma * sigma / 1.55;
    }
}
