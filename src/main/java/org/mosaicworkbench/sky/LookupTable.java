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
 * @param crpix1 the table's reference pixel along x, 0-based
 * @param crpix2 the table's reference pixel along y, 0-based
 * @param crval1 the image's pixel there along x, 0-based
 * @param crval2 the image's pixel there along y, 0-based
 * @param cdelt1 image pixels for one of the table along x
 * @param cdelt2 image pixels for one of the table along y
 * @param values offsets in image pixels, row after row
 */
public record LookupTable(
        int width,
        int height,
        double crpix1,
        double crpix2,
        double crval1,
        double crval2,
        double cdelt1,
        double cdelt2,
        float[] values) {

    /** @throws BadInput when the table is empty or its steps are 0 */
    public LookupTable {
        if (width < 1 || height < 1 || (long) width * height != values.length || cdelt1 == 0 || cdelt2 == 0) {
            throw new BadInput("a distortion table of " + width + " x " + height + " with " + values.length
                    + " values and steps of " + cdelt1 + " and " + cdelt2 + " pixels cannot be used");
        }
    }

    /** @return the offset at an image pixel, 1-based */
    double at(double x, double y) {
        double u = within((x - 1 - crval1) / cdelt1 + crpix1, width);
        double v = within((y - 1 - crval2) / cdelt2 + crpix2, height);
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
