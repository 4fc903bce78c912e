package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mosaicworkbench.Corrupt;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;

/**
 * What {@link Corrupt} made.
 *
 * @param outputs   the folder of the copies' folders
 * @param img       the folder of the frames, one folder a label in it
 * @param copies    made or found there, in the order of the visits
 * @param residuals of the copies' total images, where the label is by residual; also in {@code labels.csv}
 * @param failures  what could not be done, in the order of the work; also in {@code failures.csv}
 * @param warnings  one line each
 * @param timings   of the steps, summed over the visits
 * @param madeBy    options and seed
 */
public record CorruptResult(
        Path outputs,
        Path img,
        List<SyntheticVisit> copies,
        List<Residual> residuals,
        List<Failure> failures,
        List<String> warnings,
        Map<String, Duration> timings,
        Map<String, String> madeBy)
        implements Displayable {

    /** The steps in their order. */
    public enum Step {
        /** Copying a visit and changing headers. */
        CORRUPT,
        /** Combining the copy's exposures. */
        PROCESS,
        /** Finding out how far the exposures are still off. */
        LABEL,
        /** Drawing the frames. */
        DRAW;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something that could not be done.
     *
     * @param index  the visit or the copy
     * @param step   at which step
     * @param reason one line: which file, what is wrong, what to do
     */
    public record Failure(String index, Step step, String reason) {}

    /** Takes copies of the lists and maps. */
    public CorruptResult {
        copies = List.copyOf(copies);
        residuals = List.copyOf(residuals);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
        timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
        madeBy = Collections.unmodifiableMap(new LinkedHashMap<>(madeBy));
    }

    /** @return 0 where all was done, 1 where something is in the failures */
    public int exitCode() {
        return failures.isEmpty() ? 0 : 1;
    }

    /** @return a line on what was done, then one for each warning and each failure */
    public String summary() {
        long made = copies.stream().filter(SyntheticVisit::isNew).count();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s made, %d there already, %s: %s",
                Count.of(made, "copy", "copies"),
                copies.size() - made,
                Count.of(failures.size(), "failure"),
                outputs));
        warnings.forEach(warning -> text.append("\nwarning: ").append(warning));
        failures.forEach(f -> text.append("\nfailed: ")
                .append(f.index)
                .append(" (")
                .append(f.step)
                .append("): ")
                .append(f.reason));
        return text.toString();
    }

    public Path writeFailures() {
        return WholeFile.writeText(
                outputs.resolve("failures.csv"),
                "index,stage,reason\n"
                        + failures.stream()
                                .map(f -> Csv.line(List.of(f.index, f.step, f.reason)))
                                .collect(Collectors.joining()));
    }

    @Override
    public Display display() {
        return rows().display();
    }

    @Override
    public String toString() {
        return rows() + "\n\n" + summary();
    }

    private TextTable rows() {
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
