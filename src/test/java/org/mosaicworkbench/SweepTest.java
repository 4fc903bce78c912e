package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.evaluate.ModelEvaluation;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.ImageNetwork;
import org.mosaicworkbench.nn.TrainingConfig;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.report.VerifyResult;
import org.mosaicworkbench.sweep.Goal;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Metric;
import org.mosaicworkbench.sweep.Objective;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.sweep.Trial;
import org.mosaicworkbench.sweep.TrialReport;
import org.mosaicworkbench.train.TrainResult;

@Slow
class SweepTest {

    private static final int SIZE = 16;
    private static final Blueprint TINY = new Blueprint(
            "tiny",
            List.of(8, 4),
            new ImageNetwork(List.of(4), 4),
            new Blueprint.Shared(4, 0.2, 0.1, SIZE),
            ImageNetwork.NONE,
            List.of());
    private static final TrainingConfig QUICK =
            TrainingConfig.STANDARD.batch(16).learningRate(2e-2).normalize(true).epochs(4);
    private static final Space SPACE = Space.of()
            .choice("model", "tiny", "svm_mlp", "forest")
            .log("recipe.learningRate", 1e-4, 3e-2)
            .when("model", "tiny", "svm_mlp")
            .range("blueprint.dropout", 0, 0.5)
            .when("model", "tiny")
            .whole("forest.trees", 3, 20)
            .when("model", "forest");

    @TempDir
    private static Path data;

    private static Path csv;
    private static SweepResult full;

    @BeforeAll
    static void make() throws IOException {
        csv = Prepared.make(data, SIZE);
        full = task("full").method(new Method.Random()).run();
    }

    private static Sweep task(String folder) {
        return Sweep.of(SPACE)
                .on(csv, data.resolve("img"))
                .blueprint(TINY)
                .params(QUICK)
                .trials(8)
                .threads(1)
                .seed(3)
                .output(data.resolve(folder));
    }

    @Test
    void halvingGoesOnWhereTrialsWereStopped() {
        SweepResult halved = task("halved").method(new Method.Asha(2, 1)).run();
        assertEquals(List.of(1, 2, 4), halved.plan().rungs());
        assertTrue(halved.trials().stream().filter(trial -> trial.epochs() == 4).count() >= 2);
        assertTrue(halved.epochs() < full.epochs(), halved.epochs() + " of " + full.epochs());
        for (Trial trial :
                halved.trials().stream().filter(trial -> trial.epochs() == 4).toList()) {
            Trial straight = full.trials().stream()
                    .filter(t -> t.number() == trial.number())
                    .findFirst()
                    .orElseThrow();
            assertEquals(straight.settings(), trial.settings());
            assertEquals(straight.metric(), trial.metric());
            assertArrayEquals(straight.last().curve(), trial.last().curve());
        }
        assertFalse(Files.exists(data.resolve("halved/trials")));
        assertMadeAgain(halved);
    }

    private static void assertMadeAgain(SweepResult sweep) {
        Path page = Report.of(sweep)
                .write(data.resolve("pages").resolve(sweep.best().number() + ".html"));
        VerifyResult result = Verify.of(page).run();
        assertTrue(result.same(), result.toString());
        assertEquals(
                List.of("trial " + sweep.best().number()),
                result.checks().stream().map(check -> check.was().set()).toList());
        assertEquals(
                sweep.best().metric(),
                result.checks().get(0).now().orElseThrow().value());
    }

    @Test
    void aReportOfASweepNamesAnInputThatChanged() throws IOException {
        Path page = Report.of(full).write(data.resolve("pages/full.html"));
        Path changed = Files.writeString(
                data.resolve("changed.csv"), Files.readString(csv).replaceFirst("20", "21"));
        assertMessage(() -> Verify.of(page).input("csv", changed).run(), changed + " has the SHA-256 ");
    }

    @Test
    void modelsWithoutEpochsSpeakOfNone() {
        SweepResult boosted = Sweep.of(Space.of().choice("model", "boosted").whole("boosted.trees", 2, 9))
                .on(csv)
                .trials(4)
                .epochs(4)
                .method(new Method.Asha(2, 1))
                .threads(1)
                .output(data.resolve("boosted"))
                .run();
        assertEquals(
                List.of("trial", "held-out loss", "model", "boosted.trees"),
                boosted.table().columns());
        assertTrue(
                boosted.answer().contains("(asha). No model has epochs, so none was stopped early."), boosted.answer());
        assertEquals(
                "Best so far, Parameter importance", boosted.course(Theme.LIGHT).title());
        assertEquals(
                boosted.trials().stream().mapToDouble(Trial::metric).min().orElseThrow(),
                boosted.best().metric());
        assertMadeAgain(boosted);
    }

    @Test
    void theMetricIsTheSmallestHeldOutLoss() {
        for (Trial trial : full.trials()) {
            double[] curve = trial.last().curve();
            if (trial.settings().text("model").equals("forest")) {
                assertEquals(0, curve.length);
            } else {
                assertEquals(Arrays.stream(curve).min().orElseThrow(), trial.metric());
            }
        }
        assertEquals(
                full.trials().stream().mapToDouble(Trial::metric).min().orElseThrow(),
                full.best().metric());
    }

    @Test
    void theBestIsReadyToRunOnDatasetsThatTheSweepDidNotSee() {
        SweepResult networks = Sweep.of(Space.of().log("recipe.learningRate", 5e-3, 3e-2))
                .on(csv, data.resolve("img"))
                .blueprint(TINY)
                .params(QUICK)
                .trials(2)
                .seed(3)
                .method(new Method.Random())
                .output(data.resolve("net"))
                .run();
        TrainResult run = Train.best(networks).outputPath(data.resolve("best")).run();
        TrainResult plain = Train.on(csv, data.resolve("img"))
                .blueprint(Blueprint.mlp())
                .params(QUICK.epochs(1).seed(3))
                .outputPath(data.resolve("plain"))
                .run();
        assertEquals(names(plain.com()), names(run.com()));
        assertEquals(names(plain.val()), names(run.val()));
        assertEquals(
                networks.best().settings().number("recipe.learningRate"),
                ((TrainingConfig) run.model().about().get("recipe")).schedule().learningRate());
        assertMessage(() -> Baselines.best(networks), "the best settings belong to a network; use Train.best()");
    }

    private static List<String> names(ModelEvaluation set) {
        return set.evaluation().verdicts().stream().map(Prediction::index).toList();
    }

    @Test
    void simplerModelsAloneWithFolds() {
        SweepResult simple = Sweep.of(Space.of()
                        .choice("model", "majority", "logistic", "boosted")
                        .whole("boosted.trees", 5, 9)
                        .steps(2)
                        .when("model", "boosted"))
                .on(csv)
                .method(new Method.Grid())
                .metric(Metric.ROC_AUC)
                .folds(3)
                .output(data.resolve("simple"))
                .run();
        assertEquals(4, simple.trials().size());
        assertEquals("area under the ROC curve, mean of 3 folds", simple.metric());
        assertEquals(1, simple.best().metric(), 0.01);
        assertEquals("majority", simple.trials().get(3).settings().text("model"));
        assertEquals(0.5, simple.trials().get(3).metric());
        assertFalse(simple.answer().contains("epochs"), simple.answer());
        assertEquals(
                1,
                Baselines.best(simple)
                        .outputPath(data.resolve("simple"))
                        .repeats(1)
                        .run()
                        .models()
                        .get(0)
                        .com()
                        .evaluation()
                        .metrics()
                        .value("roc_auc"),
                0.01);
        assertMessage(() -> Train.best(simple), "which is not a network; use Baselines.best()");
    }

    @Test
    void processesSideBySideFindTheSame() {
        SweepResult two = task("two")
                .method(new Method.Random())
                .sideBySide(2)
                .threads(2)
                .memory(4000)
                .run();
        assertEquals(metrics(full), metrics(two));
        assertEquals(full.best().number(), two.best().number());
        assertFalse(Files.exists(data.resolve("two/.work")));
    }

    /** The default reduction of 3 would have the rungs 1 and 4. */
    @Test
    void processesSideBySideTryByTheMethodWithItsParameters() {
        SweepResult two = task("halved-by-two")
                .method(new Method.Asha(2, 1))
                .sideBySide(2)
                .threads(2)
                .memory(4000)
                .run();
        assertEquals(
                Set.of(1, 2, 4), two.reports().stream().map(TrialReport::epochs).collect(Collectors.toSet()));
        assertEquals(8, two.trials().size());
    }

    private static Map<Integer, Double> metrics(SweepResult sweep) {
        Map<Integer, Double> metrics = new TreeMap<>();
        sweep.trials().forEach(trial -> metrics.put(trial.number(), trial.metric()));
        return metrics;
    }

    @Test
    void whatFailsIsInTheTable() throws IOException {
        SweepResult some = Sweep.of(Space.of().choice("recipe.batch", 16, 3).choice("model", "svm_mlp"))
                .on(csv)
                .params(QUICK.epochs(1))
                .method(new Method.Grid())
                .output(data.resolve("some"))
                .run();
        assertEquals(1, some.exitCode());
        assertTrue(some.trials().get(1).last().failure().contains("batch is 3; it must be even"), some.toString());
        assertEquals("failure", some.table().columns().get(5));
        assertTrue(
                some.answer()
                        .startsWith("2 trials (grid), 2 epochs in all, 1 failed. The best is trial 0, held-out loss "),
                some.answer());
        assertEquals(3, Files.readAllLines(data.resolve("some/table.csv")).size());
        SweepResult none = Sweep.of(Space.of().choice("recipe.batch", 3, 5).choice("model", "svm_mlp"))
                .on(csv)
                .params(QUICK)
                .method(new Method.Grid())
                .output(data.resolve("none"))
                .run();
        assertMessage(none::best, "all 2 trials failed; the first: batch is 3; it must be even");
        none.course(Theme.LIGHT).image(1);
        none.settings(Theme.LIGHT).image(1);
    }

    @Test
    void everythingIsWrittenAndShown() throws IOException {
        for (String file : List.of(
                "trials.jsonl",
                "sweep.json",
                "space.json",
                "table.csv",
                "importance.csv",
                "course.png",
                "settings.svg")) {
            assertTrue(Files.size(data.resolve("full").resolve(file)) > 0, file);
        }
        assertEquals(SPACE, Space.read(data.resolve("full/space.json")));
        assertTrue(((Display.Html) full.display())
                .html()
                .contains("The best is trial " + full.best().number()));
        assertEquals(8, full.table().cells().size());
        TrialReport report = full.best().last();
        assertTrue(
                report.madeBy().get("engine").startsWith("PyTorch "),
                report.madeBy().toString());
        assertEquals(
                full.toString(), task("full").method(new Method.Random()).run().toString());
    }

    @Test
    void anyObjectiveWithThreadsSideBySide() {
        SweepResult found = Sweep.of(Space.of().range("x", -1, 1).range("y", -1, 1))
                .trials(40)
                .epochs(9)
                .sideBySide(3)
                .threads(3)
                .objective(Objective.of(
                        "height",
                        Goal.LARGEST,
                        job -> job.epochs() - Math.pow(job.settings().number("x"), 2)))
                .output(data.resolve("any"))
                .run();
        assertTrue(Math.abs(found.best().settings().number("x")) < 0.2, found.answer());
        assertEquals(
                List.of("x", "y"),
                found.importance().stream().map(i -> i.parameter()).toList());
        assertTrue(
                found.importance().get(0).shown() && !found.importance().get(1).shown(),
                found.importanceTable().toString());
        assertMessage(() -> Train.best(found), "use best().settings()");
    }

    @Test
    void mistakesAreNamedBeforeTheWork() throws IOException {
        assertMessage(
                () -> search(Space.of().choice("blueprint.width", 1)),
                "there is no setting 'blueprint.width'; choose one of model, blueprint.layers, blueprint.filters, ");
        assertMessage(
                () -> search(Space.of().whole("recipe.epochs", 1, 9)),
                "recipe.epochs is not a setting; give the sweep epochs() instead");
        assertMessage(
                () -> search(Space.of().choice("model", "svm_small")),
                "the model svm_small reads frames, but none are given");
        Path file = Files.writeString(data.resolve("wrong.json"), "{\"blueprint.width\": [1]}");
        assertMessage(
                () -> Sweep.of(file).on(csv).output(data.resolve("wrong")).run(),
                file + ": there is no setting 'blueprint.width'; choose one of model, ");
        assertMessage(
                () -> Sweep.of(SPACE).run(), "the sweep has no objective; give a table with on(), or an objective");
        SweepResult wrong =
                search(Space.of().choice("model", "svm_mlp", "nothing").choice("forest.trees", 5));
        assertEquals(
                List.of("forest.trees does not apply to model svm_mlp; give it a condition, as "
                        + "\"when\": {\"model\": [\"forest\"]}"),
                List.of(wrong.trials().get(0).last().failure()));
        assertTrue(
                wrong.trials().get(1).last().failure().startsWith("there is no model 'nothing'; choose one of svm_"));
    }

    private static SweepResult search(Space space) {
        return Sweep.of(space)
                .on(csv)
                .params(QUICK)
                .method(new Method.Grid())
                .output(data.resolve("wrong"))
                .run();
    }

    private static void assertMessage(Supplier<?> work, String words) {
        String message = assertThrows(BadInput.class, work::get).getMessage();
        assertTrue(message.contains(words), message);
    }
}
