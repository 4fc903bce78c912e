package org.mosaicworkbench.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;

/**
 * What was done to a synthetic dataset.
 *
 * @param pixels how far its worst exposure is off, in detector pixels
 * @param kind   {@code shift}, {@code roll}, {@code drift}, or {@link #ANY}
 */
public record Misalignment(double pixels, String kind) {

    /** Where it is not known how. */
    public static final String ANY = "";

    private static final String COLUMNS = "index,pixels,kind";

    /** @throws BadInput when the size is negative or no number */
    public Misalignment {
        if (!(pixels >= 0)) {
            throw new BadInput("a misalignment of " + pixels + " pixels; it must be 0 or more");
        }
    }

    /**
     * Writes a table {@code index,pixels,kind}.
     *
     * @param known by the dataset's name
     */
    public static Path write(Path file, Map<String, Misalignment> known) {
        StringBuilder table = new StringBuilder(COLUMNS).append('\n');
        known.forEach((index, own) -> table.append(Csv.line(List.of(index, own.pixels, own.kind))));
        return WholeFile.writeText(file, table.toString());
    }

    /** @throws BadInput when it is no table that {@link #write} wrote */
    public static Map<String, Misalignment> read(Path file) {
        Map<String, Misalignment> known = new LinkedHashMap<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (String line : lines.subList(1, lines.size())) {
                List<String> fields = Csv.fields(line);
                known.put(fields.get(0), new Misalignment(Double.parseDouble(fields.get(1)), fields.get(2)));
            }
            return known;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw BadInput.file(file, "is not a table " + COLUMNS, "evaluate again");
        }
    }
}
