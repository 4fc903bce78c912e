package org.mosaicworkbench.mosaic.detect;

import java.util.Arrays;
import org.mosaicworkbench.io.Band;
import org.mosaicworkbench.maths.Clipped;

/**
 * The background of an image and its noise. For every cell of a mesh the median and the standard deviation are computed
 * after clipping at three standard deviations, smoothed by a median over 3 x 3 cells, and interpolated bilinearly
 * between the cells' centres (Bertin and Arnouts 1996, A&amp;AS 117, 393, section 3, with the clipped median instead of
 * their mode). Only the mesh is stored; rows of the image are interpolated on demand. Pixels are 0-based here.
 */
public final class Background {

    private static final int MOST_SAMPLES = 4096;
    /** At most seven clippings give eight estimates of the standard deviation: the last one is the result. */
    private static final Clipped.Rule CLIP = new Clipped.Rule(3, 7, Clipped.About.MEDIAN);

    private static final int FEWEST = 25;
    private static final double NO_NOISE = 1e-30;

    private final Mesh level;
    private final Mesh noise;
    private final float floor;

    private Background(Mesh level, Mesh noise, float floor) {
        this.level = level;
        this.noise = noise;
        this.floor = floor;
    }

    /** Measures an image on one thread; see {@link #of(float[], int, int, int, int)}. */
    public static Background of(float[] pixels, int width, int height, int cell) {
        return of(pixels, width, height, cell, 1);
    }

    /**
     * Measures an image.
     *
     * @param pixels the image in row-major order; NaN values are ignored
     * @param cell side length of a mesh cell in pixels
     * @param threads number of rows of cells measured at the same time; the result does not depend on it
     * @return the background; level 0 and noise {@value #NO_NOISE} if nothing can be measured or all pixels are equal
     */
    public static Background of(float[] pixels, int width, int height, int cell, int threads) {
        return of((y, row) -> System.arraycopy(pixels, y * width, row, 0, width), width, height, cell, threads);
    }

    /** Fills in one row of an image; {@code y} is 0-based. */
    interface Rows {
        void fill(int y, float[] row);
    }

    /** Measures an image that is produced row by row; each row is requested only once. */
    static Background of(Rows image, int width, int height, int cell, int threads) {
        int columns = Math.max(1, Math.round((float) width / cell));
        int rows = Math.max(1, Math.round((float) height / cell));
        double[][] levels = new double[rows][columns];
        double[][] noises = new double[rows][columns];
        Band.each(rows, threads, band -> {
            Cells cells = new Cells(width, columns);
            for (int r = band.from(); r < band.to(); r++) {
                cells.measure(image, r * height / rows, (r + 1) * height / rows, levels[r], noises[r]);
            }
        });
        return new Background(
                new Mesh(smoothed(levels, 0), width, height), new Mesh(smoothed(noises, NO_NOISE), width, height), 0);
    }

    /** @return the image's width in pixels */
    public int width() {
        return level.width();
    }

    /** @return the image's height in pixels */
    public int height() {
        return level.height();
    }

    /** @return a copy with a lower limit on the noise, so that a single photon is not a significant source */
    public Background noiseAtLeast(double least) {
        return new Background(level, noise, Math.max(floor, (float) least));
    }

    /**
     * Interpolates the background of a row.
     *
     * @param y the row, 0-based
     * @param row receives one value for each pixel, in the image's unit
     */
    public void levels(int y, float[] row) {
        level.fill(y, row);
    }

    /**
     * Interpolates the noise of a row.
     *
     * @param y the row, 0-based
     * @param row receives the standard deviation of each pixel, in the image's unit, above 0
     */
    public void noises(int y, float[] row) {
        noise.fill(y, row);
        if (floor > 0) {
            for (int x = 0; x < width(); x++) {
                row[x] = Math.max(floor, row[x]);
            }
        }
    }

    /** @return the standard deviation of a pixel, in the image's unit, above 0 */
    public float noise(int x, int y) {
        return Math.max(floor, noise.at(x, y));
    }

    /** @return the background at a pixel, in the image's unit */
    float level(int x, int y) {
        return level.at(x, y);
    }

    /** @return the image minus this background, computed on demand; the pixels are not copied */
    public SubtractedImage under(float[] pixels) {
        return new Subtracted(this, pixels);
    }

    private record Subtracted(Background background, float[] pixels) implements SubtractedImage {

        @Override
        public int width() {
            return background.width();
        }

        @Override
        public int height() {
            return background.height();
        }

        @Override
        public void row(int y, float[] row) {
            background.levels(y, row);
            int start = y * width();
            for (int x = 0; x < width(); x++) {
                row[x] = pixels[start + x] - row[x];
            }
        }

        @Override
        public float at(int x, int y) {
            return pixels[y * width() + x] - background.level(x, y);
        }

        @Override
        public void noises(int y, float[] row) {
            background.noises(y, row);
        }

        @Override
        public float noise(int x, int y) {
            return background.noise(x, y);
        }
    }

    /** Subtracts the background on one thread; see {@link #subtractedFrom(float[], int)}. */
    public float[] subtractedFrom(float[] pixels) {
        return subtractedFrom(pixels, 1);
    }

    /**
     * Subtracts the background.
     *
     * @param pixels the image in row-major order
     * @param threads number of bands of rows processed at the same time
     * @return the image minus the background; NaN stays NaN
     */
    public float[] subtractedFrom(float[] pixels, int threads) {
        float[] result = new float[pixels.length];
        int width = width();
        SubtractedImage flat = under(pixels);
        Band.each(height(), threads, band -> {
            float[] row = new float[width];
            for (int y = band.from(); y < band.to(); y++) {
                flat.row(y, row);
                System.arraycopy(row, 0, result, y * width, width);
            }
        });
        return result;
    }

    /** A row of cells with the valid pixels of each cell, or an evenly spaced sample of them. */
    private static final class Cells {

        private final int width;
        private final float[] row;
        private final float[][] values;
        private final int[] sizes;

        Cells(int width, int columns) {
            this.width = width;
            this.row = new float[width];
            this.values = new float[columns][0];
            this.sizes = new int[columns];
        }

        /** Measures each cell; NaN if a cell has too few values. */
        void measure(Rows image, int y1, int y2, double[] levels, double[] noises) {
            Arrays.fill(sizes, 0);
            for (int y = y1; y < y2; y++) {
                boolean filled = false;
                for (int c = 0; c < values.length; c++) {
                    int step = step((start(c + 1) - start(c)) * (double) (y2 - y1));
                    if ((y - y1) % step == 0) {
                        if (!filled) {
                            image.fill(y, row);
                            filled = true;
                        }
                        take(c, step, (y2 - y1) / step + 1);
                    }
                }
            }
            for (int c = 0; c < values.length; c++) {
                boolean few = sizes[c] < FEWEST;
                Clipped clipped = few ? null : Clipped.of(values[c], 0, sizes[c], CLIP);
                levels[c] = few ? Double.NaN : clipped.median();
                noises[c] = few ? Double.NaN : clipped.deviation();
            }
        }

        private int start(int column) {
            return column * width / values.length;
        }

        private static int step(double pixels) {
            return Math.max(1, (int) Math.sqrt(pixels / MOST_SAMPLES));
        }

        private void take(int column, int step, int rows) {
            int most = ((start(column + 1) - start(column)) / step + 1) * rows;
            if (values[column].length < most) {
                values[column] = Arrays.copyOf(values[column], most);
            }
            float[] into = values[column];
            int n = sizes[column];
            for (int x = start(column); x < start(column + 1); x += step) {
                float value = row[x];
                into[n] = value;
                n += Float.isNaN(value) ? 0 : 1;
            }
            sizes[column] = n;
        }
    }

    /**
     * The median of each cell and its neighbours; if none of them has a value, the median of all cells; if no cell has
     * a value, the fallback.
     */
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

    /** Values at the cells' centres, and the position of each image row and column between them. */
    private static final class Mesh {

        private final double[][] cells;
        private final int[] cellOfRow;
        private final double[] partOfRow;
        private final int[] cellOfColumn;
        private final float[] partOfColumn;

        Mesh(double[][] cells, int width, int height) {
            this.cells = cells;
            this.cellOfRow = new int[height];
            this.partOfRow = new double[height];
            for (int y = 0; y < height; y++) {
                double place = place(y, cells.length, height);
                cellOfRow[y] = first(place, cells.length);
                partOfRow[y] = place - cellOfRow[y];
            }
            this.cellOfColumn = new int[width];
            this.partOfColumn = new float[width];
            for (int x = 0; x < width; x++) {
                double place = place(x, cells[0].length, width);
                cellOfColumn[x] = first(place, cells[0].length);
                partOfColumn[x] = (float) (place - cellOfColumn[x]);
            }
        }

        int width() {
            return cellOfColumn.length;
        }

        int height() {
            return cellOfRow.length;
        }

        float at(int x, int y) {
            int c = cellOfColumn[x];
            double left = between(y, c);
            return (float) left + partOfColumn[x] * rise(y, c, left);
        }

        void fill(int y, float[] row) {
            int x = 0;
            while (x < width()) {
                int c = cellOfColumn[x];
                double exact = between(y, c);
                float left = (float) exact;
                float rise = rise(y, c, exact);
                int start = x;
                while (x < width() && cellOfColumn[x] == c) {
                    x++;
                }
                for (int i = start; i < x; i++) {
                    row[i] = left + partOfColumn[i] * rise;
                }
            }
        }

        private float rise(int y, int c, double left) {
            return (float) (between(y, Math.min(cells[0].length - 1, c + 1)) - left);
        }

        /** The value in a column of cells, interpolated at an image row. */
        private double between(int y, int c) {
            int r = cellOfRow[y];
            double upper = partOfRow[y];
            return (1 - upper) * cells[r][c] + upper * cells[Math.min(cells.length - 1, r + 1)][c];
        }

        /** The position of a pixel in units of mesh cells; 0 is the centre of the first cell. */
        private static double place(int pixel, int number, int size) {
            return Math.max(0, Math.min(number - 1, (pixel + 0.5) * number / size - 0.5));
        }

        private static int first(double place, int number) {
            return Math.min((int) place, Math.max(0, number - 2));
        }
    }
}
