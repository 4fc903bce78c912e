package org.mosaicworkbench.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.notebook.TextTable;

/**
 * All trials of a sweep with their reports: sorted by decreasing number of epochs, then from best to worst; failed
 * trials come last.
 */
final class RankedTrials {

    private final Plan plan;
    private final String metric;
    private final String curve;
    private final List<TrialReport> reports;
    private final List<Trial> trials;

    /**
     * @param metric name of the metric by which trials are compared
     * @param curve name of the quantity in the reports' curves
     * @param reports reports of all jobs, in the order of arrival
     */
    RankedTrials(Plan plan, String metric, String curve, List<TrialReport> reports) {
        this.plan = plan;
        this.metric = metric;
        this.curve = curve;
        this.reports = List.copyOf(reports);
        this.trials = trials(plan, reports);
    }

    /** Sorts trials by decreasing number of epochs, then from best to worst; failed trials come last. */
    private static List<Trial> trials(Plan plan, List<TrialReport> reports) {
        Map<Integer, List<TrialReport>> byTrial = new TreeMap<>();
        reports.forEach(report -> byTrial.computeIfAbsent(report.trial(), trial -> new ArrayList<>())
                .add(report));
        List<Trial> all = new ArrayList<>();
        byTrial.forEach((number, own) -> {
            own.sort(Comparator.comparing(TrialReport::rung));
            all.add(new Trial(number, own.get(0).settings(), own.get(0).seed(), own));
        });
        all.sort(Comparator.comparing(Trial::failed)
                .thenComparing(trial -> -trial.epochs())
                .thenComparing(Trial::last, plan.best()));
        return all;
    }

    Plan plan() {
        return plan;
    }

    String metric() {
        return metric;
    }

    String curve() {
        return curve;
    }

    List<TrialReport> reports() {
        return reports;
    }

    List<Trial> all() {
        return trials;
    }

    Optional<Trial> succeeded() {
        return trials.stream().findFirst().filter(trial -> !trial.failed());
    }

    /**
     * The best of the trials with the most epochs.
     *
     * @throws BadInput if all trials failed
     */
    Trial best() {
        if (trials.isEmpty() || trials.get(0).failed()) {
            throw new BadInput(
                    trials.isEmpty()
                            ? "no trial has reported"
                            : "all " + trials.size() + " trials failed; the first: "
                                    + trials.get(0).last().failure());
        }
        return trials.get(0);
    }

    /** Total number of epochs of all trials. */
    long epochs() {
        return SweepProgress.epochs(reports);
    }

    /** The importance of each parameter by itself after the first rung, the most important first. */
    List<ParameterImportance> importance() {
        return ParameterImportance.of(
                plan.space(),
                reports.stream().filter(report -> report.rung() == 0).toList(),
                plan.goal(),
                plan.seed());
    }

    /** One row per trial, with a column for each parameter and, optionally, one for the trial's duration in seconds. */
    TextTable table(boolean seconds) {
        List<String> columns = new ArrayList<>(List.of("trial", metric));
        boolean epochs = seconds || epochs() > 0;
        if (epochs) {
            columns.add("epochs");
        }
        if (seconds) {
            columns.add("seconds");
        }
        columns.addAll(plan.space().names());
        boolean failures = trials.stream().anyMatch(Trial::failed);
        if (failures) {
            columns.add("failure");
        }
        TextTable rows = TextTable.of(columns.toArray(String[]::new));
        for (Trial trial : trials) {
            List<Object> row = new ArrayList<>(Arrays.asList(trial.number(), trial.failed() ? null : trial.metric()));
            if (epochs) {
                row.add(SweepProgress.epochs(trial.reports()) == 0 ? null : trial.epochs());
            }
            if (seconds) {
                row.add(trial.seconds());
            }
            plan.space()
                    .names()
                    .forEach(name -> row.add(
                            trial.settings().has(name) ? shown(trial.settings().value(name)) : null));
            if (failures) {
                row.add(trial.last().failure());
            }
            rows = rows.with(row.toArray());
        }
        return rows;
    }

    private static Object shown(Object value) {
        return value instanceof Double ? value : Settings.words(value);
    }
}
