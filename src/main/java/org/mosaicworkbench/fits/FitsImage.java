package org.mosaicworkbench.fits;

import org.mosaicworkbench.io.BadInput;

/**
 * An image of real numbers. The pixel with FITS coordinates (x, y), 1-based, is {@code pixels[(y - 1) * width + x - 1]}.
 * The array is handed over, not copied: images are large and whoever makes one gives it away.
 *
 * @param header its keywords
 * @param width  pixels along x, {@code NAXIS1}
 * @param height pixels along y, {@code NAXIS2}
 * @param pixels width times height values in the unit of the header's {@code BUNIT}; NaN where there is no data
 */
public record FitsImage(FitsHeader header, int width, int height, float[] pixels) implements FitsPart {

    /** @throws BadInput when the number of pixels is not width times height */
    public FitsImage {
        requireSize(width, height, pixels.length);
    }

    static void requireSize(int width, int height, int pixels) {
        if (width < 1 || height < 1 || (long) width * height != pixels) {
            throw new BadInput("an image of " + width + " x " + height + " cannot hold " + pixels + " pixels");
        }
    }

    /** @return the value at FITS pixel (x, y), 1-based */
    public float at(int x, int y) {
        return pixels[(y - 1) * width + x - 1];
    }

    @Override
    public String toString() {
        return "FitsImage " + header.name() + "," + header.version() + " " + width + " x " + height;
    }
}
