package org.mosaicworkbench.sweep;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosaicworkbench.notebook.Progress;

/**
 * Progress of a sweep over all workers: trials that have completed the first rung, the best trial so far, and the
 * remaining time.
 */
final class SweepProgress implements Consumer<List<TrialReport>>, AutoCloseable {

    private static final double BILLION = 1e9;

    private final Plan plan;
    private final String metric;
    private final Progress bar;
    private final long started = System.nanoTime();
    private int told;
    /** Number of reports from earlier runs; -1 until it is known. */
    private int before = -1;

    SweepProgress(Plan plan, String metric) {
        this.plan = plan;
        this.metric = metric;
        this.bar = Progress.of("sweep", plan.trials().size());
    }

    @Override
    public void accept(List<TrialReport> reports) {
        before = before < 0 ? reports.size() : before;
        for (TrialReport report : reports.subList(told, reports.size())) {
            if (report.failed()) {
                bar.line("trial " + report.trial() + " failed: " + report.failure());
            }
            if (report.rung() == 0) {
                bar.step(words(reports, report));
            }
        }
        told = reports.size();
    }

    private String words(List<TrialReport> reports, TrialReport last) {
        Optional<TrialReport> best =
                reports.stream().filter(report -> !report.failed()).min(plan.best());
        return String.format(
                Locale.ROOT,
                "trial %d%s%s",
                last.trial(),
                best.map(r -> String.format(Locale.ROOT, "; best %s %.4g (trial %d)", metric, r.metric(), r.trial()))
                        .orElse(""),
                words(left(plan, reports, before, (System.nanoTime() - started) / BILLION)));
    }

    private static String words(double left) {
        return Double.isNaN(left)
                ? ""
                : String.format(Locale.ROOT, "; about %d:%02d left", Math.round(left) / 60, Math.round(left) % 60);
    }

    /**
     * Estimates the remaining time: for each rung, the number of remaining jobs times the mean duration of completed
     * jobs or, if there are none, the previous rung's mean duration scaled by the number of epochs. The sum over the
     * rungs is divided by the mean number of jobs that have run at once.
     *
     * @param before number of reports from earlier runs
     * @param elapsed seconds since the start of this run
     * @return the remaining time in seconds; NaN if unknown
     */
    static double left(Plan plan, List<TrialReport> reports, int before, double elapsed) {
        double left = 0;
        double mean = Double.NaN;
        for (int rung = 0; rung < plan.rungs().size(); rung++) {
            int own = rung;
            double[] seconds = reports.stream()
                    .filter(report -> report.rung() == own)
                    .mapToDouble(TrialReport::seconds)
                    .toArray();
            mean = seconds.length > 0
                    ? Arrays.stream(seconds).average().orElseThrow()
                    : mean * added(plan, rung) / added(plan, rung - 1);
            left += mean * Math.max(0, plan.planned().get(rung) - seconds.length);
            if (Double.isNaN(mean)) {
                return mean;
            }
        }
        double worked = reports.subList(before, reports.size()).stream()
                .mapToDouble(TrialReport::seconds)
                .sum();
        return worked > 0 ? left * Math.min(1, elapsed / worked) : Double.NaN;
    }

    private static double added(Plan plan, int rung) {
        return rung < 0
                ? Double.NaN
                : plan.rungs().get(rung) - (rung == 0 ? 0 : plan.rungs().get(rung - 1));
    }

    static long epochs(List<TrialReport> reports) {
        return reports.stream()
                .mapToLong(report -> report.epochs() - report.before())
                .sum();
    }

    @Override
    public void close() {
        bar.close();
    }
}
