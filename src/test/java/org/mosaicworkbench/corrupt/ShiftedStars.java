package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Visit;

/**
 * Visits of equal stars with little noise, taken with a detector rotated on the sky, dithered, with SCI, ERR and DQ,
 * each with a coordinate system. Exposures are aligned exactly.
 *
 * @param dec declination of the field's centre, degrees
 * @param filters filter of each exposure, in order
 * @param size pixels per side
 * @param number number of stars
 */
public record ShiftedStars(double dec, List<String> filters, int size, int number) {

    /** The size of an ACS/HRC pixel, degrees. */
    public static final double PIXEL = 0.025 / 3600;
    /** Standard deviation of a star, pixels. */
    public static final double SIGMA = 1.5;

    private static final double RA = 150.5;
    private static final double TURNED = 33;
    private static final int[][] PLACES = {{0, 0}, {-31, 23}, {27, 33}, {-24, -36}, {38, -19}};
    private static final int APART = 14;
    private static final int MARGIN = 20;
    private static final double NOISE = 3;
    private static final int[][] DITHERS = {{0, 0}, {5, -3}, {-4, 6}, {7, 8}, {-6, -7}, {2, 9}};

    /** A field of five stars near its centre. */
    public ShiftedStars(double dec, List<String> filters, int size) {
        this(dec, filters, size, PLACES.length);
    }

    /** Three exposures in as many filters. */
    public static ShiftedStars threeFilters(double dec) {
        return new ShiftedStars(dec, List.of("F435W", "F606W", "F814W"), 170);
    }

    /** Writes the visit with its poller file. */
    public Path write(Path folder) {
        Path written = writeWithoutPoller(folder);
        Visit visit = Visit.read(written);
        visit.poller().write(visit.pollerFile());
        return written;
    }

    /** Writes the exposures of visit j8zz01 only. */
    public Path writeWithoutPoller(Path folder) {
        for (int i = 0; i < filters.size(); i++) {
            FitsFile.write(folder.resolve(root(i) + "_flt.fits"), exposure(i));
        }
        return folder;
    }

    /** Returns nine characters. */
    public static String root(int exposure) {
        return "j8zz01e" + (char) ('a' + exposure) + "q";
    }

    /** The stars of the field. */
    public List<SkyPoint> stars() {
        Wcs middle = wcs(0);
        return places().stream()
                .map(place -> middle.toSky(
                        middle.referencePixel().x() + place[0],
                        middle.referencePixel().y() + place[1]))
                .toList();
    }

    private List<double[]> places() {
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i < Math.min(number, PLACES.length); i++) {
            places.add(new double[] {PLACES[i][0], PLACES[i][1]});
        }
        SplittableRandom random = new SplittableRandom(size);
        double reach = size / 2.0 - MARGIN;
        while (places.size() < number) {
            double x = random.nextDouble(-reach, reach);
            double y = random.nextDouble(-reach, reach);
            if (places.stream().allMatch(p -> Math.hypot(p[0] - x, p[1] - y) > APART)) {
                places.add(new double[] {x, y});
            }
        }
        return places;
    }

    /** The true coordinate system of an exposure. */
    public Wcs wcs(int exposure) {
        double c = PIXEL * Math.cos(Math.toRadians(TURNED));
        double s = PIXEL * Math.sin(Math.toRadians(TURNED));
        int[] dither = DITHERS[exposure % DITHERS.length];
        return Wcs.northUp(size, size, new SkyPoint(RA, dec), PIXEL)
                .withMatrix(-c, s, s, c)
                .withReferencePixel(new PixelPoint(size / 2.0 + dither[0], size / 2.0 + dither[1]));
    }

    private List<FitsPart> exposure(int i) {
        Wcs wcs = wcs(i);
        FitsHeader primary = FitsHeader.empty()
                .edit()
                .set("TELESCOP", "HST", "")
                .set("INSTRUME", "ACS", "")
                .set("DETECTOR", "HRC", "")
                .set("ROOTNAME", root(i), "")
                .set("PROPOSID", 9999, "")
                .set("TARGNAME", "STARS", "")
                .set("FILTER1", filters.get(i), "")
                .set("FILTER2", "CLEAR2S", "")
                .set("EXPTIME", 100.0, "")
                .set("EXPSTART", 52000 + 0.01 * i, "")
                .set("RA_TARG", RA, "")
                .set("DEC_TARG", dec, "")
                .done();
        float[] light = new float[size * size];
        SplittableRandom random = new SplittableRandom(i);
        for (int pixel = 0; pixel < light.length; pixel++) {
            light[pixel] = (float) (NOISE * random.nextGaussian());
        }
        for (SkyPoint star : stars()) {
            PixelPoint at = wcs.toPixel(star);
            for (int y = 1; y <= size; y++) {
                for (int x = 1; x <= size; x++) {
                    double r2 = (x - at.x()) * (x - at.x()) + (y - at.y()) * (y - at.y());
                    light[(y - 1) * size + x - 1] += (float) (5000 * Math.exp(-r2 / (2 * SIGMA * SIGMA)));
                }
            }
        }
        return List.of(
                new FitsPart.NoData(primary),
                new FitsImage(header("SCI", wcs).set("BUNIT", "ELECTRONS", "").done(), size, size, light),
                new FitsImage(header("ERR", wcs).done(), size, size, new float[size * size]),
                new FitsIntegers(header("DQ", wcs).done(), size, size, new int[size * size]));
    }

    private static FitsHeader.Editor header(String name, Wcs wcs) {
        double[] cd = wcs.matrix();
        return FitsHeader.empty()
                .edit()
                .set("EXTNAME", name, "")
                .set("EXTVER", 1, "")
                .set("CTYPE1", "RA---TAN", "")
                .set("CTYPE2", "DEC--TAN", "")
                .set("CRPIX1", wcs.referencePixel().x(), "")
                .set("CRPIX2", wcs.referencePixel().y(), "")
                .set("CRVAL1", wcs.referenceSky().ra(), "")
                .set("CRVAL2", wcs.referenceSky().dec(), "")
                .set("CD1_1", cd[0], "")
                .set("CD1_2", cd[1], "")
                .set("CD2_1", cd[2], "")
                .set("CD2_2", cd[3], "");
    }
}
