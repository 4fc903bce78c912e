package org.mosaicworkbench.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;

/**
 * All trials of a sweep and the rule for the next job. The rule depends only on the reports and the running jobs, so an
 * interrupted sweep resumes with the same jobs.
 *
 * @param space search space
 * @param method search method
 * @param trials settings of all trials, indexed by trial number
 * @param rungs numbers of epochs after which a trial reports
 * @param seed random seed of the sweep
 * @param goal whether the metric is minimised or maximised
 */
public record Plan(Space space, Method method, List<Settings> trials, List<Integer> rungs, long seed, Goal goal) {

    /** Copies the lists. */
    public Plan {
        trials = List.copyOf(trials);
        rungs = List.copyOf(rungs);
    }

    /**
     * Plans a sweep.
     *
     * @param trials number of trials; 0 for the default: the whole grid, or {@value Method#TRIALS} trials with other
     *     methods
     * @param epochs epochs of a full training run, at least 1
     */
    public static Plan of(Space space, Method method, int trials, int epochs, long seed, Goal goal) {
        if (trials < 0 || epochs < 1) {
            throw new BadInput("a sweep of " + trials + " trials of " + epochs + " epochs; both must be at least 1");
        }
        if (space.parameters().isEmpty()) {
            throw new BadInput("the space has no parameter; give at least one, such as {\"batch\": [16, 32]}");
        }
        List<Settings> settings = method.settings(space, trials, seed);
        return new Plan(space, method, settings, method.rungs(epochs, settings.size()), seed, goal);
    }

    /** @return the epochs of a full training run */
    public int epochs() {
        return rungs.get(rungs.size() - 1);
    }

    /** @return the expected number of trials at each rung */
    public List<Integer> planned() {
        List<Integer> counts = new ArrayList<>();
        int count = trials.size();
        for (int rung = 0; rung < rungs.size(); rung++) {
            counts.add(count);
            count /= method.reduction();
        }
        return counts;
    }

    /** @return the next job that is neither reported nor running; empty if there is currently no such job */
    Optional<Job> next(List<TrialReport> reports, Set<TrialStep.Key> running, Path folder) {
        Set<TrialStep.Key> taken =
                reports.stream().map(TrialReport::key).collect(Collectors.toCollection(HashSet::new));
        taken.addAll(running);
        for (int rung = rungs.size() - 2; rung >= 0; rung--) {
            for (int trial : promoted(reports, rung)) {
                if (!taken.contains(new TrialStep.Key(trial, rung + 1))) {
                    return Optional.of(job(trial, rung + 1, folder));
                }
            }
        }
        for (int trial = 0; trial < trials.size(); trial++) {
            if (!taken.contains(new TrialStep.Key(trial, 0))) {
                return Optional.of(job(trial, 0, folder));
            }
        }
        return Optional.empty();
    }

    /** @return the numbers of the trials promoted from a rung, the best first */
    private List<Integer> promoted(Collection<TrialReport> reports, int rung) {
        List<TrialReport> there = reports.stream()
                .filter(report -> report.rung() == rung)
                .sorted(best())
                .toList();
        return there.stream()
                .limit(there.size() / method.reduction())
                .filter(report -> !report.failed())
                .map(TrialReport::trial)
                .toList();
    }

    /** @return the ranking of reports from the same rung: the best first, ties by trial number, failures last */
    public Comparator<TrialReport> best() {
        return Comparator.comparingDouble((TrialReport report) -> goal.cost(report.metric()))
                .thenComparing(TrialReport::trial);
    }

    Job job(TrialStep.Key key, Path folder) {
        return job(key.trial(), key.rung(), folder);
    }

    private Job job(int trial, int rung, Path folder) {
        return new Job(
                new TrialStep(
                        trial,
                        rung,
                        trials.get(trial),
                        Seeds.trial(seed, trial),
                        rungs.get(rung),
                        rung == 0 ? 0 : rungs.get(rung - 1)),
                folder.resolve(Journal.TRIALS).resolve(String.valueOf(trial)));
    }
}
