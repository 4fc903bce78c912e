package org.mosaicworkbench.mosaic.drizzle;

import org.mosaicworkbench.sky.MappedRows;
import org.mosaicworkbench.sky.PixelMap;

/**
 * The positions of the corners or the centres of a block's pixels, one row of pixels at a time: 0-based output
 * coordinates in which pixel i spans i to i + 1, relative to the tile after {@link #begin}.
 */
final class DropPositions {

    /**
     * Maximum error in output pixels; a kernel that distributes drops by area displaces them by no more than this and
     * loses no flux.
     */
    static final double LARGEST_ERROR = 5e-5;

    /**
     * The x positions of the lower corners of a row's pixels, one more than there are pixels, or of the pixels'
     * centres; {@link #y} holds the y positions.
     */
    double[] x;

    double[] y;
    /**
     * The x positions of the upper corners of the row's pixels, empty for centres; {@link #upperY} holds the y
     * positions.
     */
    double[] upperX;

    double[] upperY;
    private final boolean corners;
    private final MappedRows rows;
    private final double[] bounds;

    private DropPositions(MappedRows rows, int columns, boolean corners) {
        this.rows = rows;
        this.corners = corners;
        rows.moveBy(-0.5, -0.5);
        this.bounds = rows.bounds();
        this.x = new double[columns];
        this.y = new double[columns];
        this.upperX = new double[corners ? columns : 0];
        this.upperY = new double[corners ? columns : 0];
    }

    /**
     * Maps corners, with errors below {@value #LARGEST_ERROR} output pixels. The block begins at 0-based pixel (x0,
     * y0).
     */
    static DropPositions corners(PixelMap map, int x0, int y0, int width, int height) {
        return new DropPositions(
                new MappedRows(map, x0 + 0.5, y0 + 0.5, width + 1, height + 1, LARGEST_ERROR), width + 1, true);
    }

    /**
     * Maps centres exactly, because a discontinuous kernel turns a small error into a large one. The block begins at
     * 0-based pixel (x0, y0).
     */
    static DropPositions centres(PixelMap map, int x0, int y0, int width, int height) {
        return new DropPositions(new MappedRows(map, x0 + 1, y0 + 1, width, height, 0), width, false);
    }

    /** @param reach number of output pixels by which the kernel extends beyond the positions */
    boolean touch(int width, int height, int reach) {
        return rows.finite()
                && bounds[2] + reach > 0
                && bounds[3] + reach > 0
                && bounds[0] - reach < width
                && bounds[1] - reach < height;
    }

    /** Begins a tile that holds all positions with a margin for the kernel, and moves the origin to it. */
    void begin(Tile tile, int reach) {
        int x0 = (int) Math.floor(bounds[0]) - reach;
        int y0 = (int) Math.floor(bounds[1]) - reach;
        rows.moveBy(-x0, -y0);
        tile.begin(x0, y0, (int) Math.floor(bounds[2]) - x0 + 1 + reach, (int) Math.floor(bounds[3]) - y0 + 1 + reach);
    }

    /** Moves to a row of pixels, 0-based; rows must be visited in order. */
    void row(int row) {
        if (!corners) {
            rows.row(row, x, y);
            return;
        }
        if (row == 0) {
            rows.row(0, upperX, upperY);
        }
        double[] oldX = x;
        double[] oldY = y;
        x = upperX;
        y = upperY;
        upperX = oldX;
        upperY = oldY;
        rows.row(row + 1, upperX, upperY);
    }

    /** Whether the output pixel under the middle of a drop in this row is one of the given pixels. */
    boolean middle(int column, Tile tile, Touched pixels) {
        double middleX = corners ? 0.5 * (x[column] + upperX[column + 1]) : x[column];
        double middleY = corners ? 0.5 * (y[column] + upperY[column + 1]) : y[column];
        return pixels.has(tile.x0 + (int) middleX, tile.y0 + (int) middleY);
    }
}
