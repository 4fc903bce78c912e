package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.corrupt.ShiftedStars;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.HeaderPatch;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.label.ExposureDisagreement;
import org.mosaicworkbench.label.VisitResiduals;
import org.mosaicworkbench.mend.MendResult;
import org.mosaicworkbench.mend.MendedExposure;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/** Visits whose headers have a known shift or roll error are corrected. */
@Slow
class MendTest {

    private static final String DATASET = "hst_9999_01_acs_hrc_total_j8zz01";
    private static final double CLOSE = 0.05;

    @TempDir
    Path folder;

    private int copies;

    private Path visit(int exposures) {
        return new ShiftedStars(40, Collections.nCopies(exposures, "F606W"), 180, 40)
                .write(folder.resolve("right/j8zz01"));
    }

    private Path moved(Path visit, int exposure, double east, double north) {
        return new PointingShift(east, north)
                .copy(Visit.read(visit), ShiftedStars.root(exposure), folder.resolve("wrong" + ++copies + "/j8zz01"));
    }

    /** Rotates the CD matrix of an exposure, in place. */
    private static void roll(Path visit, int exposure, double degrees) {
        Path file = visit.resolve(ShiftedStars.root(exposure) + "_flt.fits");
        double c = Math.cos(Math.toRadians(degrees));
        double s = Math.sin(Math.toRadians(degrees));
        double[] cd = system(file).matrix();
        Path turned = HeaderPatch.copy(
                file,
                visit.resolve("turned.fits"),
                List.of(
                        new HeaderPatch.Change("SCI", 1, "CD1_1", c * cd[0] + s * cd[2]),
                        new HeaderPatch.Change("SCI", 1, "CD1_2", c * cd[1] + s * cd[3]),
                        new HeaderPatch.Change("SCI", 1, "CD2_1", c * cd[2] - s * cd[0]),
                        new HeaderPatch.Change("SCI", 1, "CD2_2", c * cd[3] - s * cd[1])));
        try {
            Files.delete(file);
            Files.move(turned, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Wcs system(Path file) {
        try (FitsFile fits = FitsFile.open(file)) {
            return Wcs.of(fits.requiredHeader("SCI", 1));
        }
    }

    private static Map<String, List<Wcs>> systems(Path visit) {
        return Visit.read(visit).exposures().stream()
                .collect(Collectors.toMap(
                        Exposure::rootname, e -> List.of(system(e.file())), (a, b) -> a, LinkedHashMap::new));
    }

    /** The relative misalignment of a copy's exposures, pixels; the true positions are known. */
    private double left(Path copy) {
        return ExposureDisagreement.of(systems(copy), systems(folder.resolve("right/j8zz01")), ShiftedStars.PIXEL)
                .pixels();
    }

    private MendResult mended(Path visit, String... kept) {
        return Mend.visit(visit)
                .output(folder.resolve("out"))
                .keep(kept)
                .headersOnly(true)
                .run();
    }

    private static String message(Executable task) {
        return assertThrows(BadInput.class, task).getMessage();
    }

    private static List<String> names(MendResult result) {
        return result.exposures().stream().map(one -> one.shift().rootname()).toList();
    }

    private static Map<String, byte[]> bytes(Path place) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.sorted().toList()) {
                all.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0, 0", "-3, 4, 0", "24, -18, 0", "0, 0, 1", "0, 0, -0.3", "2, 1, 0.5"})
    void aShiftAndARollArePutRight(double east, double north, double degrees) {
        Path wrong = moved(visit(4), 2, east, north);
        if (degrees != 0) {
            roll(wrong, 2, degrees);
        }
        double before = left(wrong);
        assertTrue(before > 0.3, () -> "nothing to mend: " + before);
        MendResult result = mended(wrong);
        assertEquals(List.of(ShiftedStars.root(2)), names(result));
        double after = left(result.mended().folder());
        assertTrue(after < CLOSE, () -> "still off by " + after);
        assertEquals(-degrees, result.exposures().get(0).turned(), 0.01);
        assertEquals(List.of(), result.mended().found().off());
        assertEquals(0, result.exitCode());
    }

    @Test
    void severalWrongOnesComeToTheMany() {
        Path wrong = moved(moved(visit(5), 0, 5, 0), 3, -2, 7);
        MendResult result = mended(wrong);
        assertEquals(List.of(ShiftedStars.root(0), ShiftedStars.root(3)), names(result));
        assertTrue(left(result.mended().folder()) < CLOSE);
        List<Object> exposures =
                result.records().cells().stream().map(row -> row.get(0)).toList();
        assertEquals(5, exposures.size());
        assertTrue(exposures.containsAll(names(result)), exposures::toString);
    }

    @Test
    void aSimulatedWholeVisitIsMendedByItsTruth() {
        Path simulated = folder.resolve("simulated");
        Path visit = Simulate.visits(1)
                .output(simulated)
                .detectors("wfc")
                .categories("globular-cluster")
                .exposures(3)
                .size(400)
                .seed(5)
                .guiding(Guiding.shift(8))
                .run()
                .visits()
                .get(0)
                .folder();
        assertTrue(VisitResiduals.of(visit, AlignMode.NONE, false).get(0).pixels() > 7);
        MendResult result = mended(visit);
        double after = VisitResiduals.of(result.mended().folder(), AlignMode.NONE, false)
                .get(0)
                .pixels();
        assertTrue(after < CLOSE, () -> "still off by " + after);
    }

    @Test
    void theHeaderTellsBothSolutionsAndNothingElseChanges() throws IOException {
        Path wrong = moved(visit(4), 1, 3, -4);
        Map<String, byte[]> before = bytes(wrong);
        MendResult result = mended(wrong);
        Map<String, byte[]> after = bytes(result.mended().folder());
        assertEquals(before.keySet(), after.keySet());
        String changed = ShiftedStars.root(1) + "_flt.fits";
        before.forEach((name, bytes) -> {
            if (!name.equals(changed)) {
                assertArrayEquals(bytes, after.get(name), name);
            }
        });
        bytes(wrong).forEach((name, bytes) -> assertArrayEquals(before.get(name), bytes, name));
        try (FitsFile old = FitsFile.open(wrong.resolve(changed));
                FitsFile now = FitsFile.open(result.mended().folder().resolve(changed))) {
            FitsHeader was = old.requiredHeader("SCI", 1);
            FitsHeader is = now.requiredHeader("SCI", 1);
            assertEquals("DEFAULT-FIT_REL_MOSAICWORKBENCH", is.text("WCSNAME"));
            assertEquals("DEFAULT", is.text("WCSNAMEA"));
            for (String keyword : List.of("CRPIX1", "CRPIX2", "CRVAL1", "CRVAL2", "CD1_1", "CD1_2", "CD2_1", "CD2_2")) {
                assertEquals(
                        was.number(keyword).getAsDouble(),
                        is.number(keyword + "A").getAsDouble(),
                        keyword);
            }
            assertEquals("RA---TAN", is.text("CTYPE1A"));
            assertArrayEquals(old.image("SCI", 1).pixels(), now.image("SCI", 1).pixels());
            assertEquals(
                    old.requiredHeader("ERR", 1).lines(),
                    now.requiredHeader("ERR", 1).lines());
        }
        MendedExposure one = result.exposures().get(0);
        try (FitsFile now = FitsFile.open(result.mended().folder().resolve(changed));
                FitsFile letter = FitsFile.open(
                        folder.resolve("out/headerlets").resolve(changed.replace(".fits", "_hlet.fits")))) {
            assertEquals(one.shift().sources(), now.requiredHeader("SCI", 1).number("NMATCHES", 0));
            assertEquals(one.shift().sources(), letter.primary().number("NMATCH", 0));
        }
        assertEquals('A', one.letter());
        assertEquals("DEFAULT-FIT_REL_MOSAICWORKBENCH", one.solution());
    }

    @Test
    void aHeaderWithoutTheMatrixOfTheArchiveIsRefused() throws IOException {
        Path wrong = moved(visit(4), 1, 3, -4);
        Path file = wrong.resolve(ShiftedStars.root(1) + "_flt.fits");
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).replaceAll("CD([12]_[12])   =", "PC$1   =");
        String end = String.format("%-240s", "END");
        assertTrue(text.contains(end), "no room for two cards");
        text = text.replace(
                end,
                String.format(
                        "%-80s%-80s%-80s", "CDELT1  =                  1.0", "CDELT2  =                  1.0", "END"));
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        assertEquals(
                file + ": has no CD1_1 in SCI,1; write its coordinate system as the archive does, with CD1_1, CD1_2, "
                        + "CD2_1 and CD2_2",
                message(() -> mended(wrong)));
    }

    @Test
    void aSecondCorrectionTakesTheNextLetterAndName() {
        Path wrong = moved(visit(4), 1, 3, -4);
        Path once = mended(wrong).mended().folder();
        Path again = moved(once, 1, 0, 6);
        MendResult twice = Mend.visit(again)
                .output(folder.resolve("twice"))
                .headersOnly(true)
                .run();
        try (FitsFile file = FitsFile.open(twice.mended().folder().resolve(ShiftedStars.root(1) + "_flt.fits"))) {
            FitsHeader header = file.requiredHeader("SCI", 1);
            assertEquals("DEFAULT-FIT_REL_MOSAICWORKBENCH_1", header.text("WCSNAME"));
            assertEquals("DEFAULT-FIT_REL_MOSAICWORKBENCH", header.text("WCSNAMEB"));
            assertEquals("DEFAULT", header.text("WCSNAMEA"));
        }
        assertTrue(left(twice.mended().folder()) < CLOSE);
    }

    @Test
    void ofTwoGroupsAsLargeNeitherIsMendedUnlessOneIsKept() throws IOException {
        Path wrong = moved(visit(2), 1, 3, 0);
        String message = assertThrows(BadInput.class, () -> mended(wrong)).getMessage();
        assertTrue(
                message.startsWith(DATASET + ": " + ShiftedStars.root(1) + ": off by (")
                        && message.endsWith(
                                "with two exposures, either may be the wrong one; give a correct exposure, such as "
                                        + "--keep "
                                        + ShiftedStars.root(0)
                                        + ", or put a reference catalog (*_hrc_*G*_ref_cat.ecsv) next to the"
                                        + " exposures"),
                message);
        assertEquals(1, message.lines().count());
        assertTrue(Files.notExists(folder.resolve("out")), "something was written");
        for (int kept : new int[] {0, 1}) {
            MendResult result = mended(wrong, ShiftedStars.root(kept));
            assertEquals(List.of(ShiftedStars.root(1 - kept)), names(result));
            String held = ShiftedStars.root(kept) + "_flt.fits";
            assertArrayEquals(
                    Files.readAllBytes(wrong.resolve(held)),
                    Files.readAllBytes(result.mended().folder().resolve(held)));
            assertTrue(left(result.mended().folder()) < CLOSE);
        }
    }

    @Test
    void anExposureThatIsKeptHoldsAgainstTheMany() {
        Path wrong = moved(visit(4), 2, 6, -1);
        MendResult result = mended(wrong, ShiftedStars.root(2));
        assertEquals(List.of(ShiftedStars.root(0), ShiftedStars.root(1), ShiftedStars.root(3)), names(result));
        assertTrue(left(result.mended().folder()) < CLOSE);
        assertEquals(
                wrong + ": has no exposure 'j8zz01eyq'; keep one of "
                        + systems(wrong).keySet().stream().toList(),
                assertThrows(BadInput.class, () -> mended(wrong, "j8zz01eyq")).getMessage());
        assertEquals(
                ShiftedStars.root(0) + " and " + ShiftedStars.root(1)
                        + " belong to one detector; keep one of them: those that agree with it are kept, too",
                message(() -> mended(wrong, ShiftedStars.root(0), ShiftedStars.root(1))));
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void aReferenceCatalogDecidesBetweenTwo(int exposure) throws IOException {
        Path wrong = moved(visit(2), exposure, 4, -3);
        List<String> rows = new ArrayList<>(List.of(
                "# %ECSV 1.0",
                "# ---",
                "# datatype:",
                "# - {name: RA, datatype: float64}",
                "# - {name: DEC, datatype: float64}",
                "# - {name: mag, datatype: float64}",
                "RA DEC mag"));
        for (SkyPoint star : new ShiftedStars(40, List.of("F606W"), 180, 40).stars()) {
            rows.add(star.ra() + " " + star.dec() + " 18.0");
        }
        Files.write(wrong.resolve("hst_9999_01_acs_hrc_GAIAeDR3_ref_cat.ecsv"), rows);
        MendResult result = mended(wrong);
        assertEquals(List.of(ShiftedStars.root(exposure)), names(result));
        assertTrue(left(result.mended().folder()) < CLOSE);
    }

    @Test
    void theOtherFileOfACorrectedExposureStaysBehind() throws IOException {
        Path wrong = moved(visit(4), 1, 3, -4);
        String root = ShiftedStars.root(1);
        Path used;
        try (Stream<Path> files = Files.list(wrong)) {
            used = files.filter(file -> file.getFileName().toString().startsWith(root))
                    .findFirst()
                    .orElseThrow();
        }
        Path twin = wrong.resolve(root + "_twin.fits");
        Files.copy(used, twin);
        MendResult result = mended(wrong);
        assertTrue(Files.exists(result.mended().folder().resolve(used.getFileName())));
        assertTrue(Files.notExists(result.mended().folder().resolve(twin.getFileName())));
        assertTrue(Files.exists(twin));
    }

    @Test
    void anAlignedVisitKeepsItsHeaders() throws IOException {
        Path visit = visit(3);
        MendResult result = mended(visit);
        assertEquals(List.of(), result.exposures());
        assertTrue(result.toString().startsWith("Nothing had to be corrected: "), result::toString);
        Map<String, byte[]> copy = bytes(result.mended().folder());
        bytes(visit).forEach((name, bytes) -> assertArrayEquals(bytes, copy.get(name), name));
    }

    @Test
    void whatIsInTheWayStays() throws IOException {
        Path wrong = moved(visit(4), 1, 3, -4);
        Path out = folder.resolve("out");
        Path notes =
                Files.writeString(Files.createDirectories(out.resolve("j8zz01")).resolve("notes.txt"), "mine");
        String inTheWay = out
                + ": is not empty, and contains something other than an earlier result for this visit; choose another"
                + " output folder";
        assertEquals(inTheWay, message(() -> mended(wrong)));
        assertTrue(Files.exists(notes));
        WholeFolder.delete(out);
        Path copy = mended(wrong).mended().folder();
        String inside = ": contains the visit, or is inside its folder; choose another output folder";
        assertEquals(out + inside, message(() -> mended(copy)));
        for (Path near : List.of(wrong, wrong.resolve("mended"), wrong.getParent())) {
            assertEquals(
                    near + inside,
                    message(() ->
                            Mend.visit(wrong).output(near).headersOnly(true).run()));
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), out);
        assertEquals(out + inside, message(() -> mended(link.resolve("j8zz01"))));
        assertTrue(Files.exists(copy));
        Path another = Files.createDirectories(folder.resolve("another/j8zz01"));
        for (Map.Entry<String, byte[]> file : bytes(wrong).entrySet()) {
            Files.write(another.resolve(file.getKey()), file.getValue());
        }
        assertEquals(inTheWay, message(() -> mended(another)));
        Path stale = Files.writeString(out.resolve("headerlets/stale_hlet.fits"), "");
        assertTrue(left(mended(wrong).mended().folder()) < CLOSE, "an earlier result is replaced");
        assertTrue(Files.notExists(stale));
    }

    @Test
    void theHeaderletAndTheFileOfShiftsTellTheSame() throws IOException {
        Path wrong = moved(visit(4), 1, 3, -4);
        MendResult result = mended(wrong);
        String root = ShiftedStars.root(1);
        Wcs mended = system(result.mended().folder().resolve(root + "_flt.fits"));
        try (FitsFile headerlet = FitsFile.open(result.output().resolve("headerlets/" + root + "_flt_hlet.fits"))) {
            FitsHeader primary = headerlet.primary();
            assertEquals(root, primary.text("DESTIM"));
            assertEquals(root + "_flt_DEFAULT-FIT_REL_MOSAICWORKBENCH-hlet.fits", primary.text("HDRNAME"));
            assertEquals("NOMODEL-NOMODEL-NOMODEL", primary.text("DISTNAME"));
            FitsHeader system = headerlet.requiredHeader("SIPWCS", 1);
            assertEquals("SCI", system.text("TG_ENAME"));
            assertEquals(0, Wcs.of(system).toSky(30, 150).separation(mended.toSky(30, 150)) / ShiftedStars.PIXEL, 1e-6);
            assertEquals(2, headerlet.headers().size());
        }
        List<String> lines = Files.readAllLines(result.output().resolve("j8zz01_hrc_shifts.txt"));
        assertEquals(
                List.of(
                        "# frame: output",
                        "# refimage: j8zz01_hrc_shifts_wcs.fits[wcs]",
                        "# form: delta",
                        "# units: pixels"),
                lines.subList(0, 4));
        String[] row = lines.get(5).trim().split("\\s+", 0);
        assertEquals(root + "_flt.fits", row[0]);
        // The frame is north up: x increases towards the west.
        assertEquals(-3, Double.parseDouble(row[1]), CLOSE);
        assertEquals(-4, Double.parseDouble(row[2]), CLOSE);
        assertEquals(0, Math.sin(Math.toRadians(Double.parseDouble(row[3]))), 1e-3);
        assertTrue(lines.get(4).startsWith(ShiftedStars.root(0) + "_flt.fits    0.000000  0.000000"), lines.get(4));
        try (FitsFile frame = FitsFile.open(result.output().resolve("j8zz01_hrc_shifts_wcs.fits"))) {
            assertEquals(
                    ShiftedStars.PIXEL, Wcs.of(frame.requiredHeader("WCS", 1)).pixelScale(), 1e-12);
        }
    }

    @Test
    void theMosaicIsJudgedBeforeAndAfterOnAPageThatCanBeVerified() throws IOException {
        Path wrong = moved(visit(4), 1, 3, -4);
        MendResult result = Mend.visit(wrong).output(folder.resolve("whole")).run();
        MendResult.Verdicts verdicts = result.verdicts().orElseThrow();
        assertEquals(
                Decision.MISALIGNED,
                verdicts.before().dataset(DATASET).judgement().decision());
        assertEquals(
                Decision.ALIGNED, verdicts.after().dataset(DATASET).judgement().decision());
        String page = Files.readString(result.page());
        assertTrue(page.contains("1 header corrected. Before: "), "no answer on the page");
        assertTrue(page.contains(">After</h3>"), "no mosaic after on the page");
        assertFalse(page.contains("What to do"), "what to do is done");
        assertTrue(Verify.of(result.page()).run().exitCode() == 0, "not the same again");
    }
}
