package org.mosaicworkbench.sky;

import java.util.Arrays;

/**
 * Maps the pixels of a rectangle, row by row, at a fraction of the cost of mapping each pixel separately. Positions are
 * mapped exactly on the lines of a grid and interpolated between them, along each axis by the quadratic function
 * through the values on two lines and midway between them. The error stays below the given limit.
 *
 * <p>A quadratic function through three points h / 2 apart has an error of at most h^3 / (72 sqrt(3)) times the largest
 * third derivative between them, and it amplifies errors of its three values by at most 1.25. A cell of sides h
 * therefore has an error of at most 1.25 h^3 / (72 sqrt(3)) (max |f_xxx| + max |f_yyy|). The derivatives are bounded by
 * the distortion polynomials' coefficients; h is the largest power of two that satisfies the bound, or one pixel, which
 * is exact. A distortion table is bilinear between its nodes, so grid lines are placed on the nodes.
 */
public final class MappedRows {

    private static final int WIDEST = 64;
    private static final double SAME_LINE = 1e-6;
    /** Factor of the error bound of a cell, 1.25 / (72 sqrt(3)). */
    private static final double CUBIC = 0.010024;

    private final double left;
    private final double below;
    /**
     * Whether every position is mapped without interpolation; otherwise every second grid line is midway between its
     * neighbours.
     */
    private final boolean exact;

    private final double[] xLines;

    private final double[] yLines;
    /** For each grid line along x, the first column that is not left of it. */
    private final int[] firstColumn;
    /** Target x of the grid points in row-major order; {@link #mappedY} holds the target y. */
    private final double[] mappedX;

    private final double[] mappedY;
    private final double[] rowX;
    private final double[] rowY;

    /**
     * Maps the grid.
     *
     * @param map maps the rectangle's pixels
     * @param left x of the first column, source pixels, 1-based
     * @param below y of the first row, source pixels, 1-based
     * @param columns number of columns, at least 1; they are one source pixel apart
     * @param rows number of rows, at least 1; they are one source pixel apart
     * @param error allowed error of positions, target pixels; 0 for exact positions
     */
    public MappedRows(PixelMap map, double left, double below, int columns, int rows, double error) {
        this.left = left;
        this.below = below;
        int step = step(map, columns, rows, error);
        this.exact = step == 1;
        this.xLines = lines(left, columns, step, map.tables().nodesAlongX());
        this.yLines = lines(below, rows, step, map.tables().nodesAlongY());
        this.firstColumn = new int[xLines.length];
        for (int k = 0; k < xLines.length; k++) {
            firstColumn[k] = (int) Math.ceil(xLines[k] - left - SAME_LINE);
        }
        this.mappedX = new double[xLines.length * yLines.length];
        this.mappedY = new double[xLines.length * yLines.length];
        this.rowX = new double[xLines.length];
        this.rowY = new double[xLines.length];
        double[] xy = new double[2];
        for (int j = 0, i = 0; j < yLines.length; j++) {
            for (int k = 0; k < xLines.length; k++, i++) {
                map.map(xLines[k], yLines[j], xy);
                mappedX[i] = xy[0];
                mappedY[i] = xy[1];
            }
        }
    }

    private int step(PixelMap map, int columns, int rows, double error) {
        double bend = map.bend(left, below, left + columns - 1, below + rows - 1);
        double besideNodes = map.stretch() * map.tables().besideNodes();
        int step = WIDEST;
        while (step > 1 && !(CUBIC * step * step * step * bend + besideNodes < error)) {
            step /= 2;
        }
        return step;
    }

    private static double[] lines(double first, int number, int step, double[] nodes) {
        double last = first + number - 1;
        double[] all = new double[(number - 1) / step + 2 + nodes.length];
        int n = 0;
        for (double at = first; at < last; at += step) {
            all[n++] = at;
        }
        all[n++] = last;
        for (double node : nodes) {
            if (step > 1 && node > first && node < last) {
                all[n++] = node;
            }
        }
        Arrays.sort(all, 0, n);
        if (step == 1) {
            return Arrays.copyOf(all, n);
        }
        double[] withMiddles = new double[2 * n - 1];
        int kept = 1;
        withMiddles[0] = all[0];
        for (int i = 1; i < n; i++) {
            if (all[i] - withMiddles[kept - 1] > SAME_LINE) {
                withMiddles[kept] = (withMiddles[kept - 1] + all[i]) / 2;
                withMiddles[kept + 1] = all[i];
                kept += 2;
            }
        }
        return Arrays.copyOf(withMiddles, kept);
    }

    /** @return false if any position is 90 degrees or more from the target system's tangent point */
    public boolean finite() {
        for (double x : mappedX) {
            if (Double.isNaN(x)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The bounding box of all positions.
     *
     * @return the smallest x, the smallest y, the largest x and the largest y, target pixels
     */
    public double[] bounds() {
        double[] bounds = {
            Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
        };
        for (int i = 0; i < mappedX.length; i++) {
            bounds[0] = Math.min(bounds[0], mappedX[i]);
            bounds[1] = Math.min(bounds[1], mappedY[i]);
            bounds[2] = Math.max(bounds[2], mappedX[i]);
            bounds[3] = Math.max(bounds[3], mappedY[i]);
        }
        double beyond = exact ? 0 : bulge();
        return new double[] {bounds[0] - beyond, bounds[1] - beyond, bounds[2] + beyond, bounds[3] + beyond};
    }

    /**
     * The largest excess of a quadratic function over its three values: an eighth of its second difference, which
     * interpolation along the other axis amplifies by up to 1.25.
     */
    private double bulge() {
        double most = 0;
        for (int j = 0, i = 0; j < yLines.length; j++) {
            for (int k = 0; k < xLines.length; k++, i++) {
                if (k % 2 == 1) {
                    most = Math.max(most, secondDifference(i, 1));
                }
                if (j % 2 == 1) {
                    most = Math.max(most, secondDifference(i, xLines.length));
                }
            }
        }
        return 2 * 1.25 * most / 8;
    }

    private double secondDifference(int i, int stride) {
        return Math.max(
                Math.abs(mappedX[i - stride] - 2 * mappedX[i] + mappedX[i + stride]),
                Math.abs(mappedY[i - stride] - 2 * mappedY[i] + mappedY[i + stride]));
    }

    /** Shifts all positions returned by later calls by an offset in target pixels. */
    public void moveBy(double dx, double dy) {
        for (int i = 0; i < mappedX.length; i++) {
            mappedX[i] += dx;
            mappedY[i] += dy;
        }
    }

    /**
     * Returns the positions of a row.
     *
     * @param row the row, 0-based
     * @param x receives the target x of each column, 1-based unless shifted
     * @param y receives the target y
     */
    public void row(int row, double[] x, double[] y) {
        if (exact) {
            System.arraycopy(mappedX, row * xLines.length, x, 0, xLines.length);
            System.arraycopy(mappedY, row * xLines.length, y, 0, xLines.length);
            return;
        }
        alongY(below + row);
        for (int k = 0; k + 2 < xLines.length; k += 2) {
            double perColumn = 1 / (xLines[k + 2] - xLines[k]);
            double at = (left - xLines[k]) * perColumn;
            double slopeX = 4 * rowX[k + 1] - 3 * rowX[k] - rowX[k + 2];
            double slopeY = 4 * rowY[k + 1] - 3 * rowY[k] - rowY[k + 2];
            double bendX = 2 * (rowX[k] - 2 * rowX[k + 1] + rowX[k + 2]);
            double bendY = 2 * (rowY[k] - 2 * rowY[k + 1] + rowY[k + 2]);
            for (int column = firstColumn[k]; column < firstColumn[k + 2]; column++) {
                double t = at + column * perColumn;
                x[column] = rowX[k] + t * (slopeX + t * bendX);
                y[column] = rowY[k] + t * (slopeY + t * bendY);
            }
        }
        int last = rowX.length - 1;
        x[firstColumn[last]] = rowX[last];
        y[firstColumn[last]] = rowY[last];
    }

    /** Interpolates the target positions of all grid columns in the row at a given source y. */
    private void alongY(double at) {
        int j = 0;
        while (j + 4 < yLines.length && yLines[j + 2] <= at) {
            j += 2;
        }
        if (yLines.length == 1) {
            System.arraycopy(mappedX, 0, rowX, 0, rowX.length);
            System.arraycopy(mappedY, 0, rowY, 0, rowY.length);
            return;
        }
        double t = (at - yLines[j]) / (yLines[j + 2] - yLines[j]);
        double first = (1 - t) * (1 - 2 * t);
        double middle = 4 * t * (1 - t);
        double last = t * (2 * t - 1);
        int i = j * xLines.length;
        int stride = xLines.length;
        for (int k = 0; k < rowX.length; k++, i++) {
            rowX[k] = first * mappedX[i] + middle * mappedX[i + stride] + last * mappedX[i + 2 * stride];
            rowY[k] = first * mappedY[i] + middle * mappedY[i + stride] + last * mappedY[i + 2 * stride];
        }
    }
}
