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
    void anotherTableIsRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "index,label\nx,1\n");
        assertEquals(
                other + ": has no column reviewer (it has index, label); name a reviewed.csv that review wrote",
                assertThrows(BadInput.class, () -> MergedReviews.of(List.of(other)))
                        .getMessage());
        assertEquals(
                "there is no file to merge; name the reviewed.csv of each reviewer",
                assertThrows(BadInput.class, () -> MergedReviews.of(List.of())).getMessage());
    }
}
