package org.mosaicworkbench.mosaic.detect;

/**
 * An image without its background, as a copy: for work that looks at all pixels more than once.
 *
 * @param pixels     row after row; NaN where a pixel is bad
 * @param background what was subtracted, and the noise
 */
public record FlatImage(float[] pixels, Background background) implements SubtractedImage {

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

    @Override
    public int width() {
        return background.width();
    }

    @Override
    public int height() {
        return background.height();
    }

    @Override
    public void row(int y, float[] row) {
        System.arraycopy(pixels, y * width(), row, 0, width());
    }

    @Override
    public float at(int x, int y) {
        return pixels[y * width() + x];
    }

    @Override
    public void noises(int y, float[] row) {
        background.noises(y, row);
    }

    @Override
    public float noise(int x, int y) {
        return background.noise(x, y);
    }
}
