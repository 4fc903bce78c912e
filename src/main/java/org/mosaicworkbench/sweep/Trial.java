package org.mosaicworkbench.sweep;

import java.util.List;
import org.mosaicworkbench.report.ReportedNumber;

/**
 * All reports of one trial.
 *
 * @param number   from 0
 * @param settings that were tried
 * @param seed     random seed
 * @param reports  one per rung, ascending; at least one
 */
public record Trial(int number, Settings settings, long seed, List<TrialReport> reports) {

    /** Copies the list. */
    public Trial {
        reports = List.copyOf(reports);
    }

    /** @return the report of the longest that it was tried */
    public TrialReport last() {
        return reports.get(reports.size() - 1);
    }

    /** @return the last metric; NaN if the trial failed */
    public double metric() {
        return last().metric();
    }

    /** A trial's metric as a report has it. */
    public static ReportedNumber measure(int number, String name, double metric) {
        return new ReportedNumber("trial " + number, name, metric);
    }

    /** @return how long it was tried */
    public int epochs() {
        return last().epochs();
    }

    /** @return whether it failed */
    public boolean failed() {
        return last().failed();
    }

    /** @return how long its jobs took, in all */
    public double seconds() {
        return reports.stream().mapToDouble(TrialReport::seconds).sum();
    }
}
