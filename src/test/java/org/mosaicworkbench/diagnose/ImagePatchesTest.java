package org.mosaicworkbench.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.mosaic.drizzle.Chip;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

class ImagePatchesTest {

    private static final int SIZE = 480;
    private static final int GALAXIES = 40;
    private static final Wcs GRID = Wcs.northUp(SIZE, SIZE, new SkyPoint(30, 10), 0.025 / 3600);
    private static final PixelPoint MIDDLE = new PixelPoint(240, 240);

    /** Galaxies without a core, which no star finder detects, noise of 1 and cosmic rays. */
    private static float[] field(long galaxies, double dx, double dy, long noise) {
        float[] image = new float[SIZE * SIZE];
        addGalaxies(image, new Random(galaxies), dx, dy);
        Random random = new Random(noise);
        for (int i = 0; i < image.length; i++) {
            image[i] += (float) random.nextGaussian();
        }
        for (int hit = 0; hit < 800; hit++) {
            image[random.nextInt(image.length)] += (float) (20 + 500 * random.nextDouble());
        }
        return image;
    }

    private static void addGalaxies(float[] image, Random random, double dx, double dy) {
        for (int k = 0; k < GALAXIES; k++) {
            double x = SIZE * random.nextDouble() + dx;
            double y = SIZE * random.nextDouble() + dy;
            double sigma = 4 + 3 * random.nextDouble();
            for (int row = Math.max(0, (int) (y - 30)); row < Math.min(SIZE, y + 30); row++) {
                for (int column = Math.max(0, (int) (x - 30)); column < Math.min(SIZE, x + 30); column++) {
                    double r2 = (column - x) * (column - x) + (row - y) * (row - y);
                    image[row * SIZE + column] += (float) (4 * Math.exp(-r2 / (2 * sigma * sigma)));
                }
            }
        }
    }

    private static ImagePatches.Field images(float[] pixels, double ditherX, double ditherY) {
        return ImagePatches.Field.of(
                new Chip.Raster(SIZE, SIZE, pixels), true, new PixelPoint(MIDDLE.x() + ditherX, MIDDLE.y() + ditherY));
    }

    @Test
    void theOffsetOfGalaxiesAmongCosmicRaysIsFoundWithinItsError() {
        ImagePatches.Field one = images(field(1, 0, 0, 11), 0, 0);
        ImagePatches.Field other = images(field(1, 7.4, -23.3, 12), 5, 2);
        List<ImagePatches.Patch> patches = ImagePatches.of(one, other).patches();
        assertTrue(patches.size() >= 10, patches.size() + " patches");
        double weight = 0;
        double dx = 0;
        double dy = 0;
        for (ImagePatches.Patch patch : patches) {
            double own = 1 / (patch.error() * patch.error());
            weight += own;
            dx += own * patch.dx();
            dy += own * patch.dy();
        }
        double error = 1 / Math.sqrt(weight);
        assertTrue(error < 0.15, "error " + error);
        assertEquals(7.4, dx / weight, 3 * error);
        assertEquals(-23.3, dy / weight, 3 * error);
    }

    /** As made from images with more than 11,200 pixels along a side. */
    @Test
    void pixelsTooLargeForTheReachTellNothing() {
        Chip.Raster image = new Chip.Raster(SIZE, SIZE, field(1, 0, 0, 11));
        ImagePatches.Field coarse = new ImagePatches.Field(
                IntStream.of(16, 32, 64)
                        .mapToObj(bin -> FieldLevel.of(image, bin, true))
                        .toList(),
                MIDDLE);
        assertEquals(List.of(), ImagePatches.of(coarse, coarse).patches());
    }

    @Test
    void unrelatedFieldsAgreeOnNothing() {
        for (int seed = 0; seed < 8; seed++) {
            ImagePatches.Field one = images(field(100 + seed, 0, 0, seed), 0, 0);
            ImagePatches.Field other = images(field(200 + seed, 0, 0, 50 + seed), 5, 2);
            assertEquals(List.of(), ImagePatches.of(one, other).patches(), "seed " + seed);
        }
    }

    @Test
    void blobsThatMoveWithTheDitherAreNoOffset() {
        ImagePatches.Found found =
                ImagePatches.of(images(field(3, 0, 0, 31), 0, 0), images(field(3, 3.6, 2.4, 32), 3.5, 2.5));
        assertTrue(found.fixed());
        assertEquals(List.of(), found.patches());
    }

    @Test
    void anExposureThatSourcesLeftOutIsJoinedToTheOthersByItsImage() {
        List<ImagePatches.Field> fields = List.of(
                images(field(4, 0, 0, 41), 0, 0),
                images(field(4, 0, 0, 42), 5, 2),
                images(field(4, 1.5, 0, 43), 3, 6),
                images(field(5, 0, 0, 44), -2, 5));
        ImageLinks links =
                new ImageLinks(new ImageLinks.Images(GRID, fields), GRID, new boolean[] {true, true, false, false});
        assertEquals("", links.why(2));
        assertEquals(ImageLinks.NONE, links.why(3));
        assertFalse(links.sources().isEmpty());
        double[] moved = links.sources().stream()
                .mapToDouble(s -> s.sights().get(1).x() - s.sights().get(0).x())
                .sorted()
                .toArray();
        assertEquals(1.5, moved[moved.length / 2], 0.2);
        links.sources().forEach(source -> assertEquals(2, source.sights().get(1).exposure()));
    }
}
