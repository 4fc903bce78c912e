package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Points of a plane sorted into square cells, to find the nearest one fast. Points are numbered as they are added. */
public final class Neighbours {

    private final double cell;
    private final Map<Long, List<Integer>> cells = new HashMap<>();
    private final List<double[]> points = new ArrayList<>();

    /** @param cell side of a cell; searches look no farther than that */
    public Neighbours(double cell) {
        this.cell = cell;
    }

    public void add(double x, double y) {
        cells.computeIfAbsent(key(index(x), index(y)), k -> new ArrayList<>(2)).add(points.size());
        points.add(new double[] {x, y});
    }

    /**
     * @param radius at most the cell's side
     * @return the number of the nearest point within the radius, the first of several; -1 where there is none
     */
    public int nearest(double x, double y, double radius) {
        int best = -1;
        double least = radius * radius;
        for (long row = index(y) - 1; row <= index(y) + 1; row++) {
            for (long column = index(x) - 1; column <= index(x) + 1; column++) {
                for (int i : cells.getOrDefault(key(column, row), List.of())) {
                    double[] p = points.get(i);
                    double d = (p[0] - x) * (p[0] - x) + (p[1] - y) * (p[1] - y);
                    if (d < least || (d == least && (best < 0 || i < best))) {
                        least = d;
                        best = i;
                    }
                }
            }
        }
        return best;
    }

    private long index(double coordinate) {
        return (long) Math.floor(coordinate / cell);
    }

    private static long key(long column, long row) {
        return (column << 32) ^ (row & 0xffffffffL);
    }
}
