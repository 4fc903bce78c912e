package org.mosaicworkbench.mosaic.detect;

import java.util.Arrays;

/** Pixels without background, all with the same noise. */
record EvenNoise(float[] pixels, int width, float noise) implements SubtractedImage {

    static EvenNoise of(float[] pixels, int width) {
        return new EvenNoise(pixels, width, 1);
    }

    @Override
    public int height() {
        return pixels.length / width;
    }

    @Override
    public void row(int y, float[] row) {
        System.arraycopy(pixels, y * width, row, 0, width);
    }

    @Override
    public float at(int x, int y) {
        return pixels[y * width + x];
    }

    @Override
    public void noises(int y, float[] row) {
        Arrays.fill(row, noise);
    }

    @Override
    public float noise(int x, int y) {
        return noise;
    }
}
