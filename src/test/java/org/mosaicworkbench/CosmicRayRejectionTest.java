package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.frames.NativeFrames;
import org.mosaicworkbench.frames.measure.FrameMeasurements;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.ExposureImages;
import org.mosaicworkbench.visit.Visit;

/** Real stars of NGC 104, with one of four exposures mispointed and combined in the observatory's way. */
@Slow
class CosmicRayRejectionTest {

    private static final Visit VISIT = Visit.read(Path.of("data-samples/ngc104/j8bt06"));

    private static final String MOVED = "j8bt06d3q";

    @TempDir
    Path folder;

    /** The lowest of up to five values is taken as the truth, as in the observatory's products. */
    @Test
    void oneOfFourMisplacedTakesTheStarsOfAllWithItAndTheExposuresOwnImagesTell() {
        Path copy = new PointingShift(6, 8).copy(VISIT, MOVED, folder.resolve("copy"));
        CombineResult shown = Combine.visit(copy)
                .align(AlignMode.NONE)
                .output(folder.resolve("shown"))
                .run();
        CombineResult hidden = compared(copy, "hidden");
        assertEquals(0, measures(shown).weight().dip(), 0.001);
        assertTrue(measures(shown).doubled().significance() > 10);
        assertTrue(measures(hidden).doubled().significance() < 6);
        assertTrue(sum(hidden, "SCI") < 0.5 * sum(shown, "SCI"), "light " + sum(hidden, "SCI"));
        assertTrue(sum(hidden, "WHT") < 0.8 * sum(shown, "WHT"), "weight " + sum(hidden, "WHT"));
        assertEquals(
                List.of(MOVED), Diagnose.visit(hidden.totals().get(0)).run().off());
    }

    @Test
    void ofASmallMisalignmentTheWeightsTell() {
        Path copy = new PointingShift(0.6, 0.8).copy(VISIT, MOVED, folder.resolve("copy"));
        CombineResult made = compared(copy, "made");
        FrameMeasurements hidden = measures(made);
        assertTrue(hidden.weight().dip() > 0.1, hidden.toString());
        assertTrue(hidden.weight().dips() > 0.4, hidden.toString());
        ExposureImages.files(made.totals().get(0))
                .forEach(file -> assertTrue(file.toFile().delete()));
        String verdict = Diagnose.visit(made.totals().get(0)).run().verdict();
        assertTrue(
                verdict.matches(
                        ".*: suspicious: weight is missing on \\d\\d % more of the sources than of positions next to"
                                + " them, .*"),
                verdict);
    }

    private CombineResult compared(Path visit, String output) {
        return Combine.visit(visit)
                .align(AlignMode.NONE)
                .reject(CosmicRayRejection.ALWAYS)
                .output(folder.resolve(output))
                .run();
    }

    private static double sum(CombineResult result, String extension) {
        try (FitsFile file = FitsFile.open(result.totals().get(0))) {
            double sum = 0;
            for (float value : file.image(extension, 1).pixels()) {
                sum += Float.isNaN(value) ? 0 : value;
            }
            return sum;
        }
    }

    @Test
    void ofAlignedExposuresLittleIsTaken() {
        FrameMeasurements aligned = measures(
                Combine.visit(VISIT.folder()).output(folder.resolve("aligned")).run());
        assertEquals(0, aligned.weight().dip(), 0.02, aligned.toString());
        assertTrue(aligned.weight().dips() < 0.1, aligned.toString());
        FrameMeasurements never = measures(Combine.visit(VISIT.folder())
                .reject(CosmicRayRejection.NEVER)
                .output(folder.resolve("never"))
                .run());
        assertEquals(0, never.weight().dip(), 0.001, never.toString());
    }

    private static FrameMeasurements measures(CombineResult result) {
        return NativeFrames.of(result.totals().get(0)).measure();
    }
}
