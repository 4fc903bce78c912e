package org.mosaicworkbench.prep;

import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A dataset that was left out.
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
        /** Reading the features of a prepared table. */
        FEATURES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Writes {@code index,stage,reason}, one line for each failure, whole or not at all. */
    public static Path write(Path place, List<Failure> failures) {
        return WholeFile.writeText(place, "index,stage,reason\n" + failures.stream()
                .map(f -> Csv.line(List.of(f.index, f.stage, f.reason))).collect(Collectors.joining()));
    }
}
