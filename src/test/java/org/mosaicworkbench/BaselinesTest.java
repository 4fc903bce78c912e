package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.baseline.Baseline;
import org.mosaicworkbench.baseline.BaselinesResult;
import org.mosaicworkbench.evaluate.Difference;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.train.TrainResult;

@Slow
class BaselinesTest {

    private static final TrainingConfig QUICK =
            TrainingConfig.STANDARD.batch(8).epochs(6).learningRate(2e-2).normalize(true);

    @TempDir
    private static Path data;

    private static Path csv;
    private static TrainResult network;
    private static BaselinesResult result;

    @BeforeAll
    static void make() throws IOException {
        csv = Prepared.make(data, 8);
        network = Train.on(csv, data.resolve("img"))
                .blueprint(Blueprint.mlp())
                .params(QUICK)
                .outputPath(data.resolve("net"))
                .run();
        result = Baselines.on(csv)
                .against(network)
                .outputPath(data.resolve("out"))
                .repeats(5)
                .run();
    }

    private static List<String> names(ModelEvaluation set) {
        return set.evaluation().verdicts().stream().map(Prediction::index).toList();
    }

    @Test
    void theyLearnFromWhatTheNetworkLearnedFrom() {
        int test = names(network.com()).size();
        assertEquals(90.0 - test, ((Number) network.model().about().get("trained_on")).doubleValue());
        assertTrue(result.model("forest").provenance().contains(90 - test + " datasets of "));
        TrainResult first = Train.on(csv, csv)
                .blueprint(Blueprint.mlp())
                .params(QUICK.epochs(1))
                .refit(false)
                .outputPath(data.resolve("first"))
                .run();
        BaselinesResult same = Baselines.on(csv)
                .models(Baseline.named("logistic"))
                .against(first)
                .repeats(1)
                .outputPath(data.resolve("same"))
                .run();
        int learned = ((Number) first.model().about().get("trained_on")).intValue();
        assertTrue(learned < 60, String.valueOf(learned));
        assertTrue(same.model("logistic").provenance().contains(learned + " datasets of "));
    }

    @Test
    void bothSayWhatTheLabelsMean() {
        String said = "30 of 30 datasets labelled misaligned are corrupted copies without a residual: ";
        assertTrue(network.warnings().get(0).startsWith(said), network.summary());
        assertTrue(TrainResult.read(data.resolve("net")).warnings().get(0).startsWith(said));
        assertEquals(network.warnings(), result.warnings());
        assertTrue(result.summary().contains("\nwarning: " + said), result.summary());
    }

    @Test
    void aTestSetOfOneKindIsSaid() throws IOException {
        Path one = data.resolve("one.csv");
        Files.writeString(one, Files.readString(csv).replaceAll("(?m)^(.*),1,(hst_.*ja00(?!01).*)$", "$1,0,$2"));
        String answer = Baselines.on(one)
                .models(Baseline.named("majority"))
                .outputPath(data.resolve("one"))
                .run()
                .answer();
        assertTrue(
                answer.matches(
                        "There is no misaligned dataset among the \\d+ of the test set, so it is unknown how well"
                                + " models separate the classes; give more labelled datasets of both kinds\\."),
                answer);
    }

    @Test
    void anOutputThatCannotBeWrittenIsNamedBeforeAnyWork() throws IOException {
        Path file = Files.createFile(data.resolve("afile"));
        Path none = data.resolve("none.csv");
        List<Runnable> tasks = List.of(
                () -> Baselines.on(none).outputPath(file).run(),
                () -> Predict.alignment(none, data).outputPath(file).run(),
                () -> Train.on(none, data).outputPath(file).run(),
                () -> Explore.of(none).output(file).run());
        for (Runnable task : tasks) {
            String message = assertThrows(BadInput.class, task::run).getMessage();
            assertTrue(message.startsWith(file + "") && message.contains(": cannot be written ("), message);
        }
    }

    @Test
    void theyAreJudgedOnTheSameDatasetsAsTheNetwork() {
        for (BaselinesResult.Judged model : result.models()) {
            assertEquals(names(network.com()), names(model.com()));
            assertEquals(names(network.val()), names(model.val()));
        }
        assertEquals(
                List.of("majority", "logistic", "forest", "boosted"),
                result.models().stream().map(model -> model.baseline().name()).toList());
        assertEquals(0.5, result.model("majority").com().evaluation().metrics().value("roc_auc"));
        for (String good : List.of("logistic", "forest", "boosted")) {
            assertEquals(1, result.model(good).com().evaluation().metrics().value("roc_auc"), 0.01, good);
            assertTrue(
                    List.of("rms_ra", "rms_dec")
                            .contains(result.model(good).importance().get(0).column()),
                    good);
        }
    }

    @Test
    void theTableHasTheNumbersOfTheEvaluations() throws IOException {
        TextTable table = result.table();
        assertEquals(5, table.cells().size());
        for (List<Object> row : table.cells()) {
            ModelEvaluation com = row.get(0).equals("svm_mlp")
                    ? network.com()
                    : result.model((String) row.get(0)).com();
            assertEquals(com.evaluation().metrics().value("roc_auc"), row.get(1));
            assertEquals(com.evaluation().metrics().interval("roc_auc"), row.get(2));
            assertEquals(com.evaluation().metrics().value("accuracy"), row.get(5));
        }
        assertEquals("majority", table.cells().get(4).get(0));
        Path written = data.resolve("out/results/baselines");
        assertEquals(result.model("forest").com(), ModelEvaluation.read(written.resolve("forest/test")));
        assertTrue(Files.readString(written.resolve("forest/provenance.txt")).contains("RandomForestTrainer"));
        assertEquals(
                1 + 12 + 4 * 24,
                Files.readAllLines(written.resolve("comparison.csv")).size());
        assertEquals(
                1 + 4 * 10,
                Files.readAllLines(written.resolve("importance.csv")).size());
        assertTrue(Files.size(written.resolve("comparison.png")) > 0);
        assertTrue(((Display.Html) result.display()).html().contains("What does svm_mlp add?"));
    }

    @Test
    void theAnswerIsPlain() throws IOException {
        Difference added = result.added("svm_mlp");
        assertEquals(network.com().evaluation().metrics().value("roc_auc"), added.one());
        assertEquals(Difference.Finding.NOT_SHOWN, added.finding());
        String best = result.best().baseline().words();
        assertEquals(
                "What does svm_mlp add? On 18 test datasets of 12 visits its area under the ROC curve is 1.000; that"
                        + " of "
                        + best
                        + ", the best baseline on the validation set, is 1.000. The difference is +0.000 (95 %"
                        + " interval +0.000 to +0.000), from a bootstrap over visits with both evaluated on the same"
                        + " draws. The difference is not significant: the interval includes 0.",
                result.answer());
        assertEquals(result.answer() + "\n", Files.readString(data.resolve("out/results/baselines/answer.txt")));
    }

    @Test
    void theyReproduceExactly(@TempDir Path again) throws IOException {
        BaselinesResult other = Baselines.on(csv)
                .against(data.resolve("net"))
                .outputPath(again)
                .repeats(5)
                .run();
        for (String file : List.of(
                "forest/test/scores.csv", "boosted/test/scores.csv", "logistic/val/metrics.json", "importance.csv")) {
            assertArrayEquals(
                    Files.readAllBytes(data.resolve("out/results/baselines").resolve(file)),
                    Files.readAllBytes(again.resolve("results/baselines").resolve(file)),
                    file);
        }
        assertEquals(List.of("net"), List.copyOf(other.networks().keySet()));
    }

    @Test
    void measuredFeaturesAreUsedAndTheTruthIsNot(@TempDir Path out) throws IOException {
        StringBuilder measured = new StringBuilder("index,elongation,label,residual\n");
        Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.split(",", 0))
                .forEach(f -> measured.append(f[11])
                        .append(',')
                        .append(f[10].equals("1") ? "3.5" : f[5].hashCode() % 4 == 0 ? "" : "1.1")
                        .append(",9,9\n"));
        Path table = Files.writeString(out.resolve("measured.csv"), measured);
        BaselinesResult more = Baselines.on(csv)
                .measured(table)
                .models(Baseline.Boosted.STANDARD)
                .outputPath(out)
                .run();
        List<String> columns = more.models().get(0).importance().stream()
                .map(i -> i.column())
                .sorted()
                .toList();
        assertEquals(11, columns.size());
        assertTrue(columns.contains("elongation") && !columns.contains("residual") && !columns.contains("label"));
        assertTrue(
                more.answer().startsWith("On the validation set the best baseline is boosted trees; on the 18 test "));
    }

    @Test
    void whatCannotBeComparedIsSaid(@TempDir Path out) throws IOException {
        String wrong = message(
                () -> Baselines.on(csv).against(network).seed(7).outputPath(out).run());
        assertTrue(
                wrong.startsWith(
                        "models can only be compared on the same datasets; here they were evaluated on 18 and on "),
                wrong);
        Path odd = Files.writeString(out.resolve("odd.csv"), "name,x\na,1\n");
        assertEquals(
                odd + ": has no column index (it has name, x); give a table with an index and numeric columns",
                message(() -> Baselines.on(csv).measured(odd).outputPath(out).run()));
        Path words = Files.writeString(out.resolve("words.csv"), "index,x\na,much\n");
        assertEquals(
                words + ": line 2 has 'much' for x; give a table with an index and numeric columns",
                message(() -> Baselines.on(csv).measured(words).outputPath(out).run()));
        Path twice = Files.writeString(out.resolve("twice.csv"), "index,gaia\na,1\n");
        assertTrue(
                message(() -> Baselines.on(csv).measured(twice).outputPath(out).run())
                        .startsWith("a feature is given twice"));
        assertEquals(
                "repeats is 0; it must be at least 1",
                message(() -> Baselines.on(csv).repeats(0)));
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(BadInput.class, bad).getMessage();
    }
}
