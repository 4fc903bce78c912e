package org.mosaicworkbench.mosaic.drizzle;

import java.util.Arrays;

/**
 * The exact area that a polygon shares with each pixel of a small grid. Every edge leaves, in the pixels that it
 * crosses, the area between itself and the pixel's right side, and in those to the right of it its height; summing the
 * heights along a row gives the covered area (Green's theorem, pixel by pixel), which is what Fruchter and Hook (2002,
 * PASP 114, 144, section 2) call the fractional overlap a. Pixel (column, row) spans column to column + 1 and row to
 * row + 1.
 */
final class Coverage {

    private double[] area = new double[64];
    private double[] height = new double[64];
    private int columns;
    private int rows;
    private int stride;

    /** Begins a polygon that lies within 0 to {@code columns} and 0 to {@code rows}. */
    void begin(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.stride = columns + 2;
        int needed = stride * (rows + 1);
        if (area.length < needed) {
            area = new double[needed];
            height = new double[needed];
        } else {
            Arrays.fill(area, 0, needed, 0);
            Arrays.fill(height, 0, needed, 0);
        }
    }

    /** Adds the edge from (x1, y1) to (x2, y2). */
    void edge(double x1, double y1, double x2, double y2) {
        if (y1 <= y2) {
            rising(x1, y1, x2, y2, 1);
        } else {
            rising(x2, y2, x1, y1, -1);
        }
    }

    /**
     * The area of each pixel that the closed polygon covers, signed by its sense of rotation.
     *
     * @param covered filled with it row by row: pixel (column, row) at {@code row * columns + column}
     */
    void finish(double[] covered) {
        for (int row = 0; row < rows; row++) {
            double run = 0;
            for (int column = 0; column < columns; column++) {
                int i = row * stride + column;
                run += height[i];
                covered[row * columns + column] = run + area[i];
            }
        }
    }

    private void rising(double x1, double y1, double x2, double y2, double sign) {
        if (y1 == y2) {
            return;
        }
        double slope = (x2 - x1) / (y2 - y1);
        double y = y1;
        double x = x1;
        for (int row = (int) y1; y < y2; row++) {
            boolean last = row + 1 >= y2;
            double nextY = last ? y2 : row + 1;
            double nextX = last ? x2 : x1 + slope * (nextY - y1);
            inRow(row * stride, x, nextX, (nextY - y) * sign);
            y = nextY;
            x = nextX;
        }
    }

    private void inRow(int row, double x1, double x2, double rise) {
        double left = Math.min(x1, x2);
        double right = Math.max(x1, x2);
        int first = (int) left;
        int last = (int) right;
        if (first == last) {
            area[row + first] += rise * (first + 1 - 0.5 * (left + right));
            height[row + first + 1] += rise;
            return;
        }
        double perColumn = rise / (right - left);
        for (int column = first; column <= last; column++) {
            double from = Math.max(left, column);
            double to = Math.min(right, column + 1);
            double share = perColumn * (to - from);
            area[row + column] += share * (column + 1 - 0.5 * (from + to));
            height[row + column + 1] += share;
        }
    }
}
