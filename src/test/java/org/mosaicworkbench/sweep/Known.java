package org.mosaicworkbench.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A function with a known optimum, 0 at rate 0.01 and dropout 0.3, which a trial approaches over its epochs. Settings
 * that are better at the end are usually, but not always, better from the beginning.
 */
final class Known {

    static final Space SPACE = Space.of().log("rate", 1e-4, 1).range("dropout", 0, 1);
    static final int EPOCHS = 27;
    /** The fraction of the space where the function is below {@link #GOOD}: an ellipse of pi x 0.8 x 0.2 in 4 x 1. */
    static final double PART = Math.PI * 0.8 * 0.2 / 4;

    static final double GOOD = 1;

    private Known() {}

    static double value(Settings settings, int epochs, long seed) {
        double rate = (Math.log10(settings.number("rate")) + 2) / 0.8;
        double dropout = (settings.number("dropout") - 0.3) / 0.2;
        double end = rate * rate + dropout * dropout;
        double slowness = 2 + 3 * settings.number("dropout");
        double noise = ((seed >>> 40) % 1000) / 1000.0;
        return end + 8 * Math.exp(-epochs / slowness) + 0.3 * noise * Math.exp(-epochs / 3.0);
    }

    static Objective objective() {
        return Objective.of("distance", Goal.SMALLEST, job -> value(job.settings(), job.epochs(), job.seed()));
    }

    static Plan plan(Method method, int trials, long seed) {
        return Plan.of(SPACE, method, trials, EPOCHS, seed, Goal.SMALLEST);
    }

    /** Runs a plan in memory with a number of parallel jobs; the one that starts first ends first. */
    static List<TrialReport> run(Plan plan, int workers) {
        List<TrialReport> reports = new ArrayList<>();
        List<Job> running = new ArrayList<>();
        while (true) {
            Optional<Job> job = running.size() == workers
                    ? Optional.empty()
                    : plan.next(
                            reports, Set.copyOf(running.stream().map(Job::key).toList()), Path.of("nowhere"));
            if (job.isPresent()) {
                running.add(job.get());
            } else if (running.isEmpty()) {
                return reports;
            } else {
                reports.add(report(running.remove(0)));
            }
        }
    }

    static TrialReport report(Job job) {
        return new TrialReport(
                new TrialStep(job.trial(), job.rung(), job.settings(), job.seed(), job.epochs(), job.before()),
                new Outcome(value(job.settings(), job.epochs(), job.seed()), new double[0]),
                "",
                new TrialReport.Work(1, "", Map.of()));
    }

    static long epochs(List<TrialReport> reports) {
        return reports.stream()
                .mapToLong(report -> report.epochs() - report.before())
                .sum();
    }
}
