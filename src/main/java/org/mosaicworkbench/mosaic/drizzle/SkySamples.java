package org.mosaicworkbench.mosaic.drizzle;

import java.util.List;
import org.mosaicworkbench.io.Band;
import org.mosaicworkbench.maths.OrderStatistics;

/**
 * The level of one exposure in coarse cells of the output grid: the median of up to 64 pixels in each cell, so that
 * cosmic rays and individual stars do not matter. Exposures on one grid have the same cells, and common cells show the
 * same sky.
 *
 * @param levels the cells' levels in row-major order, electrons per second per output pixel; NaN where less than three
 *     quarters of the sampled pixels have data
 * @param seconds the mean weight of the pixels, usually the exposure time
 */
record SkySamples(float[] levels, double seconds) {

    /** Number of sampled pixels along a side of a cell. */
    private static final int LOOKS = 8;

    private static final int COARSE_FROM = 1024;
    private static final int FEWEST = LOOKS * LOOKS * 3 / 4;

    /** @param canvas contains a single exposure */
    static SkySamples of(Canvas canvas, int threads) {
        int width = canvas.wcs().width();
        int height = canvas.wcs().height();
        int step = Math.min(width, height) < COARSE_FROM ? 2 : 4;
        int columns = width / (step * LOOKS);
        int rows = height / (step * LOOKS);
        List<float[]> parts = Band.map(rows, threads, band -> levels(canvas, step, columns, band));
        float[] levels = new float[columns * rows];
        int n = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, levels, n, part.length);
            n += part.length;
        }
        return new SkySamples(levels, canvas.meanWeight());
    }

    private static float[] levels(Canvas canvas, int step, int columns, Band band) {
        float[] levels = new float[(band.to() - band.from()) * columns];
        float[] values = new float[LOOKS * LOOKS];
        for (int i = 0; i < levels.length; i++) {
            int x = i % columns * step * LOOKS;
            int y = (band.from() + i / columns) * step * LOOKS;
            int n = 0;
            for (int k = 0; k < values.length; k++) {
                float value = canvas.value(x + k % LOOKS * step, y + k / LOOKS * step);
                if (!Float.isNaN(value)) {
                    values[n++] = value;
                }
            }
            levels[i] = n < FEWEST ? Float.NaN : (float) OrderStatistics.median(values, 0, n);
        }
        return levels;
    }
}
