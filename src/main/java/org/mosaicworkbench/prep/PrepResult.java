package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.task.Failure;
import tech.tablesaw.api.Table;

/**
 * What a preparation made. In a notebook it shows the table with thumbnails of the frames.
 *
 * @param table    the coded features, one row a dataset: the columns of {@link Feature}, {@code label} for synthetic
 *                 data, {@code index}
 * @param rawTable what the features were made of
 * @param csv      the file of {@code table}; where no dataset could be prepared it and the other tables are not
 *                 written, and what stands there is an earlier run's
 * @param rawCsv   the file of {@code rawTable}
 * @param h5       the file of the harvested rows
 * @param img      the folder of the frames
 * @param failures datasets that are not in the table, and filter images without frames, in the order of the stages,
 *                 with paths from the visits' folder on; also in {@code failures.csv}
 * @param warnings one line each
 * @param archive  what was asked for the targets' categories
 * @param timings  of the stages in their order
 * @param madeBy   options, seed and digest of the inputs
 */
public record PrepResult(
        Table table,
        Table rawTable,
        Path csv,
        Path rawCsv,
        Path h5,
        Path img,
        List<Failure> failures,
        List<String> warnings,
        Archive archive,
        Map<String, Duration> timings,
        Map<String, String> madeBy)
        implements Displayable {

    private static final int PRINTED = 50;

    /**
     * Questions to the archive.
     *
     * @param asked      answered by the archive
     * @param cached     settled by answers of earlier runs
     * @param unanswered without answer: off line, or the archive failed
     */
    public record Archive(int asked, int cached, int unanswered) {}

    /** Takes copies of the tables, lists and maps. */
    public PrepResult {
        table = table.copy();
        rawTable = rawTable.copy();
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
        timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
        madeBy = Collections.unmodifiableMap(new LinkedHashMap<>(madeBy));
    }

    /** @return a copy: what is done to it changes no result */
    @Override
    public Table table() {
        return table.copy();
    }

    /** @return a copy: what is done to it changes no result */
    @Override
    public Table rawTable() {
        return rawTable.copy();
    }

    /** @return 0 where every dataset was prepared, 1 where some are in the failures */
    public int exitCode() {
        return failures.isEmpty() ? 0 : 1;
    }

    /** @return a line on what was done, then one for each warning and each failure */
    public String summary() {
        StringBuilder text = new StringBuilder();
        long filters = failures.stream()
                .filter(failure -> failure.stage() == Failure.Stage.FILTER)
                .count();
        text.append(Count.of(table.rowCount(), "dataset"))
                .append(" prepared, ")
                .append(failures.size() - filters)
                .append(" failed");
        if (filters > 0) {
            text.append(", ").append(Count.of(filters, "filter image")).append(" failed");
        }
        text.append(": ").append(csv);
        if (madeBy.getOrDefault("category", "").equals("archive")) {
            text.append("\narchive: ")
                    .append(Count.of(archive.asked, "question"))
                    .append(" answered, ")
                    .append(archive.cached)
                    .append(" known from before, ")
                    .append(archive.unanswered)
                    .append(" without answer");
        }
        warnings.forEach(warning -> text.append("\nwarning: ").append(warning));
        failures.forEach(failure -> text.append("\nfailed: ")
                .append(failure.index())
                .append(" (")
                .append(failure.stage())
                .append("): ")
                .append(failure.reason()));
        return text.toString();
    }

    /** A table of the datasets with thumbnails of their frames, then warnings and failures. */
    @Override
    public Display display() {
        return PrepDisplay.of(this);
    }

    @Override
    public String toString() {
        int more = table.rowCount() - PRINTED;
        return (more > 0 ? table.first(PRINTED).printAll() + "\n... and " + more + " more" : table.printAll()) + "\n\n"
                + summary();
    }
}
