package org.mosaicworkbench.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.Real;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;

class VisitTest {

    private static final Path SAMPLE = Path.of("data-samples/ngc104/j8bt06");

    private static final String POLLER_REMEDY =
            "write one exposure per line, as a file name or the eight columns, or remove the file to use all exposures";

    @TempDir
    Path folder;

    @Test
    void theRealExposureIsDescribed() {
        Exposure exposure = Exposure.read(Real.EXPOSURE);
        assertEquals(
                new Exposure(
                        Real.EXPOSURE,
                        "j8bt06nyq",
                        new Exposure.Observation("9019", "NGC104", "acs", 60, 52377.86137319),
                        Detector.HRC,
                        "F606W;CLEAR2S",
                        1),
                exposure);
        assertEquals("f606w_clear2s", exposure.filterName());
        assertEquals("j8bt06", exposure.visit());
    }

    @Test
    void theSampleVisitIsReadThroughItsPollerFile() {
        Visit visit = Visit.read(SAMPLE);
        assertEquals("j8bt06", visit.name());
        assertEquals(
                List.of("j8bt06d1q", "j8bt06d2q", "j8bt06d3q", "j8bt06d4q"),
                visit.exposures().stream().map(Exposure::rootname).toList());
        assertEquals(
                "hst_9019_06_acs_hrc_total_j8bt06", visit.total(Detector.HRC).toString());
        assertEquals(
                "hst_9019_06_acs_hrc_total_j8bt06_drz.fits",
                visit.total(Detector.HRC).imageName());
    }

    @Test
    void aWheelThatTheDetectorHasNotIsNoFilter() {
        write(
                "jtest1aaq",
                header("jtest1aaq", 1)
                        .edit()
                        .set("FILTER1", "F150LP", "")
                        .set("FILTER2", "N/A", "")
                        .done());
        assertEquals("F150LP", Visit.read(folder).exposures().get(0).filters());
    }

    @Test
    void thePollerFileIsTheDocumentedOne() throws IOException {
        Visit visit = Visit.read(SAMPLE);
        Path written = visit.poller().write(folder.resolve("j8bt06_input.out"));
        assertEquals(
                "j8bt06d1q_flt.fits,9019,8BT,06,60.0,F606W;CLEAR2S,HRC,j8bt06d1q_flt.fits",
                Files.readAllLines(written).get(0));
        assertEquals(visit.poller(), Poller.read(written));
    }

    @Test
    void exposuresStandInTheOrderOfTheirStart() {
        write("jtest1bbq", 50_000.2);
        write("jtest1aaq", 50_000.3);
        write("jtest1ccq", 50_000.1);
        assertEquals(
                List.of("jtest1ccq", "jtest1bbq", "jtest1aaq"),
                Visit.read(folder).exposures().stream().map(Exposure::rootname).toList());
    }

    @Test
    void unlistedExposuresDoNotBelong() {
        write("jtest1aaq", 1);
        write("jtest1bbq", 2);
        new Poller(List.of(Exposure.read(folder.resolve("jtest1bbq_flt.fits")).pollerLine()))
                .write(folder.resolve("jtest1_input.out"));
        assertEquals(
                List.of("jtest1bbq"),
                Visit.read(folder).exposures().stream().map(Exposure::rootname).toList());
    }

    @Test
    void badFoldersAreNamedWithTheRemedy() throws IOException {
        assertBad(folder.resolve("none"), "no such folder; check the path");
        assertBad(folder, "contains no exposure (*_flt.fits or *_flc.fits); give the folder of one visit");
        Path poller = Files.writeString(folder.resolve("jtest1_input.out"), "one,two,three\n");
        assertBad(folder, poller, "line 1 has 3 columns, not 1, 2 or 8; " + POLLER_REMEDY);
        Files.writeString(poller, "\n");
        assertBad(folder, poller, "lists no exposure; " + POLLER_REMEDY);
        Files.writeString(poller, "jtest1aaq_flt.fits,1,EST,01,sixty,F606W,HRC,x\n");
        assertBad(folder, poller, "line 1 has the exposure time 'sixty', not a number; correct the line");
        Files.writeString(poller, "jtest1aaq_flt.fits,1,EST,01,60,F606W,HRC,x\n");
        assertBad(
                folder,
                poller,
                "lists jtest1aaq_flt.fits, which is not in " + folder + "; put the exposure there or remove its line");
        Files.write(poller, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertBad(folder, poller, "is not a text file in UTF-8; " + POLLER_REMEDY);
        Files.writeString(folder.resolve("other_input.out"), "");
        assertBad(folder, "has several poller files [jtest1_input.out, other_input.out]; keep one");
    }

    @Test
    void mixedVisitsAreRefused() {
        write("jtest1aaq", 1);
        write("jtest2aaq", 2);
        assertBad(
                folder, "contains exposures of several visits [jtest1, jtest2]; put each visit into a separate folder");
    }

    @Test
    void anExposureThatLacksSomethingIsNamed() {
        Path file = folder.resolve("jtest1aaq_flt.fits");
        write("jtest1aaq", header("jtest1aaq", 1).edit().remove("PROPOSID").done());
        assertBad(folder, file, "its primary header has no PROPOSID; give an exposure from Hubble's pipeline");
        write(
                "jtest1aaq",
                header("jtest1aaq", 1).edit().set("DETECTOR", "WFPC2", "").done());
        assertBad(
                folder,
                file,
                "has the DETECTOR 'wfpc2', not one of [hrc, ir, sbc, uvis, wfc]; "
                        + "remove it from the visit's folder");
        write(
                "jtest1aaq",
                header("jtest1aaq", 1).edit().set("EXPTIME", "long", "").done());
        assertBad(folder, file, "its EXPTIME is 'long', not a time in seconds; give a calibrated exposure");
        FitsFile.write(file, List.of(new FitsPart.NoData(header("jtest1aaq", 1))));
        assertBad(folder, file, "has no extension SCI,1; give an image from Hubble's pipeline");
    }

    @ParameterizedTest
    @CsvSource({
        "ROOTNAME, ../../abc",
        "PROPOSID, x/../../..",
        "INSTRUME, ../acs",
        "FILTER1, /tmp/f606w",
        "FILTER2, a\\b",
        "PROPOSID, .hidden",
        "PROPOSID, -rf"
    })
    void aHeaderNamesNoPlaceOutsideTheOutput(String keyword, String value) {
        write("jtest1aaq", header("jtest1aaq", 1).edit().set(keyword, value, "").done());
        String named =
                keyword.equals("INSTRUME") || keyword.equals("ROOTNAME") ? value.toLowerCase(Locale.ROOT) : value;
        Path file = folder.resolve("jtest1aaq_flt.fits");
        assertEquals(
                file + ": its " + keyword + " is '" + named + "', which cannot be a file name; give one of at "
                        + "most 200 bytes, without slashes or control characters, that does not begin with . or -",
                assertThrows(BadInput.class, () -> Exposure.read(file)).getMessage());
    }

    @Test
    void aPollerFileNamesNoPlaceOutsideTheFolder() throws IOException {
        Path poller = Files.writeString(
                folder.resolve("jtest1_input.out"), "../jtest1aaq_flt.fits,1,EST,01,60,F606W,HRC,x\n");
        assertBad(
                folder,
                poller,
                "the exposure in line 1 is '../jtest1aaq_flt.fits', which cannot be a file name; give one of at "
                        + "most 200 bytes, without slashes or control characters, that does not begin with . or -");
    }

    @Test
    void aDatasetNameIsTakenApartAndPutTogether() {
        DatasetName real = DatasetName.of("hst_12286_38_wfc3_ir_total_ibl738_drz.fits");
        assertEquals(
                new DatasetName(new DatasetName.Program("12286", "38"), "wfc3", "ir", "total", "ibl738", ""), real);
        assertEquals("ibl738", real.folderName());
        DatasetName copy = DatasetName.of("hst_10183_02_acs_wfc_total_j8ny02_clear1l_f814w_sub_stat");
        assertEquals("clear1l_f814w_sub_stat", copy.suffix());
        assertEquals("j8ny02_clear1l_f814w_sub_stat", copy.folderName());
        assertEquals("hst_10183_02_acs_wfc_total_j8ny02_clear1l_f814w_sub_stat", copy.toString());
        assertEquals(
                "hst_12286_38_wfc3_ir_f160w_ibl738_drz.fits",
                real.withFilter("F160W").imageName());
        assertTrue(DatasetName.isTotalImage(Path.of("a/hst_1_01_acs_wfc_total_jabc01_drc.fits")));
        assertFalse(DatasetName.isTotalImage(Path.of("a/hst_1_01_acs_wfc_f606w_jabc01_drc.fits")));
        assertEquals(
                "'ibl738' is not a dataset's name; it has the form "
                        + "hst_<proposal>_<visit number>_<instrument>_<detector>_total_<visit>",
                assertThrows(BadInput.class, () -> DatasetName.of("ibl738")).getMessage());
    }

    private void write(String rootname, double start) {
        write(rootname, header(rootname, start));
    }

    private void write(String rootname, FitsHeader primary) {
        FitsFile.write(
                folder.resolve(rootname + "_flt.fits"),
                List.of(
                        new FitsPart.NoData(primary),
                        new FitsImage(
                                FitsHeader.empty()
                                        .edit()
                                        .set("EXTNAME", "SCI", "")
                                        .done(),
                                1,
                                1,
                                new float[] {1})));
    }

    private static FitsHeader header(String rootname, double start) {
        return FitsHeader.empty()
                .edit()
                .set("ROOTNAME", rootname, "")
                .set("PROPOSID", 1, "")
                .set("INSTRUME", "ACS", "")
                .set("DETECTOR", "HRC", "")
                .set("FILTER1", "F606W", "")
                .set("EXPTIME", 60.0, "")
                .set("EXPSTART", start, "")
                .done();
    }

    private static void assertBad(Path folder, String message) {
        assertBad(folder, folder, message);
    }

    private static void assertBad(Path folder, Path named, String message) {
        assertEquals(
                named + ": " + message,
                assertThrows(BadInput.class, () -> Visit.read(folder)).getMessage());
    }
}
