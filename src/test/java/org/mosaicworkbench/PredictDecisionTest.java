package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.corrupt.ShiftedStars;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.decision.Judgement;
import org.mosaicworkbench.diagnose.ExposureTable;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.visit.Visit;

/** From exposures to decisions: visits whose exposures are shifted by a known amount. */
@Slow
class PredictDecisionTest {

    private static final String INDEX = "hst_9999_01_acs_hrc_total_j8zz01";
    private static final String MOVED = ShiftedStars.root(1);
    private static final double PIXEL_MAS = 25;

    @TempDir
    private static Path folder;

    private static PrepResult aligned;
    private static PrepResult slightly;
    private static PrepResult far;

    /** A model that reads only features and treats large fit residuals as misalignment. */
    private static Path model;

    @BeforeAll
    static void prepare() throws IOException {
        Path visit = new ShiftedStars(40, Collections.nCopies(4, "F606W"), 180, 40).write(folder.resolve("j8zz01"));
        aligned = prepared(visit, "aligned");
        slightly = prepared(
                new PointingShift(0.18, -0.24).copy(Visit.read(visit), MOVED, folder.resolve("slightly/j8zz01")),
                "slightly");
        far = prepared(new PointingShift(3, -4).copy(Visit.read(visit), MOVED, folder.resolve("far/j8zz01")), "far");
        Path csv = Prepared.make(folder.resolve("learned"), 4);
        model = Train.on(csv, csv)
                .blueprint(Blueprint.mlp())
                .params(TrainingConfig.STANDARD
                        .batch(8)
                        .epochs(12)
                        .learningRate(1e-2)
                        .normalize(true))
                .outputPath(folder)
                .run()
                .modelPath();
    }

    private static PrepResult prepared(Path visit, String name) {
        Path products = folder.resolve("products").resolve(name).resolve("j8zz01");
        Combine.visit(visit).align(AlignMode.NONE).output(products).run();
        return Prep.of(products.getParent())
                .output(folder.resolve("prepared").resolve(name))
                .category(Categories.none())
                .run();
    }

    private static Predict predict(PrepResult of) {
        return Predict.alignment(of.csv(), of.img()).outputPath(folder.resolve("out"));
    }

    @Test
    void theExposureThatIsOffIsNamedWithItsSize() throws IOException {
        PredictResult result = predict(far).run();
        Judgement said = result.answer(INDEX);
        assertEquals(Decision.MISALIGNED, said.decision());
        assertTrue(said.why().startsWith(MOVED + " off by "), said.why());
        assertTrue(said.size().quantile(0.025) < 5 && said.size().quantile(0.975) > 5, said.toString());
        assertEquals(5, said.size().median(), 0.1);
        assertEquals(1.0, result.table().doubleColumn("y_pred").get(0));
        assertEquals(List.of(INDEX), result.compromised());
        assertEquals(3, result.shown().get(0).frames().size(), "the model reads none, and prep drew them");
        List<Object> row = misaligned(result);
        assertEquals(
                said.size().median() * PIXEL_MAS, Double.parseDouble(row.get(3).toString()), 0.51);
        double rms = ExposureTable.read(far.csv().resolveSibling("svm_data_exposures.csv"))
                .of(INDEX)
                .get(0)
                .rms();
        assertTrue(
                result.shown().get(0).size().contains("); common sources repeat to 0."),
                result.shown().get(0).size());
        assertEquals(rms * PIXEL_MAS, Double.parseDouble(row.get(5).toString()), 0.05 * rms * PIXEL_MAS);
    }

    private static List<Object> misaligned(PredictResult result) {
        String text = result.toString();
        String line = text.lines()
                .filter(one -> one.startsWith(INDEX + "  "))
                .findFirst()
                .orElseThrow();
        return List.of((Object[]) line.split(" {2,}"));
    }

    @Test
    void exposuresThatAgreeAreAlignedWhateverAModelSays() throws IOException {
        assertEquals(Decision.ALIGNED, predict(aligned).run().answer(INDEX).decision());
        Path bad = Files.createDirectories(folder.resolve("bad")).resolve("svm_data.csv");
        List<String> lines = Files.readAllLines(aligned.csv());
        Files.write(bad, List.of(lines.get(0), "4,45.5,45.5,20,100,90,30,4,0,5," + INDEX));
        Files.copy(table(aligned, "_exposures.csv"), bad.resolveSibling("exposures.csv"));
        Predict task = Predict.alignment(bad, aligned.img()).modelPath(model).outputPath(folder.resolve("out"));
        PredictResult overruled = task.run();
        assertTrue(overruled.explain().probability() > 0.9, overruled.explain().toString());
        assertEquals(Decision.ALIGNED, overruled.answer(INDEX).decision());
        assertTrue(overruled.answer(INDEX).probability() < 0.05, overruled.toString());
        Files.delete(bad.resolveSibling("exposures.csv"));
        assertEquals(Decision.MISALIGNED, task.run().answer(INDEX).decision());
    }

    @Test
    void theSizeThatCountsIsAsked() {
        PredictResult usual = predict(slightly).run();
        PredictResult strict = predict(slightly).largerThan(0.2).run();
        assertEquals(Decision.ALIGNED, usual.answer(INDEX).decision());
        assertEquals(Decision.MISALIGNED, strict.answer(INDEX).decision());
        assertTrue(usual.answer(INDEX).probability() < 0.05);
        assertTrue(strict.answer(INDEX).probability() > 0.9);
        assertEquals(0.3, strict.answer(INDEX).size().median(), 0.05);
        assertTrue(strict.report().contains("\nmisaligned: by more than 0.2 pixels of the mosaic\n"), strict.report());
        assertEquals(
                "largerThan is 0.0 pixels; it must be above 0",
                assertThrows(BadInput.class, () -> predict(far).largerThan(0)).getMessage());
        assertEquals(
                "largerThan is Infinity pixels; it must be finite",
                assertThrows(BadInput.class, () -> predict(far).largerThan(Double.POSITIVE_INFINITY))
                        .getMessage());
    }

    @Test
    void aResultIsMadeAgainFromItsOwnTables() throws IOException {
        Path moved = copied(slightly, "again");
        Path exposures = moved.resolveSibling("svm_data_exposures.csv");
        PredictResult result = Predict.alignment(moved, slightly.img())
                .largerThan(0.2)
                .outputPath(folder.resolve("out"))
                .run();
        InputFile input = result.how().inputs().stream()
                .filter(one -> one.role().equals("exposures"))
                .findFirst()
                .orElseThrow();
        assertEquals(Sha256.of(exposures), input.sha256());
        PredictResult again =
                Predict.again(result.how()).outputPath(folder.resolve("out2")).run();
        assertEquals(result.measures(), again.measures());
        assertEquals(result.answer(INDEX).toString(), again.answer(INDEX).toString());

        Path aside = Files.move(exposures, moved.resolveSibling("aside"));
        PredictResult without = Predict.alignment(moved, slightly.img())
                .outputPath(folder.resolve("out"))
                .run();
        Files.move(aside, exposures);
        assertEquals(
                without.answer(INDEX).toString(),
                Predict.again(without.how())
                        .outputPath(folder.resolve("out2"))
                        .run()
                        .answer(INDEX)
                        .toString(),
                "a table that was not there then is not read");
    }

    /** The feature table and those next to it, in another folder. */
    private static Path copied(PrepResult from, String name) throws IOException {
        Path place =
                Files.createDirectories(folder.resolve("copied").resolve(name)).resolve("svm_data.csv");
        Files.copy(from.csv(), place);
        for (String ending : List.of("_measured.csv", "_exposures.csv")) {
            Files.copy(table(from, ending), place.resolveSibling("svm_data" + ending));
        }
        return place;
    }

    private static Path table(PrepResult of, String ending) {
        return of.csv().resolveSibling("svm_data" + ending);
    }

    @Test
    void whatIsNotInTheTableOfExposuresIsJudgedByTheMosaic() throws IOException {
        Path csv = copied(far, "unknown");
        Path exposures = csv.resolveSibling("svm_data_exposures.csv");
        Files.writeString(exposures, Files.readString(exposures).replace(INDEX, "hst_9999_02_acs_hrc_total_j8zz02"));
        Predict task = Predict.alignment(csv, far.img()).outputPath(folder.resolve("out"));
        String why = task.run().answer(INDEX).why();
        assertEquals(Decision.MISALIGNED, task.run().answer(INDEX).decision());
        assertTrue(why.startsWith("visible in the mosaic"), why);
        Files.delete(exposures);
        assertEquals(why, task.run().answer(INDEX).why());
        Path named = Files.createDirectories(csv.resolveSibling("named")).resolve("numbers_measured.csv");
        Files.copy(table(far, "_measured.csv"), named);
        Files.copy(table(far, "_exposures.csv"), named.resolveSibling("numbers_exposures.csv"));
        String beside = task.measured(named).run().answer(INDEX).why();
        assertTrue(beside.startsWith(MOVED + " off by "), beside);
    }

    @Test
    void aDamagedTableOfExposuresIsOneLine() throws IOException {
        Path csv = copied(far, "damaged");
        Path exposures = csv.resolveSibling("svm_data_exposures.csv");
        String text = Files.readString(exposures);
        Files.writeString(exposures, text.substring(0, text.length() - text.length() / 3));
        assertTrue(refused(csv).startsWith(exposures + ": line "), refused(csv));
        assertEquals(1, refused(csv).lines().count());
        Files.writeString(exposures, text.replaceFirst(",agrees,", ",perhaps,"));
        assertTrue(refused(csv).contains(" has 'perhaps' for state; "), refused(csv));
        Files.writeString(exposures, text.replaceFirst(",agrees,[^,]*,", ",agrees,,"));
        assertTrue(refused(csv).contains(" has '' for dx; "), refused(csv));
        Files.writeString(exposures, text + text.lines().skip(1).findFirst().orElseThrow() + "\n");
        assertTrue(
                refused(csv)
                        .contains(" and an earlier line are both for exposure " + ShiftedStars.root(0) + " of " + INDEX
                                + "; "),
                refused(csv));
    }

    private static String refused(Path csv) {
        return assertThrows(
                        BadInput.class,
                        () -> Predict.alignment(csv, far.img())
                                .outputPath(folder.resolve("out"))
                                .run())
                .getMessage();
    }
}
