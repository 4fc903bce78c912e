package org.mosaicworkbench.sky;

import java.util.Arrays;

/**
 * Where the pixels of a rectangle fall, row after row, at a fraction of the cost of mapping each one: positions are
 * interpolated bilinearly between the lines of a grid on which they are mapped exactly. They are wrong by less than
 * what is allowed.
 *
 * <p>For a map f the error within a cell of sides h is at most h^2 / 8 (max |f_xx| + max |f_yy|): a bilinear function
 * has the mixed term, and along each axis the rest is that of linear interpolation. The second derivatives are bounded
 * by the distortion polynomials' coefficients; h is the largest power of two that keeps the bound, one pixel where none
 * does, which is exact. A distortion table is bilinear between its nodes, so lines are put on these.
 */
public final class MappedRows {

    private static final int WIDEST = 32;
    private static final double SAME_LINE = 1e-6;

    private final double left;
    private final double below;
    private final double[] xLines;
    private final double[] yLines;
    /** For each line along x the first column that is not left of it. */
    private final int[] firstColumn;
    /** Mapped places, row after row of the grid. */
    private final double[] mappedX;

    private final double[] mappedY;
    private final double[] rowX;
    private final double[] rowY;

    /**
     * Maps the grid.
     *
     * @param map     from the rectangle's pixels
     * @param left    x of the first column, source pixels, 1-based
     * @param below   y of the first row
     * @param columns at least 1, one source pixel apart
     * @param rows    at least 1, one source pixel apart
     * @param error   target pixels, that positions may be wrong by; 0 for exact ones
     */
    public MappedRows(PixelMap map, double left, double below, int columns, int rows, double error) {
        this.left = left;
        this.below = below;
        int step = step(map, columns, rows, error);
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
        int step = WIDEST;
        while (step > 1 && !(step * step / 8.0 * bend + map.tables().besideNodes() < error)) {
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
        int kept = 1;
        for (int i = 1; i < n; i++) {
            if (all[i] - all[kept - 1] > SAME_LINE) {
                all[kept++] = all[i];
            }
        }
        return Arrays.copyOf(all, kept);
    }

    /** @return false where a place lies behind the target's tangent plane */
    public boolean finite() {
        for (double x : mappedX) {
            if (Double.isNaN(x)) {
                return false;
            }
        }
        return true;
    }

    /** @return the smallest x, the smallest y, the largest x and the largest y of all positions, target pixels */
    public double[] bounds() {
        return new double[] {
            Arrays.stream(mappedX).min().orElse(Double.NaN),
            Arrays.stream(mappedY).min().orElse(Double.NaN),
            Arrays.stream(mappedX).max().orElse(Double.NaN),
            Arrays.stream(mappedY).max().orElse(Double.NaN)
        };
    }

    /** Moves all positions that are asked for from now on, target pixels. */
    public void moveBy(double dx, double dy) {
        for (int i = 0; i < mappedX.length; i++) {
            mappedX[i] += dx;
            mappedY[i] += dy;
        }
    }

    /**
     * The positions of a row.
     *
     * @param row from 0
     * @param x   receives the target x of each column, 1-based where nothing was moved
     * @param y   receives the target y
     */
    public void row(int row, double[] x, double[] y) {
        double at = below + row;
        int j = 0;
        while (j + 2 < yLines.length && yLines[j + 1] <= at) {
            j++;
        }
        int from = j * xLines.length;
        int next = yLines.length == 1 ? from : from + xLines.length;
        double up = yLines.length == 1 ? 0 : (at - yLines[j]) / (yLines[j + 1] - yLines[j]);
        for (int k = 0; k < rowX.length; k++) {
            rowX[k] = mappedX[from + k] + up * (mappedX[next + k] - mappedX[from + k]);
            rowY[k] = mappedY[from + k] + up * (mappedY[next + k] - mappedY[from + k]);
        }
        int last = rowX.length - 1;
        for (int k = 0; k < last; k++) {
            double width = xLines[k + 1] - xLines[k];
            double stepX = (rowX[k + 1] - rowX[k]) / width;
            double stepY = (rowY[k + 1] - rowY[k]) / width;
            double beside = left - xLines[k];
            for (int column = firstColumn[k]; column < firstColumn[k + 1]; column++) {
                x[column] = rowX[k] + stepX * (beside + column);
                y[column] = rowY[k] + stepY * (beside + column);
            }
        }
        x[firstColumn[last]] = rowX[last];
        y[firstColumn[last]] = rowY[last];
    }
}
