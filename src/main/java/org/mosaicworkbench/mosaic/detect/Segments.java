package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.mosaicworkbench.io.Band;

/**
 * Splits the bright parts of an image into sources. Pixels above a threshold are processed from the brightest down;
 * each joins an adjacent source or starts a new one. Two sources that meet stay separate if the fainter one's flux
 * above the level where they meet exceeds a given fraction of the total flux of both, and its peak rises above that
 * level by more than the noise; otherwise they are merged. This is the multi-threshold deblending of Bertin and Arnouts
 * (1996, A&amp;AS 117, 393, section 6) with two changes: every pixel value is a level, and the flux fraction refers to
 * the two branches that meet instead of the whole object, so that faint stars in a cluster are not absorbed.
 *
 * @param threshold the limit, in units of the noise of the smoothed image
 * @param fewestPixels minimum number of pixels of a source
 * @param contrast minimum flux fraction of a separate source
 */
record Segments(double threshold, int fewestPixels, double contrast) {

    /**
     * A source.
     *
     * @param x barycentre, FITS pixel, 1-based
     * @param y barycentre, FITS pixel, 1-based
     * @param pixels its pixel counts
     * @param flux the sum of its pixels, background-subtracted
     * @param peak its brightest pixel
     * @param shape the shape of its light
     */
    record Segment(double x, double y, Pixels pixels, double flux, double peak, Shape shape) {

        /**
         * The numbers of pixels of a source.
         *
         * @param above number of pixels above the threshold
         * @param strong number of pixels above the observatory's threshold: their smoothed value exceeds
         *     {@code threshold} times the noise of an unsmoothed pixel
         */
        record Pixels(int above, int strong) {}

        /** @return whether single-visit processing would list the source: enough of its pixels are strong */
        boolean listed(Segments by) {
            return pixels.strong >= by.fewestPixels;
        }

        /**
         * The ellipse of the light's second moments.
         *
         * @param major standard deviation of the light along the major axis, pixels
         * @param minor standard deviation along the minor axis, pixels
         * @param orientation position of the major axis, degrees counter-clockwise from x
         */
        record Shape(double major, double minor, double orientation) {}
    }

    /** @return the standard settings: 3 sigma, 5 pixels, contrast 0.005 */
    static Segments standard() {
        return new Segments(3, 5, 0.005);
    }

    /**
     * Finds the sources of an image.
     *
     * @param threads number of parts of the image processed at the same time; the result does not depend on it
     * @return the sources in the order of their first pixels, from the bottom
     */
    List<Segment> find(DetectionImage image, int threads) {
        BrightPixels bright = BrightPixels.of(image, threshold, threads);
        return Band.map(bright.groups(), threads, some -> {
                    Flood flood = new Flood(image, bright, contrast);
                    List<Light> sources = new ArrayList<>();
                    for (int g = some.from(); g < some.to(); g++) {
                        flood.run(g);
                        sources.addAll(collect(image, bright, g, flood));
                    }
                    return sources;
                })
                .stream()
                .flatMap(List::stream)
                .filter(light -> light.area >= fewestPixels && light.sum > 0)
                .sorted(Comparator.comparingInt(light -> light.first))
                .map(Light::segment)
                .toList();
    }

    private List<Light> collect(DetectionImage image, BrightPixels bright, int group, Flood flood) {
        int start = bright.start(group);
        int size = bright.start(group + 1) - start;
        Light[] byOwner = new Light[size];
        List<Light> sources = new ArrayList<>();
        for (int k = 0; k < size; k++) {
            int pixel = bright.pixel(start + k);
            int owner = flood.owner(k);
            if (byOwner[owner] == null) {
                byOwner[owner] = new Light(pixel);
                sources.add(byOwner[owner]);
            }
            int x = pixel % image.width();
            int y = pixel / image.width();
            byOwner[owner].add(Math.max(0, image.pixels()[pixel]), x + 1, y + 1);
            byOwner[owner].strong += bright.level(start + k) > threshold * image.pixelNoise(x, y) ? 1 : 0;
        }
        return sources;
    }

    /** The light of a source, accumulated pixel by pixel. */
    private static final class Light {

        private final int first;
        private int area;
        private int strong;
        private double sum;
        private double sumX;
        private double sumY;
        private double sumXx;
        private double sumYy;
        private double sumXy;
        private double peak;

        Light(int first) {
            this.first = first;
        }

        void add(double value, double x, double y) {
            area++;
            sum += value;
            sumX += value * x;
            sumY += value * y;
            sumXx += value * x * x;
            sumYy += value * y * y;
            sumXy += value * x * y;
            peak = Math.max(peak, value);
        }

        Segment segment() {
            double x = sumX / sum;
            double y = sumY / sum;
            double xx = sumXx / sum - x * x;
            double yy = sumYy / sum - y * y;
            double xy = sumXy / sum - x * y;
            double half = (xx + yy) / 2;
            double spread = Math.hypot((xx - yy) / 2, xy);
            return new Segment(
                    x,
                    y,
                    new Segment.Pixels(area, strong),
                    sum,
                    peak,
                    new Segment.Shape(
                            Math.sqrt(half + spread),
                            Math.sqrt(Math.max(0, half - spread)),
                            Math.toDegrees(0.5 * Math.atan2(2 * xy, xx - yy))));
        }
    }
}
