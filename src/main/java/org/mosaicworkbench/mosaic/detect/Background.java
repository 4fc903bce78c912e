package org.mosaicworkbench.mosaic.detect;

import java.util.Arrays;

/**
 * The background and its noise over an image: in every cell of a mesh the median and standard deviation after clipping
 * at three standard deviations, smoothed by a median over 3 x 3 cells, and interpolated bilinearly between the cells'
 * centres (Bertin and Arnouts 1996, A&amp;AS 117, 393, section 3, with the clipped median in place of their mode).
 *
 * @param width of the image in pixels
 * @param height of the image in pixels
 * @param level the background in the image's unit, row after row
 * @param noise the standard deviation of a pixel, in the image's unit, row after row, above 0 everywhere
 */
public record Background(int width, int height, float[] level, float[] noise) {

    private static final int MOST_SAMPLES = 4096;
    private static final int ROUNDS = 8;
    private static final double CLIP = 3;
    private static final int FEWEST = 25;
    private static final double NO_NOISE = 1e-30;

    /**
     * Measures an image.
     *
     * @param pixels row after row; NaN is left out
     * @param cell   side of a cell of the mesh in pixels
     * @return level 0 and noise {@value #NO_NOISE} where nothing can be measured or all pixels are equal
     */
    public static Background of(float[] pixels, int width, int height, int cell) {
        int columns = Math.max(1, Math.round((float) width / cell));
        int rows = Math.max(1, Math.round((float) height / cell));
        double[][] levels = new double[rows][columns];
        double[][] noises = new double[rows][columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double[] stats = clipped(sample(
                        pixels,
                        width,
                        c * width / columns,
                        (c + 1) * width / columns,
                        r * height / rows,
                        (r + 1) * height / rows));
                levels[r][c] = stats[0];
                noises[r][c] = stats[1];
            }
        }
        return new Background(
                width,
                height,
                spread(smoothed(levels, 0), width, height),
                spread(smoothed(noises, NO_NOISE), width, height));
    }

    /** @return the same with no noise below a floor: where photons are counted a lone one is no significant source */
    public Background noiseAtLeast(double floor) {
        float[] raised = noise.clone();
        for (int i = 0; i < raised.length; i++) {
            raised[i] = (float) Math.max(floor, raised[i]);
        }
        return new Background(width, height, level, raised);
    }

    /** @return the image less its background; NaN stays NaN */
    public float[] subtractedFrom(float[] pixels) {
        float[] result = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            result[i] = pixels[i] - level[i];
        }
        return result;
    }

    private static float[] sample(float[] pixels, int width, int x1, int x2, int y1, int y2) {
        int step = Math.max(1, (int) Math.sqrt((double) (x2 - x1) * (y2 - y1) / MOST_SAMPLES));
        float[] values = new float[((x2 - x1) / step + 1) * ((y2 - y1) / step + 1)];
        int n = 0;
        for (int y = y1; y < y2; y += step) {
            for (int x = x1; x < x2; x += step) {
                float value = pixels[y * width + x];
                if (!Float.isNaN(value)) {
                    values[n++] = value;
                }
            }
        }
        return Arrays.copyOf(values, n);
    }

    /** Median and standard deviation; NaN where there are too few values. */
    private static double[] clipped(float[] values) {
        if (values.length < FEWEST) {
            return new double[] {Double.NaN, Double.NaN};
        }
        Arrays.sort(values);
        int from = 0;
        int to = values.length;
        double median = 0;
        double deviation = 0;
        for (int round = 0; round < ROUNDS; round++) {
            median = 0.5 * (values[(from + to - 1) / 2] + (double) values[(from + to) / 2]);
            double squares = 0;
            for (int i = from; i < to; i++) {
                squares += (values[i] - median) * (values[i] - median);
            }
            deviation = Math.sqrt(squares / (to - from));
            int before = to - from;
            while (to - from > 2 && values[from] < median - CLIP * deviation) {
                from++;
            }
            while (to - from > 2 && values[to - 1] > median + CLIP * deviation) {
                to--;
            }
            if (to - from == before) {
                break;
            }
        }
        return new double[] {median, deviation};
    }

    /** The median of each cell and its neighbours; a cell without any takes the median of all, or the fall-back. */
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
                double[] near = neighbours(cells, r, c);
                double value =
                        near.length == 0 ? everywhere : 0.5 * (near[(near.length - 1) / 2] + near[near.length / 2]);
                result[r][c] = fallBack > 0 && !(value > 0) ? (everywhere > 0 ? everywhere : fallBack) : value;
            }
        }
        return result;
    }

    private static double[] neighbours(double[][] cells, int row, int column) {
        double[] near = new double[9];
        int n = 0;
        for (int r = Math.max(0, row - 1); r <= Math.min(cells.length - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(cells[0].length - 1, column + 1); c++) {
                if (!Double.isNaN(cells[r][c])) {
                    near[n++] = cells[r][c];
                }
            }
        }
        double[] sorted = Arrays.copyOf(near, n);
        Arrays.sort(sorted);
        return sorted;
    }

    private static float[] spread(double[][] cells, int width, int height) {
        int rows = cells.length;
        int columns = cells[0].length;
        float[] image = new float[width * height];
        for (int y = 0; y < height; y++) {
            double v = Math.max(0, Math.min(rows - 1, (y + 0.5) * rows / height - 0.5));
            int r = Math.min((int) v, Math.max(0, rows - 2));
            double upper = rows == 1 ? 0 : v - r;
            for (int x = 0; x < width; x++) {
                double u = Math.max(0, Math.min(columns - 1, (x + 0.5) * columns / width - 0.5));
                int c = Math.min((int) u, Math.max(0, columns - 2));
                double right = columns == 1 ? 0 : u - c;
                int r2 = Math.min(rows - 1, r + 1);
                int c2 = Math.min(columns - 1, c + 1);
                image[y * width + x] = (float) ((1 - upper) * ((1 - right) * cells[r][c] + right * cells[r][c2])
                        + upper * ((1 - right) * cells[r2][c] + right * cells[r2][c2]));
            }
        }
        return image;
    }
}
