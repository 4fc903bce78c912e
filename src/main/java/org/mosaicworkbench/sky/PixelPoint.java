package org.mosaicworkbench.sky;

/**
 * A position on an image in FITS pixel coordinates: the centre of the first pixel is (1, 1).
 *
 * @param x along {@code NAXIS1}, 1-based
 * @param y along {@code NAXIS2}, 1-based
 */
public record PixelPoint(double x, double y) {}
