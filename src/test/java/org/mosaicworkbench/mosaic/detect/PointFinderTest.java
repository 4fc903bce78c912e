package org.mosaicworkbench.mosaic.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.mosaic.StarField;

/**
 * A direct implementation of the definition: every height is a sum over its own pixels, and every window has its own
 * exponentials.
 */
class PointFinderTest {

    private static final double SIGMA_PER_FWHM = 1 / 2.3548200450309493;

    @ParameterizedTest
    @CsvSource({"120, 90, 2.1, 20", "75, 140, 1.2, 10", "64, 64, 4.5, 3", "16, 200, 2.4, 2", "4, 4, 2.4, 0"})
    void itFindsWhatTheDefinitionFinds(int width, int height, double fwhm, int least) {
        float[] image = field(width, height, new Random(width));
        List<Detection> found = new PointFinder(fwhm, 4).find(EvenNoise.of(image, width), 1);
        List<Detection> wanted = new Plain(image, width, fwhm).find(4);
        assertEquals(wanted.size(), found.size());
        for (int i = 0; i < wanted.size(); i++) {
            Detection one = wanted.get(i);
            Detection other = found.get(i);
            assertEquals(one.x(), other.x(), 1e-9);
            assertEquals(one.y(), other.y(), 1e-9);
            assertEquals(one.peak(), other.peak(), 1e-5 * one.peak());
            assertEquals(one.snr(), other.snr(), 1e-5 * one.snr());
            assertEquals(one.sharpness(), other.sharpness(), 1e-5);
            assertEquals(one.roundness(), other.roundness(), 1e-9);
        }
        assertTrue(wanted.size() >= least, "found " + wanted.size());
    }

    /** Bands no taller than a star have no row of their own. */
    @ParameterizedTest
    @CsvSource({"100, 2.0", "130, 4.0"})
    void bandsOfFewRowsFindNothingMore(int side, double fwhm) {
        Random random = new Random(side);
        float[] image = StarField.image(StarField.stars(side * side / 40, side, 300, random), side, side, 0, 1, random);
        PointFinder finder = new PointFinder(fwhm, 4);
        List<Detection> one = finder.find(EvenNoise.of(image, side), 1);
        assertTrue(one.size() > 20, "found " + one.size());
        for (int threads : new int[] {8, 16, 64, 500}) {
            assertEquals(one, finder.find(EvenNoise.of(image, side), threads), threads + " threads");
        }
    }

    @Test
    void itFindsTheSameOnAnyNumberOfThreads() {
        int width = 230;
        int height = 310;
        float[] image = field(width, height, new Random(3));
        SubtractedImage flat = Background.of(image, width, height, 64).under(image);
        PointFinder finder = new PointFinder(2.2, 5);
        List<Detection> one = finder.find(flat, 1);
        assertTrue(one.size() > 40, "found " + one.size());
        for (int threads : new int[] {2, 5, 300}) {
            assertEquals(one, finder.find(flat, threads));
        }
    }

    /** Stars on white noise, single pixels and whole corners without data, and a plateau of equal pixels. */
    private static float[] field(int width, int height, Random random) {
        int size = Math.max(width, height);
        float[] image =
                StarField.image(StarField.stars(width * height / 150, size, 20, random), width, height, 0, 1, random);
        for (int i = 0; i < image.length; i++) {
            boolean corner = i % width < width / 3 && i / width > height / 2;
            image[i] = corner || random.nextInt(40) == 0 ? Float.NaN : image[i];
            image[i] = i / width == height / 3 && i % width < 12 ? 30 : image[i];
        }
        return image;
    }

    private static final class Plain {

        private final float[] image;
        private final int width;
        private final int height;
        private final double fwhm;
        private final double sigma;
        private final int radius;
        private double sum;
        private double squares;

        Plain(float[] image, int width, double fwhm) {
            this.image = image;
            this.width = width;
            this.height = image.length / width;
            this.fwhm = fwhm;
            this.sigma = fwhm * SIGMA_PER_FWHM;
            this.radius = Math.max(2, (int) Math.ceil(1.575 * sigma));
            for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    sum += gaussian(dx, dy);
                    squares += gaussian(dx, dy) * gaussian(dx, dy);
                }
            }
        }

        private double gaussian(double dx, double dy) {
            return Math.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
        }

        private double mean() {
            return sum / ((2 * radius + 1) * (2 * radius + 1));
        }

        private boolean inside(int x, int y) {
            return x >= radius && y >= radius && x < width - radius && y < height - radius;
        }

        private double height(int x, int y) {
            double fit = 0;
            for (int dy = -radius; dy <= radius && inside(x, y); dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    double value = image[(y + dy) * width + x + dx];
                    fit += Double.isNaN(value) ? 0 : (gaussian(dx, dy) - mean()) * value;
                }
            }
            return fit / (squares - sum * mean());
        }

        List<Detection> find(double threshold) {
            double noise = 1 / Math.sqrt(squares - sum * mean());
            List<Detection> found = new ArrayList<>();
            for (int y = radius; y < height - radius; y++) {
                for (int x = radius; x < width - radius; x++) {
                    double peak = height(x, y);
                    if (peak > threshold * noise && isPeak(x, y)) {
                        double sharpness = (image[y * width + x] - around(x, y)) / peak;
                        double roundness = roundness(x, y);
                        double[] centre = centre(x, y);
                        if (sharpness > 0.2
                                && sharpness < 1
                                && Math.abs(roundness) < 1
                                && centre != null
                                && Math.hypot(centre[0] - x, centre[1] - y) <= Math.max(1, sigma)) {
                            found.add(new Detection(
                                    centre[0] + 1, centre[1] + 1, peak, peak / noise, sharpness, roundness));
                        }
                    }
                }
            }
            found.sort(Comparator.comparingDouble(Detection::peak).reversed());
            List<Detection> kept = new ArrayList<>();
            for (Detection one : found) {
                if (kept.stream().noneMatch(o -> Math.hypot(o.x() - one.x(), o.y() - one.y()) <= fwhm / 2)) {
                    kept.add(one);
                }
            }
            return kept;
        }

        private boolean isPeak(int x, int y) {
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    if ((dx != 0 || dy != 0) && height(x + dx, y + dy) > height(x, y)) {
                        return false;
                    }
                }
            }
            return true;
        }

        private double around(int x, int y) {
            double light = 0;
            int n = 0;
            for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    double value = image[(y + dy) * width + x + dx];
                    if (Double.isNaN(value) && Math.max(Math.abs(dx), Math.abs(dy)) < 2) {
                        return Double.NaN;
                    }
                    boolean counts = (dx != 0 || dy != 0) && Math.hypot(dx, dy) <= radius && !Double.isNaN(value);
                    light += counts ? value : 0;
                    n += counts ? 1 : 0;
                }
            }
            return light / n;
        }

        private double roundness(int x, int y) {
            double mean = 0;
            for (int d = -radius; d <= radius; d++) {
                mean += gaussian(d, 0) / (2 * radius + 1);
            }
            double alongX = 0;
            double alongY = 0;
            for (int dy = -radius; dy <= radius; dy++) {
                for (int dx = -radius; dx <= radius; dx++) {
                    double value = image[(y + dy) * width + x + dx];
                    alongX += Double.isNaN(value) ? 0 : value * gaussian(0, dy) * (gaussian(dx, 0) - mean);
                    alongY += Double.isNaN(value) ? 0 : value * gaussian(dx, 0) * (gaussian(0, dy) - mean);
                }
            }
            return alongX <= 0 || alongY <= 0 ? 2 : 2 * (alongY - alongX) / (alongY + alongX);
        }

        private double[] centre(int x, int y) {
            double wide = Math.max(1.2, sigma);
            int reach = Math.max(2, (int) Math.ceil(2.5 * wide));
            double cx = x;
            double cy = y;
            for (int round = 0; round < 25; round++) {
                int left = (int) Math.rint(cx) - reach;
                int below = (int) Math.rint(cy) - reach;
                if (left < 0 || below < 0 || left + 2 * reach >= width || below + 2 * reach >= height) {
                    return null;
                }
                double light = 0;
                double sx = 0;
                double sy = 0;
                for (int i = 0; i < (2 * reach + 1) * (2 * reach + 1); i++) {
                    int px = left + i % (2 * reach + 1);
                    int py = below + i / (2 * reach + 1);
                    double value = image[py * width + px];
                    double w = Double.isNaN(value)
                            ? 0
                            : value * Math.exp(-(Math.pow(px - cx, 2) + Math.pow(py - cy, 2)) / (2 * wide * wide));
                    light += w;
                    sx += w * (px - cx);
                    sy += w * (py - cy);
                }
                if (!(light > 0)) {
                    return null;
                }
                cx += 2 * sx / light;
                cy += 2 * sy / light;
                if (!(Math.hypot(cx - x, cy - y) < 3 + 2 * wide)) {
                    return null;
                }
                if (Math.abs(sx) + Math.abs(sy) < 1e-4 * light) {
                    break;
                }
            }
            return new double[] {cx, cy};
        }
    }
}
