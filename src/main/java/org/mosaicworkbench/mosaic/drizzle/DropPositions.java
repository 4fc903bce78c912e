package org.mosaicworkbench.mosaic.drizzle;

import org.mosaicworkbench.sky.PixelMap;

/**
 * Where the corners or the centres of a block's pixels fall: 0-based output coordinates in which pixel i spans i to
 * i + 1, after {@link #tile} relative to the tile.
 */
final class DropPositions {

    final int stride;
    final double[] x;
    final double[] y;
    private double minX = Double.POSITIVE_INFINITY;
    private double maxX = Double.NEGATIVE_INFINITY;
    private double minY = Double.POSITIVE_INFINITY;
    private double maxY = Double.NEGATIVE_INFINITY;
    private boolean finite = true;

    private DropPositions(int columns, int rows) {
        stride = columns;
        x = new double[columns * rows];
        y = new double[columns * rows];
    }

    /** Corners: one more in each direction than there are pixels. The block begins at 0-based pixel (x0, y0). */
    static DropPositions corners(PixelMap map, int x0, int y0, int width, int height) {
        return of(map, x0 + 0.5, y0 + 0.5, width + 1, height + 1);
    }

    /** Centres. The block begins at 0-based pixel (x0, y0). */
    static DropPositions centres(PixelMap map, int x0, int y0, int width, int height) {
        return of(map, x0 + 1, y0 + 1, width, height);
    }

    private static DropPositions of(PixelMap map, double left, double below, int columns, int rows) {
        DropPositions positions = new DropPositions(columns, rows);
        double[] xy = new double[2];
        int i = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                map.map(left + column, below + row, xy);
                positions.set(i++, xy[0] - 0.5, xy[1] - 0.5);
            }
        }
        return positions;
    }

    private void set(int i, double px, double py) {
        x[i] = px;
        y[i] = py;
        minX = Math.min(minX, px);
        maxX = Math.max(maxX, px);
        minY = Math.min(minY, py);
        maxY = Math.max(maxY, py);
        finite &= !Double.isNaN(px);
    }

    /** @param reach of the kernel beyond the positions, pixels */
    boolean touch(int width, int height, int reach) {
        return finite && maxX + reach > 0 && maxY + reach > 0 && minX - reach < width && minY - reach < height;
    }

    /** Moves the origin to the tile that holds all positions with a kernel's reach around them. */
    Canvas.Tile tile(int reach) {
        int x0 = (int) Math.floor(minX) - reach;
        int y0 = (int) Math.floor(minY) - reach;
        for (int i = 0; i < x.length; i++) {
            x[i] -= x0;
            y[i] -= y0;
        }
        return new Canvas.Tile(
                x0, y0, (int) Math.floor(maxX) - x0 + 1 + reach, (int) Math.floor(maxY) - y0 + 1 + reach);
    }
}
