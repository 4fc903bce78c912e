package org.mosaicworkbench.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

@Slow
class SweeperTest {

    private static final int TRIALS = 60;
    private static final long SEED = 8;

    @TempDir
    Path scratch;

    /** The work of the processes that are killed. */
    static final class Runs {

        private static final int MILLISECONDS = 12;

        public static void main(String[] arguments) {
            Objective slow = Objective.of("distance", Goal.SMALLEST, job -> {
                pause();
                return Known.value(job.settings(), job.epochs(), job.seed());
            });
            Sweeper.in(Path.of(arguments[0]), Known.plan(Method.Asha.STANDARD, TRIALS, SEED), slow, reports -> {})
                    .run(Integer.parseInt(arguments[1]));
        }

        private static void pause() {
            try {
                Thread.sleep(MILLISECONDS);
            } catch (InterruptedException e) {
                throw new CancellationException();
            }
        }
    }

    private static Sweeper sweeper(Path folder) {
        return Sweeper.in(folder, Known.plan(Method.Asha.STANDARD, TRIALS, SEED), Known.objective(), reports -> {});
    }

    @Test
    void killedTenTimesItEndsAsIfItHadNotBeen() throws IOException, InterruptedException {
        List<TrialReport> whole = sweeper(scratch.resolve("whole")).run(1);
        Path killed = scratch.resolve("killed");
        Random random = new Random(3);
        int kills = 0;
        for (long lines = 0; lines < whole.size() - 5; lines = count(killed)) {
            kill(killed, (int) lines + 1 + random.nextInt(whole.size() / 12), random.nextInt(25));
            kills++;
        }
        assertTrue(kills >= 10, kills + " kills");
        assertTrue(count(killed) < whole.size(), "it was done before it was killed for the last time");
        assertEquals(summary(whole), summary(sweeper(killed).run(1)));
    }

    private static void kill(Path folder, int lines, int then) throws IOException, InterruptedException {
        Process process = start(folder, 1);
        while (process.isAlive() && count(folder) < lines) {
            Thread.sleep(5);
        }
        Thread.sleep(then);
        process.destroyForcibly().waitFor();
    }

    private static Process start(Path folder, int workers) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Runs.class.getName(),
                        folder.toString(),
                        String.valueOf(workers))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long count(Path folder) throws IOException {
        Path file = folder.resolve(Journal.FILE);
        return Files.exists(file)
                ? Files.readString(file).chars().filter(c -> c == '\n').count()
                : 0;
    }

    /** The parts that do not depend on the clock. */
    private static List<String> summary(List<TrialReport> reports) {
        return reports.stream()
                .map(r -> r.key() + " " + r.epochs() + " " + r.settings() + " " + r.seed() + " " + r.metric())
                .toList();
    }

    @Test
    void twoProcessesOfTwoThreadsShareTheWork() throws IOException, InterruptedException {
        Path shared = scratch.resolve("shared");
        Process one = start(shared, 2);
        Process other = start(shared, 2);
        assertEquals(0, one.waitFor());
        assertEquals(0, other.waitFor());
        List<TrialReport> reports = sweeper(shared).reports();
        assertEquals(
                reports.size(),
                new HashSet<>(reports.stream().map(TrialReport::key).toList()).size());
        assertEquals(
                TRIALS, reports.stream().filter(report -> report.rung() == 0).count());
        assertEquals(reports, sweeper(shared).run(1));
        assertEquals(winner(sweeper(scratch.resolve("alone")).run(1)), winner(reports));
    }

    private static int winner(List<TrialReport> reports) {
        return reports.stream()
                .filter(report -> report.epochs() == Known.EPOCHS)
                .min(Known.plan(Method.Asha.STANDARD, TRIALS, SEED).best())
                .orElseThrow()
                .trial();
    }

    @Test
    void halfALineIsForgotten() throws IOException {
        Path folder = scratch.resolve("torn");
        List<TrialReport> whole = sweeper(folder).run(1);
        Path file = folder.resolve(Journal.FILE);
        List<String> lines = Files.readAllLines(file);
        Files.writeString(
                file,
                String.join("\n", lines.subList(0, 20)) + "\n" + lines.get(20).substring(0, 50));
        assertEquals(summary(whole), summary(sweeper(folder).run(1)));
        assertEquals(whole.size(), Files.readAllLines(file).size());
    }

    @Test
    void aBrokenLineIsNamed() throws IOException {
        Path folder = scratch.resolve("broken");
        sweeper(folder).run(1);
        Files.writeString(folder.resolve(Journal.FILE), "{\"trial\": 1}\n", StandardOpenOption.APPEND);
        int line = Files.readAllLines(folder.resolve(Journal.FILE)).size();
        String message =
                assertThrows(BadInput.class, () -> sweeper(folder).run(1)).getMessage();
        assertTrue(
                message.endsWith("trials.jsonl: line " + line
                        + ": has no rung (a whole number of at most 2147483647); delete that line to run the"
                        + " trial again"),
                message);
    }

    @Test
    void anotherSweepIsNotMixedIn() {
        sweeper(scratch).run(1);
        Supplier<Object> other = () ->
                Sweeper.in(scratch, Known.plan(Method.Asha.STANDARD, TRIALS, 9), Known.objective(), reports -> {});
        String message = assertThrows(BadInput.class, other::get).getMessage();
        assertTrue(
                message.endsWith("contains another sweep (its seed is 8, this one's 9); "
                        + "choose another output folder, or delete this one"),
                message);
    }

    @Test
    void moreTrialsGoOn() {
        Sweeper.in(scratch, Known.plan(new Method.Random(), 5, 1), Known.objective(), reports -> {})
                .run(1);
        AtomicInteger tried = new AtomicInteger();
        List<TrialReport> all = Sweeper.in(
                        scratch,
                        Known.plan(new Method.Random(), 8, 1),
                        Objective.of("distance", Goal.SMALLEST, job -> tried.incrementAndGet()),
                        reports -> {})
                .run(1);
        assertEquals(3, tried.get());
        assertEquals(8, all.size());
    }

    @Test
    void aTrialThatFailsIsAResult() {
        Objective moody = Objective.of("distance", Goal.SMALLEST, job -> {
            if (job.trial() == 2) {
                throw new BadInput("the rate is too large; take a smaller one");
            }
            if (job.trial() == 3) {
                throw new IllegalStateException("no idea");
            }
            return job.trial() == 4 ? Double.NaN : 1;
        });
        List<TrialReport> reports = Sweeper.in(scratch, Known.plan(new Method.Random(), 6, 1), moody, r -> {})
                .run(2);
        Map<Integer, String> failures = reports.stream()
                .filter(TrialReport::failed)
                .collect(Collectors.toMap(TrialReport::trial, TrialReport::failure));
        assertEquals(
                Map.of(
                        2,
                        "the rate is too large; take a smaller one",
                        3,
                        "java.lang.IllegalStateException: no idea",
                        4,
                        "the distance is not a number"),
                failures);
        assertEquals(
                reports,
                Sweeper.in(scratch, Known.plan(new Method.Random(), 6, 1), moody, r -> {})
                        .run(1));
    }

    @Test
    void aCancelledSweepGoesOn() {
        List<Integer> told = new ArrayList<>();
        Sweeper first = Sweeper.in(scratch, Known.plan(new Method.Random(), 10, 1), Known.objective(), reports -> {
            told.add(reports.size());
            if (reports.size() == 4) {
                Thread.currentThread().interrupt();
            }
        });
        assertThrows(CancellationException.class, () -> first.run(1));
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(List.of(1, 2, 3, 4), told);
        assertEquals(
                10,
                Sweeper.in(scratch, Known.plan(new Method.Random(), 10, 1), Known.objective(), r -> {})
                        .run(1)
                        .size());
    }

    @Test
    void reportsReadBack() {
        TrialReport report = new TrialReport(
                new TrialStep(3, 1, Known.SPACE.random(1, 1).get(0), Long.MIN_VALUE + 5, 9, 3),
                new Outcome(Double.NaN, new double[] {0.1, Double.NaN, 1.0 / 3}),
                "it \"failed\"\nbadly",
                new TrialReport.Work(1.25, "2026-01-01T00:00:00Z", Map.of("java", "17")));
        TrialReport read = TrialReport.of(JsonValue.parse(report.line(), "line", ""));
        assertEquals(report, read);
        assertFalse(report.line().contains("\n"));
        assertEquals(1.0 / 3, read.curve()[2]);
    }
}
