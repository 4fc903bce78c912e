package org.mosaicworkbench.view;

import com.google.gson.JsonArray;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.frames.ZScale;

/**
 * The static picture shown if scripts do not run: the viewer's first image, reduced in size, with an inverse hyperbolic
 * sine stretch.
 */
final class ViewerPicture {

    private static final int LONGEST = 360;
    private static final double BRIGHTEST = 0.998;
    private static final int NO_DATA = 0x2b3a4a;
    /** Number of grey levels; with more, noise would dominate the page's size. */
    private static final int GREYS = 40;

    private static final double SOFTNESS = 30;

    private ViewerPicture() {}

    /** @return the lower and upper zscale limits, and a value that only a few pixels exceed */
    static JsonArray limits(ViewerImage image) {
        ZScale zscale = ZScale.of(image.image().pixels());
        double peak = Math.max(zscale.upper(), bright(image.image().pixels()));
        return ViewerImage.numbers(zscale.lower(), zscale.upper(), peak);
    }

    static BufferedImage of(ViewerImage shown) {
        FitsImage image = shown.image();
        int bin = Math.max(1, (Math.max(image.width(), image.height()) + LONGEST - 1) / LONGEST);
        float[] means = ViewerTiles.means(image, bin);
        int width = (image.width() + bin - 1) / bin;
        int height = means.length / width;
        double lower = ZScale.of(means).lower();
        double range = bright(means) - lower;
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < means.length; i++) {
            picture.setRGB(i % width, height - 1 - i / width, grey(means[i] - lower, range));
        }
        return picture;
    }

    private static int grey(double above, double range) {
        if (!Double.isFinite(above)) {
            return NO_DATA;
        }
        double x = range > 0 ? SOFTNESS * Math.max(0, Math.min(1, above / range)) : 0;
        double grey = Math.log(x + Math.sqrt(x * x + 1)) / Math.log(SOFTNESS + Math.sqrt(SOFTNESS * SOFTNESS + 1));
        return 0x010101 * ((int) Math.rint((GREYS - 1) * grey) * 255 / (GREYS - 1));
    }

    private static double bright(float[] pixels) {
        float[] sorted = PixelTile.sample(pixels);
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) (BRIGHTEST * (sorted.length - 1))];
    }
}
