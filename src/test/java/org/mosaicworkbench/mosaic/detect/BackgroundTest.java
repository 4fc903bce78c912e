package org.mosaicworkbench.mosaic.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A direct implementation of the definition: whole cells are sorted and clipped from both ends, and every pixel is
 * interpolated separately.
 */
class BackgroundTest {

    @ParameterizedTest
    @CsvSource({"300, 200, 64", "131, 257, 64", "40, 30, 64", "500, 300, 100", "64, 640, 8", "7, 5, 2"})
    void itIsThatOfSortedCells(int width, int height, int cell) {
        float[] image = sky(width, height, new Random(width + cell));
        Background background = Background.of(image, width, height, cell);
        int columns = Math.max(1, Math.round((float) width / cell));
        int rows = Math.max(1, Math.round((float) height / cell));
        double[][] levels = new double[rows][columns];
        double[][] noises = new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                int[] box = {c * width / columns, (c + 1) * width / columns, r * height / rows, (r + 1) * height / rows
                };
                double[] both = sortedAndClipped(image, width, box);
                levels[r][c] = both[0];
                noises[r][c] = both[1];
            }
        }
        assertSpread(smoothed(levels, 0), width, height, background::levels, background::level);
        assertSpread(smoothed(noises, 1e-30), width, height, background::noises, background::noise);
    }

    @Test
    void itIsTheSameOnAnyNumberOfThreads() {
        int width = 400;
        int height = 333;
        float[] image = sky(width, height, new Random(8));
        Background one = Background.of(image, width, height, 64, 1);
        float[] flat = one.subtractedFrom(image, 1);
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            one.levels(y, row);
            for (int x = 0; x < width; x++) {
                assertEquals(image[y * width + x] - row[x], flat[y * width + x]);
            }
        }
        for (int threads : new int[] {2, 5, 40}) {
            Background other = Background.of(image, width, height, 64, threads);
            assertArrayEquals(flat, other.subtractedFrom(image, threads));
            assertEquals(one.noise(90, 91), other.noise(90, 91));
        }
    }

    @Test
    void aFloorRaisesOnlyWhatIsBelowIt() {
        float[] image = sky(200, 100, new Random(9));
        Background plain = Background.of(image, 200, 100, 25);
        double floor = plain.noise(100, 50);
        Background raised = plain.noiseAtLeast(floor / 2).noiseAtLeast(floor).noiseAtLeast(floor / 3);
        float[] row = new float[200];
        boolean above = false;
        for (int y = 0; y < 100; y++) {
            raised.noises(y, row);
            for (int x = 0; x < 200; x++) {
                float wanted = Math.max((float) floor, plain.noise(x, y));
                above |= wanted > (float) floor;
                assertEquals(wanted, row[x], 2e-7 * wanted);
                assertEquals(wanted, raised.noise(x, y));
            }
        }
        assertTrue(above);
        assertEquals(plain.level(3, 4), raised.level(3, 4));
    }

    @Test
    void whereNothingCanBeMeasuredThereIsNoBackground() {
        float[] image = new float[100 * 100];
        Arrays.fill(image, Float.NaN);
        Arrays.fill(image, 0, 24, 5);
        Background nothing = Background.of(image, 100, 100, 50);
        assertEquals(0, nothing.level(40, 40));
        assertEquals(1e-30f, nothing.noise(40, 40));
        Arrays.fill(image, 0, 50, 5);
        Background even = Background.of(image, 100, 100, 50);
        assertEquals(5, even.level(99, 99));
        assertEquals(1e-30f, even.noise(99, 99));
    }

    /** A slope, noise, some much too bright pixels, pixels without data and an empty corner. */
    private static float[] sky(int width, int height, Random random) {
        float[] image = new float[width * height];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) (50 + 0.02 * (i % width) + 3 * random.nextGaussian());
            image[i] += random.nextInt(20) == 0 ? 100 * random.nextFloat() : 0;
            image[i] = random.nextInt(15) == 0 ? Float.NaN : image[i];
            image[i] = i % width < width / 3 && i / width < height / 3 ? Float.NaN : image[i];
        }
        return image;
    }

    private static double[] sortedAndClipped(float[] image, int width, int[] box) {
        int step = Math.max(1, (int) Math.sqrt((box[1] - box[0]) * (box[3] - box[2]) / 4096.0));
        float[] all = new float[image.length];
        int n = 0;
        for (int y = box[2]; y < box[3]; y += step) {
            for (int x = box[0]; x < box[1]; x += step) {
                all[n] = image[y * width + x];
                n += Float.isNaN(all[n]) ? 0 : 1;
            }
        }
        float[] values = Arrays.copyOf(all, n);
        Arrays.sort(values);
        double median = Double.NaN;
        double deviation = Double.NaN;
        boolean more = n >= 25;
        for (int round = 0; round < 8 && more; round++) {
            int count = values.length;
            median = (values[(count - 1) / 2] + (double) values[count / 2]) / 2;
            double sum = 0;
            for (float value : values) {
                sum += (value - median) * (value - median);
            }
            deviation = Math.sqrt(sum / count);
            int first = 0;
            int last = count;
            while (values[first] < median - 3 * deviation) {
                first++;
            }
            while (values[last - 1] > median + 3 * deviation) {
                last--;
            }
            more = last - first < count;
            values = Arrays.copyOfRange(values, first, last);
        }
        return new double[] {median, deviation};
    }

    private static double[][] smoothed(double[][] cells, double fallBack) {
        double[] all = Arrays.stream(cells)
                .flatMapToDouble(Arrays::stream)
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        double everywhere = all.length == 0 ? fallBack : all[all.length / 2];
        double[][] result = new double[cells.length][cells[0].length];
        for (int r = 0; r < cells.length; r++) {
            for (int c = 0; c < cells[0].length; c++) {
                int row = r;
                int column = c;
                double[] near = IntStream.range(0, cells.length * cells[0].length)
                        .filter(i ->
                                Math.abs(i / cells[0].length - row) <= 1 && Math.abs(i % cells[0].length - column) <= 1)
                        .mapToDouble(i -> cells[i / cells[0].length][i % cells[0].length])
                        .filter(v -> !Double.isNaN(v))
                        .sorted()
                        .toArray();
                result[r][c] =
                        near.length == 0 ? everywhere : (near[(near.length - 1) / 2] + near[near.length / 2]) / 2;
            }
        }
        return result;
    }

    private interface Rows {
        void fill(int y, float[] row);
    }

    private interface Pixel {
        float at(int x, int y);
    }

    private static void assertSpread(double[][] cells, int width, int height, Rows rows, Pixel pixel) {
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            rows.fill(y, row);
            double v = Math.max(0, Math.min(cells.length - 1, (y + 0.5) * cells.length / height - 0.5));
            for (int x = 0; x < width; x++) {
                double u = Math.max(0, Math.min(cells[0].length - 1, (x + 0.5) * cells[0].length / width - 0.5));
                double wanted = 0;
                for (int r = 0; r < cells.length; r++) {
                    for (int c = 0; c < cells[0].length; c++) {
                        wanted += cells[r][c] * Math.max(0, 1 - Math.abs(v - r)) * Math.max(0, 1 - Math.abs(u - c));
                    }
                }
                assertEquals(wanted, row[x], 1e-6 * Math.abs(wanted), "row " + y + ", column " + x);
                assertEquals(wanted, pixel.at(x, y), 1e-6 * Math.abs(wanted), "row " + y + ", column " + x);
            }
        }
    }
}
