package org.mosaicworkbench.fits;

/** Receives the pixels of an image one by one, row by row. */
@FunctionalInterface
public interface PixelTaker {

    /**
     * Receives one pixel.
     *
     * @param at    its place, row after row, from 0
     * @param value what it holds, {@code BSCALE} and {@code BZERO} applied
     * @return false when no more is wanted
     */
    boolean take(int at, double value);
}
