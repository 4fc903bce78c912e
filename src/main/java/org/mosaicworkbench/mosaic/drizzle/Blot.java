package org.mosaicworkbench.mosaic.drizzle;

import org.mosaicworkbench.sky.MappedRows;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.Wcs;

/**
 * An output image resampled to a chip's pixels, in the chip's own unit, by cubic convolution (Keys 1981, IEEE Trans.
 * ASSP 29, 1153, a = -1/2).
 *
 * @param chip the chip whose pixels are sampled
 * @param image the pixels on the grid, in row-major order; NaN where there is no data
 * @param grid the image's grid
 */
record Blot(Chip chip, float[] image, Wcs grid) {

    /**
     * Resamples a band of the chip's rows.
     *
     * @param first the first row, 0-based
     * @param rows the number of rows
     * @return the values in row-major order; NaN where one of the 16 surrounding pixels has no data
     */
    float[] rows(int first, int rows) {
        int columns = chip.raster().width();
        MappedRows places = new MappedRows(
                PixelMap.between(chip.wcs(), grid), 1, first + 1, columns, rows, DropPositions.LARGEST_ERROR);
        double perPixel = chip.pixelArea() / (grid.pixelScale() * grid.pixelScale());
        float[] result = new float[columns * rows];
        double[] x = new double[columns];
        double[] y = new double[columns];
        for (int row = 0, i = 0; row < rows; row++) {
            places.row(row, x, y);
            for (int column = 0; column < columns; column++, i++) {
                result[i] = (float) (perPixel * cubic(x[column] - 1, y[column] - 1));
            }
        }
        return result;
    }

    /** The value at a position, 0-based. */
    private double cubic(double x, double y) {
        int width = grid.width();
        int left = (int) Math.floor(x) - 1;
        int below = (int) Math.floor(y) - 1;
        if (!(left >= 0 && below >= 0 && left + 3 < width && below + 3 < grid.height())) {
            return Double.NaN;
        }
        double t = x - left - 1;
        double x0 = ((-0.5 * t + 1) * t - 0.5) * t;
        double x1 = (1.5 * t - 2.5) * t * t + 1;
        double x2 = ((-1.5 * t + 2) * t + 0.5) * t;
        double x3 = (0.5 * t - 0.5) * t * t;
        double u = y - below - 1;
        int i = below * width + left;
        double sum = (((-0.5 * u + 1) * u - 0.5) * u)
                * (x0 * image[i] + x1 * image[i + 1] + x2 * image[i + 2] + x3 * image[i + 3]);
        i += width;
        sum += ((1.5 * u - 2.5) * u * u + 1)
                * (x0 * image[i] + x1 * image[i + 1] + x2 * image[i + 2] + x3 * image[i + 3]);
        i += width;
        sum += (((-1.5 * u + 2) * u + 0.5) * u)
                * (x0 * image[i] + x1 * image[i + 1] + x2 * image[i + 2] + x3 * image[i + 3]);
        i += width;
        return sum
                + ((0.5 * u - 0.5) * u * u)
                        * (x0 * image[i] + x1 * image[i + 1] + x2 * image[i + 2] + x3 * image[i + 3]);
    }
}
