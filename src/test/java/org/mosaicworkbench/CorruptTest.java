package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.corrupt.CorruptResult;
import org.mosaicworkbench.corrupt.Expos;
import org.mosaicworkbench.corrupt.Kind;
import org.mosaicworkbench.corrupt.Mode;
import org.mosaicworkbench.corrupt.Palette;
import org.mosaicworkbench.corrupt.ShiftedStars;
import org.mosaicworkbench.corrupt.SyntheticVisit;
import org.mosaicworkbench.corrupt.Workflow;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.report.VerifyResult;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.visit.VisitFolders;

@Slow
class CorruptTest {

    private static final List<String> NAMES = List.of("f435w", "f606w", "f814w");

    @TempDir
    Path folder;

    private Path visits;
    private Path outputs;

    @BeforeEach
    void makeVisit() {
        visits = folder.resolve("visits");
        outputs = folder.resolve("synthetic");
    }

    @Test
    void multiOnThreeFiltersMakesTwelveCopiesAndLeavesTheSourcesAlone() throws IOException {
        threeFilters(2);
        Map<String, String> before = digests(visits);
        CorruptResult result = Corrupt.visits(visits).outputs(outputs).run();
        List<String> expected = new ArrayList<>();
        for (String filter : NAMES) {
            for (String how : List.of("all_stat", "all_stoc", "sub_stat", "sub_stoc")) {
                expected.add("j8zz01_" + filter + "_clear2s_" + how);
            }
        }
        assertEquals(
                expected,
                result.copies().stream()
                        .map(c -> c.folder().getFileName().toString())
                        .toList());
        assertEquals(expected, folders(outputs));
        assertEquals(before, digests(visits));
        assertEquals(0, result.exitCode());
        assertEquals("12 copies made, 0 already present, 0 failures: " + outputs, result.summary());
    }

    @Test
    void theSameSeedGivesTheSameFilesAtAnyNumberOfThreadsAndInEitherWorkflow() throws IOException {
        threeFilters(2);
        Corrupt task = Corrupt.visits(visits)
                .kinds(Kind.SHIFT, Kind.ROLL, Kind.DRIFT, Kind.REACQUIRE, Kind.CRPIX)
                .img(folder.resolve("img"))
                .seed(11);
        task.outputs(folder.resolve("1")).threads(1).run();
        task.outputs(folder.resolve("4")).threads(4).workflow(Workflow.PIPE).run();
        task.outputs(folder.resolve("other")).seed(12).run();
        assertEquals(digests(folder.resolve("1")), digests(folder.resolve("4")));
        assertNotEquals(digests(folder.resolve("1")), digests(folder.resolve("other")));
    }

    @Test
    void aSubsetOfASingleExposureWarnsAndGoesOn() {
        threeFilters(1);
        CorruptResult result = Corrupt.visits(visits)
                .outputs(outputs)
                .palette(Palette.MFI)
                .expos(Expos.SUB)
                .process(true)
                .draw(true)
                .run();
        assertEquals(3, result.copies().size());
        assertEquals(0, result.exitCode());
        assertEquals(
                "j8zz01_f435w_clear2s_sub_stoc: a subset was requested, but there is only one exposure, so that one "
                        + "was changed; such copies are not processed",
                result.warnings().get(0));
        for (SyntheticVisit copy : result.copies()) {
            assertTrue(Files.exists(copy.folder().resolve("warning.txt")));
            assertEquals(1, copy.corruption().exposures().size());
            assertFalse(Files.exists(copy.folder().resolve("success.txt")));
        }
    }

    @Test
    void stepsAreDoneTogetherOrOneAfterTheOtherWithTheSameResult() throws IOException {
        threeFilters(1);
        Corrupt task = Corrupt.visits(visits).palette(Palette.MFI).mode(Mode.STAT);
        CorruptResult once = task.outputs(folder.resolve("a/synthetic"))
                .process(true)
                .draw(true)
                .run();
        Corrupt later = task.outputs(folder.resolve("b/synthetic"));
        later.run();
        later.corrupt(false).process(true).workflow(Workflow.PIPE).run();
        CorruptResult drawn = later.corrupt(false).draw(true).run();
        Map<String, String> a = digests(folder.resolve("a"));
        Map<String, String> b = digests(folder.resolve("b"));
        assertNotEquals(a.remove("synthetic/corrupt_made.json"), b.remove("synthetic/corrupt_made.json"));
        assertEquals(a, b);
        assertEquals(
                List.of("corrupt", "process", "draw"),
                List.copyOf(once.timings().keySet()));
        assertEquals(3, drawn.copies().stream().filter(c -> !c.isNew()).count());
        assertTrue(Files.exists(folder.resolve("a/img/1/hst_9999_01_acs_hrc_total_j8zz01_f606w_clear2s_all_stat/"
                + "hst_9999_01_acs_hrc_total_j8zz01_f606w_clear2s_all_stat_source.png")));
    }

    @Test
    void theResultKnowsAllThatWasCopiedAndAReportVerifiesIt() throws IOException {
        threeFilters(2);
        CorruptResult result = Corrupt.visits(visits)
                .outputs(outputs)
                .palette(Palette.RFI)
                .kinds(Kind.ROLL, Kind.SHIFT)
                .seed(3)
                .process(true)
                .run();
        List<Path> copied = new ArrayList<>();
        for (String file : digests(visits).keySet()) {
            copied.add(visits.resolve(file));
        }
        assertEquals(
                List.of(InputFile.chosen("visits", visits, copied)),
                result.how().inputs());
        Path page = Report.of(result).write(folder.resolve("page.html"));
        VerifyResult verified =
                Verify.of(page).outputPath(folder.resolve("again")).run();
        assertTrue(verified.same(), verified::toString);
        assertEquals(digests(outputs), sameMade(digests(folder.resolve("again/1")), digests(outputs)));
        Files.writeString(copied.get(0), "no FITS");
        assertEquals(
                "the inputs differ from those of the report: " + copied.get(0)
                        + " has changed; restore the original files, or give their path with --input",
                assertThrows(BadInput.class, () -> Verify.of(page).run()).getMessage());
    }

    /** Its paths begin with the folder, which differs. */
    private static Map<String, String> sameMade(Map<String, String> digests, Map<String, String> other) {
        digests.put("corrupt_made.json", other.get("corrupt_made.json"));
        return digests;
    }

    @Test
    void aRunOnCopiesThatWereThereKeepsWhatMadeThem() throws IOException {
        threeFilters(1);
        Corrupt task = Corrupt.visits(visits).outputs(outputs).palette(Palette.RFI);
        CorruptResult made = task.run();
        Path kept = outputs.resolve("corrupt_made.json");
        Provenance how = Provenance.of(JsonValue.read(kept, ""), outputs);
        assertEquals(made.how(), how);
        CorruptResult later = task.corrupt(false).process(true).run();
        assertEquals(Optional.empty(), later.making());
        assertEquals(
                List.of(InputFile.chosen(
                        "copies", outputs, List.of(made.copies().get(0).folder().resolve(VisitFolders.CORRUPTION)))),
                later.how().inputs());
        assertEquals(made.how(), Provenance.of(JsonValue.read(kept, ""), outputs));
    }

    @Test
    void aVisitWithoutPollerFileIsItsExposuresAndItsCopyGetsOne() throws IOException {
        new ShiftedStars(20, List.of("F606W", "F606W"), 64).writeWithoutPoller(visits.resolve("j8zz01"));
        SyntheticVisit copy = Corrupt.visits(visits)
                .outputs(outputs)
                .palette(Palette.RFI)
                .run()
                .copies()
                .get(0);
        assertEquals(2, copy.corruption().exposures().size());
        assertEquals(
                2, Files.readAllLines(copy.folder().resolve("j8zz01_input.out")).size());
        assertEquals(2, folders(visits.resolve("j8zz01")).size());
    }

    @Test
    void oneBadVisitAmongManyIsListedAndTheOthersAreDone() throws IOException {
        threeFilters(1);
        Path missing = new ShiftedStars(20, List.of("F606W", "F606W"), 64).write(visits.resolve("missing"));
        Files.delete(missing.resolve(ShiftedStars.root(1) + "_flt.fits"));
        Path blind = new ShiftedStars(20, List.of("F606W", "F606W"), 64).write(visits.resolve("nowcs"));
        replace(blind.resolve(ShiftedStars.root(0) + "_flt.fits"), "CTYPE1  = 'RA---TAN'", "CTYPE9  = 'RA---TAN'");
        CorruptResult result =
                Corrupt.visits(visits).outputs(outputs).palette(Palette.MFI).run();
        assertEquals(3, result.copies().size());
        assertEquals(1, result.exitCode());
        assertEquals(
                List.of(
                        "index,stage,reason",
                        "missing,corrupt,\"" + missing.resolve("j8zz01_input.out")
                                + ": lists j8zz01ebq_flt.fits, which is not in " + missing
                                + "; put the exposure there or remove its line\"",
                        "j8zz01_f606w_clear2s_all_stoc,corrupt," + blind.resolve(ShiftedStars.root(0) + "_flt.fits")
                                + ": has no usable world coordinate system: its header has no CTYPE1 and CTYPE2; give"
                                + " a calibrated exposure"),
                Files.readAllLines(outputs.resolve("failures.csv")));
    }

    @Test
    void whatCannotBeWorkedWithIsNamed() throws IOException {
        assertMessage(visits + ": no such folder; check the path", Corrupt.visits(visits));
        threeFilters(1);
        assertMessage(
                visits + ": has no visit folder that matches 'x*'; give the folder that contains the visits, or "
                        + "another pattern",
                Corrupt.visits(visits).pattern("x*"));
        assertMessage(
                "corrupt, process and draw are all off; switch one on",
                Corrupt.visits(visits).corrupt(false));
        assertMessage(
                folder.resolve("none") + ": no such folder; check the path",
                Corrupt.visits(visits)
                        .outputs(folder.resolve("none"))
                        .corrupt(false)
                        .process(true));
        Path file = Files.writeString(folder.resolve("file"), "");
        assertMessage(
                file + ": cannot be created; choose an output folder that you can write to",
                Corrupt.visits(visits).outputs(file));
        assertEquals(
                "kinds is empty; give one or more of [shift, roll, drift, reacquire, crpix]",
                assertThrows(BadInput.class, () -> Corrupt.visits(visits).kinds())
                        .getMessage());
        Corrupt.visits(visits).outputs(outputs).palette(Palette.MFI).run();
        assertEquals(
                "has no total image to draw; process it first",
                Corrupt.visits(visits)
                        .outputs(outputs)
                        .corrupt(false)
                        .draw(true)
                        .run()
                        .failures()
                        .get(0)
                        .reason()
                        .split(": ", 2)[1]);
    }

    @Test
    void aCopyOfAnotherKindIsNeverTakenForTheOneAskedFor() throws IOException {
        new ShiftedStars(20, List.of("F606W"), 64).write(visits.resolve("j8zz01"));
        Corrupt task = Corrupt.visits(visits).outputs(outputs).palette(Palette.RFI);
        task.run();
        Map<String, String> before = digests(outputs);
        Path place = outputs.resolve("j8zz01_f606w_clear2s_all_stoc");
        assertMessage(
                place + ": contains a copy (shift of 1 exposure, threshold any, pixel detector, ra sky, seed 42)"
                        + " other than the requested one (roll of 1 exposure, threshold any, pixel detector, ra sky,"
                        + " seed 42); choose another output folder or delete it",
                task.kinds(Kind.ROLL));
        assertEquals(before, digests(outputs));
        Files.delete(place.resolve(VisitFolders.CORRUPTION));
        assertMessage(
                place + ": already exists and is not a misaligned copy (it has no corruption.json); choose another "
                        + "output folder or delete it",
                task);
    }

    @Test
    void killedAtAnyTimeItLeavesWholeCopiesAndGoesOn() throws Exception {
        new ShiftedStars(20, List.of("F606W", "F606W", "F814W", "F814W"), 700).write(visits.resolve("j8zz01"));
        Map<String, String> sources = digests(visits);
        Corrupt.visits(visits).outputs(folder.resolve("whole")).run();
        Map<String, String> whole = digests(folder.resolve("whole"));
        int cutShort = 0;
        for (int milliseconds = 0; milliseconds <= 120; milliseconds += 40) {
            java.lang.Process run = start("", visits.toString(), "-o", outputs.toString());
            awaitFirst(run);
            Thread.sleep(milliseconds);
            run.destroyForcibly().waitFor();
            assertEquals(sources, digests(visits));
            List<String> there = Files.exists(outputs) ? folders(outputs) : List.of();
            cutShort += there.size() < 8 ? 1 : 0;
            for (String name : there) {
                assertEquals(digests(folder.resolve("whole").resolve(name)), digests(outputs.resolve(name)));
            }
        }
        assertTrue(cutShort > 0, "no run was cut short");
        Corrupt.visits(visits).outputs(outputs).run();
        assertEquals(whole, digests(outputs));
        assertEquals(sources, digests(visits));
    }

    @Test
    void aDiskThatIsFullLeavesNoHalfCopy() throws Exception {
        new ShiftedStars(20, List.of("F606W", "F606W"), 200).write(visits.resolve("j8zz01"));
        Map<String, String> sources = digests(visits);
        java.lang.Process run = start("ulimit -f 200; ", visits.toString(), "-o", outputs.toString());
        String said = new String(run.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, run.waitFor(), said);
        assertTrue(
                said.contains(
                        "_flt.fits: cannot be written (File too large); choose an output folder that you can write to"
                                + " and that has enough space\n"),
                said);
        assertEquals(List.of(), folders(outputs));
        assertEquals(Map.of(), digests(outputs));
        assertEquals(sources, digests(visits));
    }

    @Test
    void twoRunsAtTheSameTimeMakeTheCopiesOnce() throws Exception {
        new ShiftedStars(20, List.of("F606W", "F606W", "F814W"), 200).write(visits.resolve("j8zz01"));
        Map<String, String> sources = digests(visits);
        java.lang.Process one = start("", visits.toString(), "-o", outputs.toString(), "-r", "1");
        java.lang.Process two = start("", visits.toString(), "-o", outputs.toString(), "-r", "1");
        String first = new String(one.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        String second = new String(two.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, one.waitFor(), first);
        assertEquals(0, two.waitFor(), second);
        Corrupt.visits(visits).outputs(folder.resolve("alone")).process(true).run();
        assertEquals(digests(folder.resolve("alone")), digests(outputs));
        assertEquals(sources, digests(visits));
    }

    private void threeFilters(int each) {
        List<String> filters = new ArrayList<>();
        for (int i = 0; i < 3 * each; i++) {
            filters.add(NAMES.get(i / each).toUpperCase(Locale.ROOT));
        }
        new ShiftedStars(20, filters, 100).write(visits.resolve("j8zz01"));
    }

    private static void assertMessage(String message, Corrupt task) {
        assertEquals(message, assertThrows(BadInput.class, task::run).getMessage());
    }

    private static java.lang.Process start(String before, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                before + "exec \"$0\" \"$@\"",
                java,
                "-Xmx256m",
                "-cp",
                classPath,
                "org.mosaicworkbench.cli.MosaicCommandLine",
                "corrupt"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void awaitFirst(java.lang.Process run) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (run.isAlive() && System.nanoTime() < end) {
            File[] parts = outputs.toFile()
                    .listFiles((in, name) -> name.endsWith(".part") && name.contains("." + run.pid() + "-"));
            if (parts != null && parts.length > 0) {
                return;
            }
            Thread.sleep(2);
        }
    }

    private static List<String> folders(Path parent) throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.map(p -> p.getFileName().toString())
                    .filter(n -> !n.startsWith(".")
                            && !n.endsWith(".csv")
                            && !n.endsWith("_made.json")
                            && !n.endsWith(".out"))
                    .sorted()
                    .toList();
        }
    }

    /** Covers all files except quality files, which contain their creation time. */
    private static Map<String, String> digests(Path root) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().contains("_svm_"))
                    .toList()) {
                digests.put(
                        root.relativize(file).toString(),
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        return digests;
    }

    private static void replace(Path file, String from, String to) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(from);
        System.arraycopy(to.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, at, to.length());
        Files.write(file, bytes);
    }
}
