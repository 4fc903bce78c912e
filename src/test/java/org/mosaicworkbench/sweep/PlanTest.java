package org.mosaicworkbench.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.io.BadInput;

class PlanTest {

    private static final int SWEEPS = 60;
    private static final int TRIALS = 30;

    @Test
    void aSpaceWithoutAParameterIsRefused() {
        BadInput e =
                assertThrows(BadInput.class, () -> Plan.of(Space.of(), new Method.Random(), 1, 1, 42, Goal.SMALLEST));
        assertEquals("the space has no parameter; give at least one, such as {\"batch\": [16, 32]}", e.getMessage());
    }

    @Test
    void randomFindsTheBestAsOftenAsItShould() {
        double expected = 1 - Math.pow(1 - Known.PART, TRIALS);
        double found = found(new Method.Random(), TRIALS);
        double deviation = Math.sqrt(expected * (1 - expected) / SWEEPS);
        assertEquals(expected, found, 3 * deviation);
    }

    @Test
    void ashaFindsItAsOftenWithAThirdOfTheEpochs() {
        double expected = 1 - Math.pow(1 - Known.PART, TRIALS);
        double found = found(Method.Asha.STANDARD, TRIALS);
        assertTrue(found > expected - 0.05, found + " of the sweeps found it, " + expected + " should");
        for (int seed = 0; seed < SWEEPS; seed++) {
            List<TrialReport> asha = Known.run(Known.plan(Method.Asha.STANDARD, TRIALS, seed), 1);
            List<TrialReport> random = Known.run(Known.plan(new Method.Random(), TRIALS, seed), 1);
            assertEquals(TRIALS * Known.EPOCHS, Known.epochs(random));
            assertTrue(
                    3 * Known.epochs(asha) <= Known.epochs(random), Known.epochs(asha) + " epochs with seed " + seed);
        }
    }

    /** The fraction of sweeps whose best full trial is good. */
    private static double found(Method method, int trials) {
        return IntStream.range(0, SWEEPS)
                        .filter(seed -> Known.run(Known.plan(method, trials, seed), 1).stream()
                                        .filter(report -> report.epochs() == Known.EPOCHS)
                                        .mapToDouble(TrialReport::metric)
                                        .min()
                                        .orElseThrow()
                                < Known.GOOD + 8 * Math.exp(-Known.EPOCHS / 5.0))
                        .count()
                / (double) SWEEPS;
    }

    @Test
    void rungsAreAsTheyAreInThePaper() {
        assertEquals(List.of(1, 3, 9, 27), Method.Asha.STANDARD.rungs(27, 30));
        assertEquals(List.of(3, 9, 27), Method.Asha.STANDARD.rungs(27, 26));
        assertEquals(List.of(27), Method.Asha.STANDARD.rungs(27, 2));
        assertEquals(List.of(15, 60), new Method.Asha(4, 10).rungs(60, 1000));
        assertEquals(List.of(1, 3, 10), Method.Asha.STANDARD.rungs(10, 9 * 3));
    }

    /** Algorithm 2 by hand: the best of the first three is promoted as soon as the third has reported. */
    @Test
    void goesOnAsSoonAsOneOfThreeIsBest() {
        Plan plan = Plan.of(Known.SPACE, new Method.Asha(3, 1), 9, 9, 1, Goal.LARGEST);
        assertEquals(List.of(1, 3, 9), plan.rungs());
        List<TrialReport> reports = new ArrayList<>();
        double[] metrics = {0.5, 0.9, 0.7};
        for (int trial = 0; trial < 3; trial++) {
            assertNext(plan, reports, trial, 0);
            reports.add(report(plan, trial, 0, metrics[trial], ""));
        }
        assertNext(plan, reports, 1, 1);
        assertEquals(
                new TrialStep.Key(3, 0),
                plan.next(reports, Set.of(new TrialStep.Key(1, 1)), Path.of("x"))
                        .orElseThrow()
                        .key());
        reports.add(report(plan, 1, 1, 0.95, ""));
        assertNext(plan, reports, 3, 0);
        Job job = plan.next(List.of(reports.get(0), reports.get(1), reports.get(2)), Set.of(), Path.of("x"))
                .orElseThrow();
        assertEquals(List.of(3, 1), List.of(job.epochs(), job.before()));
        assertEquals(reports.get(1).seed(), job.seed());
    }

    @Test
    void aFailedTrialCountsButDoesNotGoOn() {
        Plan plan = Plan.of(Known.SPACE, new Method.Asha(3, 1), 9, 9, 1, Goal.SMALLEST);
        List<TrialReport> reports = new ArrayList<>();
        for (int trial = 0; trial < 9; trial++) {
            reports.add(report(plan, trial, 0, trial == 4 ? 0.1 : Double.NaN, trial == 4 ? "" : "out of luck"));
        }
        assertNext(plan, reports, 4, 1);
        reports.add(report(plan, 4, 1, 0.1, ""));
        assertTrue(plan.next(reports, Set.of(), Path.of("x")).isEmpty());
    }

    @Test
    void noJobIsDoneTwiceWithManyWorkers() {
        for (Method method : List.of(new Method.Random(), Method.Asha.STANDARD)) {
            List<TrialReport> reports = Known.run(Known.plan(method, TRIALS, 5), 7);
            assertEquals(
                    reports.size(),
                    new HashSet<>(reports.stream().map(TrialReport::key).toList()).size());
            assertEquals(
                    TRIALS,
                    reports.stream().filter(report -> report.rung() == 0).count());
        }
    }

    /** Every trial in the best third of a rung at the end has been promoted. */
    @Test
    void theBestOfEachRungHaveGoneOn() {
        Plan plan = Known.plan(Method.Asha.STANDARD, TRIALS, 11);
        List<TrialReport> reports = Known.run(plan, 3);
        for (int rung = 0; rung + 1 < plan.rungs().size(); rung++) {
            int own = rung;
            List<TrialReport> there = reports.stream()
                    .filter(report -> report.rung() == own)
                    .sorted(Comparator.comparingDouble(TrialReport::metric))
                    .toList();
            for (TrialReport report : there.subList(0, there.size() / 3)) {
                assertTrue(reports.stream().anyMatch(r -> r.key().equals(new TrialStep.Key(report.trial(), own + 1))));
            }
        }
    }

    @Test
    void planSaysHowManyComeToEachRung() {
        assertEquals(List.of(30), Known.plan(new Method.Random(), 30, 1).planned());
        assertEquals(
                List.of(30, 10, 3, 1), Known.plan(Method.Asha.STANDARD, 30, 1).planned());
    }

    @Test
    void mistakesAreNamed() {
        assertEquals(
                "there is no method 'bayes'; choose one of grid, random and asha",
                assertThrows(BadInput.class, () -> Method.named("bayes")).getMessage());
        assertEquals(
                "the grid has 9 points and 5 trials were requested; leave trials out, use fewer steps, or use random"
                        + " trials",
                assertThrows(BadInput.class, () -> Known.plan(new Method.Grid(), 5, 1))
                        .getMessage());
        assertEquals(9, Known.plan(new Method.Grid(), 0, 1).trials().size());
    }

    private static void assertNext(Plan plan, List<TrialReport> reports, int trial, int rung) {
        assertEquals(
                new TrialStep.Key(trial, rung),
                plan.next(reports, Set.of(), Path.of("x")).orElseThrow().key());
    }

    private static TrialReport report(Plan plan, int trial, int rung, double metric, String failure) {
        return new TrialReport(
                new TrialStep(
                        trial,
                        rung,
                        plan.trials().get(trial),
                        Seeds.trial(plan.seed(), trial),
                        plan.rungs().get(rung),
                        0),
                new Outcome(metric, new double[0]),
                failure,
                new TrialReport.Work(1, "", Map.of()));
    }
}
