package org.mosaicworkbench.mosaic.detect;

/**
 * A point source on an image.
 *
 * @param x FITS pixel, 1-based
 * @param y FITS pixel, 1-based
 * @param peak height of the best-fitting Gaussian, in the image's unit
 * @param snr {@code peak} divided by its noise from the background
 * @param sharpness the centre pixel's excess over its neighbours, relative to the fitted height (Stetson 1987)
 * @param roundness twice the difference between the heights fitted along y and along x, divided by their sum (Stetson
 *     1987)
 */
public record Detection(double x, double y, double peak, double snr, double sharpness, double roundness) {}
