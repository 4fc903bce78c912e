package org.mosaicworkbench.frames;

/**
 * Distributes a line of old pixels among new pixels that cover the same length. New pixel i covers the old pixels from
 * {@link #first} to {@link #last}; {@link #weight} gives the covered part of each, in old pixels, and these weights sum
 * to {@link #step}. Pixel indices start at 0.
 */
final class AreaSpans {

    private final int oldLength;
    private final double step;

    AreaSpans(int oldLength, int newLength) {
        this.oldLength = oldLength;
        this.step = (double) oldLength / newLength;
    }

    int first(int pixel) {
        return (int) (pixel * step);
    }

    int last(int pixel) {
        return Math.min(oldLength, (int) Math.ceil((pixel + 1) * step)) - 1;
    }

    float weight(int pixel, int old) {
        return (float) (Math.min(old + 1, (pixel + 1) * step) - Math.max(old, pixel * step));
    }

    float step() {
        return (float) step;
    }
}
