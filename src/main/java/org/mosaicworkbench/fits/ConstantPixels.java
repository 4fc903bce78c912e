package org.mosaicworkbench.fits;

import java.util.Arrays;
import java.util.Optional;

/**
 * An image whose pixels all have the same value. Hubble's files store such an image without data, as a size and a value
 * in the header ({@code NAXIS} 0, {@code NPIX1}, {@code NPIX2}, {@code PIXVALUE}; ACS and WFC3 data handbooks, "null
 * arrays").
 *
 * @param width pixels along x
 * @param height pixels along y
 * @param value the value of every pixel
 */
record ConstantPixels(int width, int height, double value) {

    /** @return the image; empty if the header describes an image with data, or no image */
    static Optional<ConstantPixels> of(FitsHeader header) {
        double width = header.number("NPIX1", 0);
        double height = header.number("NPIX2", 0);
        boolean constant = header.number("NAXIS", 0) == 0
                && header.number("PIXVALUE").isPresent()
                && width >= 1
                && height >= 1
                && width * height <= Integer.MAX_VALUE - 8;
        return constant
                ? Optional.of(new ConstantPixels((int) width, (int) height, header.number("PIXVALUE", 0)))
                : Optional.empty();
    }

    /** @return all pixels */
    float[] numbers() {
        float[] all = new float[width * height];
        Arrays.fill(all, (float) value);
        return all;
    }

    /** @return all pixels, with the value truncated to an integer */
    int[] integers() {
        int[] all = new int[width * height];
        Arrays.fill(all, (int) value);
        return all;
    }
}
