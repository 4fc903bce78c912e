package org.mosaicworkbench.sky;

import org.mosaicworkbench.io.BadInput;

/**
 * A distortion given as a table of offsets on a coarse grid over the image, one coordinate's worth, interpolated
 * bilinearly; beyond the table's edge the edge's value holds (Calabretta et al., "Representations of distortions in
 * FITS world coordinate systems", draft of paper IV, section 3.4). As in Hubble's files and in astropy, the reference
 * pixel counts the table's pixels from 0: {@code CRPIX} 0 and {@code CRVAL} 0 put its first one on the image's first.
 *
 * @param width  of the table
 * @param height of the table
 * @param x how its columns lie on the image
 * @param y how its rows lie on the image
 * @param values offsets in image pixels, row after row
 */
public record LookupTable(int width, int height, AxisMap x, AxisMap y, float[] values) {

    /**
     * How an axis of the table lies on the image.
     *
     * @param crpix the table's reference pixel along it, 0-based
     * @param crval the image's pixel there along it, 0-based
     * @param cdelt image pixels for one of the table
     */
    public record AxisMap(double crpix, double crval, double cdelt) {}

    /** @throws BadInput when the table is empty or its steps are 0 */
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

    private static double within(double index, int size) {
        return Math.max(0, Math.min(size - 1, index));
    }
}
