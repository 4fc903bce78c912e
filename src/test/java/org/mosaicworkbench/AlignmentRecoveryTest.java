package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosaicworkbench.simulate.Category;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulatedVisit;

/** Alignment of simulated visits with one mispointed exposure; the truth is the simulator's. */
@Slow
class AlignmentRecoveryTest {

    /** Pixels: a tenth of the shift, and the error of the position that it is compared with. */
    private static final double MOST_UNCERTAIN = 0.5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"hrc, shift, 0.7", "ir, shift, 50", "hrc, roll, 0.5"})
    void theMovedExposureIsFoundToATwentiethOfAPixel(String detector, String kind, double size) {
        AlignmentScore score = AlignmentScore.of(Simulate.visits(1)
                .output(folder)
                .detectors(detector)
                .size(320)
                .categories(Category.GLOBULAR_CLUSTER)
                .exposures(3)
                .guiding(Guiding.named(kind, size))
                .seed(91)
                .run()
                .visits()
                .get(0));
        assertTrue(score.fewest() >= 20, score.toString());
        assertTrue(score.error() < 0.05, score.toString());
        assertEquals(0, score.roll(), 0.03, score.toString());
    }

    @ParameterizedTest
    @CsvSource({"hrc, 1.002", "wfc, 0.9995"})
    void aWrongScaleIsFound(String detector, double scale) {
        // The headers have no common error: a wrong scale about a point 50 pixels away would also be a shift.
        AlignmentScore score = AlignmentScore.of(ScaleError.inject(
                Simulate.visits(1)
                        .output(folder)
                        .detectors(detector)
                        .size(320)
                        .categories(Category.GLOBULAR_CLUSTER)
                        .exposures(3)
                        .guiding(Guiding.exact())
                        .seed(92)
                        .run()
                        .visits()
                        .get(0),
                1,
                scale));
        assertTrue(score.fewest() >= 20, score.toString());
        assertTrue(score.error() < 0.05, score.toString());
        assertEquals(0, score.scale(), 2e-4, score.toString());
    }

    @Test
    void theSpecksOnAPlanetsDiscAreNoCommonPattern() {
        AlignmentScore score = AlignmentScore.of(Simulate.visits(4)
                .output(folder)
                .detectors("hrc", "wfc", "uvis", "ir")
                .categories(Category.SOLAR_SYSTEM)
                .size(320)
                .exposures(3)
                .guiding(Guiding.shift(3))
                .seed(3007)
                .run()
                .visits()
                .get(3));
        assertFalse(score.measured(), score.toString());
        assertTrue(score.note().startsWith("no common pattern"), score.note());
    }

    @Test
    void inSparseFieldsAFitIsRightOrRefusedWithTheReason() {
        int given = 0;
        int refused = 0;
        for (SimulatedVisit visit : Simulate.visits(8)
                .output(folder)
                .detectors("hrc", "wfc", "uvis", "ir")
                .size(256)
                .categories(Category.CALIBRATION)
                .exposures(3)
                .guiding(Guiding.shift(3))
                .seed(5)
                .run()
                .visits()) {
            AlignmentScore score = AlignmentScore.of(visit);
            if (score.measured()) {
                given++;
                assertTrue(score.honest(), visit.folder().getFileName() + " " + score);
                assertTrue(score.stated() < MOST_UNCERTAIN, score.toString());
            } else {
                refused++;
                assertTrue(
                        score.note()
                                .matches("too few sources: .*|no common pattern: .*|only \\d+ sources match.*"
                                        + "|uncertain: .*"),
                        score.note());
            }
        }
        assertTrue(given >= 2 && refused >= 2, given + " given, " + refused + " refused");
    }
}
