package org.mosaicworkbench.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.WholeFile;

/**
 * A dataset, filter image, visit or copy that could not be processed.
 *
 * @param index the dataset's name or, if its files do not give one, the file name
 * @param stage the stage that failed
 * @param reason one line: which file, what is wrong, what to do
 */
public record Failure(String index, Stage stage, String reason) {

    /** Maximum number of datasets with similar failures that are listed by name. */
    private static final int SHOWN = 3;

    private static final List<String> COLUMNS = List.of("index", "stage", "reason");
    private static final String REMEDY = "regenerate the results";

    /** The stages of all tasks, in the order in which each task runs them. */
    public enum Stage {
        /** Fetching files from the archive. */
        FETCH,
        /** Reading the QA files. */
        HARVEST,
        /** Reading the total image's headers. */
        HEADER,
        /** Drawing or reading the frames. */
        FRAMES,
        /** Drawing the frames of a filter image; if this fails, the dataset stays in the table. */
        FILTER,
        /** Reading the features of a prepared table. */
        FEATURES,
        /** Reading the measurements of a prepared table. */
        MEASURED,
        /** Copying a visit and changing headers. */
        CORRUPT,
        /** Combining the exposures of a visit or a copy. */
        PROCESS,
        /** Measuring the remaining misalignment of the exposures. */
        LABEL,
        /** Drawing the frames of a copy. */
        DRAW,
        /** Comparing the exposures of a total image, or examining the image alone. */
        DIAGNOSE,
        /** Correcting the headers of exposures. */
        MEND;

        /** @return whether the stage draws frames, which the user can leave out */
        boolean draws() {
            return this == FRAMES || this == FILTER || this == DRAW;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Makes the paths in the reason relative to a folder.
     *
     * @param folder the folder of the visits
     */
    public Failure below(Path folder) {
        String shorter = reason;
        for (Path written :
                List.of(folder.toAbsolutePath(), folder.toAbsolutePath().normalize(), folder)) {
            String start = written + "/";
            if (start.length() > 1) {
                shorter = shorter.replaceAll("(?<![\\w./-])" + Pattern.quote(start), "");
            }
        }
        return new Failure(index, stage, shorter);
    }

    /**
     * Formats failures for people: one line per failure, or one line for many similar failures.
     *
     * @param failures the failures, in any order
     */
    public static List<String> lines(List<Failure> failures) {
        Map<String, List<Failure>> alike = new LinkedHashMap<>();
        failures.forEach(f -> alike.computeIfAbsent(f.stage + f.reason.replace(f.index, ""), any -> new ArrayList<>())
                .add(f));
        return alike.values().stream()
                .flatMap(group -> group.size() <= SHOWN
                        ? group.stream().map(f -> line(f.index, f))
                        : Stream.of(line(some(group), group.get(0))))
                .toList();
    }

    private static String some(List<Failure> group) {
        return group.size() + " datasets, "
                + group.stream().limit(SHOWN).map(Failure::index).collect(Collectors.joining(", ")) + " and "
                + (group.size() - SHOWN) + " more";
    }

    /** @return {@code failed: INDEX (STAGE): REASON} */
    public String line() {
        return line(index, this);
    }

    private static String line(String what, Failure failure) {
        return "failed: " + what + " (" + failure.stage + "): " + failure.reason;
    }

    /**
     * Reads a file written by {@link #write}.
     *
     * @throws BadInput if it cannot be read
     */
    public static List<Failure> read(Path place) {
        return CsvTable.read(place, REMEDY).requireHeader(COLUMNS, REMEDY).rows().stream()
                .map(row -> new Failure(row.text("index"), stage(row), row.text("reason")))
                .toList();
    }

    private static Stage stage(CsvTable.Row row) {
        return Stream.of(Stage.values())
                .filter(stage -> stage.toString().equals(row.text("stage")))
                .findFirst()
                .orElseThrow(() -> row.wrong("stage"));
    }

    /** Writes a CSV file with the columns {@code index,stage,reason} and one line per failure, atomically. */
    public static Path write(Path place, List<Failure> failures) {
        return WholeFile.writeText(
                place,
                Csv.line(COLUMNS)
                        + failures.stream()
                                .map(f -> Csv.line(List.of(f.index, f.stage, f.reason)))
                                .collect(Collectors.joining()));
    }
}
