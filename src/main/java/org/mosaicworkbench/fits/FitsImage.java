package org.mosaicworkbench.fits;

import org.mosaicworkbench.io.BadInput;

/**
 * An image of floating-point numbers. The pixel with FITS coordinates (x, y), 1-based, is
 * {@code pixels[(y - 1) * width + x - 1]}. The array is not copied, because images are large: its creator must not
 * change it afterwards.
 *
 * @param header keywords of the image
 * @param width pixels along x, {@code NAXIS1}
 * @param height pixels along y, {@code NAXIS2}
 * @param pixels width times height values in the unit of the header's {@code BUNIT}; NaN where there is no data
 */
public record FitsImage(FitsHeader header, int width, int height, float[] pixels) implements FitsPart {

    /** @throws IllegalArgumentException if the number of pixels is not width times height */
    public FitsImage {
        requireSize(width, height, pixels.length);
    }

    static void requireSize(int width, int height, int pixels) {
        if (width < 1 || height < 1 || (long) width * height != pixels) {
            throw new IllegalArgumentException(
                    "an image of " + width + " x " + height + " cannot hold " + pixels + " pixels");
        }
    }

    /** @return the value at FITS pixel (x, y), 1-based */
    public float at(int x, int y) {
        return pixels[(y - 1) * width + x - 1];
    }

    /**
     * Cuts out part of this image. Its {@code CRPIX}, if any, is adjusted so that every pixel keeps its position on the
     * sky.
     *
     * @param left first column, FITS pixel, 1-based
     * @param bottom first row, FITS pixel, 1-based
     * @param cutWidth number of columns
     * @param cutHeight number of rows
     * @throws BadInput if the window is empty or extends beyond an edge
     */
    public FitsImage cut(int left, int bottom, int cutWidth, int cutHeight) {
        if (cutWidth < 1
                || cutHeight < 1
                || left < 1
                || bottom < 1
                || left + cutWidth - 1 > width
                || bottom + cutHeight - 1 > height) {
            throw new BadInput("there is no window of " + cutWidth + " x " + cutHeight + " from (" + left + ", "
                    + bottom + ") in an image of " + width + " x " + height + "; choose one inside");
        }
        float[] inside = new float[cutWidth * cutHeight];
        for (int row = 0; row < cutHeight; row++) {
            System.arraycopy(pixels, (bottom - 1 + row) * width + left - 1, inside, row * cutWidth, cutWidth);
        }
        return new FitsImage(moved(left, bottom), cutWidth, cutHeight, inside);
    }

    private FitsHeader moved(int left, int bottom) {
        FitsHeader.Editor moved = header.edit();
        header.number("CRPIX1").ifPresent(x -> moved.set("CRPIX1", x - (left - 1), ""));
        header.number("CRPIX2").ifPresent(y -> moved.set("CRPIX2", y - (bottom - 1), ""));
        return moved.done();
    }

    @Override
    public String toString() {
        return "FitsImage " + header.name() + "," + header.version() + " " + width + " x " + height;
    }
}
