package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.archive.LocalArchive;
import org.mosaicworkbench.archive.LocalVisit;
import org.mosaicworkbench.check.Basis;
import org.mosaicworkbench.check.CheckResult;
import org.mosaicworkbench.check.CheckedDataset;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.corrupt.ShiftedStars;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.ExposureImageMaker;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.sky.SkyPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Visit;

/** Checks folders in various layouts: visits with an exposure shifted by a known amount. */
@Slow
class CheckTest {

    private static final String INDEX = "hst_9999_01_acs_hrc_total_j8zz01";
    private static final String MOVED = ShiftedStars.root(1);
    private static final double PIXEL_MAS = 25;
    private static final double SURE = 4;

    @TempDir
    private static Path folder;

    private static Path aligned;
    private static Path far;

    @BeforeAll
    static void visits() {
        aligned =
                new ShiftedStars(40, Collections.nCopies(4, "F606W"), 180, 40).write(folder.resolve("aligned/j8zz01"));
        far = new PointingShift(3, -4).copy(Visit.read(aligned), MOVED, folder.resolve("far/j8zz01"));
    }

    private static Path products(Path visit, String name, boolean single) {
        Path output = folder.resolve(name).resolve("j8zz01");
        Combine.visit(visit).align(AlignMode.NONE).single(single).output(output).run();
        return output;
    }

    private static CheckResult check(Path what, String output) {
        return Check.of(what).output(folder.resolve(output)).run();
    }

    @Test
    void theExposureThatIsOffIsNamedWithItsShiftInTheTable() throws IOException {
        CheckResult result = check(far.getParent(), "out-far");
        CheckedDataset one = result.dataset(INDEX);
        assertEquals(Decision.MISALIGNED, one.judgement().decision());
        assertEquals(Basis.EXPOSURES, one.basis());
        ExposureShift worst = one.worst().orElseThrow().shift();
        assertEquals(MOVED, worst.rootname());
        assertEquals(3, worst.shift().dx(), SURE * worst.shift().errorX());
        assertEquals(4, worst.shift().dy(), SURE * worst.shift().errorY());
        assertEquals(0, worst.sky().roll(), SURE * worst.sky().rollError());
        List<String> lines = Files.readAllLines(result.csv());
        List<String> names = Csv.fields(lines.get(0));
        List<String> fields = Csv.fields(lines.get(1));
        assertEquals(INDEX, fields.get(names.indexOf("index")));
        assertEquals("misaligned", fields.get(names.indexOf("decision")));
        assertEquals(MOVED, fields.get(names.indexOf("exposure")));
        assertEquals(
                3 * PIXEL_MAS,
                Double.parseDouble(fields.get(names.indexOf("dx_mas"))),
                SURE * Double.parseDouble(fields.get(names.indexOf("error_x_mas"))));
        assertEquals(0, result.exitCode());
        assertTheCorrectionMends(Files.readString(result.page()));
        String shown = Display.of(result).bundle().get("text/html");
        assertTrue(shown.contains("exposure " + MOVED + " off by "), shown);
        assertTrue(shown.contains("src=\"data:image/png;base64,"), "no picture in the notebook");
        UntrustedHtml.requireWhole(shown);
    }

    /** The correction recommended on the page restores the exposure's true position. */
    private static void assertTheCorrectionMends(String page) {
        Matcher told = Pattern.compile(MOVED + ": shift .*? add (\\S+) to CRVAL1 and (\\S+) to CRVAL2")
                .matcher(page.replaceAll("\\s+", " "));
        assertTrue(told.find(), "no correction of the header on the page");
        Wcs wrong = system(far);
        SkyPoint was = wrong.referenceSky();
        Wcs mended = wrong.withReferenceSky(new SkyPoint(
                was.ra() + Double.parseDouble(told.group(1)), was.dec() + Double.parseDouble(told.group(2))));
        SkyPoint right = system(aligned).toSky(90, 90);
        assertEquals(5, right.separation(wrong.toSky(90, 90)) / ShiftedStars.PIXEL, 0.05);
        assertEquals(0, right.separation(mended.toSky(90, 90)) / ShiftedStars.PIXEL, 0.05);
    }

    private static Wcs system(Path visit) {
        try (FitsFile fits = FitsFile.open(visit.resolve(MOVED + "_flt.fits"))) {
            return Wcs.of(fits.requiredHeader("SCI", 1));
        }
    }

    @Test
    void finishedProductsAreJudgedAsTheyAre() throws IOException {
        Path both = products(far, "finished", true);
        for (Path exposure : Visit.read(aligned).inputs()) {
            Files.copy(exposure, both.resolve(exposure.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        CheckedDataset one = check(both, "out-finished").dataset(INDEX);
        assertEquals(Basis.PRODUCTS, one.basis());
        assertEquals(Decision.MISALIGNED, one.judgement().decision(), "the exposures beside it are aligned");
    }

    @Test
    void missingImagesOfExposuresAreThoseThatCombiningMakes() throws IOException {
        Path made = products(aligned, "with", true);
        Path total = products(aligned, "without", false).resolve(INDEX + "_drz.fits");
        Path again = Files.createDirectories(folder.resolve("again"));
        List<Path> images = new ExposureImageMaker(Visit.read(aligned), 2).write(total, again);
        assertEquals(4, images.size());
        for (Path image : images) {
            assertArrayEquals(pixels(made.resolve(image.getFileName())), pixels(image), image.toString());
        }
    }

    private static float[] pixels(Path image) {
        try (FitsFile fits = FitsFile.open(image)) {
            return fits.image("SCI", 1).pixels();
        }
    }

    @Test
    void ofAnAlignedMosaicTheExposuresBesideItTell() throws IOException {
        Path both = products(aligned, "beside", false);
        for (Path exposure : Visit.read(aligned).inputs()) {
            Files.copy(exposure, both.resolve(exposure.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
        CheckResult result = check(both.resolve(INDEX + "_drz.fits"), "out-beside");
        assertEquals(Basis.HEADERS, result.dataset(INDEX).basis());
        assertEquals(Decision.ALIGNED, result.dataset(INDEX).judgement().decision());
        assertEquals(List.of(), result.failures());
    }

    @Test
    void whereExposuresCannotBeReadTheMosaicAloneIsJudged() throws IOException {
        Path both = products(aligned, "unreadable", false);
        Files.writeString(both.resolve(MOVED + "_flt.fits"), "no FITS file");
        CheckResult result = check(both, "out-unreadable");
        assertEquals(Basis.MOSAIC, result.dataset(INDEX).basis());
        assertEquals(1, result.exitCode());
        String line = result.failures().get(0).line();
        assertTrue(line.contains(MOVED + "_flt.fits") && line.endsWith("; the mosaic alone was judged"), line);
        assertEquals(line, check(both, "out-unreadable").failures().get(0).line(), "said again when run again");
    }

    @Test
    void aRunThatIsStartedAgainGivesTheSameBytes() throws IOException {
        Path output = folder.resolve("out-again");
        CheckResult first = check(far, "out-again");
        String csv = Files.readString(first.csv());
        String page = withoutEnvironment(first.page());
        Files.delete(first.csv());
        Files.delete(first.page());
        Files.delete(output.resolve("prepared/svm_data.csv"));
        Files.createDirectories(output.resolve("products/.j8zz01.999999999-1.part"));
        check(far, "out-again");
        assertEquals(csv, Files.readString(first.csv()));
        assertEquals(page, withoutEnvironment(first.page()));
        assertEquals(csv, Files.readString(check(far, "out-anew").csv()));
        assertTrue(Verify.of(first.page()).run().same(), "the page's numbers come out another time");
    }

    private static String withoutEnvironment(Path page) throws IOException {
        String html = Files.readString(page);
        return html.substring(0, html.indexOf("<section id=\"environment\">"));
    }

    @Test
    void aVisitInTheArchiveIsFetchedAndJudged() throws IOException {
        Path made = products(far, "archived", true);
        try (LocalArchive archive = new LocalArchive();
                Stream<Path> all = Files.list(made)) {
            for (Path file : all.filter(one -> one.toString().matches(".*(_drz\\.fits|-cat\\.ecsv)"))
                    .toList()) {
                String name = file.getFileName().toString();
                archive.add(
                        name.replaceFirst("(_drz|_[a-z]+-cat)\\..*", ""),
                        "9999",
                        "ANY",
                        Map.of(name, LocalVisit.stored(Files.readAllBytes(file))));
            }
            String exposure = MOVED + "_flt.fits";
            archive.add(
                    "J8ZZ01010",
                    "9999",
                    "ANY",
                    Map.of(exposure, LocalVisit.stored(Files.readAllBytes(far.resolve(exposure)))));
            CheckResult result = Check.of("j8zz01")
                    .archive(archive.access())
                    .output(folder.resolve("out-archive"))
                    .run();
            assertEquals(List.of(), result.failures());
            assertEquals(Basis.PRODUCTS, result.dataset(INDEX).basis());
            assertEquals(
                    MOVED, result.dataset(INDEX).worst().orElseThrow().shift().rootname());
        }
    }

    @Test
    void ofAVisitWithoutAMosaicTheExposuresAreFetchedAndCombined() throws IOException {
        Map<String, LocalArchive.Stored> exposures = new TreeMap<>();
        for (int i = 0; i < 4; i++) {
            String exposure = ShiftedStars.root(i) + "_flt.fits";
            exposures.put(exposure, LocalVisit.stored(Files.readAllBytes(far.resolve(exposure))));
        }
        try (LocalArchive archive = new LocalArchive()) {
            archive.add("J8ZZ01010", "9999", "ANY", exposures);
            Check check = Check.of("j8zz01").archive(archive.access()).output(folder.resolve("out-exposures"));
            CheckResult result = check.run();
            assertEquals(List.of(), result.failures());
            assertEquals(Basis.EXPOSURES, result.dataset(INDEX).basis());
            assertEquals(
                    MOVED, result.dataset(INDEX).worst().orElseThrow().shift().rootname());
            int asked = archive.requests().size();
            assertEquals(
                    Files.readString(result.csv()), Files.readString(check.run().csv()));
            assertEquals(asked, archive.requests().size(), "what was fetched whole is not fetched again");
        }
    }

    /** A missing folder may have the name of a visit. */
    @Test
    void whatIsNeitherHereNorInTheArchiveIsSoSaid() throws IOException {
        try (LocalArchive archive = new LocalArchive()) {
            Check check = Check.of("images").archive(archive.access()).output(folder.resolve("out-nowhere"));
            String said = assertThrows(BadInput.class, check::run).getMessage();
            assertTrue(
                    said.startsWith(
                            "images: no such folder or file here; looking it up in the archive: images: the archive "
                                    + "has no visit of that name; check it at "),
                    said);
        }
    }

    @Test
    void oneBrokenVisitAmongOthersIsListed() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("several/j8zz02"));
        new PointingShift(3, -4).copy(Visit.read(aligned), MOVED, broken.resolveSibling("j8zz01"));
        Files.writeString(broken.resolve("j8zz02eaq_flt.fits"), "no FITS file");
        CheckResult result = check(broken.getParent(), "out-broken");
        assertEquals(1, result.exitCode());
        assertEquals(1, result.failures().size(), result.summary());
        assertEquals("j8zz02", result.failures().get(0).index());
        assertEquals(Decision.MISALIGNED, result.dataset(INDEX).judgement().decision());
        assertTrue(Files.readString(result.page()).contains("j8zz02eaq_flt.fits"));
        assertThrows(BadInput.class, () -> check(broken, "out-nothing"), "nothing else is there");
    }
}
