package org.mosaicworkbench.sky;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;

/**
 * A distortion given as a table of offsets along one axis, on a coarse grid over the image. The offsets are
 * interpolated bilinearly; outside the table the value at its edge applies (Calabretta et al., "Representations of
 * distortions in FITS world coordinate systems", draft of paper IV, section 3.4). As in Hubble's files and in astropy,
 * the reference pixel of the table is 0-based: {@code CRPIX} 0 and {@code CRVAL} 0 put the table's first pixel on the
 * image's first pixel.
 *
 * @param width the table's width
 * @param height the table's height
 * @param x the position of its columns on the image
 * @param y the position of its rows on the image
 * @param values offsets in image pixels, in row-major order
 */
public record LookupTable(int width, int height, AxisMap x, AxisMap y, float[] values) {

    /**
     * The position of a table axis on the image.
     *
     * @param crpix the table's reference pixel along the axis, 0-based
     * @param crval the image pixel at the reference pixel, 0-based
     * @param cdelt image pixels per table pixel
     */
    public record AxisMap(double crpix, double crval, double cdelt) {

        /** @return the 1-based image pixel of a 0-based column or row of the table */
        double at(int index) {
            return (index - crpix) * cdelt + crval + 1;
        }
    }

    /** @throws BadInput if the table is empty or its steps are 0 */
    public LookupTable {
        if (width < 1 || height < 1 || (long) width * height != values.length || x.cdelt() == 0 || y.cdelt() == 0) {
            throw new BadInput("a distortion table of " + width + " x " + height + " with " + values.length
                    + " values and steps of " + x.cdelt() + " and " + y.cdelt() + " pixels cannot be used");
        }
    }

    /** @return the offset at an image pixel, 1-based */
    double at(double x, double y) {
        double u = within((x - 1 - this.x.crval()) / this.x.cdelt() + this.x.crpix(), width);
        double v = within((y - 1 - this.y.crval()) / this.y.cdelt() + this.y.crpix(), height);
        int column = Math.min((int) u, Math.max(0, width - 2));
        int row = Math.min((int) v, Math.max(0, height - 2));
        double right = u - column;
        double up = v - row;
        int nextColumn = Math.min(width - 1, column + 1);
        int nextRow = Math.min(height - 1, row + 1);
        return (1 - up) * ((1 - right) * values[row * width + column] + right * values[row * width + nextColumn])
                + up * ((1 - right) * values[nextRow * width + column] + right * values[nextRow * width + nextColumn]);
    }

    /** @return x of the columns on the image, 1-based */
    DoubleStream nodesAlongX() {
        return IntStream.range(0, width).mapToDouble(i -> x.at(i));
    }

    /** @return y of the rows on the image, 1-based */
    DoubleStream nodesAlongY() {
        return IntStream.range(0, height).mapToDouble(i -> y.at(i));
    }

    /** @return the largest offset, image pixels */
    double largest() {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /**
     * A bound on the interpolation error near a node: the largest change of the offset's slope along each axis at a
     * node, times the given distance along that axis, summed over the axes, image pixels.
     */
    double bend(double dx, double dy) {
        double alongX = 0;
        double alongY = 0;
        for (int i = 0; i < values.length; i++) {
            alongX = Math.max(alongX, change(i, i % width, width, 1));
            alongY = Math.max(alongY, change(i, i / width, height, width));
        }
        return dx * alongX / Math.abs(x.cdelt()) + dy * alongY / Math.abs(y.cdelt());
    }

    /** The change of the offset's slope at a node, per table pixel; outside the table the offset is constant. */
    private double change(int i, int at, int size, int stride) {
        double before = at == 0 ? 0 : values[i] - values[i - stride];
        double after = at == size - 1 ? 0 : values[i + stride] - values[i];
        return Math.abs(after - before);
    }

    private static double within(double index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }
}
