package org.mosaicworkbench.mosaic.drizzle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;

@Slow
class DrizzleTest {

    private static final SkyPoint POLE_SIDE = new SkyPoint(6.02, -72.08);
    private static final double SCALE = 0.025 / 3600;

    @Test
    void aGridOnItselfGivesThePixelsBack() {
        Wcs wcs = Wcs.northUp(300, 280, POLE_SIDE, SCALE);
        float[] pixels = noise(300 * 280, 1);
        Canvas canvas = new Canvas(wcs);
        Drizzle.standard().addTo(canvas, new Chip("a", wcs, new Chip.Raster(300, 280, pixels), 60, SCALE * SCALE));
        assertArrayEquals(pixels, canvas.image(), 1e-5f);
        for (float w : canvas.weights()) {
            assertEquals(60, w, 1e-4);
        }
        assertEquals(300 * 280, Arrays.stream(canvas.context().get(0)).sum());
    }

    @Test
    void fluxIsConservedForAnyShiftRollAndDropSize() {
        for (double pixfrac : new double[] {1, 0.6}) {
            for (double roll : new double[] {0, 0.3, Math.PI / 4, 2.5}) {
                float[] pixels = noise(150 * 140, 2);
                Wcs wcs = rolled(150, 140, roll, 1.2 * SCALE);
                Wcs grid = OutputGrid.covering(List.of(new OutputGrid.Placed(Path.of("v", "a"), wcs)), 0.025);
                Canvas canvas = new Canvas(grid);
                Drizzle.standard()
                        .pixfrac(pixfrac)
                        .addTo(canvas, new Chip("a", wcs, new Chip.Raster(150, 140, pixels), 60, 1.44 * SCALE * SCALE));
                assertEquals(sum(pixels) * 60, weightedFlux(canvas), 1e-5 * sum(pixels) * 60);
            }
        }
    }

    /**
     * Includes its bad pixels, and an outermost row of sky: next to a hole or an edge the mean over the covered part
     * represents a whole output pixel.
     */
    @Test
    void theWholeRealExposureKeepsItsFlux() {
        Chip chip = framedWithSky(real(-1));
        Canvas canvas = drizzled(chip, 2);
        double in = 0;
        double surface = 0;
        Wcs wcs = chip.wcs();
        PixelMap map = PixelMap.between(wcs, canvas.wcs());
        for (int y = 1; y <= chip.raster().height(); y++) {
            for (int x = 1; x <= chip.raster().width(); x++) {
                float value = chip.raster().values()[(y - 1) * chip.raster().width() + x - 1];
                if (!Float.isNaN(value)) {
                    in += value;
                    surface += value * area(map, x, y) * SCALE * SCALE / chip.pixelArea();
                }
            }
        }
        double out = sumOfCovered(canvas);
        assertEquals(surface, out, 1e-6 * surface);
        assertEquals(in, out, 1e-3 * in);
    }

    @Test
    void theBrightestStarsLandWhereTheCoordinatesSay() {
        Chip chip = real();
        Canvas canvas = drizzled(chip, 1);
        float[] image = canvas.image();
        List<PixelPoint> stars = brightest(
                chip.raster().values(), chip.raster().width(), chip.raster().height(), 25);
        assertEquals(25, stars.size());
        for (PixelPoint star : stars) {
            PixelPoint expected = canvas.wcs().toPixel(chip.wcs().toSky(star));
            PixelPoint found = centroid(image, canvas.wcs().width(), expected);
            assertEquals(
                    0,
                    Math.hypot(found.x() - expected.x(), found.y() - expected.y()),
                    0.1,
                    star + " should land at " + expected + ", is at " + found);
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        Chip chip = real();
        Canvas one = drizzled(chip, 1);
        Canvas three = drizzled(chip, 3);
        assertArrayEquals(one.image(), three.image());
        assertArrayEquals(one.weights(), three.weights());
    }

    @Test
    void whatIsTakenOffLeavesWhatDrizzlingWithoutItGives() {
        Chip chip = real();
        Random random = new Random(12);
        int[] lost = random.ints(2000, 0, chip.raster().values().length)
                .distinct()
                .sorted()
                .toArray();
        for (Kernel kernel : Kernel.values()) {
            Drizzle drizzle = Drizzle.standard().kernel(kernel).threads(2);
            Wcs grid = OutputGrid.covering(
                    List.of(new OutputGrid.Placed(Real.EXPOSURE, chip.wcs())), Detector.HRC.productScale());
            Canvas canvas = new Canvas(grid);
            drizzle.addTo(canvas, chip);
            drizzle.addTo(canvas, chip);
            Chip rest = chip.without(lost);
            drizzle.takeOff(canvas, List.of(chip, rest), List.of(new int[0], lost));
            Canvas expected = new Canvas(grid);
            drizzle.addTo(expected, chip);
            drizzle.addTo(expected, rest);
            assertAlike(expected, canvas, kernel.name());
        }
    }

    /** A slightly smaller drop has its own edges. */
    @Test
    void edgesInCommonGiveWhatEachDropGivesByItself() {
        Random random = new Random(13);
        for (double roll : new double[] {0, 1e-4, 0.2, Math.PI / 4, 1.9, Math.PI}) {
            for (double scale : new double[] {0.4, 1, 2.7}) {
                float[] pixels = noise(150 * 140, 3);
                for (int i = 0; i < 800; i++) {
                    pixels[random.nextInt(pixels.length)] = i % 4 == 0 ? 1e5f : Float.NaN;
                }
                Wcs wcs = rolled(150, 140, roll, scale * SCALE);
                Chip chip = new Chip("a", wcs, new Chip.Raster(150, 140, pixels), 60, scale * scale * SCALE * SCALE);
                Wcs grid = OutputGrid.covering(List.of(new OutputGrid.Placed(Path.of("v", "a"), wcs)), 0.025);
                Canvas together = new Canvas(grid);
                Drizzle.standard().addTo(together, chip);
                Canvas alone = new Canvas(grid);
                Drizzle.standard().pixfrac(1 - 1e-12).addTo(alone, chip);
                assertAlike(alone, together, "roll " + roll + ", scale " + scale);
            }
        }
    }

    /** Agreement within a millionth of the surrounding values. */
    private static void assertAlike(Canvas expected, Canvas found, String what) {
        float[] image = expected.image();
        float[] weights = expected.weights();
        float[] foundImage = found.image();
        int width = expected.wcs().width();
        for (int i = 0; i < image.length; i++) {
            float around = Float.isNaN(image[i]) ? 1 : Math.max(1, Math.abs(image[i]));
            for (int k = 0; k < 9; k++) {
                int beside = i + (k / 3 - 1) * width + k % 3 - 1;
                boolean there = beside >= 0 && beside < image.length && !Float.isNaN(image[beside]);
                around = there ? Math.max(around, Math.abs(image[beside])) : around;
            }
            double share = Math.min(1, Math.max(1e-3, weights[i] / 60));
            assertEquals(image[i], foundImage[i], 2e-6 * around / share, what + " pixel " + i);
            assertEquals(weights[i], found.weights()[i], 1e-6 * Math.max(60, weights[i]), what + " pixel " + i);
        }
        assertArrayEquals(expected.context().get(0), found.context().get(0), what);
    }

    @Test
    void exposuresAreAveragedByTheirWeight() {
        Wcs wcs = Wcs.northUp(20, 20, POLE_SIDE, SCALE);
        Canvas canvas = new Canvas(wcs);
        Drizzle.standard().addTo(canvas, constant("a", wcs, 1, 10));
        Drizzle.standard().addTo(canvas, constant("b", wcs, 5, 30));
        assertEquals(4, canvas.image()[210], 1e-6);
        assertEquals(40, canvas.weights()[210], 1e-5);
        assertEquals(0b11, canvas.context().get(0)[210]);
    }

    @Test
    void badPixelsLeaveNoValueAndNoBit() {
        Wcs wcs = Wcs.northUp(20, 20, POLE_SIDE, SCALE);
        Chip chip = constant("a", wcs, 1, 10);
        chip.raster().values()[5 * 20 + 7] = Float.NaN;
        Canvas canvas = new Canvas(wcs);
        Drizzle.standard().addTo(canvas, chip);
        assertTrue(Float.isNaN(canvas.image()[5 * 20 + 7]));
        assertEquals(0, canvas.weights()[5 * 20 + 7]);
        assertEquals(0, canvas.context().get(0)[5 * 20 + 7]);
    }

    @Test
    void fortyInputsNeedTwoPlanesOfContext() {
        Wcs wcs = Wcs.northUp(8, 8, POLE_SIDE, SCALE);
        Canvas total = new Canvas(wcs);
        for (int group = 0; group < 2; group++) {
            Canvas canvas = new Canvas(wcs);
            for (int i = 0; i < 20; i++) {
                Drizzle.standard().addTo(canvas, constant("n" + i, wcs, 1, 1));
            }
            total.add(canvas, 2);
        }
        assertEquals(40, total.inputs());
        assertEquals(2, total.context().size());
        assertEquals(-1, total.context().get(0)[0]);
        assertEquals(0xff, total.context().get(1)[0]);
    }

    @Test
    void anOptionOutOfRangeIsRefused() {
        assertEquals(
                "pixfrac is 0.0; it must be above 0 and at most 1",
                assertThrows(BadInput.class, () -> Drizzle.standard().pixfrac(0))
                        .getMessage());
        assertEquals(
                "threads is 0; it must be at least 1",
                assertThrows(BadInput.class, () -> Drizzle.standard().threads(0))
                        .getMessage());
    }

    private static Chip real() {
        return real(Detector.HRC.goodBits());
    }

    private static Chip real(int goodBits) {
        return ExposurePixels.read(Exposure.read(Real.EXPOSURE), goodBits)
                .chips()
                .get(0);
    }

    private static Chip framedWithSky(Chip chip) {
        for (int y = 0; y < chip.raster().height(); y++) {
            for (int x = 0; x < chip.raster().width(); x++) {
                if (Math.min(
                                Math.min(x, chip.raster().width() - 1 - x),
                                Math.min(y, chip.raster().height() - 1 - y))
                        == 0) {
                    chip.raster().values()[y * chip.raster().width() + x] = 0;
                }
            }
        }
        return chip;
    }

    private static Canvas drizzled(Chip chip, int threads) {
        Canvas canvas = new Canvas(OutputGrid.covering(
                List.of(new OutputGrid.Placed(Real.EXPOSURE, chip.wcs())), Detector.HRC.productScale()));
        Drizzle.standard().threads(threads).addTo(canvas, chip);
        return canvas;
    }

    private static Chip constant(String label, Wcs wcs, float value, double weight) {
        float[] pixels = new float[wcs.width() * wcs.height()];
        Arrays.fill(pixels, value);
        return new Chip(label, wcs, new Chip.Raster(wcs.width(), wcs.height(), pixels), weight, SCALE * SCALE);
    }

    private static Wcs rolled(int width, int height, double roll, double scale) {
        return Wcs.northUp(width, height, POLE_SIDE, scale)
                .withMatrix(
                        -scale * Math.cos(roll),
                        scale * Math.sin(roll),
                        scale * Math.sin(roll),
                        scale * Math.cos(roll));
    }

    private static float[] noise(int length, long seed) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 1 + random.nextFloat();
        }
        return values;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    /** At the ragged edge a pixel is the mean over the covered part, so its weight gives the amount of its flux. */
    private static double weightedFlux(Canvas canvas) {
        float[] image = canvas.image();
        float[] weights = canvas.weights();
        double areaRatio = 1.44;
        double sum = 0;
        for (int i = 0; i < image.length; i++) {
            sum += weights[i] > 0 ? image[i] * weights[i] * areaRatio : 0;
        }
        return sum;
    }

    private static double sumOfCovered(Canvas canvas) {
        double sum = 0;
        for (float value : canvas.image()) {
            sum += Float.isNaN(value) ? 0 : value;
        }
        return sum;
    }

    private static double area(PixelMap map, double x, double y) {
        double[][] p = new double[4][2];
        map.map(x - 0.5, y - 0.5, p[0]);
        map.map(x + 0.5, y - 0.5, p[1]);
        map.map(x + 0.5, y + 0.5, p[2]);
        map.map(x - 0.5, y + 0.5, p[3]);
        return Math.abs(0.5 * ((p[2][0] - p[0][0]) * (p[3][1] - p[1][1]) - (p[3][0] - p[1][0]) * (p[2][1] - p[0][1])));
    }

    /** Isolated stars whose inner 7 x 7 pixels are all good, brightest first, each with its centroid. */
    private static List<PixelPoint> brightest(float[] image, int width, int height, int number) {
        List<int[]> peaks = new ArrayList<>();
        for (int y = 12; y < height - 12; y++) {
            for (int x = 12; x < width - 12; x++) {
                if (image[y * width + x] > 100 && isPeak(image, width, x, y)) {
                    peaks.add(new int[] {x, y});
                }
            }
        }
        peaks.sort(Comparator.comparingDouble(p -> -image[p[1] * width + p[0]]));
        return peaks.stream()
                .limit(number)
                .map(p -> centroid(image, width, new PixelPoint(p[0] + 1, p[1] + 1)))
                .toList();
    }

    private static boolean isPeak(float[] image, int width, int x, int y) {
        float peak = image[y * width + x];
        for (int dy = -8; dy <= 8; dy++) {
            for (int dx = -8; dx <= 8; dx++) {
                float other = image[(y + dy) * width + x + dx];
                if (other > peak || (Math.max(Math.abs(dx), Math.abs(dy)) <= 5 && Float.isNaN(other))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Windowed centroid with a Gaussian of 1.5 pixels that follows the star; positions are 1-based. */
    private static PixelPoint centroid(float[] image, int width, PixelPoint start) {
        double cx = start.x();
        double cy = start.y();
        for (int round = 0; round < 40; round++) {
            double sum = 0;
            double sx = 0;
            double sy = 0;
            for (int y = (int) Math.round(cy) - 4; y <= Math.round(cy) + 4; y++) {
                for (int x = (int) Math.round(cx) - 4; x <= Math.round(cx) + 4; x++) {
                    double dx = x - cx;
                    double dy = y - cy;
                    double w = image[(y - 1) * width + x - 1] * Math.exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5));
                    sum += w;
                    sx += w * dx;
                    sy += w * dy;
                }
            }
            cx += 2 * sx / sum;
            cy += 2 * sy / sum;
        }
        return new PixelPoint(cx, cy);
    }
}
