package org.mosaicworkbench.fits;

/** Receives the pixels of an image one by one, row by row. */
@FunctionalInterface
public interface PixelTaker {

    /**
     * Receives one pixel.
     *
     * @param at    its index, row after row, from 0
     * @param value its value, with {@code BSCALE} and {@code BZERO} applied
     * @return false to stop
     */
    boolean take(int at, double value);
}
