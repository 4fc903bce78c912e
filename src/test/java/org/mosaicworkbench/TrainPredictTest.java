package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.PredictedSize;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.evaluate.Sensitivity;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.frames.FrameStack;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.ImageNetwork;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.predict.Explanation;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.train.TrainResult;

@Slow
class TrainPredictTest {

    private static final int SIZE = 16;
    private static final Blueprint TINY = new Blueprint(
            "tiny",
            List.of(8, 4),
            new ImageNetwork(List.of(6, 8), 8),
            new Blueprint.Shared(4, 0.2, 0.1, SIZE),
            ImageNetwork.NONE,
            List.of());
    private static final TrainingConfig QUICK =
            TrainingConfig.STANDARD.batch(8).epochs(6).learningRate(2e-2).normalize(true);

    /** Error of probabilities at sizes between two stored sizes of the distribution. */
    private static final double GRID = 1e-3;

    @TempDir
    private static Path data;

    private static Path csv;
    private static Path img;
    private static TrainResult trained;

    @BeforeAll
    static void makeAndTrain() throws IOException {
        img = data.resolve("img");
        csv = Prepared.make(data, SIZE);
        trained = task(data.resolve("out")).run();
    }

    private static Train task(Path output) {
        return Train.on(csv, img).blueprint(TINY).params(QUICK).outputPath(output);
    }

    @Test
    void aModelAndTwoEvaluationsOfUnseenVisitsComeOut() throws IOException {
        assertEquals(0, trained.exitCode());
        assertEquals(1, trained.com().evaluation().metrics().value("roc_auc"), 0.01);
        Set<String> test = visits(trained.com());
        Set<String> val = visits(trained.val());
        assertTrue(test.stream().noneMatch(val::contains));
        assertEquals(18, trained.com().evaluation().verdicts().size(), 2);
        assertEquals(9, trained.val().evaluation().verdicts().size(), 2);

        Path out = data.resolve("out");
        for (String file : List.of(
                "models/svm_align/ensembleSVM/model.safetensors",
                "models/svm_align/ensembleSVM/card.json",
                "tx_data.json",
                "results/test/scores.csv",
                "results/test/history.csv",
                "results/test/roc.png",
                "results/test/confusion.svg",
                "results/val/calibration.png",
                "failures.csv")) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
        assertFalse(Files.exists(out.resolve("results/val/history.csv")));
        assertFalse(Files.exists(out.resolve("models/svm_align/ensembleSVM/checkpoint.safetensors")));
        assertEquals(trained.com(), ModelEvaluation.read(out.resolve("results/test")));
        JsonObject card = JsonParser.parseString(
                        Files.readString(out.resolve("models/svm_align/ensembleSVM/card.json")))
                .getAsJsonObject();
        assertEquals("42", card.getAsJsonObject("made_by").get("seed").getAsString());
        assertEquals(
                64,
                card.getAsJsonObject("made_by")
                        .get("svm_data.csv SHA-256")
                        .getAsString()
                        .length());
    }

    private static Set<String> visits(ModelEvaluation set) {
        return new HashSet<>(
                set.evaluation().verdicts().stream().map(Prediction::visit).toList());
    }

    @Test
    void theSameSeedWritesTheSameFiles(@TempDir Path again) throws IOException {
        task(again).run();
        for (String file : List.of(
                "models/svm_align/ensembleSVM/model.safetensors",
                "results/test/scores.csv",
                "results/test/metrics.json",
                "results/val/scores.csv",
                "results/test/roc.png")) {
            assertArrayEquals(
                    Files.readAllBytes(data.resolve("out").resolve(file)),
                    Files.readAllBytes(again.resolve(file)),
                    file);
        }
    }

    @Test
    void theOrderOfOptionsDoesNotMatter(@TempDir Path out) {
        Train task = Train.on(csv, img);
        TrainResult before = task.epochs(1)
                .seed(7)
                .normalize(false)
                .imgSize(20)
                .blueprint(TINY)
                .params(QUICK)
                .outputPath(out.resolve("before"))
                .run();
        TrainResult after = task.blueprint(TINY)
                .params(QUICK)
                .imgSize(20)
                .normalize(false)
                .seed(7)
                .epochs(1)
                .outputPath(out.resolve("after"))
                .run();
        assertEquals(1, before.com().evaluation().history().size());
        assertEquals(20, before.model().blueprint().imageSize());
        assertTrue(before.model().transform().isEmpty());
        assertEquals(after.com(), before.com());
    }

    @Test
    void predictionsFollowTheModel(@TempDir Path out) throws IOException {
        PredictResult result = Predict.alignment(csv, img)
                .modelPath(trained.modelPath())
                .outputPath(out)
                .run();

        assertEquals(0, result.exitCode());
        List<String> lines = Files.readAllLines(out.resolve("predictions/predictions.csv"));
        assertEquals(
                "numexp,rms_ra,rms_dec,nmatches,point,segment,gaia,det,wcs,cat,y_pred,y_proba,decision,why,size,size_lo68,"
                        + "size_hi68,size_lo95,size_hi95,index",
                lines.get(0));
        assertEquals(91, lines.size());
        for (Prediction verdict : trained.com().evaluation().verdicts()) {
            List<String> line = lines.stream()
                    .filter(l -> l.endsWith("," + verdict.index()))
                    .findFirst()
                    .map(Csv::fields)
                    .orElseThrow();
            assertEquals(verdict.predicted().code() + ".0", line.get(10));
            assertEquals(verdict.probability(), Double.parseDouble(line.get(11)), GRID);
            assertEquals(result.answer(verdict.index()).decision().toString(), line.get(12));
            assertEquals(result.answer(verdict.index()).size().quantile(0.975), Double.parseDouble(line.get(18)));
        }
        assertEquals(result.compromised(), Files.readAllLines(out.resolve("predictions/compromised.txt")));
        assertEquals(30, result.compromised().size(), 3);
        String report = Files.readString(out.resolve("predictions/clf_report.txt"));
        assertTrue(report.contains("SVM-DATA, 90 datasets"), report);
        assertTrue(report.contains("\n1.0=suspicious"), report);
        assertTrue(report.contains("\nhrc "), report);
        assertEquals(lines.get(0), String.join(",", result.table().columnNames()));
        assertTrue(((Display.Html) result.display()).html().contains("<img "));

        Explanation explained = result.explain();
        assertEquals(result.compromised().get(0), explained.index());
        assertTrue(explained.toString().split("\n", -1)[2].startsWith("rms_"), explained.toString());
        assertTrue(Files.size(explained.write(out)) > 0);
        for (List<Object> code : List.of(
                List.<Object>of("det", 4.0, "wfc"),
                List.<Object>of("wcs", 0.0, "a posteriori"),
                List.<Object>of("cat", 5.0, "star"),
                List.<Object>of("numexp", 4.0, ""))) {
            assertTrue(
                    explained.features().cells().stream()
                            .anyMatch(row -> row.subList(0, 3).equals(code)),
                    explained.toString());
        }
        assertEquals(
                out.resolve("ja0001_f606w_all_stat") + ": no such folder; a diagnosis needs the exposures of"
                        + " hst_1_01_acs_wfc_total_ja0001_f606w_all_stat; give the folder"
                        + " that contains its visit's folder",
                message(() -> result.diagnose("hst_1_01_acs_wfc_total_ja0001_f606w_all_stat", out)));
        assertTrue(message(() -> result.explain("x"))
                .startsWith("there is no prediction for x; use a name from the column index"));

        PredictResult strict = Predict.alignment(csv, img)
                .modelPath(trained.modelPath())
                .outputPath(out)
                .threshold(1)
                .run();
        assertEquals(List.of(), strict.compromised());
    }

    @Test
    void aBadDatasetAmongManyIsListed(@TempDir Path out) throws IOException {
        String text = Files.readString(csv);
        Path holed = Files.writeString(
                out.resolve("holed.csv"),
                text.replaceFirst("\n4,", "\n4,,").replaceFirst(",4,0,5,0,", ",0,5,0,")
                        + "4,1,1,20,5,5,5,4,0,5,0,hst_1_01_acs_wfc_total_jb0000\n");
        String first = text.lines().skip(1).findFirst().orElseThrow().replaceAll(".*,", "");
        PredictResult result = Predict.alignment(holed, img)
                .modelPath(trained.modelPath())
                .outputPath(out)
                .run();
        assertEquals(1, result.exitCode());
        assertEquals(
                List.of(
                        "index,stage,reason",
                        first + ",features,\"" + holed + ": rms_ra of " + first
                                + " is missing; prepare the datasets again, or use a model that reads no features,"
                                + " such as svm_measured\"",
                        "hst_1_01_acs_wfc_total_jb0000,frames," + img.resolve("hst_1_01_acs_wfc_total_jb0000")
                                + ": no such folder; draw its frames"),
                Files.readAllLines(out.resolve("predictions/failures.csv")));
    }

    @Test
    void whatCannotBeDoneIsSaid(@TempDir Path out) throws IOException {
        Path model = trained.modelPath();
        assertEquals(
                "size is 64, but the model reads frames of 16 pixels; leave the option out: frames of any size are"
                        + " accepted",
                message(() ->
                        Predict.alignment(csv, img).modelPath(model).size(64).run()));
        assertEquals(
                "normalize is false, but the model was trained with it; leave the option out",
                message(() -> Predict.alignment(csv, img)
                        .modelPath(model)
                        .normalize(false)
                        .run()));
        Path odd = Files.writeString(out.resolve("odd.csv"), "numexp,index\n1,a\n");
        assertEquals(
                odd + ": has no column rms_ra (it has numexp, index); prepare the datasets again",
                message(() -> Predict.alignment(odd, img).modelPath(model).run()));
        Path three = Files.writeString(
                out.resolve("three.csv"), Files.readString(csv).lines().limit(4).reduce("", (a, b) -> a + b + "\n"));
        assertEquals(
                "3 datasets of 2 visits cannot be split into parts of 70.0 %, 20.0 %, 10.0 %, "
                        + "because a visit is never divided; give more visits",
                message(() -> Train.on(three, img)
                        .blueprint(TINY)
                        .params(QUICK)
                        .outputPath(out)
                        .run()));
        Path aligned = Files.writeString(
                out.resolve("aligned.csv"),
                Prepared.HEAD
                        + Files.readString(csv)
                                .lines()
                                .filter(line -> line.contains(",5,0,hst"))
                                .reduce("", (a, b) -> a + b + "\n"));
        assertTrue(message(() -> Train.on(aligned, img)
                        .blueprint(TINY)
                        .params(QUICK)
                        .outputPath(out)
                        .run())
                .endsWith("is misaligned; provide aligned and misaligned datasets from more visits"));
        assertEquals(
                "modelName is '../x'; it must be letters, digits, dots, - and _",
                message(() -> task(out).modelName("../x")));
    }

    @Test
    void labelsComeFromTheTableFromThePlaceOrFromTheSecondTable(@TempDir Path out) throws IOException {
        String text = Files.readString(csv);
        Path placed = Files.writeString(
                out.resolve("placed.csv"), text.replace(",label,", ",").replaceAll("(?m),[01],hst", ",hst"));
        ModelEvaluation byPlace = Train.on(placed, img)
                .blueprint(TINY)
                .params(QUICK)
                .outputPath(out.resolve("a"))
                .run()
                .com();
        assertEquals(trained.com().evaluation().verdicts(), byPlace.evaluation().verdicts());

        Path flat = out.resolve("flat");
        for (String label : List.of("0", "1")) {
            try (var folders = Files.list(img.resolve(label))) {
                for (Path folder : folders.toList()) {
                    Path target = Files.createDirectories(flat.resolve(folder.getFileName()));
                    try (var files = Files.list(folder)) {
                        for (Path file : files.toList()) {
                            Files.copy(file, target.resolve(file.getFileName()));
                        }
                    }
                }
            }
        }
        assertTrue(message(() -> Train.on(placed, flat)
                        .blueprint(TINY)
                        .params(QUICK)
                        .outputPath(out)
                        .run())
                .endsWith("has no label: give a label column of 0 and 1, folders 0 and 1 of frames, labels, or"
                        + " synthData"));
        WholeFolder.delete(flat);
    }

    @Test
    void bothKindsOfFramesAreReadFromOneFileAndTrainedPartsAreTakenOver(@TempDir Path out) throws IOException {
        List<String> names = Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.replaceAll(".*,", ""))
                .toList();
        FrameStack field = FrameStack.read(img, names, SIZE);
        FrameStack own = new FrameStack(
                field.sets().stream()
                        .map(set -> new FrameSet(set.dataset(), FrameKind.NATIVE, SIZE, set.values(), set.label()))
                        .toList(),
                List.of());
        Path npz = field.writeNpz(out.resolve("frames.npz"), own);
        List<String> lines = Files.readAllLines(csv);
        String sized = lines.get(0) + ",residual\n"
                + lines.stream()
                        .skip(1)
                        .map(line -> line + "," + (line.matches(".*,1,hst[^,]*") ? "3.5" : "0") + "\n")
                        .collect(Collectors.joining());
        Path table = Files.writeString(out.resolve("sized.csv"), sized);

        Blueprint both = new Blueprint(
                "both",
                List.of(8, 4),
                new ImageNetwork(List.of(6, 8), 8),
                new Blueprint.Shared(4, 0.2, 0.1, SIZE),
                new ImageNetwork(List.of(4, 6), 5),
                List.of());
        Train training =
                Train.on(table, npz).blueprint(both).params(QUICK.epochs(1)).outputPath(out);
        TrainResult begun = training.from(trained.modelPath()).run();
        assertTrue(begun.com().evaluation().metrics().value("loss")
                < training.modelName("anew").run().com().evaluation().metrics().value("loss"));
        JsonObject card = JsonParser.parseString(
                        Files.readString(begun.modelPath().resolve("card.json")))
                .getAsJsonObject();
        assertTrue(card.getAsJsonArray("began_with").get(0).getAsString().startsWith("ensembleSVM: tiny, "));

        Sensitivity.Point point =
                begun.com().sensitivity().curve(Sensitivity.ALL, 0.05).get(0);
        assertEquals(3.5, point.bin().mean());
        assertEquals(
                begun.com().known(),
                ModelEvaluation.read(out.resolve("results/test")).known());
        assertEquals(
                begun.com().known().keySet(),
                begun.com().sizes().stream().map(PredictedSize::index).collect(Collectors.toSet()));
        assertTrue(Files.size(out.resolve("results/test/sensitivity.png")) > 0);
        assertTrue(Files.readString(out.resolve("results/test/sensitivity.csv")).contains("all,0.05,2.0,5.0,3.5,"));

        PredictResult result = Predict.alignment(table, npz)
                .modelPath(begun.modelPath())
                .outputPath(out)
                .threshold(0)
                .run();
        assertEquals(6, result.shown().get(0).frames().size());
        assertEquals(
                npz + ": none",
                message(() -> Train.on(table, img)
                                .blueprint(both)
                                .params(QUICK)
                                .outputPath(out)
                                .run())
                        .replaceAll("^.*: none.*$", npz + ": none"));
        assertEquals(
                "the model tiny, 669 parameters has no weights",
                message(() -> Train.on(csv, img)
                                .blueprint(new Blueprint(
                                        "mlp",
                                        List.of(9, 5),
                                        ImageNetwork.NONE,
                                        new Blueprint.Shared(0, 0.2, 0, 0),
                                        ImageNetwork.NONE,
                                        List.of()))
                                .params(QUICK)
                                .from(trained.modelPath())
                                .outputPath(out)
                                .run())
                        .replaceAll(" \\d+ .*has no weights.*", " 669 parameters has no weights"));
        assertTrue(message(() ->
                        task(out).normalize(false).from(trained.modelPath()).run())
                .endsWith("was trained with features that were normalised, but this training run has "
                        + "normalize(false); train both in the same way"));
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(BadInput.class, bad).getMessage();
    }
}
