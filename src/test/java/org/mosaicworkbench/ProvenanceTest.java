package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.VerifyResult;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulateResult;

/** Results of the tasks before any model, reproduced from their own provenance. */
class ProvenanceTest {

    @TempDir
    private static Path folder;

    private static SimulateResult simulated;
    private static Path visit;
    private static CombineResult combined;

    @BeforeAll
    static void make() {
        simulated = Simulate.visits(1)
                .output(folder.resolve("visits"))
                .detectors("hrc")
                .categories("open-cluster")
                .filters("F606W")
                .exposures(2)
                .size(200)
                .guiding(Guiding.shift(3))
                .run();
        visit = simulated.visits().get(0).folder();
        combined = Combine.visit(visit)
                .align(AlignMode.NONE)
                .output(folder.resolve("products"))
                .run();
    }

    private static VerifyResult verified(String name, Reportable result) {
        Path page = Report.of(result).write(folder.resolve(name + ".html"));
        return Verify.of(page).run();
    }

    private static void assertSame(int numbers, VerifyResult result) {
        assertEquals(numbers, result.checks().size(), result.toString());
        assertTrue(result.same(), result.toString());
    }

    @Test
    void simulatedVisitsAreMadeAgainFromTheirSeed() {
        assertSame(2, verified("simulate", simulated));
    }

    @Test
    void aCombinedVisitIsMadeAgainFromItsExposures() {
        assertEquals(
                "NONE",
                combined.making().orElseThrow().option("align", AlignMode.class).name());
        assertSame(4, verified("combine", combined));
    }

    @Test
    void aDiagnosisIsMadeAgainOfExposuresAndOfAnImage() {
        DiagnoseResult ofExposures = Diagnose.visit(visit).run();
        assertSame(2 * 4 + 1, verified("diagnose", ofExposures));
        DiagnoseResult ofImage = Diagnose.visit(combined.totals().get(0)).run();
        assertSame(2 * 4 + 1, verified("image", ofImage));
    }

    @Test
    void labelsAreMadeAgainAndAnExposureThatChangedIsNamed() throws Exception {
        LabelsResult labels = Labels.of(folder.resolve("visits")).run();
        assertSame(2, verified("label", labels));
        Path copies = folder.resolve("copies");
        Simulate.visits(1)
                .output(copies)
                .detectors("hrc")
                .categories("open-cluster")
                .exposures(2)
                .size(200)
                .run();
        Path page = Report.of(Labels.of(copies).run()).write(folder.resolve("changed.html"));
        Path truth = copies.resolve(visit.getFileName()).resolve("truth.json");
        Files.writeString(truth, "\n", StandardOpenOption.APPEND);
        BadInput changed = assertThrows(BadInput.class, () -> Verify.of(page).run());
        assertTrue(
                changed.getMessage()
                        .startsWith("the inputs differ from those of the report: "
                                + truth.toAbsolutePath().normalize() + " has changed"),
                changed.getMessage());
    }

    @Test
    void severalResultsStandOnOnePage() {
        Path page = Report.of(simulated, combined).write(folder.resolve("both.html"));
        VerifyResult result = Verify.of(page).run();
        assertEquals(
                List.of("Simulated visits", "Combined visit"),
                result.checks().stream()
                        .map(VerifyResult.Check::result)
                        .distinct()
                        .toList());
        assertFalse(result.toString().contains("differs"), result.toString());
    }
}
