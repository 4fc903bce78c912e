package org.mosaicworkbench.mosaic.detect;

/**
 * A background-subtracted image and its noise, in which sources are found and measured. Pixels are 0-based along both
 * axes; those without data are NaN. Rows may be computed on demand.
 */
public interface SubtractedImage {

    /** @return pixels along x */
    int width();

    /** @return pixels along y */
    int height();

    /**
     * Reads a row of pixels.
     *
     * @param y   the row, 0-based
     * @param row receives one background-subtracted value for each pixel
     */
    void row(int y, float[] row);

    /** @return a pixel's background-subtracted value */
    float at(int x, int y);

    /**
     * Reads the noise of a row.
     *
     * @param y   the row, 0-based
     * @param row receives the standard deviation of each pixel, above 0
     */
    void noises(int y, float[] row);

    /** @return the standard deviation of a pixel, above 0 */
    float noise(int x, int y);
}
