package org.mosaicworkbench.visit;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.Keywords;

/**
 * One calibrated exposure of a visit, as described by its headers.
 *
 * @param file {@code <root>_flt.fits} or {@code <root>_flc.fits}, gzipped or not
 * @param rootname nine characters, for instance {@code j8bt06nyq}, lower case
 * @param observation what was observed and when
 * @param detector the detector
 * @param filters the filters in the wheels, joined as in the poller file: {@code F606W;CLEAR2S}
 * @param chips number of SCI extensions: 1, or 2 for wfc and uvis
 */
public record Exposure(
        Path file, String rootname, Observation observation, Detector detector, String filters, int chips) {

    /**
     * What was observed and when.
     *
     * @param proposal the proposal's number, without leading zeros
     * @param target {@code TARGNAME}
     * @param instrument {@code acs} or {@code wfc3}
     * @param exptime exposure time in seconds
     * @param start {@code EXPSTART}, modified Julian date in days; 0 if the header has none
     */
    public record Observation(String proposal, String target, String instrument, double exptime, double start) {}

    /** The value of the second filter keyword for SBC, which has only one filter wheel. */
    private static final String NO_WHEEL = "N/A";
    /** Keywords about guiding and quality, with their normal values. */
    private static final Map<String, String> USUAL = Map.of("FGSLOCK", "FINE", "EXPFLAG", "NORMAL", "QUALITY", "OK");

    /** Keywords about guiding and quality, in alphabetical order. */
    public static final List<String> GUIDING = USUAL.keySet().stream().sorted().toList();

    /**
     * Reads an exposure's headers, not its pixels.
     *
     * @throws BadInput if the file is not a calibrated exposure; the message names the file and the missing item
     */
    public static Exposure read(Path file) {
        try (FitsFile fits = FitsFile.open(file)) {
            return read(fits);
        }
    }

    static Exposure read(FitsFile fits) {
        Path file = fits.path();
        FitsHeader primary = fits.primary();
        fits.requiredHeader("SCI", 1);
        int chips = fits.header("SCI", 2).isPresent() ? 2 : 1;
        OptionalDouble exptime = primary.number("EXPTIME");
        if (exptime.isEmpty() || !Double.isFinite(exptime.getAsDouble()) || exptime.getAsDouble() < 0) {
            throw BadInput.file(
                    file,
                    "its EXPTIME is '" + primary.text("EXPTIME") + "', not a time in seconds",
                    "give a calibrated exposure");
        }
        return new Exposure(
                file,
                rootname(file, primary),
                new Observation(
                        proposal(file, primary),
                        primary.text("TARGNAME"),
                        instrument(file, primary),
                        exptime.getAsDouble(),
                        primary.number("EXPSTART", 0)),
                detector(file, primary),
                filters(file, primary),
                chips);
    }

    /**
     * Reads the pixels of one chip.
     *
     * @param chip 1 to {@link #chips()}
     * @throws BadInput if there is no such chip or the file is truncated
     */
    public FitsImage science(int chip) {
        try (FitsFile fits = FitsFile.open(file)) {
            return fits.image("SCI", chip);
        }
    }

    /**
     * @return whether the telescope tracked a moving target ({@code MTFLAG}), so that stars are trailed; the
     *         observatory's single-visit processing leaves such exposures out (drizzlepac, haputils/analyze.py)
     */
    public boolean followsTarget() {
        try (FitsFile fits = FitsFile.open(file)) {
            return fits.primary().text("MTFLAG").equals("T");
        }
    }

    /**
     * Reports unusual guiding or quality keywords: {@code FGSLOCK} other than FINE ({@code GYROS}, {@code FINE/GYRO},
     * {@code COARSE}; drizzlepac, haputils/analyze.py), {@code EXPFLAG} other than NORMAL, {@code QUALITY} other than
     * OK ({@code GSFAIL}).
     *
     * @return for instance "FGSLOCK is GYROS"; empty for a normal exposure
     */
    public List<String> doubts() {
        try (FitsFile fits = FitsFile.open(file)) {
            return doubts(fits.primary());
        }
    }

    /** Reports unusual guiding or quality keywords of any primary header, including a mosaic's. */
    public static List<String> doubts(Keywords primary) {
        return GUIDING.stream()
                .filter(keyword -> !isUsual(keyword, primary))
                .map(keyword -> keyword + " is " + primary.text(keyword))
                .toList();
    }

    /** Whether one of the {@link #GUIDING} keywords is missing or has its usual value. */
    public static boolean isUsual(String keyword, Keywords primary) {
        return Set.of("", USUAL.get(keyword)).contains(primary.text(keyword).toUpperCase(Locale.ROOT));
    }

    /**
     * Returns a remark on exposures with unusual keywords, to be added to a verdict.
     *
     * @return for instance "; headers report: j8bt06nyq FGSLOCK is GYROS"; empty if nothing is unusual
     */
    public static String remark(List<Exposure> exposures) {
        String all = exposures.stream()
                .filter(exposure -> !exposure.doubts().isEmpty())
                .map(exposure -> exposure.rootname + " " + String.join(", ", exposure.doubts()))
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? "" : "; headers report: " + all;
    }

    /** @return the visit's name, the first six characters of the rootname, for instance {@code j8bt06} */
    public String visit() {
        return rootname.substring(0, 6);
    }

    /** @return the filter as in file names: lower case, with the filters of several wheels joined by {@code _} */
    public String filterName() {
        return lower(filters.replace(';', '_'));
    }

    /** @return this exposure's line in a poller file */
    public Poller.Line pollerLine() {
        String name = file.getFileName().toString().replaceFirst("\\.[gf]z$", "");
        return new Poller.Line(
                name,
                new Poller.Line.Ids(
                        observation.proposal(),
                        rootname.substring(1, 4).toUpperCase(Locale.ROOT),
                        rootname.substring(4, 6).toUpperCase(Locale.ROOT)),
                observation.exptime(),
                filters,
                detector.name(),
                name);
    }

    private static String rootname(Path file, FitsHeader primary) {
        String root = lower(primary.text("ROOTNAME"));
        if (root.length() != 9) {
            root = lower(file.getFileName().toString()).replaceFirst("_fl[tc]\\.fits(\\.[gf]z)?$", "");
        }
        if (root.length() != 9) {
            throw BadInput.file(
                    file,
                    "has the ROOTNAME '" + primary.text("ROOTNAME") + "', not nine characters",
                    "rename the file to <root>_flt.fits, as in the archive");
        }
        return FileName.require(file + ": its ROOTNAME", root);
    }

    private static String proposal(Path file, FitsHeader primary) {
        return FileName.require(file + ": its PROPOSID", required(file, primary, "PROPOSID"))
                .replaceFirst("^0+(?=.)", "")
                .replaceFirst("\\.0*$", "");
    }

    private static String instrument(Path file, FitsHeader primary) {
        String name = FileName.require(file + ": its INSTRUME", lower(required(file, primary, "INSTRUME")));
        Detector detector = detector(file, primary);
        if (!detector.instrument().name().equalsIgnoreCase(name)) {
            throw BadInput.file(
                    file,
                    "has the INSTRUME '" + name + "' and the DETECTOR " + detector + ", which belongs to "
                            + detector.instrument().name(),
                    "remove it from the visit's folder");
        }
        return name;
    }

    private static Detector detector(Path file, FitsHeader primary) {
        String detector = lower(required(file, primary, "DETECTOR"));
        return Detector.named(detector)
                .orElseThrow(() -> BadInput.file(
                        file,
                        "has the DETECTOR '" + detector + "', not one of "
                                + Stream.of(Detector.values())
                                        .map(Detector::label)
                                        .sorted()
                                        .toList(),
                        "remove it from the visit's folder"));
    }

    private static String filters(Path file, FitsHeader primary) {
        return Stream.of("FILTER", "FILTER1", "FILTER2")
                .filter(wheel ->
                        !primary.text(wheel).isEmpty() && !primary.text(wheel).equals(NO_WHEEL))
                .map(wheel -> FileName.require(file + ": its " + wheel, primary.text(wheel)))
                .reduce((a, b) -> a + ";" + b)
                .orElse("NONE");
    }

    private static String required(Path file, FitsHeader primary, String keyword) {
        String value = primary.text(keyword);
        if (value.isEmpty()) {
            throw BadInput.file(
                    file, "its primary header has no " + keyword, "give an exposure from Hubble's pipeline");
        }
        return value;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
