package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.review.ReviewAnswer;
import org.mosaicworkbench.review.ReviewSession;

/** Predictions for the labelled sample, reviewed by someone who knows the truth. */
class ReviewTest {

    private static final Path SAMPLE = Path.of("data-samples", "training");

    @TempDir
    private static Path folder;

    private static PredictResult predictions;

    @BeforeAll
    static void predict() {
        predictions = Predict.alignment(SAMPLE.resolve("svm_data.csv"), SAMPLE.resolve("frames.npz"))
                .outputPath(folder)
                .run();
    }

    private static Set<String> misaligned() {
        Set<String> misaligned = new HashSet<>();
        CsvTable.read(SAMPLE.resolve("svm_data.csv"), "").rows().stream()
                .filter(row -> Label.of(row.text("label")) == Label.MISALIGNED)
                .forEach(row -> misaligned.add(row.text("index")));
        return misaligned;
    }

    @Test
    void whatIsReviewedIsLearned() {
        Set<String> misaligned = misaligned();
        Set<String> seen = new HashSet<>();
        Path reviewed = null;
        for (int round = 0; round < 2; round++) {
            try (ReviewSession session =
                    Review.of(predictions).reviewer("truth").next(40).run()) {
                assertEquals(40, session.names().size());
                for (String name : session.names()) {
                    assertTrue(seen.add(name), name + " was asked for twice");
                    session.answer(name, misaligned.contains(name) ? ReviewAnswer.MISALIGNED : ReviewAnswer.ALIGNED);
                }
                reviewed = session.export();
            }
        }
        assertEquals(folder.resolve("reviewed.csv").toAbsolutePath(), reviewed.toAbsolutePath());
        var baselines = Baselines.on(SAMPLE.resolve("svm_data.csv"))
                .labels(reviewed)
                .repeats(1)
                .outputPath(folder)
                .run();
        assertFalse(baselines.toString().isEmpty());
    }

    @Test
    void theWorstComeFirst() {
        try (ReviewSession session = Review.of(predictions).run()) {
            assertEquals(198, session.names().size());
            assertEquals(
                    predictions.compromised(),
                    session.names().subList(0, predictions.compromised().size()));
        }
    }

    @Test
    void whatIsWrongIsSaid() throws Exception {
        assertEquals(
                "next is 0; it must be at least 1",
                assertThrows(BadInput.class, () -> Review.of(folder).next(0)).getMessage());
        assertEquals(
                "port is 70000; it must be 1 to 65535",
                assertThrows(BadInput.class, () -> Review.of(folder).port(70_000))
                        .getMessage());
        Review named = Review.of(folder).reviewer(" ");
        assertEquals(
                "The reviewer is ' '; give a name of at most 80 characters, without tabs or line breaks",
                assertThrows(BadInput.class, named::run).getMessage());
        Path moved = Files.createDirectories(folder.resolve("moved"));
        Files.copy(folder.resolve("predictions/predictions.csv"), moved.resolve("predictions.csv"));
        Review next = Review.of(moved).next(5);
        assertTrue(assertThrows(BadInput.class, next::run)
                .getMessage()
                .endsWith("predictions.csv: does not give the path of its feature table, or the table no longer exists;"
                        + " run predict again, then review"));
    }
}
