package org.mosaicworkbench.mosaic.detect;

/** The noise of the pixels of an image, made row by row where a whole image of it would be large. */
public interface PixelNoise {

    /**
     * The noise of a row.
     *
     * @param y   from 0
     * @param row takes the standard deviation of each pixel in the image's unit, above 0
     */
    void noises(int y, float[] row);

    /**
     * The noise of one pixel.
     *
     * @param x from 0
     * @param y from 0
     * @return its standard deviation in the image's unit, above 0
     */
    float noise(int x, int y);
}
