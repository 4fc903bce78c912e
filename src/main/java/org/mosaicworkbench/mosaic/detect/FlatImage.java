package org.mosaicworkbench.mosaic.detect;

/**
 * An image without its background, in which sources are found and measured.
 *
 * @param pixels     row after row; NaN where a pixel is bad
 * @param background what was subtracted, and the noise
 */
public record FlatImage(float[] pixels, Background background) {

    private static final int MESH = 64;

    /**
     * Subtracts the background in cells of {@value #MESH} pixels.
     *
     * @param image row after row; NaN where a pixel is bad
     * @param least the least noise of a pixel, that of one electron in the exposure time, in the image's unit
     */
    public static FlatImage of(float[] image, int width, int height, double least) {
        Background background = Background.of(image, width, height, MESH).noiseAtLeast(least);
        return new FlatImage(background.subtractedFrom(image), background);
    }

    /** @return of the image, pixels */
    public int width() {
        return background.width();
    }

    /** @return of the image, pixels */
    public int height() {
        return background.height();
    }
}
