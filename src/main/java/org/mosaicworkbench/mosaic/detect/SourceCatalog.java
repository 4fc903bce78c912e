package org.mosaicworkbench.mosaic.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.mosaicworkbench.catalog.EcsvTable;
import org.mosaicworkbench.catalog.EcsvTable.Column;
import org.mosaicworkbench.io.Band;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;

/**
 * The sources of a total image with their photometry in each filter: magnitudes in two apertures, their difference (the
 * concentration index), and a flag. The flag is a sum of: 0 point, 1 extended (concentration index more than
 * {@value #EXTENDED} mag above that of stars), 4 saturated (in an exposure; or a hole inside the image; or almost at
 * full well), 8 faint (flux less than five times its error), 16 hot pixel or cosmic ray (concentration index below that
 * of stars by the same amount), 32 swarm (a knot in the image of a brighter star: {@link StarArtifacts}), 64 edge.
 */
public final class SourceCatalog {

    static final int EXTENDED_FLAG = 1;
    static final int SATURATED = 4;
    static final int FAINT = 8;
    static final int HOT = 16;
    static final int SWARM = 32;
    static final int EDGE = 64;
    /** Largest flag of a source that single-visit processing keeps; {@code flag_trim_value} in its parameter files. */
    static final int LARGEST_SOUND = 5;

    private static final double EXTENDED = 0.4;
    private static final double LEAST_RATIO = 5;
    private static final double NEAR_FULL = 0.9;
    private static final double BRIGHT_HOLE = 100;
    private static final int STARS_FOR_INDEX = 5;
    private static final int MESH = 64;
    /** The noise ratio R for drops as large as output pixels, as in {@link DetectionImage}. */
    private static final double CORRELATED = 1.5;

    /**
     * One filter's image on the grid of the total image.
     *
     * @param name for instance {@code f606w}
     * @param pixels electrons per second, in row-major order; NaN for pixels without data
     * @param exptime total exposure time, seconds
     * @param longest time of the longest exposure, seconds
     * @param zeroPoint AB magnitude of one electron per second; NaN if unknown
     * @param saturated indices of pixels that are saturated in an exposure
     */
    public record FilterImage(
            String name, float[] pixels, double exptime, double longest, double zeroPoint, BitSet saturated) {}

    /**
     * The values of a source, by its index, in the columns that only one of the two catalogs (point or segment) has.
     */
    interface Extra {
        Object[] of(int source);
    }

    private final Detector detector;
    private final DetectionImage image;
    private final List<FilterImage> filters;
    /** The background-subtracted images of the filters. */
    private final List<SubtractedImage> flat;

    private final int threads;
    private final double small;
    private final double large;

    /**
     * Measures the backgrounds of the filters' images.
     *
     * @param filters the images on the grid of the total image
     * @param threads number of parts of the images processed at the same time; the catalogs do not depend on it
     */
    public SourceCatalog(Detector detector, DetectionImage image, List<FilterImage> filters, int threads) {
        this.detector = detector;
        this.image = image;
        this.filters = List.copyOf(filters);
        this.flat = filters.stream()
                .map(f -> Background.of(f.pixels(), image.width(), image.height(), MESH, threads)
                        .noiseAtLeast(1 / f.exptime())
                        .under(f.pixels()))
                .toList();
        this.threads = threads;
        double scale = image.wcs().pixelScale() * 3600;
        this.small = detector.smallAperture() / scale;
        this.large = detector.largeAperture() / scale;
    }

    /**
     * Finds the point sources in one filter's own image.
     *
     * @param filter the filter's index
     * @param threshold the smallest ratio of a source's height to its noise
     * @return the sources, brightest first
     */
    public List<Detection> stars(int filter, double threshold) {
        return new PointFinder(detector.starWidth(), threshold).find(flat.get(filter), threads);
    }

    /**
     * The numbers of sources in a catalog.
     *
     * @param listed all sources
     * @param sound sources that single-visit processing would find, with a flag of at most {@value #LARGEST_SOUND} in
     *               at least one filter: that is, in some filter they are not flagged as faint, hot pixel, swarm or
     *               edge
     * @param clean sources with a flag of at most {@value #EXTENDED_FLAG} in at least one filter
     */
    public record Count(int listed, int sound, int clean) {}

    /** @return the point sources: all that exceed five times their noise */
    public SourceListing points() {
        List<Detection> found = new SaturatedStars(full(), image.width())
                .among(new PointFinder(detector.starWidth(), LEAST_RATIO).find(image, threads), image);
        List<PixelPoint> places =
                found.stream().map(d -> new PixelPoint(d.x(), d.y())).toList();
        List<Column> columns = List.of(
                new Column("SNR", Double.class, "", "height over noise in the total image"),
                new Column("Sharpness", Double.class, "", "as DAOFIND has it"),
                new Column("Roundness", Double.class, "", "as DAOFIND has it"));
        return listing("point", places, i -> true, columns, i -> new Object[] {
            found.get(i).snr(), found.get(i).sharpness(), found.get(i).roundness()
        });
    }

    /** @return the segments */
    public SourceListing segments() {
        Segments segments = Segments.standard();
        List<Segments.Segment> found = segments.find(image, threads);
        List<PixelPoint> places =
                found.stream().map(s -> new PixelPoint(s.x(), s.y())).toList();
        List<Column> columns = List.of(
                new Column("Area", Integer.class, "pixel**2", "pixels above the threshold"),
                new Column("Flux", Double.class, "", "sum of them in the total image, electrons per second"),
                new Column("Semi-Major", Double.class, "pixel", "standard deviation of the light along the long axis"),
                new Column("Semi-Minor", Double.class, "pixel", "standard deviation along the short axis"),
                new Column("Theta", Double.class, "deg", "orientation of the long axis, counter-clockwise from x"));
        return listing("segment", places, i -> found.get(i).listed(segments), columns, i -> {
            Segments.Segment s = found.get(i);
            return new Object[] {
                s.pixels().above(),
                s.flux(),
                s.shape().major(),
                s.shape().minor(),
                s.shape().orientation()
            };
        });
    }

    private SourceListing listing(
            String kind, List<PixelPoint> places, IntPredicate counts, List<Column> extraColumns, Extra extra) {
        int[] where = flags(places);
        List<Measured[]> measured = IntStream.range(0, filters.size())
                .mapToObj(filter -> measure(filter, places, where))
                .toList();
        List<Column> columns = new ArrayList<>(List.of(
                new Column("ID", Integer.class, "", "number in this catalog"),
                new Column("X-Center", Double.class, "pixel", "of the total image, the first pixel's centre being 1"),
                new Column("Y-Center", Double.class, "pixel", "of the total image, the first pixel's centre being 1"),
                new Column("RA", Double.class, "deg", "right ascension"),
                new Column("DEC", Double.class, "deg", "declination")));
        columns.addAll(extraColumns);
        filters.forEach(filter -> columns.addAll(columns(filter.name())));
        List<Object[]> rows = new ArrayList<>();
        Wcs wcs = image.wcs();
        for (int i = 0; i < places.size(); i++) {
            SkyPoint sky = wcs.toSky(places.get(i));
            List<Object> row = new ArrayList<>(
                    List.of(i + 1, places.get(i).x(), places.get(i).y(), sky.ra(), sky.dec()));
            row.addAll(Arrays.asList(extra.of(i)));
            for (Measured[] m : measured) {
                row.addAll(Arrays.asList(m[i].row()));
            }
            rows.add(row.toArray());
        }
        return new SourceListing(
                new EcsvTable(columns, rows, meta(kind, rows.size())),
                new Count(rows.size(), upTo(LARGEST_SOUND, measured, counts), upTo(EXTENDED_FLAG, measured, counts)));
    }

    /** Counts sources with a flag of at most {@code largest} in at least one filter. */
    private static int upTo(int largest, List<Measured[]> filters, IntPredicate counts) {
        int sources = filters.isEmpty() ? 0 : filters.get(0).length;
        return (int) IntStream.range(0, sources)
                .filter(counts)
                .filter(i -> filters.stream().anyMatch(filter -> filter[i].flag() <= largest))
                .count();
    }

    private Map<String, Object> meta(String kind, int number) {
        Map<String, Object> meta = new LinkedHashMap<>();
        meta.put("Number of sources", number);
        meta.put("Kind", kind);
        meta.put("Aperture 1 arcsec", detector.smallAperture());
        meta.put("Aperture 2 arcsec", detector.largeAperture());
        meta.put("Flags", "sum of 0 point, 1 extended, 4 saturated, 8 faint, 16 hot pixel, 32 swarm, 64 edge");
        filters.forEach(f -> meta.put(
                "AB zero point " + f.name(),
                Double.isNaN(f.zeroPoint()) ? "not known; magnitudes are of electrons per second" : f.zeroPoint()));
        return meta;
    }

    private static List<Column> columns(String filter) {
        return List.of(
                new Column("MagAp1_" + filter, Double.class, "mag", "AB magnitude in the smaller aperture"),
                new Column("MagErrAp1_" + filter, Double.class, "mag", "its error"),
                new Column("MagAp2_" + filter, Double.class, "mag", "AB magnitude in the larger aperture"),
                new Column("MagErrAp2_" + filter, Double.class, "mag", "its error"),
                new Column("CI_" + filter, Double.class, "mag", "concentration index, MagAp1 - MagAp2"),
                new Column("Flags_" + filter, Integer.class, "", "what it is"));
    }

    /** Fluxes in electrons per second. */
    private record Measured(double flux1, double error1, double flux2, double error2, double zeroPoint, int flag) {

        double index() {
            return magnitude(flux1, 0) - magnitude(flux2, 0);
        }

        Object[] row() {
            return new Object[] {
                magnitude(flux1, zeroPoint),
                magnitudeError(flux1, error1),
                magnitude(flux2, zeroPoint),
                magnitudeError(flux2, error2),
                index(),
                flag
            };
        }

        Measured flagged(int flags) {
            return new Measured(flux1, error1, flux2, error2, zeroPoint, flags);
        }

        private static double magnitude(double flux, double zeroPoint) {
            return flux > 0 ? (Double.isNaN(zeroPoint) ? 0 : zeroPoint) - 2.5 * Math.log10(flux) : Double.NaN;
        }

        private static double magnitudeError(double flux, double error) {
            return flux > 0 ? 2.5 / Math.log(10) * error / flux : Double.NaN;
        }
    }

    private Measured[] measure(int number, List<PixelPoint> places, int[] where) {
        FilterImage filter = filters.get(number);
        SubtractedImage pixels = flat.get(number);
        Measured[] measured = new Measured[places.size()];
        Band.each(measured.length, threads, some -> {
            for (int i = some.from(); i < some.to(); i++) {
                PixelPoint p = places.get(i);
                Aperture first = Aperture.on(pixels, p.x(), p.y(), small);
                Aperture second = Aperture.on(pixels, p.x(), p.y(), large);
                double noise = CORRELATED * noise(pixels, pixel(p));
                measured[i] = new Measured(
                        first.sum(),
                        error(first, noise, filter),
                        second.sum(),
                        error(second, noise, filter),
                        filter.zeroPoint(),
                        where[i] | (saturated(filter, p) ? SATURATED : 0));
            }
        });
        return flagged(places, measured);
    }

    private static double error(Aperture aperture, double noise, FilterImage filter) {
        return Math.sqrt(Math.max(0, aperture.sum()) / filter.exptime() + aperture.area() * noise * noise);
    }

    private Measured[] flagged(List<PixelPoint> places, Measured[] measured) {
        double stars = starIndex(measured);
        int[] flags = new int[measured.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = shape(measured[i], stars) | measured[i].flag();
        }
        markSwarms(places, image.pixels(), flags);
        Measured[] result = new Measured[measured.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = measured[i].flagged(flags[i]);
        }
        return result;
    }

    private int shape(Measured m, double stars) {
        boolean faint = !(m.flux2 > LEAST_RATIO * m.error2);
        double index = m.index();
        double slack = EXTENDED + 3 * Measured.magnitudeError(m.flux1, m.error1);
        int flags = faint ? FAINT : 0;
        if (index > stars + slack) {
            flags |= EXTENDED_FLAG;
        }
        if (index < stars - slack) {
            flags |= HOT;
        }
        return flags;
    }

    /** Flags that follow from a position in the total image. */
    private int[] flags(List<PixelPoint> places) {
        int[] flags = new int[places.size()];
        Band.each(flags.length, threads, some -> {
            for (int i = some.from(); i < some.to(); i++) {
                PixelPoint p = places.get(i);
                boolean edge = image.near(image.outside(), p.x(), p.y(), large + 1, true);
                boolean saturated = image.near(image.holes(), p.x(), p.y(), Math.max(2, small), false);
                flags[i] = (edge ? EDGE : 0) | (saturated ? SATURATED : 0);
            }
        });
        return flags;
    }

    /** Ascending indices of pixels saturated in a filter and of holes in bright parts of the total image. */
    private int[] full() {
        BitSet full = new BitSet();
        image.holes().stream()
                .filter(i -> image.pixels()[i] > BRIGHT_HOLE * noise(image, i))
                .forEach(full::set);
        for (FilterImage filter : filters) {
            Band.map(image.height(), threads, band -> full(filter, band)).forEach(full::or);
        }
        return full.stream().toArray();
    }

    private BitSet full(FilterImage filter, Band band) {
        BitSet full = new BitSet();
        for (int i = band.from() * image.width(); i < band.to() * image.width(); i++) {
            if (full(filter, i)) {
                full.set(i);
            }
        }
        return full;
    }

    private boolean full(FilterImage filter, int pixel) {
        return filter.pixels()[pixel] * filter.longest() > NEAR_FULL * detector.fullWell();
    }

    /** Whether an exposure or the filter's image is saturated at or next to a position. */
    private boolean saturated(FilterImage filter, PixelPoint p) {
        int at = pixel(p);
        int width = image.width();
        for (int y = Math.max(0, at / width - 1); y <= Math.min(image.height() - 1, at / width + 1); y++) {
            for (int x = Math.max(0, at % width - 1); x <= Math.min(width - 1, at % width + 1); x++) {
                if (filter.saturated().get(y * width + x) || full(filter, y * width + x)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void markSwarms(List<PixelPoint> places, float[] pixels, int[] flags) {
        double[] heights =
                places.stream().mapToDouble(p -> Math.max(0, pixels[pixel(p)])).toArray();
        boolean[] saturated = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            saturated[i] = (flags[i] & SATURATED) != 0;
        }
        boolean[] swarm = new StarArtifacts(pixels, image.width(), image.wcs().pixelScale() * 3600)
                .around(places, heights, saturated, threads);
        for (int i = 0; i < flags.length; i++) {
            flags[i] |= swarm[i] ? SWARM : 0;
        }
    }

    /**
     * The median concentration index of bright sources that could be stars; if there are too few, that of a Gaussian.
     */
    private double starIndex(Measured[] measured) {
        double sigma = detector.starWidth() / 2.3548;
        double inSmall = 1 - Math.exp(-small * small / (2 * sigma * sigma));
        double inLarge = 1 - Math.exp(-large * large / (2 * sigma * sigma));
        double gaussian = 2.5 * Math.log10(inLarge / inSmall);
        double[] bright = Arrays.stream(measured)
                .filter(m -> m.flux1 > 20 * m.error1)
                .mapToDouble(Measured::index)
                .filter(index -> Math.abs(index - gaussian) < 2 * EXTENDED)
                .sorted()
                .toArray();
        return bright.length >= STARS_FOR_INDEX ? bright[bright.length / 2] : gaussian;
    }

    private static float noise(SubtractedImage image, int pixel) {
        return image.noise(pixel % image.width(), pixel / image.width());
    }

    private int pixel(PixelPoint p) {
        int x = Math.max(1, Math.min(image.width(), (int) Math.rint(p.x())));
        int y = Math.max(1, Math.min(image.height(), (int) Math.rint(p.y())));
        return (y - 1) * image.width() + x - 1;
    }
}
