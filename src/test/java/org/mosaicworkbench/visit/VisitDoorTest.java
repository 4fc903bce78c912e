package org.mosaicworkbench.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;

/** The files that a visit accepts: one file for each exposure, and none that the observatory excludes. */
class VisitDoorTest {

    private static final int SIDE = 4;
    private static final UnaryOperator<FitsHeader.Editor> AS_IT_IS = UnaryOperator.identity();

    @TempDir
    Path folder;

    @BeforeEach
    void writeOneSoundExposure() {
        write("jtest1aaq_flt.fits", h -> h.set("EXPSTART", 5.0, ""));
    }

    @ParameterizedTest
    @CsvSource({
        "OBSTYPE, SPECTROSCOPIC, its OBSTYPE is SPECTROSCOPIC",
        "OBSTYPE, INTERNAL, its OBSTYPE is INTERNAL",
        "DRIZCORR, OMIT, its DRIZCORR is OMIT",
        "SCAN_TYP, D, its SCAN_TYP is D",
        "TARGNAME, TUNGSTEN, its TARGNAME is TUNGSTEN",
        "TARGNAME, DARK-NM, its TARGNAME is DARK-NM",
        "CHINJECT, CONT, its CHINJECT is CONT",
        "FILTER1, G800L, its filter G800L disperses light",
        "FILTER1, PR200L, its filter PR200L disperses light",
        "FILTER2, FR656N, its filter FR656N is a ramp",
        "FILTER1, FQ508N, its filter FQ508N covers a quadrant of the detector",
        "FILTER1, BLOCK1, its filter BLOCK1 lets no light through"
    })
    void whatTheObservatoryLeavesOutIsLeftOut(String keyword, String value, String why) {
        write("jtest1bbq_flt.fits", h -> h.set(keyword, value, ""));
        assertLeftOut("jtest1bbq_flt.fits", why);
    }

    @ParameterizedTest
    @CsvSource({"0, its exposure time is 0", "1e-6, 'its exposure time is 1.0E-6 s, which counts as 0'"})
    void withoutTimeThereIsNoLight(double seconds, String why) {
        write("jtest1bbq_flt.fits", h -> h.set("EXPTIME", seconds, ""));
        assertLeftOut("jtest1bbq_flt.fits", why);
    }

    @Test
    void aUsualExposureIsUsedWhateverElseItsHeaderSays() {
        write(
                "jtest1bbq_flt.fits",
                h -> h.set("OBSTYPE", "IMAGING", "")
                        .set("DRIZCORR", "COMPLETE", "")
                        .set("SCAN_TYP", "N", "")
                        .set("CHINJECT", "NONE", "")
                        .set("FILTER2", "POL0V", "")
                        .set("EXPTIME", 1e-4, ""));
        assertEquals(
                List.of("jtest1aaq", "jtest1bbq"),
                roots(Visit.read(folder)).stream().sorted().toList());
    }

    @Test
    void pixelsThatAreAllZeroAreNoExposure() throws IOException {
        Path file = write("jtest1bbq_flt.fits", AS_IT_IS, science(0), quality(0));
        assertLeftOut("jtest1bbq_flt.fits", "its pixels are all 0");
        Files.delete(file);
        write("jtest1bbq_flt.fits.gz", AS_IT_IS, science(Float.NaN), quality(0));
        assertLeftOut("jtest1bbq_flt.fits.gz", "it has no good pixel");
    }

    @ParameterizedTest
    @CsvSource({"2e-6, 0.00720", "1.2e-4, 0.432"})
    void aScaleThatTheDetectorDoesNotHaveIsADamagedHeader(double degrees, String arcsec) {
        write("jtest1bbq_flt.fits", AS_IT_IS, science(1, degrees), quality(0));
        assertLeftOut("jtest1bbq_flt.fits", "its pixels are " + arcsec + " arcsec by its header, those of HRC 0.025");
    }

    @Test
    void pixelsThatWereReadOutTogetherAreUsed() {
        for (int binned : new int[] {1, 2, 3}) {
            write("jtest1bbq_flt.fits", AS_IT_IS, science(1, binned * 0.027 / 3600), quality(0));
            assertEquals(2, Visit.read(folder).exposures().size());
        }
    }

    @Test
    void withoutAGoodPixelThereIsNothingToCombine() {
        write("jtest1bbq_flt.fits", AS_IT_IS, science(1), quality(1));
        assertLeftOut("jtest1bbq_flt.fits", "it has no good pixel");
        write("jtest1bbq_flt.fits", AS_IT_IS, science(1), quality(64 + Detector.COSMIC_RAY));
        assertEquals(2, Visit.read(folder).exposures().size());
    }

    @Test
    void qualityThatIsOneValueCountsForEveryPixel() {
        write("jtest1bbq_flt.fits", AS_IT_IS, science(1), constantQuality(1));
        assertLeftOut("jtest1bbq_flt.fits", "it has no good pixel");
        write("jtest1bbq_flt.fits", AS_IT_IS, science(1), constantQuality(0));
        assertEquals(2, Visit.read(folder).exposures().size());
    }

    @Test
    void ofTheFilesOfAnExposureTheBestIsTaken() {
        write("jtest1aaq_flc.fits.gz", h -> h.set("EXPSTART", 5.0, ""));
        write("jtest1aaq_flt.fits.gz", h -> h.set("EXPSTART", 5.0, ""));
        write("hst_1_01_acs_hrc_f606w_jtest1aa_flc.fits", h -> h.set("EXPSTART", 5.0, ""));
        Visit visit = Visit.read(folder);
        assertEquals(
                List.of("jtest1aaq_flc.fits.gz"),
                visit.exposures().stream()
                        .map(e -> e.file().getFileName().toString())
                        .toList());
        assertEquals(
                List.of(
                        "hst_1_01_acs_hrc_f606w_jtest1aa_flc.fits (the same exposure as jtest1aaq_flc.fits.gz)",
                        "jtest1aaq_flt.fits (the same exposure as jtest1aaq_flc.fits.gz)",
                        "jtest1aaq_flt.fits.gz (the same exposure as jtest1aaq_flc.fits.gz)"),
                visit.leftOut().stream().map(LeftOut::toString).toList());
        assertEquals(1, visit.poller().lines().size());
    }

    @Test
    void aSoundFileIsTakenBeforeOneThatCannotBeUsed() {
        write("jtest1aaq_flc.fits", h -> h.set("EXPSTART", 5.0, ""), science(0), quality(0));
        assertEquals(
                "jtest1aaq_flt.fits",
                Visit.read(folder).exposures().get(0).file().getFileName().toString());
    }

    @Test
    void aPlainFileIsTakenBeforeOneInTiles() throws IOException {
        Files.copy(folder.resolve("jtest1aaq_flt.fits"), folder.resolve("jtest1aaq_flt.fits.fz"));
        assertEquals(
                "jtest1aaq_flt.fits",
                Visit.read(folder).exposures().get(0).file().getFileName().toString());
        Files.delete(folder.resolve("jtest1aaq_flt.fits"));
        poller("jtest1aaq_flt.fits\n");
        assertEquals(List.of("jtest1aaq"), roots(Visit.read(folder)));
    }

    @Test
    void twoExposuresOfOneNameAreRefused() {
        write("jtest1bbq_flt.fits", h -> h.set("ROOTNAME", "jtest1aaq", "").set("EXPSTART", 6.0, ""));
        assertEquals(
                folder.resolve("jtest1bbq_flt.fits")
                        + ": has the same ROOTNAME 'jtest1aaq' as jtest1aaq_flt.fits, but another start time or "
                        + "detector; give each its own ROOTNAME",
                assertThrows(BadInput.class, () -> Visit.read(folder)).getMessage());
    }

    @Test
    void anExposureThatIsListedTwiceIsUsedOnce() throws IOException {
        write("jtest1bbq_flt.fits", h -> h.set("EXPSTART", 6.0, ""));
        poller("jtest1aaq_flt.fits\njtest1bbq_flt.fits\njtest1aaq_flt.fits\n");
        Visit visit = Visit.read(folder);
        assertEquals(List.of("jtest1aaq", "jtest1bbq"), roots(visit));
        assertEquals(
                "; left out: jtest1aaq_flt.fits (listed again in the poller file)",
                LeftOut.remark(visit.leftOut(Detector.HRC)));
    }

    @ParameterizedTest
    @CsvSource({
        "jtest1bbq_flt.fits",
        "'jtest1bbq_flt.fits, PC1-FIX;F160BN15'",
        "'# jtest1aaq_flt.fits\r\njtest1bbq_flt.fits,1,EST,01,60.0,F606W,HRC,x\r\n'",
        "'\uFEFFjtest1bbq_flt.fits,1,EST,01,60.0,F606W,HRC,x'",
        "'jtest1bbq_flt.fits 1 EST 01 60.0 F606W HRC x'"
    })
    void pollerFilesOfTheFormsThatOthersWriteAreRead(String text) throws IOException {
        write("jtest1bbq_flt.fits", h -> h.set("EXPSTART", 6.0, ""));
        poller(text + "\n");
        assertEquals(List.of("jtest1bbq"), roots(Visit.read(folder)));
    }

    @Test
    void whatIsLeftOutDecidesNothing() {
        write("jtest2bbq_flt.fits", h -> h.set("EXPTIME", 0.0, "").set("DETECTOR", "WFC", ""));
        Visit visit = Visit.read(folder);
        assertEquals("jtest1", visit.name());
        assertEquals(List.of(Detector.HRC), visit.detectors());
        assertEquals(List.of(folder.resolve("jtest1aaq_flt.fits")), visit.inputs());
        assertEquals(1, visit.leftOut(Detector.HRC).size(), "said with the first detector");
        assertTrue(visit.toString().endsWith("left out: jtest2bbq_flt.fits (its exposure time is 0)"));
    }

    @ParameterizedTest
    @CsvSource({
        "FGSLOCK, GYROS, FGSLOCK is GYROS",
        "FGSLOCK, FINE/GYRO, FGSLOCK is FINE/GYRO",
        "QUALITY, GSFAIL; TDF-DOWN AT EXPSTART, QUALITY is GSFAIL; TDF-DOWN AT EXPSTART",
        "EXPFLAG, INTERRUPTED, EXPFLAG is INTERRUPTED"
    })
    void whatTheHeaderSaysOfGuidingIsSaid(String keyword, String value, String said) {
        write("jtest1bbq_flt.fits", h -> h.set(keyword, value, "").set("EXPSTART", 6.0, ""));
        Visit visit = Visit.read(folder);
        assertEquals(List.of(said), visit.exposures().get(1).doubts());
        assertEquals("; headers report: jtest1bbq " + said, Exposure.remark(visit.exposures()));
    }

    @Test
    void ofUsualExposuresNothingIsSaid() {
        write(
                "jtest1aaq_flt.fits",
                h -> h.set("FGSLOCK", "FINE", "").set("EXPFLAG", "NORMAL", "").set("QUALITY", "OK", ""));
        assertEquals("", Exposure.remark(Visit.read(folder).exposures()));
    }

    @Test
    void anExposureOfAnotherInstrumentIsRefused() {
        Path other = write("jtest1bbq_flt.fits", h -> h.set("INSTRUME", "WFPC2", ""), science(1), quality(0));
        assertEquals(
                other + ": has the INSTRUME 'wfpc2' and the DETECTOR HRC, which belongs to ACS; remove it from the "
                        + "visit's folder",
                assertThrows(BadInput.class, () -> Visit.read(folder)).getMessage());
    }

    @Test
    void anExposureThatCannotBeThereIsNotPassedOver() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("jtest1bbq_flt.fits"), folder.resolve("gone.fits"));
        BadInput gone = assertThrows(BadInput.class, () -> Visit.read(folder));
        assertEquals(
                link + ": is a link to a missing file; put the exposure there or remove the link", gone.getMessage());
        Files.delete(link);
        Files.createDirectory(link);
        BadInput other = assertThrows(BadInput.class, () -> Visit.read(folder));
        assertEquals(link + ": is not a file; put the exposure there or remove the link", other.getMessage());
    }

    @Test
    void aVisitOfWhichNothingIsLeftIsRefused() {
        write("jtest1aaq_flt.fits", h -> h.set("EXPTIME", 0.0, ""));
        assertEquals(
                folder + ": no exposure of the detector HRC can be used (jtest1aaq left out: its exposure time is 0); "
                        + "give at least one good exposure",
                assertThrows(BadInput.class, () -> Visit.read(folder)).getMessage());
    }

    private void assertLeftOut(String file, String why) {
        Visit visit = Visit.read(folder);
        assertEquals(List.of("jtest1aaq"), roots(visit));
        assertEquals(
                List.of(file + " (" + why + ")"),
                visit.leftOut().stream().map(LeftOut::toString).toList());
    }

    private static List<String> roots(Visit visit) {
        return visit.exposures().stream().map(Exposure::rootname).toList();
    }

    private void poller(String text) throws IOException {
        Files.write(folder.resolve("jtest1_input.out"), text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, UnaryOperator<FitsHeader.Editor> change) {
        write(name, change, science(1), quality(0));
    }

    private Path write(String name, UnaryOperator<FitsHeader.Editor> change, FitsPart science, FitsPart quality) {
        String root = name.startsWith("hst_") ? "jtest1aaq" : name.substring(0, 9);
        FitsHeader.Editor primary = FitsHeader.empty()
                .edit()
                .set("ROOTNAME", root, "")
                .set("PROPOSID", 1, "")
                .set("INSTRUME", "ACS", "")
                .set("DETECTOR", "HRC", "")
                .set("FILTER1", "F606W", "")
                .set("EXPTIME", 60.0, "")
                .set("EXPSTART", 1.0, "");
        return FitsFile.write(
                folder.resolve(name),
                List.of(new FitsPart.NoData(change.apply(primary).done()), science, quality));
    }

    private static FitsPart science(float value) {
        float[] pixels = new float[SIDE * SIDE];
        pixels[SIDE] = value;
        if (Float.isNaN(value)) {
            Arrays.fill(pixels, value);
        }
        return new FitsImage(extension("SCI").done(), SIDE, SIDE, pixels);
    }

    /** @param degrees degrees per pixel in the header's matrix */
    private static FitsPart science(float value, double degrees) {
        float[] pixels = new float[SIDE * SIDE];
        Arrays.fill(pixels, value);
        return new FitsImage(
                extension("SCI")
                        .set("CD1_1", -degrees, "")
                        .set("CD1_2", 0.0, "")
                        .set("CD2_1", 0.0, "")
                        .set("CD2_2", degrees, "")
                        .done(),
                SIDE,
                SIDE,
                pixels);
    }

    private static FitsPart quality(int flag) {
        int[] flags = new int[SIDE * SIDE];
        Arrays.fill(flags, flag);
        return new FitsIntegers(extension("DQ").set("BITPIX", 16, "").done(), SIDE, SIDE, flags);
    }

    private static FitsPart constantQuality(int flag) {
        return new FitsPart.NoData(extension("DQ")
                .set("NPIX1", SIDE, "")
                .set("NPIX2", SIDE, "")
                .set("PIXVALUE", flag, "")
                .done());
    }

    private static FitsHeader.Editor extension(String name) {
        return FitsHeader.empty().edit().set("EXTNAME", name, "");
    }
}
