package org.mosaicworkbench.mosaic.drizzle;

/** A rectangle of output that one block of input falls on; pixel indices are 0-based. */
final class Tile {

    final int x0;
    final int y0;
    final int width;
    final int height;
    final double[] sum;
    final double[] weight;

    Tile(int x0, int y0, int width, int height) {
        this.x0 = x0;
        this.y0 = y0;
        this.width = width;
        this.height = height;
        this.sum = new double[width * height];
        this.weight = new double[width * height];
    }

    /**
     * Adds a drop's share.
     *
     * @param x      column in the tile, 0-based
     * @param y      row in the tile, 0-based
     * @param value  the drop's value
     * @param weight of this share
     */
    void put(int x, int y, double value, double weight) {
        int i = y * width + x;
        this.sum[i] += weight * value;
        this.weight[i] += weight;
    }
}
