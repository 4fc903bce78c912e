package org.mosaicworkbench.mosaic.drizzle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Band;
import org.mosaicworkbench.sky.Wcs;

/**
 * The output image that collects the drops: for every pixel the sum of weights, the weighted sum of values, and a bit
 * for each input that contributed. It is changed in place by {@link Drizzle#addTo} and {@link #add}.
 */
public final class Canvas {

    /** The number of inputs per plane of the context. */
    private static final int BITS = 8;

    private static final int BITS_OF_FITS = 32;

    private final Wcs wcs;
    private final int width;
    private final int height;
    private final float[] sum;
    private final float[] weight;
    private final List<byte[]> context = new ArrayList<>();
    private int inputs;

    /**
     * Creates an empty canvas.
     *
     * @param wcs an undistorted system with its image size, as returned by {@link OutputGrid}
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

    /** @return the canvas's coordinate system */
    public Wcs wcs() {
        return wcs;
    }

    /** @return the number of inputs added so far; each chip is one input */
    public int inputs() {
        return inputs;
    }

    /**
     * Computes the weighted mean of all drops on each pixel.
     *
     * @return electrons per second for each output pixel, in row-major order; NaN where no drop fell
     */
    public float[] image() {
        float[] mean = new float[sum.length];
        image(0, mean);
        return mean;
    }

    /** Reads part of the image, starting at a pixel index. */
    void image(int from, float[] into) {
        for (int i = 0; i < into.length; i++) {
            float w = weight[from + i];
            into[i] = w > 0 ? sum[from + i] / w : Float.NaN;
        }
    }

    /** The image value at a pixel, 0-based. */
    float value(int x, int y) {
        int i = y * width + x;
        return weight[i] > 0 ? sum[i] / weight[i] : Float.NaN;
    }

    /** The mean weight of the pixels that received a drop; 0 if none did. */
    double meanWeight() {
        double sum = 0;
        int reached = 0;
        for (float w : weight) {
            sum += w;
            reached += w > 0 ? 1 : 0;
        }
        return reached == 0 ? 0 : sum / reached;
    }

    /** Subtracts a level from the image. */
    void lower(float level) {
        if (level != 0) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] -= level * weight[i];
            }
        }
    }

    /** @return the sum of weights of each pixel, in row-major order; 0 where no drop fell; not a copy */
    public float[] weights() {
        return weight;
    }

    /** The weighted sums; not a copy. */
    float[] sums() {
        return sum;
    }

    /** The planes of the context, with one bit for each of eight consecutive inputs; not copies. */
    List<byte[]> planes() {
        return context;
    }

    /** @return true if a drop fell on FITS pixel (x, y), 1-based */
    public boolean reached(int x, int y) {
        return weight[(y - 1) * width + x - 1] > 0;
    }

    /**
     * Returns which inputs contributed to each pixel.
     *
     * @return one plane for every 32 inputs, at least one; input n (0-based) is bit {@code n % 32} of plane
     *     {@code n / 32}
     */
    public List<int[]> context() {
        List<int[]> planes = new ArrayList<>();
        for (int first = 0; first < Math.max(1, inputs); first += BITS_OF_FITS) {
            int[] plane = new int[sum.length];
            for (int k = 0; k < BITS_OF_FITS / BITS && first / BITS + k < context.size(); k++) {
                byte[] part = context.get(first / BITS + k);
                for (int i = 0; i < plane.length; i++) {
                    plane[i] |= (part[i] & 0xff) << (k * BITS);
                }
            }
            planes.add(plane);
        }
        return planes;
    }

    /** @return an independent copy */
    public Canvas copy() {
        Canvas copy = new Canvas(wcs);
        copy.add(this, 1);
        return copy;
    }

    /**
     * Adds another canvas on the same grid; its inputs are numbered after those of this canvas.
     *
     * @param threads number of worker threads; it does not affect the result, not even in its last bit
     * @throws IllegalArgumentException if the sizes differ
     */
    public void add(Canvas other, int threads) {
        if (other.width != width || other.height != height) {
            throw new IllegalArgumentException("a canvas of " + other.width + " x " + other.height
                    + " cannot be added to one of " + width + " x " + height);
        }
        int before = inputs;
        inputs += other.inputs;
        planeOf(Math.max(0, inputs - 1));
        Band.each(height, threads, band -> {
            for (int i = band.from() * width; i < band.to() * width; i++) {
                sum[i] += other.sum[i];
                weight[i] += other.weight[i];
            }
            for (int k = 0; k < other.context.size(); k++) {
                addContext(other.context.get(k), before + k * BITS, band);
            }
        });
    }

    /** Adds a plane of the context; {@code number} is the index of its first input on this canvas. */
    private void addContext(byte[] from, int number, Band band) {
        int shift = number % BITS;
        byte[] low = context.get(number / BITS);
        byte[] high = number / BITS + 1 < context.size() ? context.get(number / BITS + 1) : null;
        for (int i = band.from() * width; i < band.to() * width; i++) {
            int bits = (from[i] & 0xff) << shift;
            low[i] |= (byte) bits;
            if (high != null) {
                high[i] |= (byte) (bits >>> BITS);
            }
        }
    }

    /** Starts a new input, which increases {@link #inputs()} by one. */
    void nextInput() {
        planeOf(inputs);
        inputs++;
    }

    /**
     * Adds the parts of an input's tiles that overlap the canvas, tile by tile.
     *
     * @param input the input's index, 0-based
     * @param only the pixels to add to; null for all
     */
    void add(List<Tile> tiles, int input, Touched only, int threads) {
        Band.each(height, threads, band -> {
            for (Tile tile : tiles) {
                int first = Math.max(band.from(), tile.y0);
                int last = Math.min(band.to(), tile.y0 + tile.height);
                for (int y = first; y < last; y++) {
                    addRow(tile, y, input, only);
                }
            }
        });
    }

    private void addRow(Tile tile, int y, int input, Touched only) {
        byte[] plane = context.get(input / BITS);
        byte bit = (byte) (1 << input % BITS);
        double[] sums = tile.sums;
        int first = Math.max(0, tile.x0);
        int last = Math.min(width, tile.x0 + tile.width);
        int from = 2 * ((y - tile.y0) * tile.stride + first - tile.x0);
        for (int i = y * width + first; i < y * width + last; i++, from += 2) {
            double w = sums[from + 1];
            if (w != 0 && (only == null || only.has(i))) {
                sum[i] += (float) sums[from];
                weight[i] += (float) w;
                plane[i] |= bit;
            }
        }
    }

    /** Resets the given pixels to empty. */
    void clear(Touched pixels) {
        for (int i = pixels.next(0); i >= 0; i = pixels.next(i + 1)) {
            sum[i] = 0;
            weight[i] = 0;
            for (byte[] plane : context) {
                plane[i] = 0;
            }
        }
    }

    private byte[] planeOf(int input) {
        while (context.size() <= input / BITS) {
            context.add(new byte[sum.length]);
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
}
