package org.mosaicworkbench.fits;

/** Receives the pixels of an image one by one, in row-major order. */
@FunctionalInterface
public interface PixelTaker {

    /**
     * Receives one pixel.
     *
     * @param at its 0-based index in row-major order
     * @param value its value, with {@code BSCALE} and {@code BZERO} applied
     * @return false to stop
     */
    boolean take(int at, double value);
}
