package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.frames.NativeFrames;
import org.mosaicworkbench.frames.measure.FrameMeasurements;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.visit.Visit;

/** The real stars of NGC 104, one of their four exposures misplaced and combined as the observatory does. */
@Slow
class CosmicRayRejectionTest {

    private static final Visit VISIT = Visit.read(Path.of("data-samples/ngc104/j8bt06"));

    @TempDir
    Path folder;

    @Test
    void starsOfAMisplacedExposureAreTakenForCosmicRaysAndTheWeightsTell() {
        Path copy = new PointingShift(6, 8).copy(VISIT, "j8bt06d3q", folder.resolve("copy"));
        FrameMeasurements shown = measures(Combine.visit(copy)
                .align(AlignMode.NONE)
                .output(folder.resolve("shown"))
                .run());
        CombineResult made = Combine.visit(copy)
                .align(AlignMode.NONE)
                .reject(CosmicRayRejection.ALWAYS)
                .single(false)
                .output(folder.resolve("hidden"))
                .run();
        FrameMeasurements hidden = measures(made);
        assertEquals(0, shown.weight().dip(), 0.001, shown.toString());
        assertTrue(shown.weight().significance() < 5.5, shown.toString());
        assertTrue(shown.doubled().significance() > 10, shown.toString());
        assertTrue(hidden.doubled().significance() < 6, hidden.toString());
        assertTrue(hidden.weight().dip() > 0.05, hidden.toString());
        assertTrue(hidden.weight().dips() > shown.weight().dips() + 0.15, hidden.toString());
        String verdict = Diagnose.visit(made.totals().get(0)).run().verdict();
        assertTrue(
                verdict.matches(
                        ".*: suspicious: weight is missing on \\d\\d % more of the sources than of places beside them, .*"),
                verdict);
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
