package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.fits.FitsHeader;
import org.mosaicworkbench.fits.FitsImage;
import org.mosaicworkbench.fits.FitsIntegers;
import org.mosaicworkbench.fits.FitsPart;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.DrawingMemory;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.task.Failure;

/** One of 50 datasets is bad. */
@Slow
class PrepFailuresTest {

    private static final String BAD = "hst_9019_06_acs_hrc_total_j00017";

    @TempDir
    static Path shared;

    @TempDir
    Path scratch;

    private static Path visits;
    private static Path bad;

    @BeforeAll
    static void makeVisits() throws IOException {
        visits = VisitTree.of(shared.resolve("visits"), 50);
        bad = visits.resolve("j00017");
        PrepTest.copy(bad, shared.resolve("sound"));
    }

    @BeforeEach
    void mend() throws IOException {
        try (Stream<Path> files = Files.list(bad)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        PrepTest.copy(shared.resolve("sound"), bad);
    }

    private Path image() {
        return bad.resolve(BAD + "_drz.fits");
    }

    private Path numSources() {
        return bad.resolve(BAD + "_svm_num_sources.json");
    }

    private Path gaiaSources() {
        return bad.resolve(BAD + "_svm_gaia_sources.json");
    }

    private void leavesOut(Failure.Stage stage, String reason) throws IOException {
        Path out = scratch.resolve("out");
        String named = reason.replace(visits + "/", "");
        PrepResult result = Prep.of(visits)
                .output(out)
                .category(Categories.none())
                .size(16)
                .draw(stage == Failure.Stage.FRAMES)
                .run();
        assertEquals(49, result.table().rowCount());
        assertFalse(result.table().stringColumn("index").contains(BAD));
        assertEquals(List.of(new Failure(BAD, stage, named)), result.failures());
        assertEquals(1, result.exitCode());
        assertEquals(
                "index,stage,reason\n" + Csv.line(List.of(BAD, stage, named)),
                Files.readString(out.resolve("failures.csv")));
        assertEquals(50, Files.readAllLines(result.csv()).size());
        assertEquals(50, Files.readAllLines(result.rawCsv()).size());
    }

    @Test
    void aTruncatedImage() throws IOException {
        byte[] whole = Files.readAllBytes(image());
        Files.write(image(), Arrays.copyOf(whole, whole.length - 2880));
        leavesOut(
                Failure.Stage.HEADER,
                image() + ": is truncated: it is shorter than its headers state; fetch it again or regenerate it");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 70, 90})
    void anImageThatIsCutOffBehindSci(int percent) throws IOException {
        FitsHeader wht = FitsHeader.empty()
                .edit()
                .set("EXTNAME", "WHT", "")
                .set("EXTVER", 1, "")
                .done();
        FitsImage sci;
        try (FitsFile file = FitsFile.open(image())) {
            sci = file.image("SCI", 1);
        }
        int[] plane = new int[sci.pixels().length];
        FitsFile.write(
                image(),
                List.of(
                        new FitsPart.NoData(FitsHeader.empty()),
                        sci,
                        new FitsImage(wht, sci.width(), sci.height(), sci.pixels()),
                        new FitsIntegers(
                                FitsHeader.empty()
                                        .edit()
                                        .set("EXTNAME", "CTX", "")
                                        .done(),
                                sci.width(),
                                sci.height(),
                                plane)));
        byte[] whole = Files.readAllBytes(image());
        Files.write(image(), Arrays.copyOf(whole, whole.length * percent / 100));
        leavesOut(
                Failure.Stage.HEADER,
                image() + ": is truncated: it is shorter than its headers state; fetch it again or regenerate it");
    }

    @Test
    void anImageThatIsTooLargeForTheMemory() throws IOException {
        byte[] whole = Files.readAllBytes(image());
        int at = new String(whole, StandardCharsets.ISO_8859_1).indexOf("NAXIS1");
        int next = new String(whole, StandardCharsets.ISO_8859_1).indexOf("NAXIS2");
        byte[] side = String.format("%20d", 30_000).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(side, 0, whole, at + 10, 20);
        System.arraycopy(side, 0, whole, next + 10, 20);
        Files.write(image(), whole);
        try (RandomAccessFile file = new RandomAccessFile(image().toFile(), "rw")) {
            file.setLength(5760L + 4L * 30_000 * 30_000 + 2880);
        }
        long there = DrawingMemory.mebibytes((long) (0.8 * Runtime.getRuntime().maxMemory()));
        leavesOut(
                Failure.Stage.FRAMES,
                image() + ": has 30000 x 30000 pixels; drawing it needs about 6883 MiB and " + there
                        + " are available; " + DrawingMemory.REMEDY);
    }

    @Test
    void whenAllFailTheTablesOfAnEarlierRunStay() throws IOException {
        Path one = scratch.resolve("one");
        PrepTest.copy(bad, one.resolve("j00017"));
        Path out = scratch.resolve("out");
        Prep task = Prep.of(one).output(out).category(Categories.none()).draw(false);
        String failures = "index,stage,reason\n" + BAD + ",header,j00017/" + BAD
                + "_drz.fits: no such file; put the total " + "image into its visit's folder\n";
        task.run();
        Map<String, String> good = PrepTest.bytes(out);
        Files.delete(one.resolve("j00017").resolve(image().getFileName()));
        PrepResult result = task.run();
        assertEquals(1, result.exitCode());
        assertEquals(failures, Files.readString(out.resolve("failures.csv")));
        assertTrue(
                result.summary()
                        .contains("warning: no dataset could be prepared, so no table was written; that of an earlier"
                                + " run is unchanged: "
                                + result.csv()),
                result.summary());
        Map<String, String> now = PrepTest.bytes(out);
        good.put("failures.csv", failures);
        assertEquals(good, now);

        Path fresh = scratch.resolve("fresh");
        task.output(fresh).run();
        assertEquals(Map.of("failures.csv", failures), PrepTest.bytes(fresh));
    }

    @Test
    void aFilterImageThatIsBrokenLeavesItsDatasetIn() throws IOException {
        Path filter = bad.resolve("hst_9019_06_acs_hrc_f606w_j00017_drz.fits");
        Files.write(filter, new byte[0]);
        Path out = scratch.resolve("out");
        PrepResult result = Prep.of(visits)
                .visit("j00017")
                .output(out)
                .category(Categories.none())
                .size(16)
                .filters(true)
                .run();
        assertEquals(List.of(BAD), result.table().stringColumn("index").asList());
        assertEquals(1, result.exitCode());
        assertTrue(Files.exists(out.resolve("img/" + BAD + "/" + BAD + "_gaia.png")));
        assertEquals(
                "index,stage,reason\n" + BAD + ",filter,j00017/" + filter.getFileName()
                        + ": is empty; fetch it again or regenerate it\n",
                Files.readString(out.resolve("failures.csv")));
        assertTrue(
                result.summary().startsWith("1 dataset prepared, 0 failed, 1 filter image failed: "), result.summary());
    }

    @Test
    void anImageThatIsMissing() throws IOException {
        Files.delete(image());
        leavesOut(Failure.Stage.HEADER, image() + ": no such file; put the total image into its visit's folder");
    }

    @Test
    void aCatalogWithABrokenLine() throws IOException {
        Path catalog = bad.resolve(BAD + "_point-cat.ecsv");
        Files.writeString(catalog, Files.readString(catalog) + "1.5 2.5\n");
        leavesOut(
                Failure.Stage.FRAMES,
                catalog + ": data line 2 has the wrong number of values; " + "run the processing again");
        assertFalse(Files.exists(scratch.resolve("out/img").resolve(BAD)));
    }

    @Test
    void aJsonFileThatIsCutOff() throws IOException {
        Files.writeString(gaiaSources(), Files.readString(gaiaSources()).substring(0, 150));
        leavesOut(Failure.Stage.HARVEST, gaiaSources() + ": is truncated; fetch it again or regenerate it");
    }

    @Test
    void aJsonFileOfAnotherSchema() throws IOException {
        Files.writeString(numSources(), "{\"results\": [1, 2, 3]}");
        leavesOut(
                Failure.Stage.HARVEST,
                numSources() + ": is not a QA file of a single-visit mosaic (it needs 'header', 'general information'"
                        + " with a dataframe_index, and 'data'); move it away or narrow the JSON pattern");
    }

    @Test
    void aMissingNumSourcesFile() throws IOException {
        Files.delete(numSources());
        leavesOut(
                Failure.Stage.HARVEST,
                BAD + ": its QA files have no number_of_sources.point, number_of_sources.segment; "
                        + "run the quality analysis of its visit again");
    }

    @Test
    void aCountThatIsNoNumber() throws IOException {
        Files.writeString(numSources(), Files.readString(numSources()).replace("\"point\": 170", "\"point\": NaN"));
        leavesOut(
                Failure.Stage.HARVEST,
                BAD + ": number_of_sources.point is 'NaN', not a number; run the quality analysis of its visit again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-7", "1.5"})
    void aCountThatNothingCanHave(String count) throws IOException {
        Files.writeString(
                numSources(), Files.readString(numSources()).replace("\"point\": 170", "\"point\": " + count));
        leavesOut(
                Failure.Stage.HARVEST,
                BAD + ": number_of_sources.point is '" + count
                        + "', not a count; run the quality analysis of its visit again");
    }

    @Test
    void aNameThatIsNoDataset() throws IOException {
        String named = Files.readString(numSources()).replace("\"" + BAD + "\"", "\"../../evil\"");
        Files.writeString(numSources(), named);
        Files.delete(gaiaSources());
        Path out = scratch.resolve("out");
        PrepResult result = Prep.of(visits)
                .output(out)
                .category(Categories.none())
                .draw(false)
                .run();
        assertEquals(49, result.table().rowCount());
        assertEquals(
                visits.relativize(numSources())
                        + ": its dataframe_index is '../../evil', which cannot be a file name; give one of at"
                        + " most 200 bytes, without slashes or control characters, that does not begin with . or -",
                result.failures().get(0).reason());
    }

    @Test
    void aFileThatMayNotBeRead() throws IOException {
        Files.setPosixFilePermissions(numSources(), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(numSources()), "this user may read everything");
        leavesOut(Failure.Stage.HARVEST, numSources() + ": is not readable; check its permissions");
    }

    @Test
    void aFolderThatMayNotBeListed() throws IOException {
        Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(bad), "this user may read everything");
            PrepResult result = Prep.of(visits)
                    .output(scratch.resolve("out"))
                    .category(Categories.none())
                    .draw(false)
                    .run();
            assertEquals(
                    List.of(new Failure(
                            "j00017",
                            Failure.Stage.HARVEST,
                            bad.getFileName() + ": cannot be listed; check its permissions")),
                    result.failures());
        } finally {
            Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void whatWasMendedIsThereTheNextTime() throws IOException {
        byte[] whole = Files.readAllBytes(image());
        Files.write(image(), new byte[0]);
        leavesOut(Failure.Stage.HEADER, image() + ": is empty; fetch it again or regenerate it");
        Files.write(image(), whole);
        PrepResult result = Prep.of(visits)
                .output(scratch.resolve("out"))
                .category(Categories.none())
                .draw(false)
                .run();
        assertEquals(50, result.table().rowCount());
        assertEquals("index,stage,reason\n", Files.readString(scratch.resolve("out/failures.csv")));
    }
}
