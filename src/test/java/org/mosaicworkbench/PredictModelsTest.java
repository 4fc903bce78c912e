package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.decision.DecisionRule;
import org.mosaicworkbench.decision.Judgement;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.FrameSet;
import org.mosaicworkbench.frames.FrameStack;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.ImageNetwork;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.predict.Explanation;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.predict.SelectedModel;
import org.mosaicworkbench.task.Failure;

/** Model selection, from shelves of small models that represent the built-in ones. */
@Slow
class PredictModelsTest {

    private static final int SIZE = 16;
    private static final Blueprint FIELD = new Blueprint(
            "field",
            List.of(4),
            new ImageNetwork(List.of(16), 4),
            new Blueprint.Shared(3, 0.2, 0, SIZE),
            ImageNetwork.NONE,
            List.of());
    private static final Blueprint BOTH = new Blueprint(
            "both",
            List.of(4),
            new ImageNetwork(List.of(16), 4),
            new Blueprint.Shared(3, 0.2, 0, SIZE),
            new ImageNetwork(List.of(16), 4),
            List.of());

    private static final Blueprint NATIVE = new Blueprint(
            "native",
            List.of(),
            ImageNetwork.NONE,
            new Blueprint.Shared(0, 0.2, 0, SIZE),
            new ImageNetwork(List.of(16), 4),
            List.of());
    private static final Blueprint MEASURED = new Blueprint(
            "measured",
            List.of(),
            ImageNetwork.NONE,
            new Blueprint.Shared(3, 0.2, 0, SIZE),
            new ImageNetwork(List.of(16), 4),
            List.of(4));

    private static final int EVERY = 4;
    private static final int FEW = 4;

    @TempDir
    private static Path data;

    private static Path csv;
    private static Path img;
    private static Path npz;
    private static Path shelf;

    @BeforeAll
    static void makeShelf() throws IOException {
        csv = Prepared.make(data, SIZE);
        img = data.resolve("img");
        List<String> names = Files.readAllLines(csv).stream()
                .skip(1)
                .map(line -> line.replaceAll(".*,", ""))
                .toList();
        FrameStack field = FrameStack.read(img, names, SIZE);
        npz = field.writeNpz(
                data.resolve("frames.npz"),
                new FrameStack(
                        field.sets().stream()
                                .map(set ->
                                        new FrameSet(set.dataset(), FrameKind.NATIVE, SIZE, set.values(), set.label()))
                                .toList(),
                        List.of()));
        shelf = Files.createDirectories(data.resolve("shelf"));
        move(train(FIELD), shelf, "svm_ensemble");
        move(train(BOTH), shelf, "svm_native_cnn");
        Files.createDirectories(shelf.resolve("no-model"));
    }

    private static Train train(Blueprint blueprint) {
        return Train.on(csv, npz)
                .params(TrainingConfig.STANDARD.batch(8).epochs(1))
                .outputPath(data)
                .blueprint(blueprint);
    }

    private static Train trainMeasured(Path numbers) {
        return train(Blueprint.measured())
                .params(TrainingConfig.STANDARD.batch(8).epochs(20).learningRate(1e-2))
                .measured(numbers);
    }

    /** Trains a model and adds it to a shelf. */
    private static void move(Train train, Path shelf, String name) throws IOException {
        Files.move(train.run().modelPath(), shelf.resolve(name));
    }

    private static Predict predict(Path frames) {
        return Predict.alignment(csv, frames).models(Models.in(shelf)).outputPath(data.resolve("out"));
    }

    @Test
    void itsDigestIsThatOfItsFile() throws Exception {
        SelectedModel used = predict(npz).run().model();
        assertEquals("svm_native_cnn", used.name());
        assertEquals("", used.remark());
        assertEquals(
                HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(Files.readAllBytes(shelf.resolve("svm_native_cnn/model.safetensors")))),
                used.digest());
        assertTrue(Files.readString(data.resolve("out/predictions/clf_report.txt"))
                .contains("\nmodel svm_native_cnn (weights " + used.digest().substring(0, 12) + ")\n"));
    }

    @Test
    void withoutNativeFramesTheLastOneJudgesAndSaysSo() {
        PredictResult result = predict(img).run();
        assertEquals("svm_ensemble", result.model().name());
        assertEquals(noNative("svm_native_cnn"), result.model().remark());
        assertTrue(result.toString().contains("): no dataset in "), result.toString());
        assertEquals("", predict(img).modelPath("svm_ensemble").run().model().remark());
        assertTrue(
                message(() -> predict(img).modelPath("svm_native_cnn").run()).contains("_sources.png: no such file; "));
    }

    @Test
    void ofTheOthersTheFirstThatCanReadWhatIsThereJudges() throws Exception {
        Path three = Files.createDirectories(data.resolve("three"));
        move(train(FIELD), three, "svm_ensemble");
        move(train(NATIVE), three, "svm_native_cnn");
        move(train(MEASURED).measured(numbers()), three, "svm_measured");
        Predict task = Predict.alignment(csv, npz).models(Models.in(three)).outputPath(data.resolve("out"));
        assertEquals("svm_native_cnn", task.run().model().name());
        assertEquals(
                "there is no table of measurements next to " + csv
                        + ", which svm_measured reads; give it with measured (on the "
                        + "command line --measured), or run prep, which writes one",
                task.run().model().remark());
        PredictResult whole = task.measured(numbers()).run();
        assertEquals("svm_measured", whole.model().name());
        assertTrue(whole.report().contains("\n      22  too few sources\n"), whole.report());
    }

    @Test
    void measuredNumbersTellWhateverFramesThereAre() throws Exception {
        Path two = Files.createDirectories(data.resolve("two-models"));
        move(train(FIELD), two, "svm_ensemble");
        Path telling = telling();
        move(trainMeasured(telling), two, "svm_measured");
        for (Path frames : List.of(img, npz)) {
            Predict task = Predict.alignment(csv, frames).models(Models.in(two)).outputPath(data.resolve("out"));
            PredictResult result = task.measured(telling).run();
            assertEquals("svm_measured", result.model().name());
            assertEquals("", result.model().remark());
            assertEquals(off(), result.compromised().stream().sorted().toList());
            assertEquals("svm_ensemble", task.run().model().name());
        }
    }

    private List<String> off() throws Exception {
        return namesInTable().stream()
                .filter(name -> name.endsWith("_all_stat"))
                .sorted()
                .toList();
    }

    @Test
    void whatHasFewSourcesGetsNoVerdictUnlessItIsAllButSure() throws Exception {
        Path telling = telling();
        PredictResult result = Predict.alignment(csv, img)
                .measured(telling)
                .outputPath(data.resolve("few"))
                .modelPath(trainMeasured(telling).modelName("few").run().modelPath())
                .run();
        List<String> names = namesInTable();
        List<String> poor = IntStream.range(0, names.size())
                .filter(i -> (i + 1) % EVERY == 0)
                .mapToObj(names::get)
                .toList();
        List<String> off = off();
        List<String> unsure = poor.stream()
                .filter(name -> result.answer(name).probability() < DecisionRule.SHOWN_BY_FEW)
                .toList();
        List<String> judged =
                off.stream().filter(name -> !unsure.contains(name)).toList();

        assertEquals(judged, result.compromised().stream().sorted().toList());
        TextTable apart = result.noVerdict();
        assertEquals(
                unsure.stream().sorted().toList(),
                apart.cells().stream()
                        .filter(row -> row.get(1).toString().startsWith("too few sources: 4; "))
                        .map(row -> row.get(0).toString())
                        .sorted()
                        .toList());
        assertTrue(unsure.size() >= poor.size() / 3, () -> "only " + unsure);
        for (String name : poor) {
            Judgement said = result.answer(name);
            assertEquals(off.contains(name) ? 1 : 0, said.probability(), 0.5);
            assertEquals(unsure.contains(name) ? Decision.NO_VERDICT : Decision.MISALIGNED, said.decision());
        }
        assertEquals(result.compromised(), Files.readAllLines(data.resolve("few/predictions/compromised.txt")));
        String text = result.toString();
        assertTrue(text.contains("\nMisaligned by more than 0.5 px: " + judged.size() + " datasets\ndataset "), text);
        assertTrue(
                result.report().contains("\n1.0=suspicious" + String.format("  %6d  ", judged.size())),
                result.report());
        assertTrue(
                result.report().contains(String.format("\n  %6d  too few sources\n", unsure.size())), result.report());
        assertTrue(text.contains("\nNo verdict: " + apart.cells().size() + " datasets\ndataset "), text);
        assertTrue(((Display.Html) result.display())
                .html()
                .contains("<b>No verdict: " + apart.cells().size() + " datasets</b>"));
        assertEquals(
                result.compromised().subList(0, 5),
                result.shown().stream().map(PredictResult.Misaligned::index).toList());

        List<Explanation> explained =
                result.explain(names.size() - apart.cells().size() + 1);
        assertEquals(
                result.compromised(),
                explained.stream().limit(judged.size()).map(Explanation::index).toList());
        Explanation last = explained.get(explained.size() - 1);
        assertEquals(Decision.NO_VERDICT, last.answer().decision());
        assertEquals(apart.cells().get(0).get(0), last.index());
    }

    @Test
    void aTableOfNoUseIsPassedOverAndTheReasonSaid() throws Exception {
        Path two = Files.createDirectories(data.resolve("two"));
        move(train(NATIVE), two, "svm_native_cnn");
        move(train(MEASURED).measured(numbers()), two, "svm_measured");
        Predict task = Predict.alignment(csv, npz).models(Models.in(two)).outputPath(data.resolve("out"));

        Path others = Files.writeString(data.resolve("others.csv"), "width,index\n1,a\n");
        SelectedModel used = task.measured(others).run().model();
        assertEquals("svm_native_cnn", used.name());
        assertTrue(
                used.remark().startsWith("svm_measured cannot read the measurements: " + others + ": has no "),
                used.remark());
        Path none = Files.writeString(data.resolve("none.csv"), String.join(",", Measurement.columns()) + ",index\n");
        assertEquals(
                "svm_measured cannot read the measurements: " + none + ": has none of the datasets of " + csv,
                task.measured(none).run().model().remark());
        Path empty = Files.writeString(data.resolve("empty.csv"), "");
        assertEquals(
                empty + ": is empty; give a table with an index and numeric columns",
                message(() -> task.measured(empty).run()));
        List<String> lines = Files.readAllLines(numbers());
        Path twice = Files.write(
                data.resolve("twice.csv"),
                Stream.concat(lines.stream(), lines.stream().skip(5).limit(1)).toList());
        assertEquals(
                twice + ": lines 6 and 92 are both for " + namesInTable().get(4) + "; keep one line for each dataset",
                message(() -> task.measured(twice).modelPath("svm_measured").run()));
        Path marked = Files.writeString(data.resolve("marked.csv"), "\uFEFF" + Files.readString(numbers()));
        assertEquals("", task.measured(marked).run().model().remark());
        assertEquals(
                empty + ": is empty; give the svm_data.csv that prep wrote",
                message(() ->
                        Predict.alignment(empty, npz).models(Models.in(two)).run()));
        assertEquals(
                data.resolve("slip.csv") + ": there is no such file; give the table of measurements that prep wrote",
                message(() -> task.measured(data.resolve("slip.csv")).run()));
        assertTrue(message(() -> task.measured(others).modelPath("svm_measured").run())
                .startsWith(others + ": has no "));
    }

    @Test
    void whereSomeDatasetsLackFramesTheOthersAreJudged() {
        List<String> names = namesInTable();
        FrameStack some = FrameStack.read(npz, names.subList(0, 80), SIZE);
        Path fewer = some.writeNpz(
                data.resolve("fewer.npz"),
                new FrameStack(
                        some.sets().stream()
                                .map(set ->
                                        new FrameSet(set.dataset(), FrameKind.NATIVE, SIZE, set.values(), set.label()))
                                .toList(),
                        List.of()));
        PredictResult result = predict(fewer).run();
        assertEquals("svm_native_cnn", result.model().name());
        assertEquals(names.subList(0, 80), result.table().stringColumn("index").asList());
        assertEquals(10, result.failures().size());
        assertEquals(
                List.of("failed: 10 datasets, " + String.join(", ", names.subList(80, 83)) + " and 7 more (frames): "
                        + result.failures().get(0).reason()),
                Failure.lines(result.failures()));
        assertEquals(
                List.of("failed: " + names.get(80) + " (frames): "
                        + result.failures().get(0).reason()),
                Failure.lines(result.failures().subList(0, 1)));
    }

    private static List<String> namesInTable() {
        return MeasurementTable.read(csv).rows().keySet().stream().toList();
    }

    private static String noNative(String model) {
        return "no dataset in " + img + " has native frames, which " + model + " reads; draw them with prep to use it";
    }

    /**
     * Uninformative numbers, without exposure measurements; in all tables each {@value #EVERY}th dataset has few
     * sources.
     */
    private static Path numbers() throws IOException {
        return measured("numbers.csv", (row, off) -> (double) row);
    }

    /** Numbers that are ten times larger for misaligned datasets. */
    private static Path telling() throws IOException {
        return measured("telling.csv", (row, off) -> (off ? 10 : 1) * (1 + 0.1 * Math.sin(row)));
    }

    private static Path measured(String name, BiFunction<Integer, Boolean, Double> number) throws IOException {
        StringBuilder table = new StringBuilder(String.join(",", Measurement.columns()) + ",index\n");
        int row = 0;
        for (String line : Files.readAllLines(csv).stream().skip(1).toList()) {
            row++;
            double own = number.apply(row, line.endsWith("_all_stat"));
            double sources = row % EVERY == 0 ? FEW : 40;
            table.append(Stream.of(Measurement.values())
                            .map(column -> column.subject() == Measurement.Subject.EXPOSURES
                                    ? ""
                                    : String.valueOf(
                                            switch (column) {
                                                case SOURCES_USED -> sources;
                                                case MOVING_TARGET, IN_DOUBT -> 0;
                                                default -> own;
                                            }))
                            .collect(Collectors.joining(",")))
                    .append(',')
                    .append(line.replaceAll(".*,", ""))
                    .append('\n');
        }
        return Files.writeString(data.resolve(name), table);
    }

    @Test
    void aFolderOrANameIsTaken() {
        assertEquals(
                "ensembleSVM",
                predict(npz)
                        .modelPath(shelf.resolve("svm_ensemble"))
                        .run()
                        .model()
                        .name());
        assertEquals(List.of("svm_ensemble", "svm_native_cnn"), Models.in(shelf).names());
        assertEquals(
                "'svm_x' is neither a built-in model (svm_ensemble, svm_native_cnn) "
                        + "nor a folder; give one of them, or the folder of a trained model",
                message(() -> predict(npz).modelPath("svm_x").run()));
        Path empty = shelf.resolve("no-model");
        assertEquals(
                empty.resolve("card.json") + ": there is no such file; copy the model again or train it again",
                message(() -> predict(npz).modelPath(empty).run()));
        assertEquals(
                "this build of mosaic-workbench contains no model; give the folder of one with modelPath (on the "
                        + "command line -m)",
                message(() -> predict(npz).models(Models.in(empty)).run()));
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(BadInput.class, bad).getMessage();
    }
}
