package org.mosaicworkbench.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.io.BadInput;

class AgreementTest {

    private static final double EXACT = 1e-12;

    /** 20 and 15 of 50 agree: 0.7; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5; (0.7 - 0.5) / (1 - 0.5). */
    @Test
    void kappaIsTheAgreementBeyondChance() {
        assertEquals(0.4, Agreement.kappa(new int[][] {{20, 5}, {10, 15}}), EXACT);
    }

    @Test
    void fullAgreementIsOneAndThatOfChanceIsZero() {
        assertEquals(1, Agreement.kappa(new int[][] {{3, 0, 0}, {0, 4, 0}, {0, 0, 2}}), EXACT);
        assertEquals(0, Agreement.kappa(new int[][] {{1, 2}, {2, 4}}), EXACT);
        assertEquals(-1, Agreement.kappa(new int[][] {{0, 5}, {5, 0}}), EXACT);
    }

    /** {@code sklearn.metrics.cohen_kappa_score} 1.2.1 for the same answers in three classes. */
    @Test
    void kappaOfThreeAnswersIsThatOfScikitLearn() {
        assertEquals(0.5205047318611988, Agreement.kappa(new int[][] {{11, 3, 1}, {2, 9, 2}, {0, 4, 6}}), 1e-12);
    }

    @Test
    void whereNothingDependsOnTheReviewerKappaIsNotDefined() {
        assertTrue(Double.isNaN(Agreement.kappa(new int[][] {{7, 0}, {0, 0}})));
        assertTrue(Double.isNaN(Agreement.kappa(new int[][] {{0, 0}, {0, 0}})));
        assertEquals(
                "the table of answers has 2 rows and a row of 1; it must be square",
                assertThrows(BadInput.class, () -> Agreement.kappa(new int[][] {{1, 0}, {0}}))
                        .getMessage());
    }

    private static ReviewedLabel label(String index, ReviewAnswer answer, String reviewer) {
        return new ReviewedLabel(index, answer, reviewer, "2026-11-30T12:00:00Z", "0123456789ab", "");
    }

    @Test
    void onlyWhatBothAnsweredCounts() {
        List<ReviewedLabel> labels = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            labels.add(label("d" + i, i < 3 ? ReviewAnswer.MISALIGNED : ReviewAnswer.ALIGNED, "ann"));
        }
        labels.add(label("d0", ReviewAnswer.MISALIGNED, "bob"));
        labels.add(label("d1", ReviewAnswer.CANNOT_TELL, "bob"));
        labels.add(label("d2", ReviewAnswer.SKIPPED, "bob"));
        labels.add(label("d3", ReviewAnswer.ALIGNED, "bob"));
        labels.add(label("d9", ReviewAnswer.ALIGNED, "bob"));
        Agreement agreement = Agreement.of(labels);
        assertEquals(1, agreement.pairs().size());
        Agreement.Pair pair = agreement.pairs().get(0);
        assertEquals(3, pair.both());
        assertEquals(2.0 / 3, pair.agreed(), EXACT);
        // By chance: ann 1/3 aligned, 2/3 misaligned; bob a third each: 1/9 + 2/9.
        assertEquals((2.0 / 3 - 1.0 / 3) / (1 - 1.0 / 3), pair.kappa(), EXACT);
        assertEquals(
                "reviewer  other  both  agree (%)  kappa\nann       bob       3  66.7       0.500",
                agreement.toString().replaceAll("(?m) +$", ""));
    }
}
