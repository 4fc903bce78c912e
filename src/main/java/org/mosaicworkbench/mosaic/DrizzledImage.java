package org.mosaicworkbench.mosaic;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.fits.FitsPlanes;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.mosaic.detect.SourceCatalog;
import org.mosaicworkbench.mosaic.drizzle.Canvas;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Exposure;

/** Writes a canvas in the format of Hubble's drizzled images: primary header, SCI, WHT, CTX. */
final class DrizzledImage {

    private static final List<String> ABOUT_THE_VISIT = List.of(
            "TELESCOP",
            "INSTRUME",
            "DETECTOR",
            "PROPOSID",
            "TARGNAME",
            "RA_TARG",
            "DEC_TARG",
            "MTFLAG",
            "EQUINOX",
            "APERTURE",
            "IMAGETYP",
            "OBSTYPE",
            "OBSMODE",
            "PR_INV_L",
            "FILTER",
            "FILTER1",
            "FILTER2");
    /** A moving target has a different position in each exposure; the header records its position in the first one. */
    private static final Set<String> OF_THE_FIRST = Set.of("RA_TARG", "DEC_TARG");

    private static final List<String> PHOTOMETRY = List.of("PHOTMODE", "PHOTFLAM", "PHOTZPT", "PHOTPLAM", "PHOTBW");
    private static final String SEVERAL = "MULTI";
    private static final String MAKER = "CREATOR";
    private static final String MADE_HERE = "mosaic-workbench";

    private final DatasetName name;
    private final Canvas canvas;
    private final List<Input> inputs;
    private final Drizzle drizzle;
    private final WcsSolution solution;
    private final float[] pixels;

    /**
     * One input exposure.
     *
     * @param rootname the exposure's rootname
     * @param primary its primary header
     * @param science its first SCI header
     */
    record Input(String rootname, Time time, double sky, int chips, FitsHeader primary, FitsHeader science) {

        /**
         * The time span of an exposure.
         *
         * @param exptime seconds
         * @param start modified Julian date
         * @param end modified Julian date
         */
        record Time(double exptime, double start, double end) {}

        Input withSky(double other) {
            return new Input(rootname, time, other, chips, primary, science);
        }

        static Input of(ExposurePixels pixels) {
            try (FitsFile file = FitsFile.open(pixels.exposure().file())) {
                FitsHeader primary = file.primary();
                return new Input(
                        pixels.exposure().rootname(),
                        new Time(
                                pixels.exposure().observation().exptime(),
                                primary.number("EXPSTART", 0),
                                primary.number("EXPEND", 0)),
                        pixels.sky(),
                        pixels.chips().size(),
                        primary,
                        file.requiredHeader("SCI", 1));
            }
        }
    }

    DrizzledImage(DatasetName name, Canvas canvas, List<Input> inputs, Drizzle drizzle, WcsSolution solution) {
        this.name = name;
        this.canvas = canvas;
        this.inputs = List.copyOf(inputs);
        this.drizzle = drizzle;
        this.solution = solution;
        this.pixels = canvas.image();
    }

    /** @return whether this program wrote the file; false if the file cannot be read */
    static boolean isOwn(Path file) {
        if (!file.getFileName().toString().endsWith("_drz.fits")) {
            return false;
        }
        try (FitsFile fits = FitsFile.open(file)) {
            return fits.primary().text(MAKER).equals(MADE_HERE);
        } catch (BadInput e) {
            return false;
        }
    }

    /**
     * Returns a filter's image for photometry; its zero point is an AB magnitude (Sirianni et al. 2005, PASP 117, 1049,
     * section 10).
     *
     * @param saturated indices of pixels that are saturated in an exposure
     */
    SourceCatalog.FilterImage forPhotometry(String filter, BitSet saturated) {
        FitsHeader science = inputs.get(0).science();
        double zeroPoint = -2.5 * Math.log10(science.number("PHOTFLAM", Double.NaN))
                - 21.10
                - 5 * Math.log10(science.number("PHOTPLAM", Double.NaN))
                + 18.6921;
        return new SourceCatalog.FilterImage(
                filter,
                pixels,
                inputs.stream().mapToDouble(input -> input.time().exptime()).sum(),
                inputs.stream()
                        .mapToDouble(input -> input.time().exptime())
                        .max()
                        .orElse(0),
                Double.isFinite(zeroPoint) ? zeroPoint : Double.NaN,
                saturated);
    }

    DatasetName name() {
        return name;
    }

    Canvas canvas() {
        return canvas;
    }

    /** @return the pixel values, electrons per second; NaN where no exposure contributes; the array is not copied */
    float[] pixels() {
        return pixels;
    }

    /** @return the image's path: a file named after the dataset in the folder */
    Path place(Path folder) {
        return FileName.in(folder, name.imageName());
    }

    /**
     * Writes the image.
     *
     * @return the image's path, as returned by {@link #place}
     */
    Path write(Path folder) {
        int width = canvas.wcs().width();
        int height = canvas.wcs().height();
        return FitsFile.write(
                place(folder),
                List.of(
                        new FitsPart.NoData(primary()),
                        new FitsImage(science(), width, height, pixels),
                        new FitsImage(extension("WHT", "").done(), width, height, canvas.weights()),
                        context(width, height)));
    }

    private FitsPart context(int width, int height) {
        FitsHeader header = extension("CTX", "").done();
        List<int[]> planes = canvas.context();
        return planes.size() == 1
                ? new FitsIntegers(header, width, height, planes.get(0))
                : new FitsPlanes(header, width, height, planes);
    }

    /** @return the image's primary header */
    FitsHeader primary() {
        FitsHeader.Editor header = FitsHeader.empty().edit();
        header.set("FILENAME", name.imageName(), "name of this file");
        header.set("ROOTNAME", name.toString(), "dataset");
        ABOUT_THE_VISIT.forEach(keyword -> copy(header, keyword, Input::primary));
        Exposure.GUIDING.forEach(keyword -> unusual(header, keyword));
        FitsHeader first = inputs.get(0).primary();
        header.set("DATE-OBS", first.text("DATE-OBS"), "UT date of start of first exposure");
        header.set("TIME-OBS", first.text("TIME-OBS"), "UT time of start of first exposure");
        header.set(
                "EXPSTART",
                inputs.stream().mapToDouble(input -> input.time().start()).min().orElse(0),
                "[MJD] start of first exposure");
        header.set(
                "EXPEND",
                inputs.stream().mapToDouble(input -> input.time().end()).max().orElse(0),
                "[MJD] end of last exposure");
        header.set(
                "EXPTIME",
                inputs.stream().mapToDouble(input -> input.time().exptime()).sum(),
                "[s] sum of exposure times");
        header.set("NUMEXP", inputs.size(), "number of exposures");
        header.set("NDRIZIM", canvas.inputs(), "number of chips drizzled");
        header.set("NEXTEND", 3, "number of extensions");
        header.set(MAKER, MADE_HERE, "what made this file");
        describeInputs(header);
        header.history("Drizzled by mosaic-workbench, weights in seconds of exposure. From each "
                + "exposure the sky in DnnnSKY was subtracted: the lowest of its chips' medians after five rounds "
                + "of clipping at 4 sigma. If an image has several exposures through one filter, their skies were "
                + "matched where they overlap. Surface brightness is conserved: fluxes are those of the exposure times "
                + "the area of a pixel relative to the first chip's reference pixel.");
        return header.done();
    }

    private void describeInputs(FitsHeader.Editor header) {
        int number = 0;
        for (Input input : inputs) {
            for (int chip = 1; chip <= input.chips; chip++) {
                String d = String.format(Locale.ROOT, "D%03d", ++number);
                header.set(d + "DATA", input.rootname + "[sci," + chip + "]", "bit " + (number - 1) + " of CTX");
                header.set(d + "DEXP", input.time.exptime(), "[s] exposure time");
                header.set(d + "SKY", input.sky, "[electrons/s] sky subtracted");
                header.set(d + "PIXF", drizzle.pixfrac(), "drop size, fraction of an input pixel");
                header.set(d + "KERN", drizzle.kernel().name().toLowerCase(Locale.ROOT), "drizzle kernel");
            }
        }
    }

    private FitsHeader science() {
        FitsHeader.Editor header = extension("SCI", "ELECTRONS/S");
        PHOTOMETRY.forEach(keyword -> copy(header, keyword, Input::science));
        header.set("MDRIZSKY", meanSky(), "mean sky subtracted, in the exposures' unit");
        solution.writeTo(header);
        return header.done();
    }

    /**
     * The mean of the exposures' sky levels, as the observatory's header blending computes it: per exposure pixel, in
     * the exposures' unit (electrons or electrons per second).
     */
    private double meanSky() {
        return inputs.stream()
                .mapToDouble(input ->
                        input.science().text("BUNIT").toUpperCase(Locale.ROOT).endsWith("/S")
                                ? input.sky()
                                : input.sky() * input.time().exptime())
                .average()
                .orElse(0);
    }

    private FitsHeader.Editor extension(String extension, String unit) {
        FitsHeader.Editor header = FitsHeader.empty().edit();
        header.set("EXTNAME", extension, "extension name");
        header.set("EXTVER", 1, "extension version");
        if (!unit.isEmpty()) {
            header.set("BUNIT", unit, "unit of the pixels");
        }
        coordinates(header);
        return header;
    }

    private void coordinates(FitsHeader.Editor header) {
        Wcs wcs = canvas.wcs();
        PixelPoint pixel = wcs.referencePixel();
        SkyPoint sky = wcs.referenceSky();
        double[] cd = wcs.matrix();
        header.set("WCSAXES", 2, "number of coordinate axes");
        header.set("CRPIX1", pixel.x(), "reference pixel along x");
        header.set("CRPIX2", pixel.y(), "reference pixel along y");
        header.set("CRVAL1", sky.ra(), "[deg] right ascension at the reference pixel");
        header.set("CRVAL2", sky.dec(), "[deg] declination at the reference pixel");
        header.set("CTYPE1", "RA---TAN", "gnomonic projection");
        header.set("CTYPE2", "DEC--TAN", "gnomonic projection");
        header.set("CUNIT1", "deg", "");
        header.set("CUNIT2", "deg", "");
        header.set("CD1_1", cd[0], "[deg/pixel]");
        header.set("CD1_2", cd[1], "[deg/pixel]");
        header.set("CD2_1", cd[2], "[deg/pixel]");
        header.set("CD2_2", cd[3], "[deg/pixel]");
        header.set("ORIENTAT", 0.0, "[deg] position angle of the y axis, east of north");
        copy(header, "RADESYS", Input::science);
    }

    /** Copies a guiding or quality keyword from the first exposure with an unusual value. */
    private void unusual(FitsHeader.Editor header, String keyword) {
        inputs.stream()
                .map(Input::primary)
                .filter(primary -> !Exposure.isUsual(keyword, primary))
                .findFirst()
                .ifPresent(primary -> header.set(keyword, primary.text(keyword), "of one exposure at least"));
    }

    /**
     * Copies a keyword that all exposures agree on; strings that differ become MULTI, and numbers that differ are left
     * out.
     */
    private void copy(FitsHeader.Editor header, String keyword, Function<Input, FitsHeader> source) {
        FitsHeader first = source.apply(inputs.get(0));
        Set<String> values =
                inputs.stream().map(i -> source.apply(i).text(keyword)).collect(Collectors.toSet());
        if (!first.has(keyword)) {
            return;
        }
        if (first.number(keyword).isPresent()) {
            if (values.size() == 1 || OF_THE_FIRST.contains(keyword)) {
                double value = first.number(keyword, 0);
                boolean whole = first.text(keyword).matches("[-+]?\\d+");
                header.set(keyword, whole ? (Number) (long) value : (Number) value, "");
            }
        } else {
            header.set(keyword, values.size() == 1 ? first.text(keyword) : SEVERAL, "");
        }
    }
}
