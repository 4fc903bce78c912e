package org.mosaicworkbench.frames.measure;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.frames.Skies;

/** Synthetic images of single or duplicated stars. */
public final class Doubles {

    public static final double SIGMA = 0.9;
    private static final long SEED = 11;

    private Doubles() {}

    /**
     * Stars of equal width with noise of 1 on a sky of 10; a second image of each is offset by (dx, dy).
     *
     * @param share light of the second image relative to the first; 0 for none
     */
    public static FitsImage stars(int size, int stars, double dx, double dy, double share) {
        return turned(size, stars, dx, dy, 0, share);
    }

    /** Like {@link #stars}, with the second image also rotated about the centre, by radians counterclockwise. */
    public static FitsImage turned(int size, int stars, double dx, double dy, double turn, double share) {
        Random random = new Random(SEED);
        FitsImage image = Skies.northUp(size, size, 10);
        for (double[] star : drawn(size, stars, random)) {
            double x = star[0];
            double y = star[1];
            double peak = star[2];
            add(image, x, y, peak);
            double middle = size / 2.0;
            add(
                    image,
                    middle + (x - middle) * Math.cos(turn) - (y - middle) * Math.sin(turn) + dx,
                    middle + (x - middle) * Math.sin(turn) + (y - middle) * Math.cos(turn) + dy,
                    share * peak);
        }
        for (int i = 0; i < image.pixels().length; i++) {
            image.pixels()[i] += (float) random.nextGaussian();
        }
        return image;
    }

    /** The positions of the stars from {@link #stars}, FITS pixels. */
    static List<double[]> places(int size, int stars) {
        return drawn(size, stars, new Random(SEED));
    }

    /** Position and peak of each star. */
    private static List<double[]> drawn(int size, int stars, Random random) {
        return Stream.generate(() -> new double[] {
                    12 + random.nextDouble() * (size - 24),
                    12 + random.nextDouble() * (size - 24),
                    40 * Math.pow(10, 1.2 * random.nextDouble())
                })
                .limit(stars)
                .toList();
    }

    /** Adds a star, its centre in FITS pixels. */
    public static void add(FitsImage image, double x, double y, double peak) {
        for (int py = Math.max(1, (int) y - 8); py <= Math.min(image.height(), (int) y + 8); py++) {
            for (int px = Math.max(1, (int) x - 8); px <= Math.min(image.width(), (int) x + 8); px++) {
                double r2 = (px - x) * (px - x) + (py - y) * (py - y);
                image.pixels()[(py - 1) * image.width() + px - 1] +=
                        (float) (peak * Math.exp(-r2 / (2 * SIGMA * SIGMA)));
            }
        }
    }
}
