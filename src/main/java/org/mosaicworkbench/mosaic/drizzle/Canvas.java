package org.mosaicworkbench.mosaic.drizzle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.Wcs;

/**
 * The output image that drops fall on: for every pixel the sum of weights, the weighted sum of values, and a bit for
 * each input that reached it. It grows in place by {@link Drizzle#addTo} and {@link #add}.
 */
public final class Canvas {

    private static final int BITS = 32;

    private final Wcs wcs;
    private final int width;
    private final int height;
    private final float[] sum;
    private final float[] weight;
    private final List<int[]> context = new ArrayList<>();
    private int inputs;

    /**
     * An empty canvas.
     *
     * @param wcs an undistorted system with its image size, as {@link OutputGrid} makes it
     */
    public Canvas(Wcs wcs) {
        this.wcs = wcs;
        this.width = wcs.width();
        this.height = wcs.height();
        if (width < 1 || height < 1 || (long) width * height > Integer.MAX_VALUE - 8) {
            throw new BadInput("an output image of " + width + " x " + height + " pixels cannot be made");
        }
        this.sum = new float[width * height];
        this.weight = new float[width * height];
    }

    /** @return its coordinate system */
    public Wcs wcs() {
        return wcs;
    }

    /** @return how many inputs have been put on it, each chip being one */
    public int inputs() {
        return inputs;
    }

    /**
     * The weighted mean of all that fell on each pixel.
     *
     * @return electrons a second for each output pixel, row after row; NaN where nothing fell
     */
    public float[] image() {
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = weight[i] > 0 ? sum[i] / weight[i] : Float.NaN;
        }
        return mean;
    }

    /** @return the sum of weights of each pixel, row after row; 0 where nothing fell */
    public float[] weights() {
        return weight.clone();
    }

    /** @return true where something fell on FITS pixel (x, y), 1-based */
    public boolean reached(int x, int y) {
        return weight[(y - 1) * width + x - 1] > 0;
    }

    /**
     * Which inputs reached each pixel.
     *
     * @return one plane for every 32 inputs, at least one; input number n (from 0) is bit {@code n % 32} of plane
     *         {@code n / 32}
     */
    public List<int[]> context() {
        return context.isEmpty() ? List.of(new int[sum.length]) : List.copyOf(context);
    }

    /**
     * Adds all that lies on another canvas of the same grid; its inputs are numbered after those here.
     *
     * @throws IllegalArgumentException when the sizes differ
     */
    public void add(Canvas other) {
        if (other.width != width || other.height != height) {
            throw new IllegalArgumentException("a canvas of " + other.width + " x " + other.height
                    + " cannot be added to one of " + width + " x " + height);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.sum[i];
            weight[i] += other.weight[i];
        }
        for (int input = 0; input < other.inputs; input++) {
            int[] from = other.context.get(input / BITS);
            int bit = input % BITS;
            int[] to = planeOf(inputs + input);
            int shift = (inputs + input) % BITS;
            for (int i = 0; i < from.length; i++) {
                to[i] |= (from[i] >>> bit & 1) << shift;
            }
        }
        inputs += other.inputs;
    }

    /** Opens the next input; the tiles that follow belong to it. */
    void nextInput() {
        planeOf(inputs);
        inputs++;
    }

    /** Adds a tile of the current input, whatever part of it lies on the canvas. */
    void add(Tile tile) {
        int[] plane = context.get((inputs - 1) / BITS);
        int bit = 1 << (inputs - 1) % BITS;
        for (int row = Math.max(0, -tile.y0); row < tile.height && tile.y0 + row < height; row++) {
            int first = Math.max(0, -tile.x0);
            int last = Math.min(tile.width, width - tile.x0);
            int to = (tile.y0 + row) * width + tile.x0;
            int from = row * tile.width;
            for (int x = first; x < last; x++) {
                double w = tile.weight[from + x];
                if (w != 0) {
                    sum[to + x] += (float) tile.sum[from + x];
                    weight[to + x] += (float) w;
                    plane[to + x] |= bit;
                }
            }
        }
    }

    private int[] planeOf(int input) {
        while (context.size() <= input / BITS) {
            context.add(new int[sum.length]);
        }
        return context.get(input / BITS);
    }

    @Override
    public String toString() {
        long reached = 0;
        for (float w : weight) {
            reached += w > 0 ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "Canvas %d x %d, %d inputs, %.1f %% of the pixels reached; %s",
                width,
                height,
                inputs,
                100.0 * reached / weight.length,
                wcs);
    }

    /** A rectangle of output that one block of input falls on; pixel indices are 0-based. */
    static final class Tile {

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
}
