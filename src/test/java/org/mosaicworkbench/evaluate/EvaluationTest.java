package org.mosaicworkbench.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class EvaluationTest {

    private static Prediction verdict(String visit, String detector, int truth, double probability) {
        return new Prediction(
                "hst_1_01_acs_" + detector + "_total_" + visit,
                Label.of(String.valueOf(truth)),
                probability,
                Label.at(probability, 0.5));
    }

    private static final List<Prediction> SIX = List.of(
            verdict("ja0001", "wfc", 0, 0.1),
            verdict("ja0002", "wfc", 1, 0.123456789),
            verdict("ja0003", "hrc", 0, 0.75),
            verdict("ja0004", "hrc", 1, 0.5),
            verdict("ja0005_f1_all_stat", "hrc", 1, 0.9),
            verdict("ja0006", "wfc", 1, 0.3));

    @Test
    void mistakesAreNamedTheSurestFirst() {
        Evaluation evaluation = Evaluation.of("test", SIX, List.of(), DecisionSettings.PLAIN);
        assertEquals(
                List.of("hst_1_01_acs_wfc_total_ja0002", "hst_1_01_acs_wfc_total_ja0006"),
                evaluation.falseNegatives().stream().map(Prediction::index).toList());
        assertEquals(
                List.of("hst_1_01_acs_hrc_total_ja0003"),
                evaluation.falsePositives().stream().map(Prediction::index).toList());
        assertEquals("""
            detector  datasets  misaligned  false negatives  false positives  accuracy  roc auc
            hrc              3           2                0                1     0.667      0.5
            wfc              3           2                2                0     0.333      1.0\
            """, evaluation.byDetector().toString());
        assertEquals("""
            class       precision  recall     f1  datasets
            aligned         0.333     0.5  0.400         2
            misaligned      0.667     0.5  0.571         4\
            """, evaluation.confusion().report().toString());
        assertTrue(
                evaluation
                        .mistakes()
                        .toString()
                        .contains("hst_1_01_acs_wfc_total_ja0002  wfc       misaligned  aligned           0.123"),
                evaluation.mistakes().toString());
    }

    @Test
    void theEndsOfAnIntervalHaveTheSameDecimals() {
        assertEquals("0.725 to 1.000", new Interval(0.72504, 1).toString());
        assertEquals("-0.250 to 0.036", new Interval(-0.25, 0.0362).toString());
        assertEquals("0.000 to 0.000", new Interval(0, 0).toString());
        assertEquals("0.0000 to 0.0176", new Interval(0, 0.01763).toString());
        assertEquals("8.1 to 12.3", new Interval(8.0613, 12.34).toString());
        assertEquals("950 to 1203", new Interval(950.2, 1202.6).toString());
        assertEquals("", Interval.NONE.toString());
    }

    @Test
    void aVisitAndItsCopiesAreOneGroup() {
        assertEquals("ja0005", SIX.get(4).visit());
        assertEquals("odd name", new Prediction("odd name", Label.ALIGNED, 0, Label.ALIGNED).visit());
        assertEquals("unknown", new Prediction("odd name", Label.ALIGNED, 0, Label.ALIGNED).detector());
    }

    @Test
    void sizesComeBackTheSame(@TempDir Path folder) {
        PredictedSize right = new PredictedSize(
                "hst_1_01_acs_wfc_total_ja0001",
                true,
                true,
                0.3,
                new PredictedSize.Size(0.1 + 0.2, new Interval(0.28, 0.32), new Interval(0.25, 0.35)));
        PredictedSize wrong = new PredictedSize(
                "hst_1_01_acs_wfc_total_ja0002",
                false,
                false,
                12,
                new PredictedSize.Size(3, new Interval(2, 4), new Interval(1, 11.9)));
        Evaluation evaluation = Evaluation.of("test", SIX, List.of(), DecisionSettings.PLAIN);
        ModelEvaluation sized = new ModelEvaluation(evaluation).with(List.of(right, wrong));

        assertEquals(sized.sizes(), ModelEvaluation.read(sized.write(folder)).sizes());

        assertTrue(right.holds());
        assertFalse(wrong.holds());
        assertTrue(Files.exists(folder.resolve("sizes.svg")));
    }

    @Test
    void filesBringBackTheSame(@TempDir Path folder) throws IOException {
        DecisionSettings tuning = new DecisionSettings(0.5, new Temperature(1.7), 200, 9);
        List<Epoch> history = List.of(new Epoch(1, 0.7, 0.5, 0.69, 0.55), new Epoch(2, 0.1 + 0.2, 1, Double.NaN, 0.6));
        Evaluation evaluation = Evaluation.of("test", SIX, history, tuning);

        assertEquals(evaluation, Evaluation.read(evaluation.write(folder)));

        assertEquals(
                "index,y_true,y_score,y_pred\nhst_1_01_acs_wfc_total_ja0001,0,0.1,0\n"
                        + "hst_1_01_acs_wfc_total_ja0002,1,0.123456789,0",
                Files.readString(folder.resolve("scores.csv"))
                        .lines()
                        .limit(3)
                        .reduce((a, b) -> a + "\n" + b)
                        .orElseThrow());
        assertEquals(
                "epoch,loss,accuracy,val_loss,val_accuracy\n1,0.7,0.5,0.69,0.55\n2,0.30000000000000004,1.0,,0.6\n",
                Files.readString(folder.resolve("history.csv")));
        assertTrue(Files.readString(folder.resolve("metrics.json")).contains("\"roc_auc\": 0.625"));
    }

    @Test
    void undefinedMetricsAreNullInFiles(@TempDir Path folder) throws IOException {
        Evaluation aligned = Evaluation.of("val", SIX.subList(0, 1), List.of(), DecisionSettings.PLAIN);
        assertEquals(aligned, Evaluation.read(aligned.write(folder)));
        assertTrue(Files.readString(folder.resolve("metrics.json")).contains("\"roc_auc\": null"));
        assertEquals(
                "there is no metric 'auc'; choose one of " + String.join(", ", Metrics.NAMES),
                assertThrows(BadInput.class, () -> aligned.metrics().value("auc"))
                        .getMessage());
    }

    @Test
    void brokenFilesAreNamed(@TempDir Path folder) throws IOException {
        assertEquals(folder.resolve("metrics.json") + ": there is no such file; evaluate again", message(folder));
        Evaluation.of("val", SIX, List.of(), DecisionSettings.PLAIN).write(folder);
        Files.writeString(folder.resolve("scores.csv"), "index,y_true,y_score,y_pred\na,0,0.1,0\nb,2,0.1,0\n");
        assertEquals(folder.resolve("scores.csv") + ": line 3 has '2' for y_true; evaluate again", message(folder));
        Files.writeString(folder.resolve("scores.csv"), "name\n");
        assertEquals(
                folder.resolve("scores.csv")
                        + ": does not begin with the line 'index,y_true,y_score,y_pred'; evaluate again",
                message(folder));
        Files.writeString(folder.resolve("metrics.json"), "{\"set\": ");
        assertEquals(folder.resolve("metrics.json") + ": is not valid JSON; evaluate again", message(folder));
        assertEquals(
                "the probability of a is 1.5; it must be between 0 and 1",
                assertThrows(BadInput.class, () -> new Prediction("a", Label.ALIGNED, 1.5, Label.ALIGNED))
                        .getMessage());
    }

    private static String message(Path folder) {
        return assertThrows(BadInput.class, () -> Evaluation.read(folder)).getMessage();
    }

    @Test
    void detectionIsCountedBySizeAtAFixedRateOfFalsePositives() {
        List<Prediction> verdicts = new ArrayList<>();
        Map<String, InjectedMisalignment> known = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            verdicts.add(verdict(String.format("ja%04d", i), "wfc", 0, i / 200.0));
            Prediction off = verdict(String.format("jb%04d", i), i < 50 ? "wfc" : "hrc", 1, i / 100.0);
            verdicts.add(off);
            known.put(off.index(), new InjectedMisalignment(i / 10.0, i % 2 == 0 ? "shift" : "roll"));
        }
        Sensitivity sensitivity =
                Sensitivity.of(Evaluation.of("test", verdicts, List.of(), DecisionSettings.PLAIN), known);

        List<Sensitivity.Point> all = sensitivity.curve(Sensitivity.ALL, 0.05);
        assertEquals(
                List.of(5, 5, 10, 30, 50),
                all.stream().map(Sensitivity.Point::datasets).toList());
        assertEquals(0, all.get(2).detected());
        assertEquals(2.0 / 30, all.get(3).detected(), 1e-12);
        assertEquals(1, all.get(4).detected());
        assertEquals(3.45, all.get(3).bin().mean(), 1e-12);
        assertEquals(0, sensitivity.curve(Sensitivity.ALL, 0.01).get(3).detected());
        assertEquals(25, sensitivity.curve("shift", 0.01).get(4).datasets());
        assertEquals(50, sensitivity.curve("hrc", 0.01).get(0).datasets());
        assertEquals(
                "measuring sensitivity needs aligned datasets and ones misaligned by a known amount; of 6 datasets 0 "
                        + "have a known misalignment",
                assertThrows(
                                BadInput.class,
                                () -> Sensitivity.of(
                                        Evaluation.of("test", SIX, List.of(), DecisionSettings.PLAIN), known))
                        .getMessage());
    }

    @Test
    void sensitivityIsSplitByAnythingThatIsKnownOfDatasets() {
        List<Sensitivity.Case> cases = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            cases.add(new Sensitivity.Case(i / 100.0, Label.ALIGNED, Double.NaN, List.of()));
        }
        for (int sources : new int[] {5, 50}) {
            for (int i = 0; i < 20; i++) {
                cases.add(new Sensitivity.Case(
                        sources > 10 ? 0.97 : i / 25.0,
                        Label.MISALIGNED,
                        3,
                        List.of("", Sensitivity.group("sources", sources, 10, 100))));
            }
        }
        cases.add(new Sensitivity.Case(0, Label.MISALIGNED, Double.NaN, List.of("unknown size")));
        Sensitivity sensitivity = Sensitivity.of(cases);
        assertEquals(List.of("all", "sources 10 to 100", "sources below 10"), sensitivity.groups());
        assertEquals(0.5, sensitivity.curve("all", 0.05).get(0).detected());
        assertEquals(1, sensitivity.curve("sources 10 to 100", 0.05).get(0).detected());
        assertEquals(0, sensitivity.curve("sources below 10", 0.05).get(0).detected());
        assertEquals(0, sensitivity.curve("sources 10 to 100", 0.01).get(0).detected());
        assertEquals(
                List.of("x below 0.5", "x 0.5 to 2", "x from 2", ""),
                List.of(
                        Sensitivity.group("x", 0, 0.5, 2),
                        Sensitivity.group("x", 0.5, 0.5, 2),
                        Sensitivity.group("x", 2, 0.5, 2),
                        Sensitivity.group("x", Double.NaN, 1)));
    }
}
