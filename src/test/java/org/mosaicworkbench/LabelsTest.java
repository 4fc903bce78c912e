package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.corrupt.CorruptResult;
import org.mosaicworkbench.corrupt.LabelBy;
import org.mosaicworkbench.corrupt.Offset;
import org.mosaicworkbench.corrupt.Palette;
import org.mosaicworkbench.corrupt.ShiftedStars;
import org.mosaicworkbench.corrupt.SyntheticVisit;
import org.mosaicworkbench.corrupt.Threshold;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.label.ExposureDisagreement;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.AlignmentCheck;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Visit;

@Slow
class LabelsTest {

    private static final String DATASET = "hst_9999_01_acs_hrc_total_j8zz01";
    private static final List<String> THREE = List.of("F606W", "F606W", "F606W");

    @TempDir
    Path folder;

    private Path visits;
    private Path synthetic;

    @BeforeEach
    void name() {
        visits = folder.resolve("visits");
        synthetic = folder.resolve("synthetic");
    }

    @Test
    void aCorruptionThatTheAlignmentRepairsIsAlignedAndOneThatItDoesNotTouchIsNot() throws IOException {
        ShiftedStars field = new ShiftedStars(52, THREE, 300, 60);
        truth(field, field.write(visits.resolve("j8zz01")), 0);
        SyntheticVisit copy = copy();
        for (boolean measured : new boolean[] {false, true}) {
            LabelsResult repaired =
                    Labels.of(visits, synthetic).measured(measured).run();
            assertEquals(
                    List.of(DATASET, DATASET + "_f606w_clear2s_all_stoc"),
                    repaired.residuals().stream().map(Residual::dataset).toList());
            for (Residual residual : repaired.residuals()) {
                assertEquals(0, residual.pixels(), 0.05);
                assertEquals(measured ? Residual.From.SOURCES : Residual.From.TRUTH, residual.from());
            }
            assertEquals(List.of(0L, 1L, 0L, 1L), counts(repaired));
            LabelsResult left = Labels.of(visits, synthetic)
                    .align(AlignMode.NONE)
                    .measured(measured)
                    .run();
            assertEquals(0, left.residuals().get(0).pixels(), 0.05);
            assertEquals(farthestApart(copy), left.residuals().get(1).pixels(), 0.05);
            assertEquals(List.of(1L, 0L, 0L, 1L), counts(left));
        }
    }

    @Test
    void anUntouchedVisitThatCannotBeAlignedIsMisaligned() throws IOException {
        ShiftedStars poor = new ShiftedStars(52, THREE, 120, 2);
        truth(poor, poor.write(visits.resolve("j8zz01")), 4);
        LabelsResult result = Labels.of(visits).run();
        assertEquals(4, result.residuals().get(0).pixels(), 0.01);
        assertEquals(List.of(0L, 0L, 1L, 0L), counts(result));
        LabelsResult lenient = Labels.of(visits).largerThan(5).run();
        assertEquals(List.of(0L, 0L, 0L, 1L), counts(lenient));
        assertEquals(4 * 25, lenient.residuals().get(0).mas(), 0.25);
        assertTrue(lenient.summary().contains("misaligned by more than 5.0 pixels"), lenient.summary());
        LabelsResult measured = Labels.of(visits).measured(true).run();
        assertEquals(List.of(DATASET), measured.unknown());
        assertEquals(List.of(0L, 0L, 0L, 0L), counts(measured));
        assertEquals(
                "index,corrupted,residual,residual_mas,from,label\n" + DATASET + ",0,,,unknown,\n",
                Files.readString(measured.write(folder.resolve("labels.csv"))));
    }

    @Test
    void theSystemsThatAreCheckedAreThoseThatTheProcessingUses() {
        new ShiftedStars(52, THREE, 300, 60).write(visits.resolve("j8zz01"));
        SyntheticVisit copy = copy();
        var alignment =
                Combine.visit(copy.folder()).run().mosaics().get(0).alignment().orElseThrow();
        Map<String, List<Wcs>> processed = new LinkedHashMap<>();
        for (int i = 0; i < alignment.offsets().size(); i++) {
            processed.put(
                    alignment.offsets().get(i).rootname(), alignment.systems().get(i));
        }
        AlignmentCheck check = new AlignmentCheck(Visit.read(copy.folder()), Detector.HRC, 1);
        assertEquals(
                0,
                ExposureDisagreement.of(
                                check.used(AlignMode.FULL),
                                processed,
                                check.detector().productScale() / 3600)
                        .pixels(),
                1e-3);
        assertTrue(ExposureDisagreement.of(
                                check.used(AlignMode.NONE),
                                processed,
                                check.detector().productScale() / 3600)
                        .pixels()
                > 10);
    }

    @Test
    void aRunOfCorruptionLabelsByResidualAndSortsTheFrames() throws IOException {
        ShiftedStars field = new ShiftedStars(52, THREE, 300, 60);
        truth(field, field.write(visits.resolve("j8zz01")), 0);
        Corrupt task = Corrupt.visits(visits)
                .palette(Palette.MFI)
                .threshold(Threshold.MAJOR)
                .process(true)
                .draw(true)
                .label(LabelBy.RESIDUAL);
        String name = DATASET + "_f606w_clear2s_all_stoc";
        CorruptResult repaired = task.outputs(folder.resolve("a/synthetic")).run();
        assertFalse(repaired.residuals().get(0).misaligned(0.5));
        assertTrue(Files.exists(folder.resolve("a/img/0").resolve(name).resolve(name + ".png")));
        assertTrue(Files.readString(folder.resolve("a/synthetic/labels.csv")).endsWith(",truth,0\n"));
        CorruptResult left = task.outputs(folder.resolve("b/synthetic"))
                .align(AlignMode.NONE)
                .run();
        assertTrue(left.residuals().get(0).misaligned(0.5));
        assertTrue(Files.exists(folder.resolve("b/img/1").resolve(name).resolve(name + ".png")));
        assertTrue(Files.notExists(folder.resolve("b/img/0")));
        assertTrue(Files.readString(folder.resolve("b/synthetic/labels.csv")).endsWith(",truth,1\n"));
        task.outputs(folder.resolve("a/synthetic")).align(AlignMode.NONE).run();
        assertTrue(Files.notExists(folder.resolve("a/img/0").resolve(name)));
        for (FrameKind kind : FrameKind.values()) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        -1,
                        Files.mismatch(
                                kind.files(folder.resolve("b/img/1"), name).get(i),
                                kind.files(folder.resolve("a/img/1"), name).get(i)));
            }
        }
    }

    @Test
    void anotherAlignmentIsProcessedAnewAndTheSameIsKept() throws IOException {
        new ShiftedStars(52, THREE, 300, 60).write(visits.resolve("j8zz01"));
        Corrupt task =
                Corrupt.visits(visits).outputs(synthetic).palette(Palette.MFI).process(true);
        Path copy = task.run().copies().get(0).folder();
        Path total = copy.resolve(DATASET + "_drz.fits");
        Path offsets = copy.resolve(DATASET + "_svm_exposure_offsets.json");
        assertTrue(Files.exists(offsets));
        var before = Files.getLastModifiedTime(total);
        task.run();
        assertEquals(before, Files.getLastModifiedTime(total));
        task.align(AlignMode.NONE).run();
        assertTrue(Files.notExists(offsets));
        assertEquals("success\nalign none\n", Files.readString(copy.resolve("success.txt")));
    }

    @Test
    void aPreparedTableGetsTheLabelsAndTheResidualBeforeItsIndex() throws IOException {
        LabelsResult result = new LabelsResult(
                0.5,
                List.of(
                        new Residual("a", false, 0.25, 0, Residual.From.TRUTH),
                        new Residual("hst_1_01_wfc3_ir_total_ia0001", false, 0.5, 0, Residual.From.TRUTH),
                        new Residual("a_x_all_stat", true, 7, 1, Residual.From.SOURCES),
                        new Residual("b", false, Double.NaN, 0, Residual.From.UNKNOWN)),
                List.of());
        Path csv = Files.writeString(
                folder.resolve("svm.csv"), "numexp,wcs,label,index\n3,0,1,a_x_all_stat\n4,1,1,b\n5,2,1,a\n");
        Path place = folder.resolve("labelled.csv");
        assertEquals(1, result.into(csv, place));
        assertEquals(
                "numexp,wcs,label,residual,index\n3,0,1,7.0,a_x_all_stat\n5,2,0,0.25,a\n", Files.readString(place));
        assertEquals(0, result.into(place, folder.resolve("again.csv")));
        assertEquals(Files.readString(place), Files.readString(folder.resolve("again.csv")));
        assertEquals(
                List.of(
                        "index,corrupted,residual,residual_mas,from,label",
                        "a,0,0.25,,truth,0",
                        "hst_1_01_wfc3_ir_total_ia0001,0,0.5,64.0,truth,0",
                        "a_x_all_stat,1,7.0,,sources,1",
                        "b,0,,,unknown,"),
                Files.readAllLines(result.write(folder.resolve("labels.csv"))));
        Path other = Files.writeString(folder.resolve("other.csv"), "x,y\n");
        assertEquals(
                other + ": has no column index (it has x, y); give a table that prep wrote",
                assertThrows(BadInput.class, () -> result.into(other, place)).getMessage());
    }

    @Test
    void whatCannotBeWorkedWithIsNamed() throws IOException {
        assertMessage(visits + ": no such folder; check the path", Labels.of(visits));
        Files.createDirectories(visits.resolve("empty"));
        assertMessage(
                visits + ": contains no visit folder; give the folder that contains the visits", Labels.of(visits));
        assertEquals(
                "largerThan is 0.0 pixels; it must be above 0",
                assertThrows(BadInput.class, () -> Labels.of(visits).largerThan(0))
                        .getMessage());
        Path visit = new ShiftedStars(0, THREE, 64).write(visits.resolve("j8zz01"));
        Map<String, String> broken = Map.of(
                "{\"exposures\": [{\"rootname\": 3",
                "is not valid JSON",
                "{\"exposures\": [{\"rootname\": \"a\", \"true_wcs\": [], \"misalignment\": 3}]}",
                "exposures[0].misalignment is '3', not an object",
                "{\"exposures\": [{\"rootname\": \"a\", \"true_wcs\": [], \"misalignment\": {\"trail_x_px\":"
                        + " \"abc\"}}]}",
                "exposures[0].misalignment.trail_x_px is '\"abc\"', not a number");
        for (Map.Entry<String, String> one : broken.entrySet()) {
            Files.writeString(visit.resolve("truth.json"), one.getKey());
            assertEquals(
                    "failed: j8zz01: " + visit.resolve("truth.json") + ": " + one.getValue()
                            + "; simulate the visit again or delete the file",
                    Labels.of(visits).run().summary().lines().toList().get(1));
        }
    }

    @Test
    void aTrailCountsAsTheShiftThatDrawsSourcesOutAsMuch() throws IOException {
        ShiftedStars field = new ShiftedStars(52, THREE, 120, 2);
        Path visit = field.write(visits.resolve("j8zz01"));
        truth(field, visit, 0);
        Path file = visit.resolve("truth.json");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst(
                                "\"true_wcs\"",
                                "\"misalignment\": {\"trail_x_px\": 3, \"trail_y_px\": -4}, \"true_wcs\""));
        Residual residual = Labels.of(visits).run().residuals().get(0);
        assertEquals(5 / Math.sqrt(3), residual.pixels(), 1e-9);
        assertEquals(0, residual.off());
    }

    private static void assertMessage(String message, Labels task) {
        assertEquals(message, assertThrows(BadInput.class, task::run).getMessage());
    }

    private SyntheticVisit copy() {
        return Corrupt.visits(visits)
                .outputs(synthetic)
                .palette(Palette.MFI)
                .threshold(Threshold.MAJOR)
                .run()
                .copies()
                .get(0);
    }

    private static List<Long> counts(LabelsResult result) {
        return List.of(
                result.count(true, true),
                result.count(true, false),
                result.count(false, true),
                result.count(false, false));
    }

    private static double farthestApart(SyntheticVisit copy) {
        List<Offset> offsets = copy.corruption().exposures().stream()
                .map(exposureChange -> exposureChange.motion().offset())
                .toList();
        double most = 0;
        for (Offset a : offsets) {
            for (Offset b : offsets) {
                most = Math.max(most, Math.hypot(a.x() - b.x(), a.y() - b.y()));
            }
        }
        return most;
    }

    /** Written as by the simulator: the last exposure is actually mispointed by a number of pixels along x. */
    private static void truth(ShiftedStars field, Path visit, double lastIsOff) throws IOException {
        List<String> exposures = new ArrayList<>();
        for (int i = 0; i < field.filters().size(); i++) {
            Wcs wcs = field.wcs(i);
            double[] cd = wcs.matrix();
            double x = wcs.referencePixel().x() + (i == field.filters().size() - 1 ? lastIsOff : 0);
            exposures.add(String.format(
                    "{\"rootname\": \"%s\", \"true_wcs\": [{\"CRPIX1\": %s, \"CRPIX2\": %s, \"CRVAL1\": %s, "
                            + "\"CRVAL2\": %s, \"CD1_1\": %s, \"CD1_2\": %s, \"CD2_1\": %s, \"CD2_2\": %s}]}",
                    ShiftedStars.root(i),
                    x,
                    wcs.referencePixel().y(),
                    wcs.referenceSky().ra(),
                    wcs.referenceSky().dec(),
                    cd[0],
                    cd[1],
                    cd[2],
                    cd[3]));
        }
        Files.writeString(
                visit.resolve("truth.json"),
                "{\"seed\": 1, \"exposures\": [" + String.join(",", exposures) + "], \"sources\": []}");
    }
}
