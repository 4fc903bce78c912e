package org.mosaicworkbench.mosaic.drizzle;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.sky.PixelMap;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;

/** The north-up output grid that covers all exposures of a detector. */
public final class OutputGrid {

    /**
     * Maximum number of pixels, more than four full frames of the largest detector; a larger grid implies a wrong
     * header.
     */
    private static final long MOST_PIXELS = 250_000_000L;

    private static final int STEPS_ALONG_EDGE = 32;
    private static final int MARGIN = 2;

    private OutputGrid() {}

    /**
     * A chip's position on the sky.
     *
     * @param file the exposure's file, for messages
     * @param wcs its coordinate system with the image size
     */
    public record Placed(Path file, Wcs wcs) {

        SkyPoint centre() {
            return wcs.toSky((wcs.width() + 1) / 2.0, (wcs.height() + 1) / 2.0);
        }
    }

    /**
     * Computes the smallest undistorted, north-up grid that contains every pixel of every chip, with its tangent point
     * at its centre.
     *
     * @param chips one or more
     * @param arcsecScale side of a pixel in arcseconds
     * @throws BadInput if the grid would be absurdly large because of a wrong pointing; the message names the exposure
     *                  that lies farthest from the others
     */
    public static Wcs covering(List<Placed> chips, double arcsecScale) {
        double scale = arcsecScale / 3600;
        SkyPoint start = chips.get(0).centre();
        Bounds first = Bounds.of(chips, Wcs.northUp(1, 1, start, scale));
        requireSensible(first, chips, arcsecScale);
        SkyPoint centre = Wcs.northUp(1, 1, start, scale).toSky(first.centre());
        Bounds bounds = Bounds.of(chips, Wcs.northUp(1, 1, centre, scale));
        requireSensible(bounds, chips, arcsecScale);
        PixelPoint middle = bounds.centre();
        int width = bounds.width();
        int height = bounds.height();
        PixelPoint reference =
                new PixelPoint((width + 1) / 2.0 - (middle.x() - 1), (height + 1) / 2.0 - (middle.y() - 1));
        return Wcs.northUp(width, height, centre, scale).withReferencePixel(reference);
    }

    private static void requireSensible(Bounds bounds, List<Placed> chips, double scale) {
        double wide = bounds.maxX - bounds.minX + MARGIN;
        double high = bounds.maxY - bounds.minY + MARGIN;
        if (wide * high <= MOST_PIXELS) {
            return;
        }
        SkyPoint middle = new SkyPoint(median(chips, SkyPoint::ra), median(chips, SkyPoint::dec));
        double farthest = chips.stream()
                .mapToDouble(c -> c.centre().separation(middle))
                .max()
                .orElse(0);
        String astray = chips.stream()
                .filter(c -> c.centre().separation(middle) > 0.99 * farthest)
                .map(c -> c.file().getFileName() + " at RA " + round(c.centre().ra()) + " Dec "
                        + round(c.centre().dec()))
                .distinct()
                .collect(Collectors.joining(", "));
        throw BadInput.file(
                chips.get(0).file().toAbsolutePath().getParent(),
                String.format(
                        Locale.ROOT,
                        "its exposures lie too far apart for one image (%.3g x %.3g pixels of %s arcsec; at most %,d"
                                + " pixels); farthest out: %s",
                        wide,
                        high,
                        scale,
                        MOST_PIXELS,
                        astray),
                "correct that exposure's CRVAL1 and CRVAL2, or remove it");
    }

    private static double median(List<Placed> chips, ToDoubleFunction<SkyPoint> coordinate) {
        double[] sorted = chips.stream()
                .map(Placed::centre)
                .mapToDouble(coordinate)
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String round(double degrees) {
        return String.format(Locale.ROOT, "%.4f", degrees);
    }

    private record Bounds(double minX, double maxX, double minY, double maxY) {

        static Bounds of(List<Placed> chips, Wcs grid) {
            double[] b = {
                Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
            };
            double[] xy = new double[2];
            for (Placed placed : chips) {
                Wcs chip = placed.wcs();
                PixelMap map = PixelMap.between(chip, grid);
                for (int i = 0; i <= STEPS_ALONG_EDGE; i++) {
                    double x = 0.5 + (double) chip.width() * i / STEPS_ALONG_EDGE;
                    double y = 0.5 + (double) chip.height() * i / STEPS_ALONG_EDGE;
                    include(b, map, x, 0.5, xy);
                    include(b, map, x, chip.height() + 0.5, xy);
                    include(b, map, 0.5, y, xy);
                    include(b, map, chip.width() + 0.5, y, xy);
                }
            }
            return new Bounds(b[0], b[1], b[2], b[3]);
        }

        private static void include(double[] b, PixelMap map, double x, double y, double[] xy) {
            map.map(x, y, xy);
            double px = Double.isNaN(xy[0]) ? Double.POSITIVE_INFINITY : xy[0];
            double py = Double.isNaN(xy[1]) ? Double.POSITIVE_INFINITY : xy[1];
            b[0] = Math.min(b[0], px);
            b[1] = Math.max(b[1], px);
            b[2] = Math.min(b[2], py);
            b[3] = Math.max(b[3], py);
        }

        PixelPoint centre() {
            return new PixelPoint((minX + maxX) / 2, (minY + maxY) / 2);
        }

        int width() {
            return (int) Math.ceil(maxX - minX) + MARGIN;
        }

        int height() {
            return (int) Math.ceil(maxY - minY) + MARGIN;
        }
    }
}
