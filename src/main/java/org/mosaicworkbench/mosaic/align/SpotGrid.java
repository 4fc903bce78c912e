package org.mosaicworkbench.mosaic.align;

import java.util.List;

/**
 * The positions in a list of sources, sorted into square cells, row by row, so that the positions in a box occupy a few
 * contiguous ranges of the arrays. Positions that are not finite are left out.
 */
final class SpotGrid {

    /** Maximum number of cells per source: in a wide, sparse field the cells are larger than requested. */
    private static final double MOST_CELLS = 4;

    private static final int SOME_CELLS = 1024;

    private final double[] xs;
    private final double[] ys;
    private final int[] starts;
    private final double left;
    private final double below;
    private final double perPixel;
    private final int columns;
    private final int rows;

    /** @param side minimum side length of a cell in pixels */
    SpotGrid(List<Spot> spots, double side) {
        List<Spot> places = spots.stream()
                .filter(s -> Double.isFinite(s.x()) && Double.isFinite(s.y()))
                .toList();
        left = places.stream().mapToDouble(Spot::x).min().orElse(0);
        below = places.stream().mapToDouble(Spot::y).min().orElse(0);
        double width = places.stream().mapToDouble(Spot::x).max().orElse(0) - left;
        double height = places.stream().mapToDouble(Spot::y).max().orElse(0) - below;
        double most = SOME_CELLS + MOST_CELLS * places.size();
        double cell = Math.max(side, Math.max(Math.sqrt(width * height / most), Math.max(width, height) / most));
        perPixel = 1 / cell;
        columns = 1 + (int) (width * perPixel);
        rows = 1 + (int) (height * perPixel);
        starts = new int[columns * rows + 1];
        for (Spot spot : places) {
            starts[at(spot) + 1]++;
        }
        for (int i = 0; i < columns * rows; i++) {
            starts[i + 1] += starts[i];
        }
        int[] next = starts.clone();
        xs = new double[places.size()];
        ys = new double[places.size()];
        for (Spot spot : places) {
            int i = next[at(spot)]++;
            xs[i] = spot.x();
            ys[i] = spot.y();
        }
    }

    private int at(Spot spot) {
        return row(spot.y()) * columns + column(spot.x());
    }

    /** @return the column of cells that contains this x, or the nearest column */
    int column(double x) {
        return (int) Math.max(0, Math.min(columns - 1, (x - left) * perPixel));
    }

    /** @return the row of cells that contains this y, or the nearest row */
    int row(double y) {
        return (int) Math.max(0, Math.min(rows - 1, (y - below) * perPixel));
    }

    /** @return the index of the first source in a cell; sources of the cells to its right follow */
    int start(int row, int column) {
        return starts[row * columns + column];
    }

    /** @return the index after the last source in a cell */
    int end(int row, int column) {
        return starts[row * columns + column + 1];
    }

    int size() {
        return xs.length;
    }

    /** @return the x of each source in the grid's order */
    double[] xs() {
        return xs;
    }

    /** @return the y of each source in the grid's order */
    double[] ys() {
        return ys;
    }

    /** @return the number of sources in the cells that a box touches, an upper limit on the number in the box */
    int aboutAsMany(double x, double y, double reach) {
        int number = 0;
        int first = column(x - reach);
        int last = column(x + reach);
        int top = row(y + reach);
        for (int row = row(y - reach); row <= top; row++) {
            number += end(row, last) - start(row, first);
        }
        return number;
    }
}
