package org.mosaicworkbench;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.simulate.Category;
import org.mosaicworkbench.simulate.Guiding;

import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Alignment of simulated visits in which one exposure points elsewhere; the truth is the simulator's. */
class AlignmentRecoveryTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"hrc, shift, 0.7", "ir, shift, 50", "hrc, roll, 0.5"})
    void theMovedExposureIsFoundToATwentiethOfAPixel(String detector, String kind, double size) {
        AlignmentScore score = AlignmentScore.of(Simulate.visits(1).output(folder).detectors(detector).size(320)
                .categories(Category.GLOBULAR_CLUSTER).exposures(3).guiding(Guiding.named(kind, size)).seed(91).run()
                .visits().get(0));
        assertTrue(score.fewest() >= 20, score.toString());
        assertTrue(score.error() < 0.05, score.toString());
        assertEquals(0, score.roll(), 0.03, score.toString());
    }

    @Test
    void anAlmostEmptyFieldIsRefused() {
        AlignmentScore score = AlignmentScore.of(Simulate.visits(1).output(folder).detectors("hrc").size(256)
                .categories(Category.CALIBRATION).exposures(3).guiding(Guiding.shift(3)).seed(5).run().visits().get(0));
        assertFalse(score.measured(), score.toString());
        assertTrue(score.note().matches("too few sources: .*|no common pattern: .*|only \\d+ sources match.*"),
                score.note());
    }
}
