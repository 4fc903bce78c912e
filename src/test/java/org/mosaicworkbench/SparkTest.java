package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.cluster.Cluster;
import org.mosaicworkbench.cluster.LocalSpark;
import org.mosaicworkbench.environment.ProjectFolder;
import org.mosaicworkbench.environment.SparkLibrary;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.sweep.Method;
import org.mosaicworkbench.sweep.Space;
import org.mosaicworkbench.sweep.SweepResult;
import org.mosaicworkbench.sweep.TrialReport;

/** With a Spark master and two workers the results equal those of threads, whichever process is killed. */
@Timeout(900)
@Slow
class SparkTest {

    private static final int VISITS = 60;
    private static final int TRIALS = 16;
    /** Number of sweeps, each with its own seed. */
    private static final int RUNS = 5;

    @TempDir
    private static Path scratch;

    private static LocalSpark spark;
    private static String master;
    private static Path visits;
    private static Path whole;

    @BeforeAll
    static void start() throws IOException {
        ProjectFolder project = ProjectFolder.find();
        try {
            SparkLibrary.of(project, List.of(), line -> {});
        } catch (BadInput e) {
            abort("Spark is not there: " + e.getMessage());
        }
        spark = new LocalSpark(project, scratch.resolve("spark"));
        visits = VisitTree.of(scratch.resolve("visits"), VISITS);
        whole = scratch.resolve("whole");
        prepareAndJudge(whole);
        master = spark.start(2, 1, 1100);
    }

    @AfterAll
    static void stop() {
        if (spark != null) {
            spark.stop();
        }
    }

    private static Cluster cluster(Path out) {
        return Cluster.of(master).work(out.resolve(Cluster.WORK)).memory(512).settings(spark.settings());
    }

    private static int prepareAndJudge(Path out) {
        Prep.of(visits)
                .output(out)
                .category(Categories.none())
                .size(128)
                .filters(true)
                .run();
        Predict.alignment(out.resolve("svm_data.csv"), out.resolve("img"))
                .outputPath(out)
                .run();
        return 0;
    }

    /** Omits the line of the report with the time of writing. */
    private static Map<String, String> bytes(Path out) throws IOException {
        Map<String, String> files = new TreeMap<>(PrepTest.bytes(out));
        files.replaceAll((name, content) -> content.replaceAll("20\\d\\d-\\d\\d-\\d\\d[ T][\\d:.]+", "TIME"));
        return files;
    }

    private static long drawn(Path out) {
        try (Stream<Path> all = Files.list(out.resolve("img"))) {
            return all.count();
        } catch (IOException e) {
            return 0;
        }
    }

    @Test
    void aWorkerAndItsExecutorsAreKilledInTheMiddle() throws IOException, InterruptedException {
        Path out = scratch.resolve("worker-killed");
        long[] atDeath = {VISITS};
        Thread killer = new Thread(() -> {
            while (drawn(out) < VISITS / 6) {
                Thread.onSpinWait();
            }
            ProcessHandle worker = spark.running().get(1);
            worker.descendants().forEach(ProcessHandle::destroyForcibly);
            worker.destroyForcibly();
            atDeath[0] = drawn(out);
        });
        killer.setDaemon(true);
        killer.start();
        cluster(out).run(() -> prepareAndJudge(out));
        killer.join();
        assertTrue(atDeath[0] < VISITS, "all was done before the worker was killed");
        assertEquals(bytes(whole), bytes(out));
    }

    /** The work of the process that is killed. */
    static final class Runs {

        public static void main(String[] arguments) {
            visits = Path.of(arguments[0]);
            Path out = Path.of(arguments[1]);
            spark = new LocalSpark(ProjectFolder.find(), Path.of(arguments[2]));
            master = spark.master().orElseThrow();
            cluster(out).run(() -> prepareAndJudge(out));
        }
    }

    @Test
    void theDriverIsKilledAndStartedAgain() throws IOException, InterruptedException {
        Path out = scratch.resolve("driver-killed");
        Process driver = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Djava.awt.headless=true",
                        "-Dai.djl.offline=true",
                        "-Dmosaic.home=" + ProjectFolder.find().folder(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Runs.class.getName(),
                        visits.toString(),
                        out.toString(),
                        scratch.resolve("spark").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (driver.isAlive() && drawn(out) < VISITS / 3) {
            Thread.sleep(1);
        }
        driver.destroyForcibly().waitFor();
        assertTrue(drawn(out) < VISITS, "it was done before it was killed");
        assertTrue(Files.notExists(out.resolve("svm_data.csv")));
        long kept = results(out);
        assertTrue(kept > 0, "no result was kept");
        cluster(out).run(() -> prepareAndJudge(out));
        assertEquals(bytes(whole), bytes(out));
    }

    private static long results(Path out) throws IOException {
        try (Stream<Path> all = Files.walk(out.resolve(Cluster.WORK))) {
            return all.filter(file -> file.toString().matches(".*/results/\\d+/\\d+"))
                    .count();
        }
    }

    @Test
    void aSweepHasTheSameTrialsAndTheSameBest() throws IOException {
        Path csv = Prepared.make(scratch.resolve("data"), 16);
        Path out = scratch.resolve("sweeps");
        List<Sweep> sweeps = Stream.of(new Method.Grid(), new Method.Random())
                .map(method -> Sweep.of(Space.of()
                                .choice("model", "forest")
                                .choice("forest.trees", 5, 10, 20, 40)
                                .choice("forest.depth", 2, 3, 4, 5))
                        .on(csv)
                        .method(method)
                        .trials(TRIALS))
                .toList();
        List<SweepResult> there = cluster(out)
                .run(() -> sweeps.stream()
                        .map(sweep -> sweep.output(out.resolve("there-" + sweeps.indexOf(sweep)))
                                .run())
                        .toList());
        for (int i = 0; i < sweeps.size(); i++) {
            SweepResult here = sweeps.get(i).output(out.resolve("here-" + i)).run();
            assertEquals(TRIALS, here.trials().size());
            assertEquals(journal(here), journal(there.get(i)));
            assertEquals(here.best().number(), there.get(i).best().number());
            assertEquals(here.best().settings(), there.get(i).best().settings());
        }
    }

    /** The promotion of trials depends on the order of the reports, but the metric of a trial does not. */
    @Test
    void successiveHalvingScoresEachTrialAsThreadsDo() throws IOException {
        Path csv = Prepared.make(scratch.resolve("asha-data"), 16);
        Path out = scratch.resolve("asha");
        Sweep sweep = Sweep.of(Space.of().log("recipe.learningRate", 1e-4, 1e-1))
                .on(csv)
                .blueprint(Blueprint.mlp())
                .method(new Method.Asha(3, 1))
                .epochs(9)
                .trials(TRIALS);
        SweepResult there = cluster(out)
                .run(() -> sweep.output(out.resolve("there")).sideBySide(2).run());
        List<SweepResult> here = IntStream.range(0, RUNS)
                .mapToObj(run -> sweep.seed(42 + run)
                        .output(out.resolve("here-" + run))
                        .threads(1)
                        .run())
                .toList();
        Map<String, Double> scores = scores(here.get(0));
        Map<String, Double> both = new TreeMap<>(scores(there));
        both.keySet().retainAll(scores.keySet());
        scores.keySet().retainAll(both.keySet());
        assertTrue(both.size() >= TRIALS, "only " + both.keySet() + " were reached by both");
        assertEquals(scores, both);
        DoubleSummaryStatistics bests =
                here.stream().mapToDouble(run -> run.best().metric()).summaryStatistics();
        assertTrue(
                there.best().metric() >= bests.getMin() && there.best().metric() <= bests.getMax(),
                there.best().metric() + " is outside " + bests);
    }

    /** Metrics by trial and rung. */
    private static Map<String, Double> scores(SweepResult sweep) {
        return sweep.trials().stream()
                .flatMap(trial -> trial.reports().stream())
                .collect(Collectors.toMap(
                        report -> report.trial() + " at " + report.epochs(),
                        TrialReport::metric,
                        (first, second) -> first,
                        TreeMap::new));
    }

    @Test
    void sparkStartsWorkersOfItsOwnOnThisMachine() throws IOException {
        Path few = VisitTree.of(scratch.resolve("few"), 4);
        Path here = scratch.resolve("few-here");
        Prep.of(few).output(here).category(Categories.none()).size(128).run();
        Path out = scratch.resolve("few-there");
        Cluster.of("local-cluster[2,1,1100]")
                .work(out.resolve(Cluster.WORK))
                .memory(512)
                .run(() -> Prep.of(few)
                        .output(out)
                        .category(Categories.none())
                        .size(128)
                        .run());
        assertEquals(bytes(here), bytes(out));
    }

    private static String journal(SweepResult sweep) {
        return sweep.trials().stream()
                .map(trial -> trial.number() + " " + trial.settings() + " " + trial.metric())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aMasterThatIsNotThereIsNamed() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path out = scratch.resolve("nobody");
        assertEquals(
                "there is no Spark master at spark://127.0.0.1:" + port
                        + " (Connection refused); start it (environment/cluster start runs a test cluster), or check"
                        + " host and port",
                assertThrows(
                                BadInput.class,
                                () -> Cluster.of("spark://127.0.0.1:" + port)
                                        .work(out.resolve(Cluster.WORK))
                                        .run(() -> prepareAndJudge(out)))
                        .getMessage());
    }

    /** As a master of another version of Spark does, which cannot read what the driver sends. */
    @Test
    void aMasterThatDoesNotAnswerIsNamed() throws IOException {
        Path out = scratch.resolve("foreign");
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "spark://127.0.0.1:" + silent.getLocalPort();
            String said = assertThrows(
                            BadInput.class,
                            () -> Cluster.of(address)
                                    .work(out.resolve(Cluster.WORK))
                                    .memory(512)
                                    .run(() -> prepareAndJudge(out)))
                    .getMessage();
            assertTrue(
                    said.startsWith(address + " does not answer Spark " + SparkLibrary.VERSION
                            + ": it runs another version of Spark, requires a secret, or is not a Spark master"),
                    said);
        }
    }

    @Test
    void executorsThatFindNoRoomAreNamed() {
        Path out = scratch.resolve("no-room");
        System.setProperty("mosaic.patience", "1");
        try {
            assertEquals(
                    master + " started no executor of 1 core and 90512 MiB; request less with --cluster-memory or "
                            + "--cluster-threads, or wait until it has room",
                    assertThrows(
                                    BadInput.class,
                                    () -> cluster(out).memory(90_000).run(() -> prepareAndJudge(out)))
                            .getMessage());
        } finally {
            System.clearProperty("mosaic.patience");
        }
    }
}
