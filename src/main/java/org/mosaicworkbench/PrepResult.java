package org.mosaicworkbench;

import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Shown;
import org.mosaicworkbench.prep.Failure;

import tech.tablesaw.api.Table;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a preparation made. In a notebook it shows the table with thumbnails of the frames.
 *
 * @param table    the coded features, one row a dataset: {@code numexp,rms_ra,rms_dec,nmatches,point,segment,gaia,det,
 *                 wcs,cat}, {@code label} for synthetic data, {@code index}
 * @param rawTable what the features were made of
 * @param csv      the file of {@code table}
 * @param rawCsv   the file of {@code rawTable}
 * @param h5       the file of the harvested rows
 * @param img      the folder of the frames
 * @param failures datasets that are not in the table, in the order of the stages; also in {@code failures.csv}
 * @param warnings one line each
 * @param archive  what was asked for the targets' categories
 * @param timings  of the stages in their order
 * @param madeBy   options, seed and digest of the inputs
 */
public record PrepResult(Table table, Table rawTable, Path csv, Path rawCsv, Path h5, Path img, List<Failure> failures,
                         List<String> warnings, Archive archive, Map<String, Duration> timings,
                         Map<String, String> madeBy) implements Shown {

    /**
     * Questions to the archive.
     *
     * @param asked      answered by the archive
     * @param cached     settled by answers of earlier runs
     * @param unanswered without answer: off line, or the archive failed
     */
    public record Archive(int asked, int cached, int unanswered) {
    }

    /** Takes copies of the lists and maps. */
    public PrepResult {
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
        timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
        madeBy = Collections.unmodifiableMap(new LinkedHashMap<>(madeBy));
    }

    /** @return 0 where every dataset was prepared, 1 where some are in the failures */
    public int exitCode() {
        return failures.isEmpty() ? 0 : 1;
    }

    /** @return a line on what was done, then one for each warning and each failure */
    public String summary() {
        StringBuilder text = new StringBuilder();
        text.append(table.rowCount()).append(" datasets prepared, ").append(failures.size()).append(" failed: ").append(csv);
        warnings.forEach(warning -> text.append("\nwarning: ").append(warning));
        failures.forEach(failure -> text.append("\nfailed: ").append(failure.index()).append(" (")
                .append(failure.stage()).append("): ").append(failure.reason()));
        return text.toString();
    }

    /** A table of the datasets with thumbnails of their frames, then warnings and failures. */
    @Override
    public Display display() {
        return PrepDisplay.of(this);
    }

    @Override
    public String toString() {
        return table.printAll() + "\n\n" + summary();
    }
}
