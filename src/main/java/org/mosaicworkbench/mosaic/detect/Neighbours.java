package org.mosaicworkbench.mosaic.detect;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Points of a plane sorted into square cells for a fast nearest-neighbour search. The index of a point is its position
 * in the order of addition.
 */
public final class Neighbours {

    private static final int NONE = -1;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final double cell;
    private double[] xs = new double[16];
    private double[] ys = new double[16];
    /** For each point, the previous point in its cell. */
    private int[] before = new int[16];

    private int size;
    /**
     * Cells that hold points, in a hash table with open addressing; its size is a power of two, and at most half is
     * filled.
     */
    private long[] keys = new long[32];

    /** For each slot, the last point of its cell, or {@link #NONE}. */
    private int[] last = new int[32];

    private int taken;

    /** @param cell side length of a cell, which also limits the search radius */
    public Neighbours(double cell) {
        this.cell = cell;
        Arrays.fill(last, NONE);
    }

    public void add(double x, double y) {
        if (size == xs.length) {
            xs = Arrays.copyOf(xs, 2 * size);
            ys = Arrays.copyOf(ys, 2 * size);
            before = Arrays.copyOf(before, 2 * size);
        }
        xs[size] = x;
        ys[size] = y;
        int place = place(key(index(x), index(y)));
        if (last[place] == NONE) {
            keys[place] = key(index(x), index(y));
            taken++;
        }
        before[size] = last[place];
        last[place] = size++;
        if (2 * taken > keys.length) {
            grow();
        }
    }

    /**
     * @param radius at most the cell's side length
     * @return the index of the nearest point within the radius, or the first of several equally near; -1 if none is
     *     found
     */
    public int nearest(double x, double y, double radius) {
        int best = NONE;
        double least = radius * radius;
        for (long row = index(y - radius); row <= index(y + radius); row++) {
            for (long column = index(x - radius); column <= index(x + radius); column++) {
                for (int i = last[place(key(column, row))]; i != NONE; i = before[i]) {
                    double d = (xs[i] - x) * (xs[i] - x) + (ys[i] - y) * (ys[i] - y);
                    if (d < least || (d == least && (best == NONE || i < best))) {
                        least = d;
                        best = i;
                    }
                }
            }
        }
        return best;
    }

    /** Passes the indices of all points within a radius of any size to {@code found}, in no particular order. */
    public void within(double x, double y, double radius, IntConsumer found) {
        for (long row = index(y - radius); row <= index(y + radius); row++) {
            for (long column = index(x - radius); column <= index(x + radius); column++) {
                for (int i = last[place(key(column, row))]; i != NONE; i = before[i]) {
                    if ((xs[i] - x) * (xs[i] - x) + (ys[i] - y) * (ys[i] - y) <= radius * radius) {
                        found.accept(i);
                    }
                }
            }
        }
    }

    /** The slot of a cell, or the free slot where it would be stored. */
    private int place(long key) {
        int place = (int) ((key * GOLDEN) >>> 32) & (keys.length - 1);
        while (last[place] != NONE && keys[place] != key) {
            place = place + 1 & (keys.length - 1);
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldLast = last;
        keys = new long[2 * oldKeys.length];
        last = new int[2 * oldKeys.length];
        Arrays.fill(last, NONE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldLast[i] != NONE) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                last[place] = oldLast[i];
            }
        }
    }

    private long index(double coordinate) {
        return (long) Math.floor(coordinate / cell);
    }

    private static long key(long column, long row) {
        return (column << 32) ^ (row & 0xffffffffL);
    }
}
