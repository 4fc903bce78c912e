package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.Count;
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
import tech.tablesaw.api.Table;

/**
 * The result of a preparation. In a notebook it shows the table with thumbnails of the frames.
 *
 * @param features features of the datasets, before and after encoding
 * @param measured measurements of each dataset's native frames; empty if none were drawn
 * @param files paths of the outputs; if no dataset could be prepared, no tables are written, and existing ones belong
 *     to an earlier run
 * @param archive number of queries for the targets' categories; empty if no archive was used
 * @param log datasets that are not in the table, and filter images without frames, in the order of the stages, with
 *     paths relative to the visits' folder, also in {@code failures.csv}; warnings; durations of the stages
 * @param how provenance; also in {@code <fname>_made.json}. For the visits it has the digests of the QA files or, for
 *     datasets without QA files, of the catalogs. Images have no digests, because reading them again takes as long as
 *     drawing them; a changed image shows up in the numbers
 */
public record PrepResult(
        Features features,
        List<FrameDrawing.Measured> measured,
        PreparedFiles files,
        Optional<Archive> archive,
        RunLog log,
        Provenance how)
        implements Displayable, Reportable, TaskResult {

    private static final int PRINTED = 50;

    /**
     * Queries to the archive.
     *
     * @param asked number of queries answered by the archive
     * @param cached number of queries answered from the cache of earlier runs
     * @param unanswered number of queries without a response: offline, or the archive failed
     */
    public record Archive(int asked, int cached, int unanswered) {}

    /** Copies the list. */
    public PrepResult {
        measured = List.copyOf(measured);
    }

    /**
     * The coded features, one row per dataset: the columns of {@link Feature}, {@code label} for synthetic data,
     * {@code index}.
     *
     * @return a copy that can be modified
     */
    public Table table() {
        return features.table();
    }

    /** @return the features before encoding, in a new table */
    public Table rawTable() {
        return features.rawTable();
    }

    /** @return the file of {@link #table} */
    public Path csv() {
        return files.csv();
    }

    /** @return the file of {@link #rawTable} */
    public Path rawCsv() {
        return files.rawCsv();
    }

    /** @return the file of the harvested rows */
    public Path h5() {
        return files.h5();
    }

    /** @return the folder of the frames */
    public Path img() {
        return files.img();
    }

    @Override
    public List<Failure> failures() {
        return log.failures();
    }

    @Override
    public List<String> warnings() {
        return log.warnings();
    }

    /** @return the duration of each stage, in order */
    public Map<String, Duration> timings() {
        return log.timings();
    }

    /** @return one line about the completed work, then one per warning and failure */
    @Override
    public String summary() {
        StringBuilder text = new StringBuilder(done());
        archive.ifPresent(questions -> text.append("\narchive: ")
                .append(Count.of(questions.asked, "query", "queries"))
                .append(" answered, ")
                .append(questions.cached)
                .append(" already known, ")
                .append(questions.unanswered)
                .append(" unanswered"));
        warnings().forEach(warning -> text.append("\nwarning: ").append(warning));
        failures().forEach(failure -> text.append('\n').append(failure.line()));
        return text.toString();
    }

    private String done() {
        long filters = failures().stream()
                .filter(failure -> failure.stage() == Failure.Stage.FILTER)
                .count();
        return Count.of(features.size(), "dataset") + " prepared, "
                + (failures().size() - filters) + " failed"
                + (filters > 0 ? ", " + Count.of(filters, "filter image") + " failed" : "") + ": " + csv();
    }

    @Override
    public Optional<Provenance> making() {
        return Optional.of(how);
    }

    /**
     * The numbers of prepared and failed datasets, and the mean of each feature and measurement over the datasets that
     * have it.
     */
    @Override
    public List<ReportedNumber> measures() {
        List<ReportedNumber> measures = new ArrayList<>();
        measures.add(new ReportedNumber("datasets", "prepared", features.size()));
        measures.add(new ReportedNumber("datasets", "failed", failures().size()));
        table().numericColumns()
                .forEach(column -> measures.add(new ReportedNumber(column.name(), "mean", column.mean())));
        for (Measurement what : measured.isEmpty() ? new Measurement[0] : Measurement.values()) {
            double mean = measured.stream()
                    .mapToDouble(one -> one.numbers().of(what))
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN);
            measures.add(new ReportedNumber(what.column(), "mean", mean));
        }
        return measures;
    }

    @Override
    public TextTable records() {
        return TextTable.of(table());
    }

    @Override
    public Chapter chapter() {
        Section section = Section.of("Features").rows(TextTable.of(table()));
        for (String warning : warnings()) {
            section = section.text("Warning: " + warning);
        }
        for (Failure failure : failures()) {
            section = section.text(failure.index() + " failed (" + failure.stage() + "): " + failure.reason());
        }
        return new Chapter(
                "Preparation",
                "Which features do the visits' total images have?",
                Count.of(features.size(), "dataset") + " prepared, "
                        + Count.of(failures().size(), "failure") + ".",
                Map.of(),
                List.of(section));
    }

    /** A table of the datasets with thumbnails of their frames, then warnings and failures. */
    @Override
    public Display display() {
        return PrepDisplay.of(table(), img(), log, toString());
    }

    @Override
    public String toString() {
        Table table = table();
        int more = table.rowCount() - PRINTED;
        return (more > 0 ? table.first(PRINTED).printAll() + "\n... and " + more + " more" : table.printAll()) + "\n\n"
                + summary();
    }
}
