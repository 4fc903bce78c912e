package org.mosaicworkbench.evaluate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.WholeFile;

/**
 * The true misalignment of a dataset, if known.
 *
 * @param pixels misalignment of its exposures, pixels of the mosaic
 * @param kind {@code shift}, {@code roll}, {@code drift}, or {@link #ANY}
 */
public record InjectedMisalignment(double pixels, String kind) {

    /** The value of {@code kind} for a misalignment of unknown kind. */
    public static final String ANY = "";

    private static final List<String> COLUMNS = List.of("index", "pixels", "kind");
    private static final String REMEDY = "evaluate again";

    /** @throws BadInput if the size is negative or not a number */
    public InjectedMisalignment {
        if (!(pixels >= 0)) {
            throw new BadInput("the misalignment is " + pixels + " pixels; it must be at least 0");
        }
    }

    /**
     * Writes a table {@code index,pixels,kind}.
     *
     * @param known misalignments by dataset name
     */
    public static Path write(Path file, Map<String, InjectedMisalignment> known) {
        StringBuilder table = new StringBuilder(Csv.line(COLUMNS));
        known.forEach((index, own) -> table.append(Csv.line(List.of(index, own.pixels, own.kind))));
        return WholeFile.writeText(file, table.toString());
    }

    /** @throws BadInput if it is not a table written by {@link #write} */
    public static Map<String, InjectedMisalignment> read(Path file) {
        Map<String, InjectedMisalignment> known = new LinkedHashMap<>();
        for (CsvTable.Row row :
                CsvTable.read(file, REMEDY).requireHeader(COLUMNS, REMEDY).rows()) {
            double pixels = row.number("pixels");
            if (!(pixels >= 0)) {
                throw row.wrong("pixels");
            }
            known.put(row.name("index"), new InjectedMisalignment(pixels, row.text("kind")));
        }
        return known;
    }
}
