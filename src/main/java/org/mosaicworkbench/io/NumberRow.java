package org.mosaicworkbench.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Numbers that were measured once and are kept: a table of one row, with further lines that say what it is of. */
public final class NumberRow {

    private NumberRow() {}

    /**
     * Writes it atomically.
     *
     * @param of further lines, none if nothing is to be said
     */
    public static void write(Path place, List<String> names, List<Double> values, String... of) {
        WholeFile.writeText(
                place,
                Csv.line(names)
                        + Csv.line(values)
                        + Stream.of(of).map(line -> line + "\n").reduce("", String::concat));
    }

    /**
     * @return what {@link #write} wrote, NaN if a field is empty; nothing if the file is missing, cut off, of
     *         other numbers or of something else
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
