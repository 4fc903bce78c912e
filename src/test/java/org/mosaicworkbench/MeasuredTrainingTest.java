package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.predict.Explanation;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.train.TrainResult;

/** Networks that read measurements, from tables to verdicts. In these tables an echo indicates misalignment. */
@Slow
class MeasuredTrainingTest {

    private static final TrainingConfig QUICK =
            TrainingConfig.STANDARD.batch(8).epochs(12).learningRate(1e-2);
    private static final Measurement SIGNAL = Measurement.ECHO_CONTRAST;
    private static final Measurement MISSING = Measurement.LOPSIDEDNESS;
    /** Error of probabilities at sizes between two stored sizes of the distribution. */
    private static final double GRID = 1e-3;

    @TempDir
    private static Path data;

    private static Path csv;
    private static Path table;
    private static TrainResult trained;

    @BeforeAll
    static void makeAndTrain() throws IOException {
        csv = Prepared.make(data, 4);
        table = Files.writeString(data.resolve("svm_data_measured.csv"), measured(Files.readAllLines(csv)));
        trained = task(data.resolve("out")).run();
    }

    private static String measured(List<String> lines) {
        SplittableRandom random = new SplittableRandom(2);
        StringBuilder text = new StringBuilder(String.join(",", Measurement.columns())).append(",index\n");
        for (String line : lines.subList(1, lines.size())) {
            boolean off = line.endsWith("_all_stat");
            text.append(Stream.of(Measurement.values())
                            .map(name -> name == MISSING || name.subject() == Measurement.Subject.EXPOSURES
                                    ? ""
                                    : String.valueOf(
                                            Math.exp(random.nextGaussian() * 0.3) * (off && name == SIGNAL ? 20 : 1)))
                            .collect(Collectors.joining(",")))
                    .append(line, line.lastIndexOf(','), line.length())
                    .append('\n');
        }
        return text.toString();
    }

    private static Train task(Path output) {
        return Train.on(csv, csv).blueprint(Blueprint.measured()).params(QUICK).outputPath(output);
    }

    private static Predict predict(Path output) {
        return Predict.alignment(csv, csv).modelPath(trained.modelPath()).outputPath(output);
    }

    @Test
    void theTableBesideTheFeaturesIsReadAndIsAnInputOfTheResult() {
        assertEquals(1, trained.com().evaluation().metrics().value("roc_auc"), 0.01);
        assertEquals(List.of(table.toAbsolutePath()), trained.how().inputs("measured"));
        assertEquals(
                Sha256.of(table),
                ((Map<?, ?>) trained.model().about().get("made_by")).get("svm_data_measured.csv SHA-256"));
    }

    @Test
    void aTrainingIsMadeAgainFromWhatItsResultSays(@TempDir Path out) throws IOException {
        Path elsewhere = Files.move(table, data.resolve("elsewhere.csv"));
        try {
            TrainResult again = Train.again(
                            task(out.resolve("1")).measured(elsewhere).run().how())
                    .outputPath(out.resolve("2"))
                    .run();
            assertArrayEquals(
                    Files.readAllBytes(trained.modelPath().resolve("model.safetensors")),
                    Files.readAllBytes(again.modelPath().resolve("model.safetensors")));
            assertEquals(
                    csv + ": has no table of measurements next to it; " + table + " and "
                            + data.resolve("measured.csv")
                            + " do not exist; prepare with native frames, or give the table with measured (on the"
                            + " command line --measured)",
                    message(() -> task(out).run()));
            Files.copy(elsewhere, data.resolve("measured.csv"));
            assertEquals(
                    List.of(data.resolve("measured.csv").toAbsolutePath()),
                    predict(out).run().making().orElseThrow().inputs("measured"));
        } finally {
            Files.deleteIfExists(data.resolve("measured.csv"));
            Files.move(elsewhere, table);
        }
    }

    @Test
    void verdictsAreThoseOfTheTrainingAndTheSignalIsWhatPushed(@TempDir Path out) throws IOException {
        PredictResult result = predict(out).run();
        List<String> names = result.table().stringColumn("index").asList();
        for (Prediction verdict : trained.com().evaluation().verdicts()) {
            assertEquals(
                    verdict.probability(),
                    result.table().doubleColumn("y_proba").getDouble(names.indexOf(verdict.index())),
                    GRID);
        }
        PredictResult again = Predict.again(result.making().orElseThrow())
                .outputPath(out.resolve("again"))
                .run();
        assertArrayEquals(
                result.table().doubleColumn("y_proba").asDoubleArray(),
                again.table().doubleColumn("y_proba").asDoubleArray());

        Explanation explained = result.explain();
        String[] lines = explained.toString().split("\n", 0);
        assertTrue(lines[1].startsWith("measured "), explained.toString());
        assertTrue(lines[2].startsWith(SIGNAL.column() + " "), explained.toString());
        assertFalse(explained.toString().contains(MISSING.column()), explained.toString());
        assertEquals(
                1
                        + 1
                        + Measurement.READ.size()
                        - 1
                        - Measurement.of(Measurement.Subject.EXPOSURES).size(),
                lines.length,
                explained.toString());
        assertTrue(Files.size(explained.write(out)) > 0);
    }

    @Test
    void aDatasetWithoutNumbersIsAFailureAndATableWithoutAColumnIsRefused(@TempDir Path out) throws IOException {
        List<String> lines = Files.readAllLines(table);
        Path shorter = Files.write(out.resolve("short.csv"), lines.subList(0, lines.size() - 1));
        PredictResult result = predict(out).measured(shorter).run();
        String last = lines.get(lines.size() - 1).replaceAll(".*,", "");
        assertEquals(1, result.exitCode());
        assertEquals(
                List.of(
                        "index,stage,reason",
                        last + ",measured," + shorter + ": has no measurements of " + last
                                + "; prepare the datasets again"),
                Files.readAllLines(out.resolve("predictions/failures.csv")));
        assertEquals(89, result.table().rowCount());

        Path other = Files.writeString(
                out.resolve("other.csv"), Files.readString(table).replace("stack_width", "stack_size"));
        assertEquals(
                other
                        + ": has no stack_width, which the model ensembleSVM reads; prepare with native frames again,"
                        + " or use a network that reads no measurements",
                message(() -> predict(out).measured(other).run()));
    }

    @Test
    void withoutMeasuredNumbersTheOtherModelJudgesAndSaysSo(@TempDir Path out) throws IOException {
        Path shelf = Files.createDirectories(out.resolve("shelf"));
        Files.move(task(out).run().modelPath(), shelf.resolve(Models.DEFAULT));
        Files.move(task(out).blueprint(Blueprint.mlp()).run().modelPath(), shelf.resolve(Models.WITHOUT_NATIVE));
        Path alone = Files.copy(csv, out.resolve("alone.csv"));
        Predict task = Predict.alignment(alone, csv).models(Models.in(shelf)).outputPath(out);
        assertEquals(
                "there is no table of measurements next to " + alone
                        + ", which svm_measured reads; give it with measured "
                        + "(on the command line --measured), or run prep, which writes one",
                task.run().model().remark());
        assertEquals(Models.WITHOUT_NATIVE, task.run().model().name());
        assertEquals(Models.DEFAULT, task.measured(table).run().model().name());
        assertEquals("", task.measured(table).run().model().remark());
        Files.copy(table, out.resolve("alone_measured.csv"));
        assertEquals(Models.DEFAULT, task.run().model().name());
    }

    @Test
    void aSweepSearchesThemToo(@TempDir Path out) {
        SweepResult sweep = Sweep.of(Space.of().choice("model", "svm_measured", "svm_mlp"))
                .on(csv)
                .method(new Method.Grid())
                .params(QUICK.epochs(4))
                .output(out.resolve("sweep"))
                .run();
        assertEquals(2, sweep.trials().size());
        assertTrue(sweep.trials().stream().noneMatch(trial -> trial.failed()), sweep.toString());
        SweepResult named = Sweep.of(Space.of().choice("model", "svm_measured"))
                .on(csv)
                .measured(table)
                .method(new Method.Grid())
                .epochs(4)
                .params(QUICK)
                .output(out.resolve("named"))
                .run();
        assertEquals(4, named.plan().epochs());
        assertEquals(
                List.of(table.toAbsolutePath()),
                Train.best(named).outputPath(out).run().how().inputs("measured"));
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(BadInput.class, bad).getMessage();
    }
}
