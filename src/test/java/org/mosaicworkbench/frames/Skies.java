package org.mosaicworkbench.frames;

import java.util.Arrays;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;

/** Synthetic sky images for tests: a coordinate system, a uniform background and stars of one pixel. */
public final class Skies {

    static final double RA = 150.1;
    static final double DEC = -2.2;
    static final double SCALE = 0.05 / 3600;

    private Skies() {}

    /** North up, east left. */
    public static FitsImage northUp(int width, int height, float background) {
        return image(width, height, background, -SCALE, 0, 0, SCALE);
    }

    /** An image with its own CD matrix, in degrees per pixel. */
    static FitsImage image(int width, int height, float background, double... cd) {
        FitsHeader header = FitsHeader.empty()
                .edit()
                .set("CTYPE1", "RA---TAN", "")
                .set("CTYPE2", "DEC--TAN", "")
                .set("CRPIX1", (width + 1) / 2.0, "")
                .set("CRPIX2", (height + 1) / 2.0, "")
                .set("CRVAL1", RA, "")
                .set("CRVAL2", DEC, "")
                .set("CD1_1", cd[0], "")
                .set("CD1_2", cd[1], "")
                .set("CD2_1", cd[2], "")
                .set("CD2_2", cd[3], "")
                .done();
        float[] pixels = new float[width * height];
        Arrays.fill(pixels, background);
        return new FitsImage(header, width, height, pixels);
    }

    /** Sets one pixel, 1-based. */
    static void put(FitsImage image, int x, int y, float value) {
        image.pixels()[(y - 1) * image.width() + x - 1] = value;
    }
}
