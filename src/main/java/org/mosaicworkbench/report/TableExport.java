package org.mosaicworkbench.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.mosaicworkbench.catalog.StarTables;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.TextTable;
import uk.ac.starlink.ecsv.EcsvTableWriter;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StarTableWriter;
import uk.ac.starlink.votable.VOTableWriter;

/**
 * Converts a result table (CSV) for other tools: ECSV for Astropy, VOTable for TOPCAT and Aladin, LaTeX and Markdown
 * for papers and web pages. ECSV and VOTable include the units of the columns written by this software.
 */
public final class TableExport {

    /** File name extensions of the formats, with descriptions. */
    private static final Map<String, String> FORMATS =
            new TreeMap<>(Map.of("ecsv", "ECSV", "md", "Markdown", "tex", "LaTeX", "vot", "VOTable", "xml", "VOTable"));

    private static final Set<String> PIXELS = Set.of("dx", "dy", "error_x", "error_y", "error", "interfilter_offset");
    private static final Map<String, String> UNITS = Map.of(
            "roll", "deg",
            "error_roll", "deg",
            "turn", "deg",
            "turn_error", "deg",
            "east", "arcsec",
            "north", "arcsec",
            "error_arcsec", "arcsec",
            "rms_ra", "mas",
            "rms_dec", "mas");

    private TableExport() {}

    /**
     * Writes a table atomically in the format given by the extension of the new file.
     *
     * @param csv a table such as {@code predictions.csv}, {@code check.csv} or {@code svm_data.csv}
     * @param place path that ends in {@code .ecsv}, {@code .vot}, {@code .xml}, {@code .tex} or {@code .md}
     * @return {@code place}
     * @throws BadInput for any other extension, or if the table cannot be read or the file cannot be written
     */
    public static Path write(Path csv, Path place) {
        String name = place.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!FORMATS.containsKey(ending)) {
            throw BadInput.file(
                    place, "has no file extension of a table", "use one of ." + String.join(", .", FORMATS.keySet()));
        }
        StarTable table = read(csv);
        return WholeFile.write(place, beside -> {
            switch (FORMATS.get(ending)) {
                case "ECSV" -> write(table, new EcsvTableWriter(' ', "ECSV"), beside);
                case "VOTable" -> write(table, new VOTableWriter(), beside);
                case "LaTeX" -> Files.writeString(beside, text(table).latex());
                default -> Files.writeString(beside, text(table).markdown());
            }
        });
    }

    private static StarTable read(Path csv) {
        if (!Files.isRegularFile(csv)) {
            throw BadInput.file(csv, "is not a file", "give a table of results");
        }
        try {
            StarTable table = StarTables.csv(csv);
            table.setName(csv.getFileName().toString());
            for (int c = 0; c < table.getColumnCount(); c++) {
                ColumnInfo column = table.getColumnInfo(c);
                column.setUnitString(unit(column.getName()));
            }
            return table;
        } catch (IOException e) {
            throw BadInput.file(csv, "cannot be read as CSV (" + e.getMessage() + ")", "give a table of results");
        }
    }

    /** The unit of a column in VOUnits syntax; null for none. */
    private static String unit(String column) {
        if (column.endsWith("_mas")) {
            return "mas";
        }
        boolean pixels = PIXELS.contains(column) || column.matches("size(_[lh][oi]\\d+)?");
        return pixels ? "pix" : UNITS.get(column);
    }

    private static void write(StarTable table, StarTableWriter writer, Path place) throws IOException {
        try (OutputStream out = Files.newOutputStream(place)) {
            writer.writeStarTable(table, out);
        }
    }

    private static TextTable text(StarTable table) throws IOException {
        List<String> columns = new ArrayList<>();
        for (int c = 0; c < table.getColumnCount(); c++) {
            columns.add(table.getColumnInfo(c).getName());
        }
        TextTable text = TextTable.of(columns.toArray(String[]::new));
        List<List<Object>> rows = new ArrayList<>();
        for (long row = 0; row < table.getRowCount(); row++) {
            rows.add(Arrays.asList(table.getRow(row)));
        }
        return new TextTable(text.columns(), rows);
    }
}
