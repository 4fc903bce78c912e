package org.mosaicworkbench.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class MergedReviewsTest {

    private static final String HEADER = "index,label,reviewer,when,version,note\n";

    @TempDir
    private Path folder;

    private Path file(String name, String lines) throws IOException {
        return Files.writeString(folder.resolve(name), HEADER + lines);
    }

    @Test
    void exportsOfSeveralReviewersBecomeOneFileAndTheLatestLabelCounts() throws IOException {
        MergedReviews merged = MergedReviews.of(List.of(
                file("ann.csv", "x,0,ann,2026-11-30T12:00:00Z,v1,\ny,1,ann,2026-11-30T12:01:00Z,v1,sure\n"),
                file("later.csv", "x,1,ann,2026-12-01T12:00:00Z,v1,\n"),
                file("bob.csv", "x,1,bob,2026-11-30T12:00:00Z,v2,\ny,,bob,2026-11-30T12:00:00Z,v1,\n")));
        assertEquals(
                HEADER + "x,1,ann,2026-12-01T12:00:00Z,v1,\nx,1,bob,2026-11-30T12:00:00Z,v2,\n"
                        + "y,1,ann,2026-11-30T12:01:00Z,v1,sure\ny,,bob,2026-11-30T12:00:00Z,v1,\n",
                Files.readString(merged.write(folder.resolve("all.csv"))));
        assertEquals(
                List.of(
                        "1 dataset labelled differently by the same reviewer; the latest label counts",
                        "1 dataset reviewed in different versions of the predictions"),
                merged.warnings());
        assertEquals(0.5, merged.agreement().pairs().get(0).agreed());
        assertTrue(merged.toString().startsWith("4 labels of 2 datasets\n"), merged.toString());
    }

    @Test
    void whatIsLaterIsToldByTheTimeAndNotByItsText() throws IOException {
        MergedReviews merged = MergedReviews.of(List.of(
                file("new.csv", "x,1,ann,2026-11-30T12:00:00Z,v1,\n"),
                file("old.csv", "x,0,ann,2026-11-30T12:30:00+01:00,v1,\n")));
        assertEquals(ReviewAnswer.MISALIGNED, merged.labels().get(0).answer());
        Path dates = file("dates.csv", "x,1,ann,2026-11-30T12:00:00Z,v1,\nx,0,bob,30/11/2026,v1,\n");
        assertEquals(
                dates + ": line 3 has '30/11/2026' in the column when; write the time in UTC, such as "
                        + "2026-11-30T11:05:00Z",
                assertThrows(BadInput.class, () -> MergedReviews.of(List.of(dates)))
                        .getMessage());
    }

    @Test
    void noOtherFileAndNoLabelIsLostWhereTheJoinedFileStands() throws IOException {
        Path ann = file("ann.csv", "x,0,ann,2026-11-30T12:00:00Z,v1,\n");
        Path later = file("later.csv", "x,1,ann,2026-12-01T12:00:00Z,v1,\n");
        Path bob = file("bob.csv", "y,1,bob,2026-11-30T12:00:00Z,v1,\n");
        MergedReviews merged = MergedReviews.of(List.of(ann, later));
        assertEquals(
                bob + ": has 1 label missing from the merged files, which would be lost; merge this file too, or give "
                        + "another one to write",
                assertThrows(BadInput.class, () -> merged.write(bob)).getMessage());
        assertEquals(later, merged.write(later));
        assertEquals(Files.readString(later), Files.readString(merged.write(ann)), "the earlier label is overridden");
        Path table = Files.writeString(folder.resolve("svm_data.csv"), "index,label\nx,1\n");
        assertEquals(
                table
                        + ": exists and is not a reviewed.csv written by review; rename the file, or write to another"
                        + " one",
                assertThrows(BadInput.class, () -> merged.write(table)).getMessage());
        Path fits = Files.writeString(folder.resolve("victim2.fits.gz"), "SIMPLE");
        assertEquals(
                fits + ": is not a valid name for a table of labels; give one that ends in .csv",
                assertThrows(BadInput.class, () -> merged.write(fits)).getMessage());
        assertEquals("SIMPLE", Files.readString(fits));
    }

    @Test
    void anotherTableIsRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "index,label\nx,1\n");
        assertEquals(
                other + ": has no column reviewer (it has index, label); give a reviewed.csv that review wrote",
                assertThrows(BadInput.class, () -> MergedReviews.of(List.of(other)))
                        .getMessage());
        assertEquals(
                "there is no file to merge; give the reviewed.csv of each reviewer",
                assertThrows(BadInput.class, () -> MergedReviews.of(List.of())).getMessage());
    }
}
