package org.mosaicworkbench.prep;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A dataset that was left out, or a filter image of one that was not drawn.
 *
 * @param index  the dataset's name, or what its files are called where they do not say
 * @param stage  where it failed
 * @param reason one line: which file, what is wrong, what to do
 */
public record Failure(String index, Stage stage, String reason) {

    /** The steps of preparation in their order. */
    public enum Stage {
        /** Reading the QA files. */
        HARVEST,
        /** Reading the total image's headers. */
        HEADER,
        /** Drawing the frames, or reading them. */
        FRAMES,
        /** Drawing the frames of a filter image; the dataset stays in the table. */
        FILTER,
        /** Reading the features of a prepared table. */
        FEATURES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The same with paths inside a folder written from there on, however the folder itself was written.
     *
     * @param folder of the visits
     */
    public Failure below(Path folder) {
        String shorter = reason;
        for (Path written : List.of(folder.toAbsolutePath(), folder.toAbsolutePath().normalize(), folder)) {
            String start = written + "/";
            if (start.length() > 1) {
                shorter = shorter.replaceAll("(?<![\\w./-])" + Pattern.quote(start), "");
            }
        }
        return new Failure(index, stage, shorter);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws BadInput when it cannot be read
     */
    public static List<Failure> read(Path place) {
        try {
            return Files.readAllLines(place).stream().skip(1).map(Csv::fields).map(fields -> new Failure(fields.get(0),
                    Stage.valueOf(fields.get(1).toUpperCase(Locale.ROOT)), fields.get(2))).toList();
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw BadInput.file(place, "is not a list of failures", "make the results again");
        }
    }

    /** Writes {@code index,stage,reason}, one line for each failure, whole or not at all. */
    public static Path write(Path place, List<Failure> failures) {
        return WholeFile.writeText(place, "index,stage,reason\n" + failures.stream()
                .map(f -> Csv.line(List.of(f.index, f.stage, f.reason))).collect(Collectors.joining()));
    }
}
