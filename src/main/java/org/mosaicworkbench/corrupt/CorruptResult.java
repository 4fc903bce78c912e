package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.RunLog;
import org.mosaicworkbench.task.TaskResult;

/**
 * The result of a corruption: the misaligned copies.
 *
 * @param outputs folder that contains the copies' folders
 * @param img folder of the frames, with one subfolder per label
 * @param copies created or existing copies, in the order of the visits
 * @param residuals residuals of the copies' total images, if residuals determine the label; also in {@code labels.csv}
 * @param log failures, also in {@code failures.csv}; warnings; durations of the steps, summed over the visits
 * @param how provenance, with the digests of all copied files; also in {@code corrupt_made.json}
 */
public record CorruptResult(
        Path outputs, Path img, List<SyntheticVisit> copies, List<Residual> residuals, RunLog log, Provenance how)
        implements Displayable, Reportable, TaskResult {

    /** Copies the lists. */
    public CorruptResult {
        copies = List.copyOf(copies);
        residuals = List.copyOf(residuals);
    }

    @Override
    public List<Failure> failures() {
        return log.failures();
    }

    @Override
    public List<String> warnings() {
        return log.warnings();
    }

    /** @return duration of each step, summed over the visits */
    public Map<String, Duration> timings() {
        return log.timings();
    }

    /** @return one line about the completed work, then one per warning and failure */
    @Override
    public String summary() {
        StringBuilder text = new StringBuilder(done() + ": " + outputs);
        warnings().forEach(warning -> text.append("\nwarning: ").append(warning));
        failures().forEach(failure -> text.append('\n').append(failure.line()));
        return text.toString();
    }

    private String done() {
        long made = copies.stream().filter(SyntheticVisit::isNew).count();
        return String.format(
                Locale.ROOT,
                "%s made, %d already present, %s",
                Count.of(made, "copy", "copies"),
                copies.size() - made,
                Count.of(failures().size(), "failure"));
    }

    /** Writes {@code failures.csv} and, if the copies were created in this run, their provenance. */
    void write() {
        Failure.write(outputs.resolve("failures.csv"), failures());
        making().ifPresent(made -> made.write(outputs, CorruptionRun.TASK + "_" + Provenance.FILE));
    }

    /** @return the provenance; empty if another run created the copies */
    @Override
    public Optional<Provenance> making() {
        return how.option("corrupt", Boolean.class) ? Optional.of(how) : Optional.empty();
    }

    /**
     * The numbers of copies and failures, and for each copy the number of changed exposures, their largest offset and
     * the residual, in pixels.
     */
    @Override
    public List<ReportedNumber> measures() {
        List<ReportedNumber> measures = new ArrayList<>();
        measures.add(new ReportedNumber("copies", "number", copies.size()));
        measures.add(new ReportedNumber("copies", "failures", failures().size()));
        for (SyntheticVisit copy : copies) {
            Corruption corruption = copy.corruption();
            measures.add(new ReportedNumber(
                    copy.name(), "exposures changed", corruption.exposures().size()));
            measures.add(new ReportedNumber(copy.name(), "largest offset (px)", corruption.largest()));
        }
        residuals.forEach(r -> measures.add(new ReportedNumber(r.dataset(), "residual (px)", r.pixels())));
        return measures;
    }

    @Override
    public Chapter chapter() {
        Section section = Section.of("Copies").rows(listing());
        for (String warning : warnings()) {
            section = section.text("Warning: " + warning);
        }
        for (Failure failure : failures()) {
            section = section.text(failure.index() + " failed (" + failure.stage() + "): " + failure.reason());
        }
        return new Chapter(
                "Corruption",
                "Which misaligned copies of the visits are available for training?",
                Count.of(copies.size(), "copy", "copies") + ", "
                        + Count.of(failures().size(), "failure") + ".",
                Map.of(),
                List.of(section));
    }

    @Override
    public Display display() {
        return listing().display();
    }

    @Override
    public String toString() {
        return listing() + "\n\n" + summary();
    }

    @Override
    public TextTable records() {
        return listing();
    }

    private TextTable listing() {
        TextTable rows = TextTable.of("copy", "kind", "exposures changed", "of", "largest offset (px)");
        for (SyntheticVisit copy : copies) {
            Corruption c = copy.corruption();
            rows = rows.with(
                    copy.folder().getFileName(),
                    c.draw().kind(),
                    c.exposures().size(),
                    c.choice().offered(),
                    c.largest());
        }
        return rows;
    }
}
