package org.mosaicworkbench;

import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.sweep.Plan;
import org.mosaicworkbench.sweep.Report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** How far a sweep has come, whoever does the work: trials begun, the best so far, and the time that is left. */
final class SweepProgress implements Consumer<List<Report>>, AutoCloseable {

    private static final double BILLION = 1e9;

    private final Plan plan;
    private final String metric;
    private final Progress bar;
    private final long started = System.nanoTime();
    private int told;
    private long before = -1;

    SweepProgress(Plan plan, String metric) {
        this.plan = plan;
        this.metric = metric;
        this.bar = Progress.of("sweep", plan.trials().size());
    }

    @Override
    public void accept(List<Report> reports) {
        long done = epochs(reports);
        before = before < 0 ? done : before;
        for (Report report : reports.subList(told, reports.size())) {
            if (report.failed()) {
                bar.line("trial " + report.trial() + " failed: " + report.failure());
            }
            if (report.rung() == 0) {
                bar.step(words(reports, report, done));
            }
        }
        told = reports.size();
    }

    private String words(List<Report> reports, Report last, long done) {
        Optional<Report> best = reports.stream().filter(report -> !report.failed()).min(plan.best());
        return String.format(Locale.ROOT, "trial %d%s%s", last.trial(),
                best.map(r -> String.format(Locale.ROOT, "; best %s %.4g (trial %d)", metric, r.metric(), r.trial())).orElse(""),
                left(done, (System.nanoTime() - started) / BILLION));
    }

    /** From the epochs that were done since this began, and those that are planned. */
    String left(long done, double seconds) {
        if (done <= before) {
            return "";
        }
        long left = Math.round(seconds / (done - before) * Math.max(0, plan.planned() - done));
        return String.format(Locale.ROOT, "; about %d:%02d left", left / 60, left % 60);
    }

    static long epochs(List<Report> reports) {
        return reports.stream().mapToLong(report -> report.epochs() - report.before()).sum();
    }

    @Override
    public void close() {
        bar.close();
    }
}
