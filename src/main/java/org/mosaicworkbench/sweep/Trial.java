package org.mosaicworkbench.sweep;

import java.util.List;
import org.mosaicworkbench.report.ReportedNumber;

/**
 * All reports of one trial.
 *
 * @param number trial number, from 0
 * @param settings its settings
 * @param seed random seed
 * @param reports one per rung, ascending; at least one
 */
public record Trial(int number, Settings settings, long seed, List<TrialReport> reports) {

    /** Copies the list. */
    public Trial {
        reports = List.copyOf(reports);
    }

    /** @return the report of the last rung */
    public TrialReport last() {
        return reports.get(reports.size() - 1);
    }

    /** @return the metric of the last rung; NaN if the trial failed */
    public double metric() {
        return last().metric();
    }

    /** A trial's metric in the form used by report pages. */
    public static ReportedNumber measure(int number, String name, double metric) {
        return new ReportedNumber("trial " + number, name, metric);
    }

    /** @return its total number of epochs */
    public int epochs() {
        return last().epochs();
    }

    /** @return whether it failed */
    public boolean failed() {
        return last().failed();
    }

    /** @return the total duration of its jobs, seconds */
    public double seconds() {
        return reports.stream().mapToDouble(TrialReport::seconds).sum();
    }
}
