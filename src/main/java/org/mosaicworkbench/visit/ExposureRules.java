package org.mosaicworkbench.visit;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.PixelTaker;

/**
 * Rules for exposures that are not used in a visit's mosaic: those that the observatory's single-visit processing
 * leaves out (drizzlepac, {@code analyze_data} of haputils/analyze.py; ramp and quadrant filters:
 * {@code delete_ramp_and_quadrant_exposures} of hapsequencer.py), those whose header gives a pixel scale that is
 * impossible for the detector, and those without a good pixel. Exposures of moving targets are an exception: the
 * observatory leaves them out, but here they are combined and marked ({@link Exposure#followsTarget}).
 */
final class ExposureRules {

    /** The longest exposure time, in seconds, that counts as 0. */
    private static final double NO_TIME = 1e-5;
    /** Fragments of target names that denote calibrations. */
    private static final Set<String> CALIBRATION = Set.of("DARK", "TUNG", "BIAS", "FLAT", "DEUT", "EARTH-CAL");

    private static final double ARCSEC = 3600;
    private static final double BINNED = 3;
    private static final double SCALE_RANGE = 1.5;

    private static final Set<String> NOT_DRIZZLED = Set.of("OMIT", "SKIPPED");
    private static final Set<String> SCANS = Set.of("C", "D");

    private static final String NO_GOOD_PIXEL = "it has no good pixel";

    private ExposureRules() {}

    /**
     * Explains why an exposure is left out.
     *
     * @return for instance "its OBSTYPE is SPECTROSCOPIC"; empty if the exposure is used
     */
    static Optional<String> whyLeftOut(FitsFile file, Exposure exposure) {
        return Stream.<Rule>of(
                        ExposureRules::time,
                        ExposureRules::header,
                        ExposureRules::filter,
                        ExposureRules::scale,
                        ExposureRules::pixels)
                .flatMap(rule -> rule.why(file, exposure).stream())
                .findFirst();
    }

    private interface Rule {
        Optional<String> why(FitsFile file, Exposure exposure);
    }

    private static Optional<String> time(FitsFile file, Exposure exposure) {
        double seconds = exposure.observation().exptime();
        return when(
                seconds <= NO_TIME, "its exposure time is " + (seconds == 0 ? "0" : seconds + " s, which counts as 0"));
    }

    private static Optional<String> header(FitsFile file, Exposure exposure) {
        FitsHeader primary = file.primary();
        String target = upper(primary, "TARGNAME");
        return Stream.of(
                        said(primary, "OBSTYPE", !Set.of("", "IMAGING").contains(upper(primary, "OBSTYPE"))),
                        said(primary, "DRIZCORR", NOT_DRIZZLED.contains(upper(primary, "DRIZCORR"))),
                        said(primary, "SCAN_TYP", SCANS.contains(upper(primary, "SCAN_TYP"))),
                        said(primary, "TARGNAME", CALIBRATION.stream().anyMatch(target::contains)),
                        said(primary, "CHINJECT", !Set.of("", "NONE").contains(upper(primary, "CHINJECT"))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Leaves out exposures with prisms, grisms, ramp filters, quadrant filters, or the opaque block of SBC. */
    private static Optional<String> filter(FitsFile file, Exposure exposure) {
        for (String wheel : exposure.filters().toUpperCase(Locale.ROOT).split(";", -1)) {
            String kind = wheel.startsWith("G") || wheel.startsWith("PR")
                    ? "disperses light"
                    : wheel.startsWith("FR")
                            ? "is a ramp"
                            : wheel.startsWith("FQ")
                                    ? "covers a quadrant of the detector"
                                    : wheel.startsWith("BLOCK") ? "lets no light through" : "";
            if (!kind.isEmpty()) {
                return Optional.of("its filter " + wheel + " " + kind);
            }
        }
        return Optional.empty();
    }

    /** Pixels may be binned up to three by three; a pixel scale far outside this range indicates a damaged header. */
    private static Optional<String> scale(FitsFile file, Exposure exposure) {
        double pixel = file.header("SCI", 1).map(ExposureRules::pixelScale).orElse(Double.NaN);
        double nominal = exposure.detector().nominalScale();
        return when(
                pixel < nominal / SCALE_RANGE || pixel > BINNED * SCALE_RANGE * nominal,
                String.format(
                        Locale.ROOT,
                        "its pixels are %.3g arcsec by its header, those of %s %s",
                        pixel,
                        exposure.detector(),
                        nominal));
    }

    /** The pixel scale in arcseconds; NaN if the header has no CD matrix. */
    private static double pixelScale(FitsHeader sci) {
        double no = Double.NaN;
        double area =
                sci.number("CD1_1", no) * sci.number("CD2_2", no) - sci.number("CD1_2", no) * sci.number("CD2_1", no);
        return ARCSEC * Math.sqrt(Math.abs(area));
    }

    private static Optional<String> pixels(FitsFile file, Exposure exposure) {
        int bad = ~(exposure.detector().goodBits() | Detector.COSMIC_RAY);
        if (!any(file, exposure, "SCI", (at, value) -> value == 0 || Double.isNaN(value))) {
            boolean zeros = any(file, exposure, "SCI", (at, value) -> Double.isNaN(value));
            return Optional.of(zeros ? "its pixels are all 0" : NO_GOOD_PIXEL);
        }
        return when(!any(file, exposure, "DQ", (at, value) -> ((int) value & bad) != 0), NO_GOOD_PIXEL);
    }

    /** @return whether the test returns false for a pixel of some chip, or a chip lacks the extension */
    private static boolean any(FitsFile file, Exposure exposure, String extension, PixelTaker test) {
        boolean[] found = {false};
        for (int chip = 1; chip <= exposure.chips() && !found[0]; chip++) {
            if (file.header(extension, chip).filter(ExposureRules::hasPixels).isEmpty()) {
                return true;
            }
            file.eachPixel(extension, chip, (at, value) -> {
                found[0] = !test.take(at, value);
                return !found[0];
            });
        }
        return found[0];
    }

    private static boolean hasPixels(FitsHeader header) {
        return header.number("NAXIS", 0) == 2 || header.number("PIXVALUE").isPresent();
    }

    private static Optional<String> said(FitsHeader primary, String keyword, boolean applies) {
        return when(applies, "its " + keyword + " is " + upper(primary, keyword));
    }

    private static Optional<String> when(boolean applies, String why) {
        return applies ? Optional.of(why) : Optional.empty();
    }

    private static String upper(FitsHeader header, String keyword) {
        return header.text(keyword).toUpperCase(Locale.ROOT);
    }
}
