package org.mosaicworkbench.mosaic.drizzle;

/**
 * Computes the exact area that a polygon shares with each pixel of a small grid. Every edge contributes the area
 * between itself and the pixel's right side to each pixel that it crosses, and its height to the pixels to the right;
 * summing the heights along a row gives the covered area (Green's theorem, pixel by pixel). This area is the fractional
 * overlap a of Fruchter and Hook (2002, PASP 114, 144, section 2). Pixel (column, row) spans column to column + 1 and
 * row to row + 1.
 */
final class Coverage {

    /** All elements of this array and of {@link #height} are 0 between two polygons. */
    private double[] area = new double[64];

    private double[] height = new double[64];
    private int columns;
    private int rows;
    private int stride;

    /** Begins a polygon with x between 0 and {@code columns} and y between 0 and {@code rows}. */
    void begin(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.stride = columns + 2;
        int needed = stride * (rows + 1);
        if (area.length < needed) {
            area = new double[needed];
            height = new double[needed];
        }
    }

    /** Adds the edge from (x1, y1) to (x2, y2). */
    void edge(double x1, double y1, double x2, double y2) {
        int first = (int) y1;
        int last = (int) y2;
        if (first == last) {
            inRow(first * stride, x1, x2, y2 - y1);
            return;
        }
        double slope = (x2 - x1) / (y2 - y1);
        int step = last > first ? 1 : -1;
        int line = last > first ? first + 1 : first;
        double x = x1;
        double y = y1;
        for (int row = first; row != last; row += step, line += step) {
            double nextX = x1 + slope * (line - y1);
            inRow(row * stride, x, nextX, line - y);
            x = nextX;
            y = line;
        }
        inRow(last * stride, x, x2, y2 - y);
    }

    /**
     * Computes the area of each pixel that the closed polygon covers, signed by its sense of rotation.
     *
     * @param covered receives the areas row by row: pixel (column, row) at {@code row * columns + column}
     */
    void finish(double[] covered) {
        for (int row = 0, to = 0; row < rows; row++) {
            double run = 0;
            int i = row * stride;
            for (int column = 0; column < columns; column++, i++, to++) {
                run += height[i];
                covered[to] = run + area[i];
                height[i] = 0;
                area[i] = 0;
            }
            height[i] = 0;
            area[i] = 0;
            height[i + 1] = 0;
        }
    }

    private void inRow(int row, double x1, double x2, double rise) {
        int first = (int) x1;
        int last = (int) x2;
        if (first == last) {
            area[row + first] += rise * (first + 1 - 0.5 * (x1 + x2));
            height[row + first + 1] += rise;
        } else if (first < last) {
            across(row, x1, x2, rise / (x2 - x1));
        } else {
            across(row, x2, x1, rise / (x1 - x2));
        }
    }

    private void across(int row, double left, double right, double perColumn) {
        int first = (int) left;
        int last = (int) right;
        double rest = first + 1 - left;
        area[row + first] += 0.5 * perColumn * rest * rest;
        height[row + first + 1] += perColumn * rest;
        for (int column = first + 1; column < last; column++) {
            area[row + column] += 0.5 * perColumn;
            height[row + column + 1] += perColumn;
        }
        double end = right - last;
        area[row + last] += perColumn * end * (1 - 0.5 * end);
        height[row + last + 1] += perColumn * end;
    }
}
