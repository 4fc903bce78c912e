package org.mosaicworkbench.fetch;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.DataSize;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.TaskResult;

/**
 * The visits fetched from the archive. Each visit's folder lists its files in {@code fetched.json}.
 *
 * @param output folder that contains the visits' folders
 * @param level requested level
 * @param visits complete visits
 * @param failures incomplete visits; also in {@code failures.csv}
 * @param warnings one line each
 */
public record FetchResult(
        Path output, FetchLevel level, List<FetchedVisit> visits, List<Failure> failures, List<String> warnings)
        implements TaskResult, Displayable {

    /** Makes defensive copies. */
    public FetchResult {
        visits = List.copyOf(visits);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }

    @Override
    public Display display() {
        return listing().display();
    }

    @Override
    public String toString() {
        return Count.of(visits.size(), "visit") + " in " + output + (visits.isEmpty() ? "" : "\n" + listing());
    }

    @Override
    public TextTable records() {
        return listing();
    }

    private TextTable listing() {
        TextTable rows = TextTable.of("visit", "files", "size", "fetched now", "folder");
        for (FetchedVisit visit : visits) {
            rows = rows.with(
                    visit.name(), visit.files().size(), new DataSize(visit.bytes()), visit.fetched(), visit.folder());
        }
        return rows;
    }
}
