package org.mosaicworkbench.mosaic.detect;

/**
 * An image whose background is subtracted, with the noise of its pixels, in which sources are found and measured. Pixels
 * count from 0 along both axes; those without data are NaN. Rows may be made where they are asked for.
 */
public interface SubtractedImage {

    /** @return pixels along x */
    int width();

    /** @return pixels along y */
    int height();

    /**
     * The pixels of a row.
     *
     * @param y   from 0
     * @param row takes one value for each pixel, without background
     */
    void row(int y, float[] row);

    /** @return a pixel without its background */
    float at(int x, int y);

    /**
     * The noise of a row.
     *
     * @param y   from 0
     * @param row takes the standard deviation of each pixel, above 0
     */
    void noises(int y, float[] row);

    /** @return the standard deviation of a pixel, above 0 */
    float noise(int x, int y);
}
