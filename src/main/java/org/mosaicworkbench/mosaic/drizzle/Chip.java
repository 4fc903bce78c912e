package org.mosaicworkbench.mosaic.drizzle;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.Wcs;

/**
 * One chip of one exposure, ready to be drizzled. FITS pixel (x, y), 1-based, is
 * {@code pixels[(y - 1) * width + x - 1]}; the array is not copied.
 *
 * @param label the exposure's rootname and the chip, for instance {@code j8bt06nyq[sci,1]}
 * @param wcs its coordinate system
 * @param raster its pixels
 * @param weight the weight of every good pixel, usually the exposure time in seconds
 * @param pixelArea the sky area to which the pixel values refer, in square degrees: that of a pixel at the reference
 *                  pixel of the exposure's first chip
 */
public record Chip(String label, Wcs wcs, Raster raster, double weight, double pixelArea) {

    /**
     * The pixels of a chip, in row-major order.
     *
     * @param width pixels along x
     * @param height pixels along y
     * @param values electrons per second without sky; NaN if a pixel is bad
     */
    public record Raster(int width, int height, float[] values) {}

    /**
     * @throws IllegalArgumentException if the sizes do not match
     * @throws BadInput if the weight or the area is not positive
     */
    public Chip {
        if ((long) raster.width() * raster.height() != raster.values().length) {
            throw new IllegalArgumentException(label + ": " + raster.width() + " x " + raster.height() + " pixels, but "
                    + raster.values().length + " values");
        }
        if (!(weight > 0) || !(pixelArea > 0) || Double.isInfinite(weight)) {
            throw new BadInput(label + ": its weight is " + weight + " and its pixel's area " + pixelArea
                    + " square degrees; both must be positive");
        }
    }

    /** @return the factor that converts a level per pixel of this chip to a level per output pixel */
    double outputFactor(Wcs output) {
        return output.pixelScale() * output.pixelScale() / pixelArea;
    }

    /** @return a copy with a different coordinate system */
    public Chip withWcs(Wcs other) {
        return new Chip(label, other, raster, weight, pixelArea);
    }

    /** Marks pixels as bad, in place, by their indices. */
    public void lose(int[] pixels) {
        for (int pixel : pixels) {
            raster.values()[pixel] = Float.NaN;
        }
    }

    /** @return a copy with pixels marked as bad, by their indices */
    public Chip without(int[] pixels) {
        Chip copy = new Chip(
                label,
                wcs,
                new Raster(raster.width(), raster.height(), raster.values().clone()),
                weight,
                pixelArea);
        copy.lose(pixels);
        return copy;
    }
}
