package org.mosaicworkbench.fits;

import java.util.Arrays;
import java.util.Optional;

/**
 * An image of which every pixel has the same value, as Hubble's files give it: without data, the size and the value in
 * the header ({@code NAXIS} 0, {@code NPIX1}, {@code NPIX2}, {@code PIXVALUE}; ACS and WFC3 data handbooks, "null
 * arrays").
 *
 * @param width  pixels along x
 * @param height pixels along y
 * @param value  of each
 */
record ConstantPixels(int width, int height, double value) {

    /** @return empty for the header of an image with data, or without any */
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

    /** @return all of them */
    float[] numbers() {
        float[] all = new float[width * height];
        Arrays.fill(all, (float) value);
        return all;
    }

    /** @return all of them, as whole numbers */
    int[] integers() {
        int[] all = new int[width * height];
        Arrays.fill(all, (int) value);
        return all;
    }
}
