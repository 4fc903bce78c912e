package org.mosaicworkbench.fits;

/**
 * An image of integers, such as data-quality flags ({@code DQ}) or a context image ({@code CTX}), with the layout of
 * {@link FitsImage}. If the header has {@code BITPIX} 16, as for the flags of Hubble's pipeline, and no pixel exceeds
 * that range, the pixels are written as 16-bit integers; otherwise as 32-bit integers.
 *
 * @param header keywords of the image
 * @param width pixels along x
 * @param height pixels along y
 * @param pixels width times height values
 */
public record FitsIntegers(FitsHeader header, int width, int height, int[] pixels) implements FitsPart {

    /** @throws org.mosaicworkbench.io.BadInput if the number of pixels is not width times height */
    public FitsIntegers {
        FitsImage.requireSize(width, height, pixels.length);
    }

    /** @return the value at FITS pixel (x, y), 1-based */
    public int at(int x, int y) {
        return pixels[(y - 1) * width + x - 1];
    }

    /** @return whether the header has {@code BITPIX} 16 and all pixels are in the range of 16-bit integers */
    boolean fitsShorts() {
        if (header.number("BITPIX", 32) != 16) {
            return false;
        }
        for (int pixel : pixels) {
            if (pixel < Short.MIN_VALUE || pixel > Short.MAX_VALUE) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return "FitsIntegers " + header.name() + "," + header.version() + " " + width + " x " + height;
    }
}
