package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.Failure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Of 50 datasets one is bad. */
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
        PrepResult result = Prep.of(visits).output(out).category(Categories.none()).size(16)
                .draw(stage == Failure.Stage.FRAMES).run();
        assertEquals(49, result.table().rowCount());
        assertFalse(result.table().stringColumn("index").contains(BAD));
        assertEquals(List.of(new Failure(BAD, stage, reason)), result.failures());
        assertEquals(1, result.exitCode());
        assertEquals("index,stage,reason\n" + Csv.line(List.of(BAD, stage, reason)),
                Files.readString(out.resolve("failures.csv")));
        assertEquals(50, Files.readAllLines(result.csv()).size());
        assertEquals(50, Files.readAllLines(result.rawCsv()).size());
    }

    @Test
    void aTruncatedImage() throws IOException {
        byte[] whole = Files.readAllBytes(image());
        Files.write(image(), Arrays.copyOf(whole, whole.length - 2880));
        leavesOut(Failure.Stage.HEADER, image() + ": is cut off: it ends before its headers say; fetch or make it again");
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
        leavesOut(Failure.Stage.FRAMES, catalog + ": data line 2 has not as many values as there are columns; "
                + "make it again with the processing");
        assertFalse(Files.exists(scratch.resolve("out/img").resolve(BAD)));
    }

    @Test
    void aJsonFileThatIsCutOff() throws IOException {
        Files.writeString(gaiaSources(), Files.readString(gaiaSources()).substring(0, 150));
        leavesOut(Failure.Stage.HARVEST, gaiaSources() + ": is cut off; fetch or make it again");
    }

    @Test
    void aJsonFileOfAnotherSchema() throws IOException {
        Files.writeString(numSources(), "{\"results\": [1, 2, 3]}");
        leavesOut(Failure.Stage.HARVEST, numSources() + ": is no QA file of a single-visit mosaic (it needs 'header', "
                + "'general information' with a dataframe_index, and 'data'); take it away or narrow the JSON pattern");
    }

    @Test
    void aMissingNumSourcesFile() throws IOException {
        Files.delete(numSources());
        leavesOut(Failure.Stage.HARVEST, BAD + ": its QA files have no number_of_sources.point, number_of_sources.segment; "
                + "make the quality analysis of its visit again");
    }

    @Test
    void aCountThatIsNoNumber() throws IOException {
        Files.writeString(numSources(), Files.readString(numSources()).replace("\"point\": 170", "\"point\": NaN"));
        leavesOut(Failure.Stage.HARVEST, BAD + ": number_of_sources.point is 'NaN', not a number; make the quality analysis "
                + "of its visit again");
    }

    @Test
    void aNameThatIsNoDataset() throws IOException {
        String named = Files.readString(numSources()).replace("\"" + BAD + "\"", "\"../../evil\"");
        Files.writeString(numSources(), named);
        Files.delete(gaiaSources());
        Path out = scratch.resolve("out");
        PrepResult result = Prep.of(visits).output(out).category(Categories.none()).draw(false).run();
        assertEquals(49, result.table().rowCount());
        assertEquals("'../../evil' with the image '" + BAD + "_drz.fits': names of datasets and images are made of letters, "
                + "digits, '_', '.', '+' and '-'; make the quality analysis of its visit again",
                result.failures().get(0).reason());
    }

    @Test
    void aFileThatMayNotBeRead() throws IOException {
        Files.setPosixFilePermissions(numSources(), PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(numSources()), "this user may read everything");
        leavesOut(Failure.Stage.HARVEST, numSources() + ": may not be read; ask for the permission to read it");
    }

    @Test
    void aFolderThatMayNotBeListed() throws IOException {
        Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("---------"));
        try {
            assumeFalse(Files.isReadable(bad), "this user may read everything");
            PrepResult result = Prep.of(visits).output(scratch.resolve("out")).category(Categories.none()).draw(false).run();
            assertEquals(List.of(new Failure("j00017", Failure.Stage.HARVEST, bad
                    + ": may not be listed; ask for the permission to read it")), result.failures());
        } finally {
            Files.setPosixFilePermissions(bad, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void whatWasMendedIsThereTheNextTime() throws IOException {
        byte[] whole = Files.readAllBytes(image());
        Files.write(image(), new byte[0]);
        leavesOut(Failure.Stage.HEADER, image() + ": is empty; fetch or make it again");
        Files.write(image(), whole);
        PrepResult result = Prep.of(visits).output(scratch.resolve("out")).category(Categories.none()).draw(false).run();
        assertEquals(50, result.table().rowCount());
        assertEquals("index,stage,reason\n", Files.readString(scratch.resolve("out/failures.csv")));
    }
}
