package org.mosaicworkbench.frames.measure;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.mosaicworkbench.maths.Fourier;
import org.mosaicworkbench.maths.OrderStatistics;

/**
 * The echo of an image: its autocorrelation, cleaned of everything that would hide a duplicate image of the field. It
 * measures the fraction of the light that is repeated at each offset.
 *
 * <p>The image is divided into tiles. Each pixel is measured relative to its surroundings (median and scatter of cells
 * of 32 pixels): 2 times the scatter is subtracted from the excess, and the rest is clipped to between 0 and 8 times
 * the scatter, so that neither noise nor a single bright star or galaxy dominates. The tiles' power spectra are added
 * up. If an image contains a copy of itself, offset by d, with a fraction a of its light, its power spectrum is
 * multiplied by {@code 1 + a^2 + 2 a cos(2 pi k d)}, whatever the scene (Bogert, Healy and Tukey 1963, "The quefrency
 * alanysis of time series for echoes"). The spectrum is therefore divided by its mean at equal frequency, which removes
 * the scene and the width of the stars. It is weighted by the excess of that mean over the noise and transformed back.
 *
 * @param lags {@value #SIDE} x {@value #SIDE} strengths in row-major order: offset (dx, dy) from -64 to 63 pixels is at
 *     {@code (dy + 64) * 128 + dx + 64}; a copy with a fraction a of the light gives {@code a / (1 + a^2)} at (dx, dy)
 *     and (-dx, -dy); all 0 in an empty image
 * @param scatter scatter of the strengths without an echo (from the median of their absolute values); 0 in an empty
 *     image
 */
public record Echo(float[] lags, double scatter) {

    /** Number of offsets along each axis. */
    public static final int SIDE = 128;
    /** Largest offset in the negative direction along each axis, pixels. */
    public static final int REACH = 64;

    private static final int N = 256;
    private static final int TILE = N - REACH;
    private static final int CELL = 32;
    private static final int CELLS = TILE / CELL;
    private static final int MOST_TILES = 160;
    /** Factor that lowers the threshold slightly to allow for rounding. */
    private static final double SURELY = 0.999;

    private static final double THRESHOLD = 2;
    /** Spatial frequency in cycles per pixel above which noise dominates. */
    private static final double NOISE_FROM = 0.42;

    private static final double HIGHEST = 8;
    private static final double FEWEST_PIXELS = 0.02;
    private static final double SIGMA_PER_MEDIAN = 1.4826;

    /** @return the strength at an offset, each component from -64 to 63 pixels; 0 outside this range */
    double at(int dx, int dy) {
        boolean within = dx >= -REACH && dx < REACH && dy >= -REACH && dy < REACH;
        return within ? lags[(dy + REACH) * SIDE + dx + REACH] : 0;
    }

    /**
     * Computes the echo of an image.
     *
     * @param pixels pixels in row-major order; NaN if there is no data
     */
    public static Echo of(float[] pixels, int width, int height) {
        double[] power = new double[N * N];
        double[] re = new double[N * N];
        double[] im = new double[N * N];
        Fourier fourier = new Fourier(N);
        int[][] tiles = tiles(pixels, width, height);
        for (int t = 0; t < tiles.length; t += 2) {
            Arrays.fill(re, 0);
            Arrays.fill(im, 0);
            contrast(pixels, width, height, tiles[t], re);
            if (t + 1 < tiles.length) {
                contrast(pixels, width, height, tiles[t + 1], im);
            }
            fourier.transformInPlace(re, im);
            for (int i = 0; i < power.length; i++) {
                power[i] += re[i] * re[i] + im[i] * im[i];
            }
        }
        return ofPower(power, fourier);
    }

    /** Two tiles share one transform; the even part of its power spectrum is the sum of the two power spectra. */
    private static Echo ofPower(double[] power, Fourier fourier) {
        double[] even = new double[N * N];
        double[] sum = new double[N];
        int[] count = new int[N];
        for (int y = 0; y < N; y++) {
            for (int x = 0; x < N; x++) {
                int i = y * N + x;
                even[i] = (power[i] + power[(N - y) % N * N + (N - x) % N]) / 2;
                int ring = ring(x, y);
                sum[ring] += even[i];
                count[ring]++;
            }
        }
        double[] mean = new double[N];
        for (int r = 0; r < N; r++) {
            mean[r] = count[r] > 0 ? sum[r] / count[r] : 0;
        }
        int first = (int) (NOISE_FROM * N);
        double floor = Double.POSITIVE_INFINITY;
        for (int r = first; r < N / 2; r++) {
            floor = Math.min(floor, mean[r]);
        }
        double weights = 0;
        double[] re = new double[N * N];
        for (int y = 0; y < N; y++) {
            for (int x = 0; x < N; x++) {
                int r = ring(x, y);
                if (r > 2 && r < N / 2 && mean[r] > 0) {
                    double w = Math.max(0, 1 - floor / mean[r]);
                    re[y * N + x] = w * (even[y * N + x] / mean[r] - 1);
                    weights += w;
                }
            }
        }
        float[] lags = new float[SIDE * SIDE];
        if (!(weights > 0)) {
            return new Echo(lags, 0);
        }
        fourier.transformInPlace(re, new double[N * N]);
        for (int dy = -REACH; dy < REACH; dy++) {
            for (int dx = -REACH; dx < REACH; dx++) {
                lags[(dy + REACH) * SIDE + dx + REACH] = (float) (re[(dy + N) % N * N + (dx + N) % N] / weights);
            }
        }
        return new Echo(lags, scatter(lags));
    }

    private static int ring(int x, int y) {
        int kx = x < N / 2 ? x : x - N;
        int ky = y < N / 2 ? y : y - N;
        return (int) Math.rint(Math.sqrt(kx * kx + ky * ky));
    }

    private static double scatter(float[] lags) {
        double[] far = new double[SIDE * SIDE / 2];
        int n = 0;
        for (int dy = 0; dy < REACH; dy++) {
            for (int dx = -REACH; dx < REACH; dx++) {
                if (dx * dx + dy * dy > 36) {
                    far[n++] = Math.abs(lags[(dy + REACH) * SIDE + dx + REACH]);
                }
            }
        }
        far = Arrays.copyOf(far, n);
        Arrays.sort(far);
        return SIGMA_PER_MEDIAN * far[n / 2];
    }

    /** The lower left corners, 0-based, of the tiles with the most content. */
    private static int[][] tiles(float[] pixels, int width, int height) {
        int columns = (width + TILE - 1) / TILE;
        int rows = (height + TILE - 1) / TILE;
        int[][] all = new int[columns * rows][];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                all[r * columns + c] = new int[] {c * TILE, r * TILE};
            }
        }
        if (all.length <= MOST_TILES) {
            return all;
        }
        double[] content = Arrays.stream(all)
                .mapToDouble(tile -> content(pixels, width, height, tile))
                .toArray();
        return IntStream.range(0, all.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -content[i]).thenComparing(i -> i))
                .limit(MOST_TILES)
                .sorted()
                .map(i -> all[i])
                .toArray(int[][]::new);
    }

    /** Number of a tile's sampled pixels that exceed the median by more than 5 times the scatter below it. */
    private static double content(float[] pixels, int width, int height, int[] tile) {
        int step = 3;
        float[] sample = new float[(TILE / step + 1) * (TILE / step + 1)];
        int n = 0;
        for (int y = tile[1]; y < Math.min(height, tile[1] + TILE); y += step) {
            for (int x = tile[0]; x < Math.min(width, tile[0] + TILE); x += step) {
                float value = pixels[y * width + x];
                if (Float.isFinite(value)) {
                    sample[n++] = value;
                }
            }
        }
        if (n < FEWEST_PIXELS * sample.length) {
            return 0;
        }
        float median = OrderStatistics.nth(sample, 0, n, n / 2);
        float bright = median + 5 * (median - OrderStatistics.nth(sample, 0, n / 2, (int) (0.159 * n)));
        int above = 0;
        for (int i = n / 2; i < n; i++) {
            above += sample[i] > bright ? 1 : 0;
        }
        return above;
    }

    /** The median of the positive values; NaN if there are none. */
    private static double usual(double[][] noise) {
        double[] all = Arrays.stream(noise)
                .flatMapToDouble(Arrays::stream)
                .filter(v -> v > 0)
                .sorted()
                .toArray();
        return all.length == 0 ? Double.NaN : all[all.length / 2];
    }

    /** Measures the median of each cell of a tile and the scatter of the values below it; NaN for too few values. */
    private static void sample(float[] pixels, int[] size, int width, int[] tile, double[][] level, double[][] noise) {
        float[] sample = new float[CELL * CELL / 4];
        for (int r = 0; r < CELLS; r++) {
            for (int c = 0; c < CELLS; c++) {
                int n = 0;
                for (int y = r * CELL; y < Math.min(size[1], (r + 1) * CELL); y += 2) {
                    for (int x = c * CELL; x < Math.min(size[0], (c + 1) * CELL); x += 2) {
                        float value = pixels[(tile[1] + y) * width + tile[0] + x];
                        if (Float.isFinite(value)) {
                            sample[n++] = value;
                        }
                    }
                }
                if (n < 16) {
                    level[r][c] = Double.NaN;
                    noise[r][c] = Double.NaN;
                    continue;
                }
                float median = OrderStatistics.nth(sample, 0, n, n / 2);
                level[r][c] = median;
                noise[r][c] = median - OrderStatistics.nth(sample, 0, n / 2, (int) (0.159 * n));
            }
        }
    }

    /**
     * A tile's pixels in units of the scatter of their surroundings, clipped, with mean zero; 0 if there is no data.
     */
    private static void contrast(float[] pixels, int width, int height, int[] tile, double[] into) {
        int w = Math.min(TILE, width - tile[0]);
        int h = Math.min(TILE, height - tile[1]);
        double[][] level = new double[CELLS][CELLS];
        double[][] noise = new double[CELLS][CELLS];
        sample(pixels, new int[] {w, h}, width, tile, level, noise);
        double usual = usual(noise);
        if (Double.isNaN(usual)) {
            return;
        }
        double sum = 0;
        int count = 0;
        double[][] low = lowest(level);
        double sky = SURELY * THRESHOLD * usual;
        for (int y = 0; y < h; y++) {
            int r = cell(y);
            double up = beyond(y, r);
            for (int x = 0; x < w; x++) {
                float value = pixels[(tile[1] + y) * width + tile[0] + x];
                if (!Float.isFinite(value)) {
                    continue;
                }
                count++;
                int c = cell(x);
                // Most pixels are sky, which stays below the threshold for any interpolation between the corners; they
                // stay 0.
                if (value < low[r][c] + sky) {
                    continue;
                }
                double right = beyond(x, c);
                double l = between(level, r, c, up, right);
                double s = Math.max(usual, between(noise, r, c, up, right));
                double z = Double.isNaN(l) ? 0 : response((value - l) / s);
                into[y * N + x] = z;
                sum += z;
            }
        }
        for (int y = 0; count > 0 && y < h; y++) {
            subtract(sum / count, pixels, (tile[1] + y) * width + tile[0], w, into, y * N);
        }
    }

    /** Subtracts the mean from the pixels of a row that have data. */
    private static void subtract(double mean, float[] pixels, int from, int number, double[] into, int at) {
        for (int i = 0; i < number; i++) {
            if (Float.isFinite(pixels[from + i])) {
                into[at + i] -= mean;
            }
        }
    }

    /**
     * Index of the first of the two adjacent cells whose centres enclose a pixel of a tile; near the edge, of the two
     * outermost cells.
     */
    private static int cell(int x) {
        return Math.max(0, Math.min(CELLS - 2, (2 * x + 1 - CELL) / (2 * CELL)));
    }

    /** Distance of a pixel from a cell's centre, in cells, limited to the outermost centres. */
    private static double beyond(int x, int cell) {
        return Math.max(0, Math.min(CELLS - 1, (x + 0.5) / CELL - 0.5)) - cell;
    }

    /** The smallest value in each square of four cells; NaN if any of the four is NaN. */
    private static double[][] lowest(double[][] cells) {
        double[][] lowest = new double[CELLS - 1][CELLS - 1];
        for (int r = 0; r < CELLS - 1; r++) {
            for (int c = 0; c < CELLS - 1; c++) {
                lowest[r][c] = Math.min(
                        Math.min(cells[r][c], cells[r][c + 1]), Math.min(cells[r + 1][c], cells[r + 1][c + 1]));
            }
        }
        return lowest;
    }

    /** The thresholded and clipped response. */
    private static double response(double z) {
        return Math.min(HIGHEST, Math.max(0, z - THRESHOLD));
    }

    /** Interpolates between those of the four cells that are not NaN. */
    private static double between(double[][] cells, int r, int c, double up, double right) {
        double a = cells[r][c];
        double b = cells[r][c + 1];
        double d = cells[r + 1][c];
        double e = cells[r + 1][c + 1];
        double ofA = Double.isNaN(a) ? 0 : (1 - up) * (1 - right);
        double ofB = Double.isNaN(b) ? 0 : (1 - up) * right;
        double ofD = Double.isNaN(d) ? 0 : up * (1 - right);
        double ofE = Double.isNaN(e) ? 0 : up * right;
        double weight = ofA + ofB + ofD + ofE;
        return weight > 1e-9 ? (part(ofA, a) + part(ofB, b) + part(ofD, d) + part(ofE, e)) / weight : Double.NaN;
    }

    private static double part(double weight, double value) {
        return weight == 0 ? 0 : weight * value;
    }
}
