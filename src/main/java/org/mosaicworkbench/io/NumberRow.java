package org.mosaicworkbench.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Stored measurements: a table of one row, with additional lines that identify their source. */
public final class NumberRow {

    private NumberRow() {}

    /**
     * Writes the table atomically.
     *
     * @param of additional lines that identify the source; may be empty
     */
    public static void write(Path place, List<String> names, List<Double> values, String... of) {
        WholeFile.writeText(
                place,
                Csv.line(names)
                        + Csv.line(values)
                        + Stream.of(of).map(line -> line + "\n").reduce("", String::concat));
    }

    /**
     * @return the values written by {@link #write}, NaN for an empty field; no result if the file is missing or
     *     truncated, or has different columns or a different source
     */
    public static Optional<double[]> read(Path place, List<String> names, String... of) {
        try {
            List<String> lines = Files.exists(place) ? Files.readAllLines(place) : List.of();
            if (lines.size() != 2 + of.length
                    || !Csv.fields(lines.get(0)).equals(names)
                    || Csv.fields(lines.get(1)).size() != names.size()
                    || !lines.subList(2, lines.size()).equals(List.of(of))) {
                return Optional.empty();
            }
            return Optional.of(Csv.fields(lines.get(1)).stream()
                    .mapToDouble(field -> field.isEmpty() ? Double.NaN : Double.parseDouble(field))
                    .toArray());
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
