package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.catalog.SourceList;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.mosaic.Mosaic;
import org.mosaicworkbench.mosaic.RealExposure;
import org.mosaicworkbench.mosaic.align.ExposureOffset;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;

@Slow
class CombineTest {

    private static final int SIZE = 200;
    private static final UnaryOperator<FitsHeader.Editor> AS_IT_IS = UnaryOperator.identity();

    @TempDir
    Path folder;

    @Test
    void starsThatAnExposureIsSaturatedOnAreFlaggedSo() {
        dither(2);
        CombineResult result =
                Combine.visit(folder).output(folder.resolve("products")).run();
        Path total = result.totals().get(0);
        List<Source> listed = SourceList.read(
                        total.resolveSibling(total.getFileName().toString().replace("_drz.fits", "_point-cat.ecsv")))
                .sources();
        int stars = 0;
        try (FitsFile file = FitsFile.open(folder.resolve("j8bt06nyq_flt.fits"))) {
            FitsIntegers quality = file.integers("DQ", 1);
            Wcs wcs = Wcs.of(file.requiredHeader("SCI", 1));
            for (int i = 0; i < quality.pixels().length; i++) {
                SkyPoint full = wcs.toSky(i % quality.width() + 1, i / quality.width() + 1);
                Optional<Source> star = listed.stream()
                        .filter(source -> new SkyPoint(source.ra(), source.dec()).separation(full) * 3600 < 0.02)
                        .findFirst();
                if ((quality.pixels()[i] & Detector.SATURATED) != 0 && star.isPresent()) {
                    assertTrue(star.get().saturated(), star.get().toString());
                    stars++;
                }
            }
        }
        assertTrue(stars >= 5, stars + " saturated stars");
    }

    @Test
    void fourDitheredExposuresMakeATotalAndAFilterImage() {
        dither(4);
        Path out = folder.resolve("products");
        CombineResult result = Combine.visit(folder).output(out).run();
        Mosaic mosaic = result.mosaics().get(0);
        assertEquals("hst_9019_06_acs_hrc_total_j8bt06", mosaic.dataset().toString());
        assertEquals(
                out.resolve("hst_9019_06_acs_hrc_total_j8bt06_drz.fits"),
                mosaic.images().total());
        assertEquals(
                List.of(out.resolve("hst_9019_06_acs_hrc_f606w_j8bt06_drz.fits")),
                mosaic.images().filters());
        assertEquals(out.resolve("j8bt06_input.out"), result.poller());
        assertTrue(result.toString().contains("j8bt06nzq  f606w "), result.toString());
        try (FitsFile file = FitsFile.open(mosaic.images().total())) {
            FitsHeader primary = file.primary();
            assertEquals("hst_9019_06_acs_hrc_total_j8bt06_drz.fits", primary.text("FILENAME"));
            assertEquals("NGC104", primary.text("TARGNAME"));
            assertEquals("CLEAR2S", primary.text("FILTER2"));
            assertEquals(4, primary.number("NUMEXP", 0));
            assertEquals(240, primary.number("EXPTIME", 0));
            assertEquals(9019, primary.number("PROPOSID", 0));
            FitsImage science = file.image("SCI", 1);
            assertEquals("ELECTRONS/S", science.header().text("BUNIT"));
            assertEquals(
                    "undistorted not aligned to a catalog, only exposures to each other",
                    science.header().text("WCSTYPE"));
            assertFalse(science.header().has("RMS_RA"));
            Wcs wcs = Wcs.of(science.header());
            assertEquals(0.025, wcs.pixelScale() * 3600, 1e-9);
            assertEquals(0, wcs.matrix()[1]);
            FitsImage weights = file.image("WHT", 1);
            FitsIntegers context = file.integers("CTX", 1);
            for (int i = 0; i < weights.pixels().length; i++) {
                assertEquals(weights.pixels()[i] > 0, !Float.isNaN(science.pixels()[i]));
                assertEquals(weights.pixels()[i] > 0, context.pixels()[i] != 0);
            }
            assertEquals(0b1111, Arrays.stream(context.pixels()).reduce(0, (a, b) -> a | b));
        }
    }

    @Test
    void theProductsHaveTheSameBytesWithAnyNumberOfThreads() throws IOException {
        dither(2);
        Path one = Combine.visit(folder)
                .output(folder.resolve("1"))
                .threads(1)
                .run()
                .totals()
                .get(0);
        Path two = Combine.visit(folder)
                .output(folder.resolve("2"))
                .threads(2)
                .run()
                .totals()
                .get(0);
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    }

    @Test
    void aPollerFileThatIsThereChoosesTheExposures() throws IOException {
        dither(3);
        Files.writeString(
                folder.resolve("j8bt06_input.out"),
                "j8bt06nyq_flt.fits,9019,8BT,06,60.0,F606W;CLEAR2S,HRC,j8bt06nyq_flt.fits\n");
        CombineResult result = Combine.visit(folder).run();
        assertEquals(1, result.mosaics().get(0).exposures().size());
        assertEquals(folder.resolve("j8bt06_input.out"), result.poller());
        assertTrue(Files.exists(folder.resolve("hst_9019_06_acs_hrc_total_j8bt06_drz.fits")));
    }

    /** The rows of a catalog whose flag, in the last column, is at most 5. */
    private long sound(String catalog) throws IOException {
        return Files.readAllLines(folder.resolve(catalog)).stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("ID"))
                .filter(line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)) <= 5)
                .count();
    }

    @Test
    void catalogsAndQualityFilesStandBesideTheTotalImage() throws IOException {
        dither(3);
        Mosaic mosaic = Combine.visit(folder).run().mosaics().get(0);
        String name = "hst_9019_06_acs_hrc_total_j8bt06";
        SourceList points = SourceList.read(folder.resolve(name + "_point-cat.ecsv"));
        assertTrue(points.sources().size() > 100, points.sources().size() + " point sources");
        JsonObject numbers = json(name + "_svm_num_sources.json");
        assertEquals(
                List.of("detector", "point", "segment"),
                List.copyOf(numbers.getAsJsonObject("data")
                        .getAsJsonObject("number_of_sources")
                        .getAsJsonObject("descriptions")
                        .keySet()),
                "the same order in every run");
        JsonObject data = numbers.getAsJsonObject("data")
                .getAsJsonObject("number_of_sources")
                .getAsJsonObject("data");
        assertEquals(points.sources().size(), mosaic.products().points());
        assertEquals(sound(name + "_point-cat.ecsv"), data.get("point").getAsInt());
        int segments = data.get("segment").getAsInt();
        assertTrue(segments > 100 && segments < sound(name + "_segment-cat.ecsv"), segments + " strong segments");
        assertEquals(data.get("point").getAsInt(), points.counted());
        assertEquals(
                segments,
                SourceList.read(folder.resolve(name + "_segment-cat.ecsv")).counted());
        assertEquals("hrc", data.get("detector").getAsString());
        assertEquals("NGC104", numbers.getAsJsonObject("header").get("TARGNAME").getAsString());
        assertEquals(3, numbers.getAsJsonObject("header").get("NUMEXP").getAsInt());
        JsonObject general = numbers.getAsJsonObject("general information");
        assertEquals(name, general.get("dataframe_index").getAsString());
        assertEquals(name + "_drz.fits", general.get("imgname").getAsString());
        JsonObject offsets = json(name + "_svm_exposure_offsets.json")
                .getAsJsonObject("data")
                .getAsJsonObject("exposure offsets")
                .getAsJsonObject("data");
        assertEquals(3, offsets.getAsJsonObject("dx").getAsJsonArray("data").size());
        assertEquals(
                0, offsets.getAsJsonObject("dx").getAsJsonArray("data").get(1).getAsDouble(), 0.02);
        assertFalse(Files.exists(folder.resolve(name + "_svm_gaia_sources.json")));
    }

    @Test
    void referenceStarsInTheImageAreCounted() throws IOException {
        dither(1);
        Files.writeString(folder.resolve("hst_9019_06_acs_hrc_GAIAeDR3_ref_cat.ecsv"), """
            # %ECSV 1.0
            # ---
            # datatype:
            # - {name: RA, datatype: float64, unit: deg}
            # - {name: DEC, datatype: float64, unit: deg}
            # - {name: mag, datatype: float64}
            RA DEC mag
            6.03 -72.0844 17.5
            6.2 -72.0 18
            """);
        Combine.visit(folder).run();
        JsonObject data =
                json("hst_9019_06_acs_hrc_total_j8bt06_svm_gaia_sources.json").getAsJsonObject("data");
        assertEquals(
                1,
                data.getAsJsonObject("Number of GAIA sources")
                        .getAsJsonObject("data")
                        .get("Number of GAIA sources")
                        .getAsInt());
        assertEquals(
                17.5,
                data.getAsJsonObject("GAIA sources")
                        .getAsJsonObject("data")
                        .getAsJsonObject("mag")
                        .getAsJsonArray("data")
                        .get(0)
                        .getAsDouble());
    }

    private JsonObject json(String name) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(name))).getAsJsonObject();
    }

    @Test
    void withoutAlignmentTheHeaderSaysSoAndNothingMoves() {
        dither(2);
        Mosaic mosaic =
                Combine.visit(folder).align(AlignMode.NONE).run().mosaics().get(0);
        assertTrue(mosaic.alignment().isEmpty());
        try (FitsFile file = FitsFile.open(mosaic.images().total())) {
            assertEquals(
                    "undistorted not aligned", file.requiredHeader("SCI", 1).text("WCSTYPE"));
            assertEquals("IDC_n721640fj", file.requiredHeader("SCI", 1).text("WCSNAME"));
        }
    }

    @Test
    void twoFiltersShareTheTotalImage() {
        RealExposure.cutOut(folder, "j8bt06nyq", 300, 300, SIZE);
        RealExposure.cutOut(
                folder,
                "j8bt06nzq",
                310,
                300,
                SIZE,
                h -> h.set("FILTER1", "CLEAR1S", "").set("FILTER2", "F435W", ""),
                AS_IT_IS);
        Mosaic mosaic = Combine.visit(folder).run().mosaics().get(0);
        assertEquals(
                List.of("hst_9019_06_acs_hrc_f606w_j8bt06_drz.fits", "hst_9019_06_acs_hrc_f435w_j8bt06_drz.fits"),
                mosaic.images().filters().stream()
                        .map(f -> f.getFileName().toString())
                        .toList());
        try (FitsFile total = FitsFile.open(mosaic.images().total());
                FitsFile first = FitsFile.open(mosaic.images().filters().get(0));
                FitsFile second = FitsFile.open(mosaic.images().filters().get(1))) {
            assertEquals("MULTI", total.primary().text("FILTER1"));
            float[] both = total.image("WHT", 1).pixels();
            float[] a = first.image("WHT", 1).pixels();
            float[] b = second.image("WHT", 1).pixels();
            for (int i = 0; i < both.length; i++) {
                assertEquals(a[i] + b[i], both[i], 1e-4);
            }
            assertEquals(0b11, Arrays.stream(total.integers("CTX", 1).pixels()).reduce(0, (p, q) -> p | q));
        }
    }

    @Test
    void eachDetectorHasItsOwnTotal() {
        RealExposure.cutOut(folder, "j8bt06nyq", 300, 300, SIZE);
        RealExposure.cutOut(folder, "j8bt06nzq", 300, 300, SIZE, h -> h.set("DETECTOR", "SBC", ""), AS_IT_IS);
        assertEquals(
                List.of("hst_9019_06_acs_hrc_total_j8bt06_drz.fits", "hst_9019_06_acs_sbc_total_j8bt06_drz.fits"),
                Combine.visit(folder).run().totals().stream()
                        .map(f -> f.getFileName().toString())
                        .toList());
    }

    @Test
    void exposuresThatDoNotOverlapStandSideBySide() {
        RealExposure.cutOut(folder, "j8bt06nyq", 0, 0, SIZE);
        RealExposure.cutOut(folder, "j8bt06nzq", 700, 700, SIZE);
        Mosaic mosaic = Combine.visit(folder).run().mosaics().get(0);
        String note = mosaic.alignment().orElseThrow().offsets().stream()
                .filter(o -> !o.measured())
                .findFirst()
                .orElseThrow()
                .note();
        assertTrue(
                note.matches(
                        "no common pattern: at most \\d+ of \\d+ sources agree on an offset, \\d+ are needed to rule "
                                + "out chance"),
                note);
        try (FitsFile file = FitsFile.open(mosaic.images().total())) {
            FitsIntegers context = file.integers("CTX", 1);
            assertTrue(context.width() > 700 && context.height() > 700);
            assertTrue(Arrays.stream(context.pixels()).noneMatch(bits -> bits == 0b11));
            assertTrue(
                    Arrays.stream(context.pixels()).filter(bits -> bits == 0b01).count() > 35_000);
            assertTrue(
                    Arrays.stream(context.pixels()).filter(bits -> bits == 0b10).count() > 35_000);
        }
    }

    @Test
    void oneExposureAloneStaysWhereItsHeaderPutsIt() {
        dither(1);
        Mosaic mosaic = Combine.visit(folder).run().mosaics().get(0);
        ExposureOffset offset = mosaic.alignment().orElseThrow().offsets().get(0);
        assertEquals("there is no other exposure to compare it with", offset.note());
        assertEquals(0, Math.hypot(offset.shift().dx(), offset.shift().dy()), 1e-6);
        try (FitsFile file = FitsFile.open(mosaic.images().total())) {
            assertEquals(
                    "undistorted not aligned", file.requiredHeader("SCI", 1).text("WCSTYPE"));
            assertEquals(1, file.primary().number("NUMEXP", 0));
        }
    }

    @Test
    void anExposureWithoutExposureTimeIsLeftOut() {
        RealExposure.cutOut(folder, "j8bt06nyq", 300, 300, SIZE);
        RealExposure.cutOut(folder, "j8bt06nzq", 300, 300, SIZE, h -> h.set("EXPTIME", 0.0, ""), AS_IT_IS);
        Mosaic mosaic = Combine.visit(folder).run().mosaics().get(0);
        assertEquals(
                "left out: its exposure time is 0", mosaic.exposures().get(1).note());
        assertTrue(mosaic.exposures().get(0).used());
        try (FitsFile file = FitsFile.open(mosaic.images().total())) {
            assertEquals(1, file.primary().number("NUMEXP", 0));
        }
    }

    @Test
    void aVisitWithoutAUsableExposureIsRefused() {
        RealExposure.cutOut(folder, "j8bt06nzq", 300, 300, SIZE, h -> h.set("EXPTIME", 0.0, ""), AS_IT_IS);
        assertMessage(": no exposure of the detector HRC can be used (j8bt06nzq left out: its exposure time is 0); "
                + "give at least one good exposure");
    }

    @Test
    void aPointingFarAstrayIsNamed() {
        dither(3);
        RealExposure.cutOut(folder, "j8bt06z9q", 300, 300, SIZE, AS_IT_IS, h -> h.set("CRVAL2", 17.5, ""));
        String message =
                assertThrows(BadInput.class, () -> Combine.visit(folder).run()).getMessage();
        assertTrue(message.contains("lie too far apart for one image"), message);
        assertTrue(message.contains("farthest out: j8bt06z9q_flt.fits at RA 6.0"), message);
        assertTrue(message.endsWith("correct that exposure's CRVAL1 and CRVAL2, or remove it"), message);
        assertFalse(Files.exists(folder.resolve("hst_9019_06_acs_hrc_total_j8bt06_drz.fits")));
    }

    @Test
    void aFolderThatIsNotThere() {
        assertEquals(
                "no/such: no such folder; check the path",
                assertThrows(
                                BadInput.class,
                                () -> Combine.visit(Path.of("no/such")).run())
                        .getMessage());
    }

    @Test
    void anEmptyFolder() {
        assertMessage(": contains no exposure (*_flt.fits or *_flc.fits); give the folder of one visit");
    }

    @Test
    void aFileCutOffInTheMiddle() throws IOException {
        Path file = RealExposure.cutOut(folder, "j8bt06nyq", 300, 300, SIZE);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        assertMessage("/j8bt06nyq_flt.fits: is truncated: it is shorter than its headers state; fetch it again or "
                + "regenerate it");
    }

    @Test
    void aFileCutOffAtTheEndOfAUnit() {
        Path whole = RealExposure.cutOut(folder, "j8bt06nyq", 300, 300, SIZE, h -> h.set("NEXTEND", 3, ""), AS_IT_IS);
        FitsHeader primary;
        FitsImage science;
        try (FitsFile file = FitsFile.open(whole)) {
            primary = file.primary();
            science = file.image("SCI", 1);
        }
        FitsFile.write(whole, List.of(new FitsPart.NoData(primary), science));
        assertMessage("/j8bt06nyq_flt.fits: ends after 1 of the 3 extensions that its NEXTEND states: it is truncated; "
                + "fetch it again, or correct NEXTEND");
    }

    @Test
    void visitsMixedInOneFolder() {
        dither(1);
        RealExposure.cutOut(folder, "j9xx01abq", 300, 300, SIZE);
        assertMessage(": contains exposures of several visits [j8bt06, j9xx01]; put each visit into a separate folder");
    }

    @Test
    void aFileWithoutAScienceExtension() {
        FitsFile.write(folder.resolve("j8bt06nyq_flt.fits"), List.of(new FitsPart.NoData(FitsHeader.empty())));
        assertMessage("/j8bt06nyq_flt.fits: has no extension SCI,1; give an image from Hubble's pipeline");
    }

    @Test
    void anExposureWithoutACoordinateSystem() {
        RealExposure.cutOut(folder, "j8bt06nyq", 300, 300, SIZE, AS_IT_IS, h -> h.remove("CTYPE1"));
        assertMessage("/j8bt06nyq_flt.fits: the image has no usable world coordinate system: its header has no CTYPE1 "
                + "and CTYPE2; give an exposure from Hubble's pipeline, or remove it from the visit");
    }

    @Test
    void anUnknownUnit() {
        RealExposure.cutOut(folder, "j8bt06nyq", 300, 300, SIZE, AS_IT_IS, h -> h.set("BUNIT", "JY", ""));
        assertMessage(
                "/j8bt06nyq_flt.fits: its BUNIT is 'JY'; ELECTRONS, ELECTRONS/S, COUNTS and COUNTS/S are supported; "
                        + "give a calibrated exposure");
    }

    @Test
    void aTextFileNamedFits() throws IOException {
        Files.writeString(folder.resolve("j8bt06nyq_flt.fits"), "I am no FITS file.\n");
        assertMessage("/j8bt06nyq_flt.fits: is not a FITS file (it does not begin with SIMPLE); give a file "
                + "from Hubble's pipeline");
    }

    @Test
    void aPollerFileWithAMissingExposure() throws IOException {
        dither(1);
        Files.writeString(
                folder.resolve("j8bt06_input.out"),
                "j8bt06zzq_flt.fits,9019,8BT,06,60.0,F606W;CLEAR2S,HRC,j8bt06zzq_flt.fits\n");
        assertMessage("/j8bt06_input.out: lists j8bt06zzq_flt.fits, which is not in " + folder
                + "; put the exposure there or remove its line");
    }

    @Test
    void anOutputFolderThatCannotBeWritten() throws IOException {
        dither(1);
        Path file = Files.writeString(folder.resolve("taken"), "");
        assertEquals(
                file.resolve("out") + ": cannot be written as an output folder; choose a folder that you can "
                        + "write to, not a file",
                assertThrows(
                                BadInput.class,
                                () -> Combine.visit(folder)
                                        .output(file.resolve("out"))
                                        .run())
                        .getMessage());
    }

    private void assertMessage(String afterTheFolder) {
        assertEquals(
                folder + afterTheFolder,
                assertThrows(BadInput.class, () -> Combine.visit(folder).run()).getMessage());
    }

    private void dither(int number) {
        for (int i = 0; i < number; i++) {
            RealExposure.cutOut(
                    folder, "j8bt06n" + (char) ('y' + i % 2) + (char) ('q' + i / 2), 300 + 7 * i, 300 + 3 * i, SIZE);
        }
    }
}
