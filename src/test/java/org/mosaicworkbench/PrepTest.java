package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.Frame;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.report.VerifyResult;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;

/** {@code src/test/reference/prep_fixture.py} created the expected files with astropy and pandas. */
@Slow
class PrepTest {

    private static final Path FIXTURE = Path.of("src/test/resources/prep");
    private static final Path EXPECTED = FIXTURE.resolve("expected");

    @TempDir
    Path out;

    private Prep visits() {
        return Prep.of(FIXTURE.resolve("visits"))
                .output(out)
                .category(Categories.csv(FIXTURE.resolve("categories.csv")))
                .draw(false);
    }

    private Prep synthetic() {
        return Prep.of(FIXTURE.resolve("synthetic"))
                .output(out)
                .fname("synth")
                .crpt(true)
                .category(Categories.csv(FIXTURE.resolve("categories.csv")))
                .draw(false);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file);
    }

    static Map<String, String> bytes(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        folder.relativize(file).toString(),
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    @Test
    void realVisitsGiveTheTablesThatPandasWrites() throws IOException {
        PrepResult result = visits().run();
        assertEquals(text(EXPECTED.resolve("raw_svm_data.csv")), text(result.rawCsv()));
        assertEquals(text(EXPECTED.resolve("svm_data.csv")), text(result.csv()));
        assertEquals("index,stage,reason\n", text(out.resolve("failures.csv")));
        assertEquals(0, result.exitCode());
        assertFalse(Files.exists(out.resolve("pos.txt")));
        assertEquals(
                List.of("raw_svm_data.csv", "svm_data.csv", "svm_data.h5", "svm_data_made.json", "failures.csv")
                        .stream()
                        .sorted()
                        .toList(),
                bytes(out).keySet().stream().sorted().toList());
    }

    @Test
    void warningsNameWhatWasFilledIn() {
        PrepResult result = visits().run();
        assertEquals(
                List.of(
                        "no gaia_sources file, gaia is 0: hst_10403_29_acs_sbc_total_j96029",
                        "arrays of more than 64 values, or of objects, are left out of the harvested rows:"
                                + " hap_vs_hla_point_residuals",
                        FIXTURE.resolve("categories.csv") + " has no category for ANY; they count as unidentified",
                        "wcstype '0' of hst_10403_29_acs_hrc_total_j96029 is unknown; it gets code 4, which no trained "
                                + "model has seen"),
                result.warnings());
    }

    @Test
    void syntheticCopiesGetTheirSuffixTheLabelAndTheListOfPositives() throws IOException {
        PrepResult result = synthetic().run();
        assertEquals(text(EXPECTED.resolve("raw_synth.csv")), text(result.rawCsv()));
        assertEquals(text(EXPECTED.resolve("synth.csv")), text(result.csv()));
        assertEquals(
                "hst_12286_38_wfc3_ir_total_ibl738_f160w_all_stat\nhst_8992_03_acs_wfc_total_j8cw03_f435w_sub_stoc\n",
                text(out.resolve("pos.txt")));
        assertEquals(List.of(1L, 1L), result.table().column("label").asList());
    }

    @Test
    void theTableIsTheCsv() {
        PrepResult result = visits().run();
        assertEquals(
                List.of(
                        "numexp",
                        "rms_ra",
                        "rms_dec",
                        "nmatches",
                        "point",
                        "segment",
                        "gaia",
                        "det",
                        "wcs",
                        "cat",
                        "index"),
                result.table().columnNames());
        assertEquals(6, result.table().rowCount());
        assertEquals(1e16, result.table().doubleColumn("rms_dec").get(4));
        assertEquals(1332L, result.table().longColumn("point").get(0));
        assertEquals(
                "NGC-4258, FIELD", result.rawTable().stringColumn("targname").get(0));
    }

    @Test
    void h5pyReadsTheHarvestedRows() throws IOException, InterruptedException {
        PrepResult result = visits().run();
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(
                Files.isExecutable(python)
                        && new ProcessBuilder(python.toString(), "-c", "import h5py")
                                        .start()
                                        .waitFor()
                                == 0,
                "h5py is not there");
        java.lang.Process reading = new ProcessBuilder(
                        python.toString(),
                        "src/test/reference/read_h5.py",
                        result.h5().toString(),
                        EXPECTED.resolve("svm_data_h5.json").toString())
                .redirectErrorStream(true)
                .start();
        assertEquals("same 15 columns\n", new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void reloadedRowsGiveTheSameTables() throws IOException {
        PrepResult first = visits().run();
        Path again = out.resolve("again");
        PrepResult second = visits().output(again).h5(first.h5()).run();
        assertEquals(text(first.csv()), text(second.csv()));
        assertEquals(text(first.rawCsv()), text(second.rawCsv()));
        assertFalse(Files.exists(again.resolve("svm_data.h5")));
        assertEquals(first.h5(), second.h5());
    }

    @Test
    void anyNumberOfThreadsAndASecondRunGiveTheSameBytes() throws IOException {
        visits().threads(1).run();
        Map<String, String> one = bytes(out);
        visits().threads(7).run();
        assertEquals(one, bytes(out));
    }

    @Test
    void oneVisitAlone() throws IOException {
        PrepResult result = visits().visit("j96029").run();
        assertEquals(
                List.of("hst_10403_29_acs_hrc_total_j96029", "hst_10403_29_acs_sbc_total_j96029"),
                result.table().stringColumn("index").asList());
        PrepResult reloaded = visits().visit("j96029").h5(visits().run().h5()).run();
        assertEquals(2, reloaded.table().rowCount());
        BadInput e =
                assertThrows(BadInput.class, () -> visits().visit("nowhere").run());
        assertEquals(FIXTURE.resolve("visits/nowhere") + ": no such folder; check the path", e.getMessage());
    }

    @Test
    void patternsChooseTheFilesSeveralOfThem() {
        PrepResult both = visits().jsonPattern("*_hrc_total*_svm_num*.json, *_hrc_total*_svm_gaia*.json")
                .run();
        assertEquals(List.of(41L, 2L), both.table().column("gaia").asList());
        PrepResult one = visits().jsonPattern("*_hrc_total*_svm_num*.json").run();
        assertEquals(List.of(0L, 0L), one.table().column("gaia").asList());
        assertEquals(
                "the JSON pattern 'a/b' is not a file-name pattern; give one like '*_total*_svm_*.json'; "
                        + "separate several with ','",
                assertThrows(BadInput.class, () -> visits().jsonPattern("a/b").run())
                        .getMessage());
        assertEquals(
                FIXTURE.resolve("visits") + ": has no QA file that matches *.txt, neither there nor one level down; "
                        + "give a pattern that hst_12109_01_wfc3_uvis_total_ibfn01_point-cat_svm_compare_sourcelists"
                        + ".json matches, or none",
                assertThrows(BadInput.class, () -> visits().jsonPattern("*.txt").run())
                        .getMessage());
    }

    @Test
    void theFolderItselfMayBeTheVisit() {
        PrepResult result = Prep.of(FIXTURE.resolve("visits/ibl738"))
                .output(out)
                .category(Categories.none())
                .draw(false)
                .run();
        assertEquals(
                List.of("hst_12286_38_wfc3_ir_total_ibl738"),
                result.table().stringColumn("index").asList());
    }

    @Test
    void qaFilesInOneFolderFindTheirImagesInTheVisitsFolders() throws IOException {
        Path root = out.resolve("flat");
        copy(FIXTURE.resolve("visits/ibl738"), root.resolve("ibl738"));
        try (Stream<Path> all = Files.list(root.resolve("ibl738"))) {
            for (Path json : all.filter(f -> f.toString().endsWith(".json")).toList()) {
                Files.move(json, root.resolve(json.getFileName()));
            }
        }
        PrepResult result = Prep.of(root)
                .output(out)
                .category(Categories.none())
                .draw(false)
                .run();
        assertEquals(List.of(5L), result.table().column("nmatches").asList());
    }

    @Test
    void theSubsetHasOneVisitForEachDetectorAndCategoryAndFollowsTheSeed() throws IOException {
        visits().subset(true).run();
        assertEquals("j96029\nj8bt06\nibl738\nibfn01\nj8cw03\n", text(out.resolve("subset.txt")));
        BadInput e = assertThrows(BadInput.class, () -> synthetic().subset(true).run());
        assertEquals(
                "a subset is drawn from aligned datasets, but crpt is set for misaligned ones; leave out one of the"
                        + " two options",
                e.getMessage());
    }

    @Test
    void anOutputThatCannotBeWrittenIsNamedBeforeAnyWork() throws IOException {
        Path empty = Files.createDirectory(out.resolve("empty"));
        Path below = Files.createFile(out.resolve("file")).resolve("below");
        String message = assertThrows(
                        BadInput.class, () -> Prep.of(empty).output(below).run())
                .getMessage();
        assertTrue(
                message.startsWith(below + ": cannot be written (")
                        && message.endsWith(
                                "; choose an output folder that " + "you can write to and that has enough space"),
                message);
        Files.createFile(out.resolve("img"));
        message = assertThrows(BadInput.class, () -> Prep.of(empty).output(out).run())
                .getMessage();
        assertTrue(message.startsWith(out.resolve("img") + ": cannot be written ("), message);
    }

    @Test
    void aListOfPositivesOfAnEarlierRunGoes() throws IOException {
        synthetic().run();
        assertTrue(Files.exists(out.resolve("pos.txt")));
        visits().run();
        assertFalse(Files.exists(out.resolve("pos.txt")));
    }

    @Test
    void whatKilledRunsLeftIsTakenAway() throws IOException {
        Path left = out.resolve(".svm_data.csv.999999999-1.part");
        Path running = out.resolve(".other.csv." + ProcessHandle.current().pid() + "-1.part");
        Files.writeString(left, "half");
        Files.writeString(running, "half");
        visits().run();
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(running));
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        assertEquals(
                "the folder of the visits is null; give the folder that contains the visits",
                assertThrows(BadInput.class, () -> Prep.of(null)).getMessage());
        assertEquals(
                "fname is '..'; it must be a file name like svm_data",
                assertThrows(BadInput.class, () -> visits().fname("..")).getMessage());
        assertEquals(
                "threads is 0; it must be at least 1",
                assertThrows(BadInput.class, () -> visits().threads(0)).getMessage());
        assertEquals(
                "category is 'nothing'; it must be archive, none, or an existing CSV file with the columns "
                        + "targname,category",
                assertThrows(BadInput.class, () -> Categories.of("nothing")).getMessage());
        Path text = FIXTURE.resolve("expected/svm_data.csv");
        assertEquals(
                text + ": is not a valid HDF5 file; leave h5 out to harvest the QA files",
                assertThrows(BadInput.class, () -> visits().h5(text).run()).getMessage());
    }

    @Test
    void everyDatasetGetsItsFramesAndTheyAreKept() throws IOException {
        Prep task = visits().draw(true).size(64);
        PrepResult result = task.run();
        List<String> names = result.table().stringColumn("index").asList();
        List<String> frames = names.stream()
                .flatMap(name -> Stream.concat(
                                Stream.of("_measured.csv"),
                                Stream.of(FrameKind.values()).flatMap(kind -> kind.endings().stream()))
                        .map(ending -> "img/" + name + "/" + name + ending))
                .sorted()
                .toList();
        Map<String, String> first = bytes(out);
        assertEquals(
                frames,
                first.keySet().stream().filter(file -> file.startsWith("img/")).toList());
        assertEquals(
                64,
                Frame.read(result.img().resolve(names.get(0)).resolve(names.get(0) + ".png"))
                        .width());
        assertEquals(
                "missing catalogs, so frames lack their circles: 6, the first "
                        + FIXTURE.resolve("visits/ibfn01/*_uvis_*G*_ref_cat.ecsv"),
                result.warnings().get(2));

        Path kept = result.img().resolve(names.get(3)).resolve(names.get(3) + "_source.png");
        byte[] another = Files.readAllBytes(result.img().resolve(names.get(3)).resolve(names.get(3) + ".png"));
        Files.write(kept, another);
        task.run();
        assertArrayEquals(another, Files.readAllBytes(kept));
        assertEquals(
                text(EXPECTED.resolve("svm_data.csv")),
                text(task.redraw(true).threads(1).run().csv()));
        assertEquals(first, bytes(out));
    }

    @Test
    void eitherKindOfFramesIsDrawnAlone() throws IOException {
        PrepResult result = visits().draw(true).frames(FrameKind.NATIVE).run();
        String name = result.table().stringColumn("index").get(0);
        assertTrue(FrameKind.NATIVE.files(result.img(), name).stream().allMatch(Files::exists));
        assertTrue(FrameKind.FIELD.files(result.img(), name).stream().noneMatch(Files::exists));
        assertEquals("native", result.how().option("frames", String.class));
        List<String> measured = Files.readAllLines(out.resolve("svm_data_measured.csv"));
        assertEquals(result.table().rowCount() + 1, measured.size());
        assertEquals(String.join(",", Measurement.columns()) + ",index", measured.get(0));
        assertEquals(
                result.table().stringColumn("index").asList(),
                measured.stream()
                        .skip(1)
                        .map(line -> line.substring(line.lastIndexOf(',') + 1))
                        .toList());
        assertEquals(
                "no kind of frames is given; give field, native or both, or set draw to false",
                assertThrows(BadInput.class, () -> visits().frames()).getMessage());
        assertEquals(
                "frames is 'all'; it must be field, native or both",
                assertThrows(BadInput.class, () -> FrameKind.named("all")).getMessage());
    }

    @Test
    void framesOfSyntheticCopiesAreNamedAfterThem() {
        PrepResult result = synthetic().draw(true).size(32).run();
        String name = "hst_8992_03_acs_wfc_total_j8cw03_f435w_sub_stoc";
        assertTrue(Files.exists(result.img().resolve(name).resolve(name + "_gaia.png")));
    }

    @Test
    void filterImagesAreDrawnOnRequest() throws IOException {
        Path root = out.resolve("filters");
        copy(FIXTURE.resolve("visits/j8cw03"), root.resolve("j8cw03"));
        Path total = root.resolve("j8cw03/hst_8992_03_acs_wfc_total_j8cw03_drc.fits");
        Files.copy(total, total.resolveSibling("hst_8992_03_acs_wfc_f435w_j8cw03_drc.fits"));
        Files.copy(total, total.resolveSibling("hst_8992_03_acs_wfc_f435w_j8cw03aq_drc.fits"));
        Prep task = Prep.of(root).output(out).category(Categories.none()).size(32);
        String name = "hst_8992_03_acs_wfc_f435w_j8cw03";
        assertFalse(Files.exists(task.run().img().resolve(name)));
        PrepResult result = task.filters(true).run();
        assertTrue(Files.exists(result.img().resolve(name).resolve(name + "_source.png")));
        try (Stream<Path> folders = Files.list(result.img())) {
            assertEquals(2, folders.count());
        }
    }

    @Test
    void inANotebookItIsATableWithThumbnails() {
        PrepResult result = visits().draw(true).size(200).run();
        String html = ((Display.Html) result.display()).html();
        String field = ((Display.Html) visits().output(out.resolve("field"))
                        .draw(true)
                        .size(200)
                        .frames(FrameKind.FIELD)
                        .run()
                        .display())
                .html();
        String caption = "hst_10403_29_acs_sbc_total_j96029: field, sources, references";
        assertEquals(6, html.split("<img ", -1).length - 1);
        assertEquals(6, field.split("<img ", -1).length - 1);
        UntrustedHtml.requireWhole(html);
        String alt = "<img alt=\"frames of hst_10403_29_acs_sbc_total_j96029\" ";
        assertTrue(html.contains(caption + "; below, at full resolution: sources, stack, echo<br>" + alt));
        assertTrue(field.contains(caption + "<br>" + alt + "width=\"276\" "), "three of 84 pixels and what is between");
        assertTrue(html.contains(">5.88"));
        assertTrue(html.contains(">hst_10403_29_acs_sbc_total_j96029</td>"));
        assertTrue(html.contains("<p>warning: no gaia_sources file, gaia is 0: hst_10403_29_acs_sbc_total_j96029</p>"));
        assertTrue(result.display().text().contains("6 datasets prepared, 0 failed: " + result.csv()));
    }

    @Test
    void whatIsDoneToATableChangesNoResult() {
        PrepResult result = visits().run();
        result.table().longColumn("point").set(0, -1L);
        result.rawTable().clear();
        assertEquals(1332L, result.table().longColumn("point").get(0));
        assertEquals(6, result.rawTable().rowCount());
    }

    @Test
    void aLongTableIsPrintedInPart() throws IOException {
        PrepResult result = Prep.of(VisitTree.of(out.resolve("many"), 53))
                .output(out)
                .category(Categories.none())
                .draw(false)
                .run();
        String text = result.toString();
        assertTrue(text.contains("j00049") && !text.contains("j00050"), text);
        assertTrue(text.contains("\n... and 3 more\n\n53 datasets prepared, 0 failed: "), text);
    }

    @Test
    void theSummaryCountsTheArchivesAnswersWhereItWasAsked() {
        PrepResult asked = visits().category(Categories.archive()
                        .endpoint(URI.create("http://127.0.0.1:1/"))
                        .cache(out.resolve("cache")))
                .run();
        assertTrue(
                asked.summary().contains("\narchive: 0 queries answered, 0 already known, 9 unanswered\n"),
                asked.summary());
        assertFalse(visits().run().summary().contains("archive: "));
    }

    @Test
    void pathsOfFailuresBeginAtTheVisitsHoweverTheyWereNamed() {
        Path given = FIXTURE.resolve("visits");
        for (Path path : List.of(given, given.toAbsolutePath())) {
            assertEquals(
                    "j/a.json and j/b.json: odd",
                    new Failure(
                                    "i",
                                    Failure.Stage.HARVEST,
                                    path.resolve("j/a.json") + " and " + path.resolve("j/b.json") + ": odd")
                            .below(given)
                            .reason());
        }
        assertEquals(
                "j/a: odd; ../j",
                new Failure("i", Failure.Stage.HARVEST, "./j/a: odd; ../j")
                        .below(Path.of("."))
                        .reason());
    }

    @Test
    void theResultSaysWhatMadeItAndHowLongItTook() {
        PrepResult result = visits().threads(2).run();
        assertEquals(
                List.of("harvest", "headers", "categories", "write"),
                List.copyOf(result.timings().keySet()));
        assertEquals(42, result.how().option("seed", Integer.class));
        assertEquals(result.how().inputs(), visits().threads(1).run().how().inputs());
    }

    @Test
    void theResultKnowsTheQaFilesThatWereReadAndTheListOfCategories() throws IOException {
        InputFile visits = visits().run().how().inputs().get(0);
        assertEquals("visits", visits.role());
        try (Stream<Path> all = Files.walk(FIXTURE.resolve("visits"))) {
            List<Path> qa = all.filter(file -> file.toString().matches(".*_total.*_svm_.*\\.json"))
                    .toList();
            assertEquals(InputFile.chosen("visits", FIXTURE.resolve("visits"), qa), visits);
        }
        assertEquals(
                InputFile.of("category", FIXTURE.resolve("categories.csv")),
                visits().run().how().inputs().get(1));
        Path h5 = visits().run().h5();
        assertEquals(
                List.of(
                        InputFile.chosen("visits", FIXTURE.resolve("visits"), List.of()),
                        InputFile.of("h5", h5),
                        InputFile.of("category", FIXTURE.resolve("categories.csv"))),
                visits().h5(h5).run().how().inputs());
    }

    @Test
    void aPreparationIsReproducedFromWhatItKept() throws IOException {
        PrepResult first = synthetic().run();
        JsonObject kept =
                JsonParser.parseString(text(out.resolve("synth_made.json"))).getAsJsonObject();
        assertEquals(first.how(), Provenance.of(JsonValue.of(kept, "made.json", ""), out));
        PrepResult again = Prep.again(Provenance.of(JsonValue.of(kept, "made.json", ""), out))
                .output(out.resolve("again"))
                .run();
        assertEquals(first.measures(), again.measures());
        assertEquals(first.how(), again.how());
        assertEquals(text(first.csv()), text(again.csv()));
        assertEquals(text(first.rawCsv()), text(again.rawCsv()));
        assertEquals(text(out.resolve("pos.txt")), text(out.resolve("again/pos.txt")));
    }

    @Test
    void whatAnEarlierRunKeptIsNoQaFile() throws IOException {
        copy(FIXTURE.resolve("visits/j96029"), out.resolve("j96029"));
        Prep task =
                Prep.of(out).output(out).jsonPattern("*svm_*.json").draw(false).category(Categories.none());
        PrepResult first = task.run();
        assertTrue(Files.exists(out.resolve("svm_data_made.json")));
        assertEquals(List.of(), first.failures());
        assertEquals(first.how(), task.run().how());
    }

    @Test
    void aReportTellsOfThePreparationAndItsNumbersAreVerified() throws IOException {
        Path page = Report.of(visits().run()).write(out.resolve("page.html"));
        VerifyResult verified = Verify.of(page).run();
        assertTrue(verified.same(), verified::toString);
        assertTrue(text(page).contains("<h2>Preparation</h2>"));
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> all = Files.list(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
