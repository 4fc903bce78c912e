package org.mosaicworkbench.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import uk.ac.starlink.ecsv.EcsvTableBuilder;
import uk.ac.starlink.table.RowSequence;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.util.ByteArrayDataSource;

/**
 * A catalog of sources as Hubble's single-visit pipeline writes it: Enhanced CSV (astropy proposal APE 6), versions 0.9
 * and 1.0. Point, segment and reference catalogs are read alike.
 *
 * @param sources  in the order of the file; none for a catalog with only its header
 * @param declared N of the header's line {@code Number of sources: N}, empty where there is no such line; it counts
 *                 what was found, which can be more than was listed
 */
public record SourceList(List<Source> sources, OptionalInt declared) {

    private static final Logger STIL = Logger.getLogger("uk.ac.starlink");
    private static final Pattern DECLARED = Pattern.compile("(?m)^#.*\\bNumber of sources['\"]?\\s*:\\s*(\\d{1,9})\\b");
    private static final Pattern DATA_LINE = Pattern.compile("(?m)^[^#\\s].*$|^[ \\t]+[^#\\s].*$");
    private static final String REMEDY = "make it again with the processing";

    static {
        if (STIL.getLevel() == null) {
            STIL.setLevel(Level.OFF);
        }
    }

    public SourceList {
        sources = List.copyOf(sources);
    }

    /**
     * Reads a catalog.
     *
     * @throws BadInput when the file is missing, is not ECSV, has no columns RA and DEC, or has a broken line; the
     *                  message names the file and the line
     */
    public static SourceList read(Path file) {
        String text = text(file);
        List<Source> sources = sources(file, table(file, text));
        long lines = DATA_LINE.matcher(text).results().count() - 1;
        if (sources.size() != lines) {
            throw BadInput.file(
                    file,
                    "has " + lines + " lines of data but only " + sources.size()
                            + " can be read (a quotation mark is not closed)",
                    REMEDY);
        }
        Matcher declared = DECLARED.matcher(text);
        return new SourceList(
                sources, declared.find() ? OptionalInt.of(Integer.parseInt(declared.group(1))) : OptionalInt.empty());
    }

    /** The file's text with a line end behind the last line, without which STIL would lose that line. */
    private static String text(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return text.endsWith("\n") ? text : text + "\n";
        } catch (NoSuchFileException e) {
            throw BadInput.file(file, "no such file", "check the path");
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read", "ask for the permission to read it");
        }
    }

    private static StarTable table(Path file, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        try {
            return new EcsvTableBuilder()
                    .makeStarTable(
                            new ByteArrayDataSource(file.toString(), content), false, StoragePolicy.PREFER_MEMORY);
        } catch (IOException | RuntimeException e) {
            throw new BadInput(file + ": is not a catalog in ECSV (" + e.getMessage() + "); " + REMEDY, e);
        }
    }

    private static List<Source> sources(Path file, StarTable table) {
        int ra = required(file, table, "RA");
        int dec = required(file, table, "DEC");
        int x = column(table, "X-Center");
        int y = column(table, "Y-Center");
        int[] flags = flagColumns(table);
        List<Source> sources = new ArrayList<>();
        try (RowSequence rows = table.getRowSequence()) {
            while (rows.next()) {
                Object[] row = rows.getRow();
                Source source = new Source(
                        number(row, ra),
                        number(row, dec),
                        number(row, x),
                        number(row, y),
                        flag(row, flags),
                        saturated(row, flags));
                if (!(Double.isFinite(source.ra()) && Math.abs(source.dec()) <= 90)) {
                    throw brokenLine(
                            file, sources.size() + 1, "no position: RA " + row[ra] + ", DEC " + row[dec], null);
                }
                sources.add(source);
            }
        } catch (IOException | RuntimeException e) {
            throw e instanceof BadInput bad
                    ? bad
                    : brokenLine(file, sources.size() + 1, "not as many values as there are columns", e);
        }
        return sources;
    }

    private static BadInput brokenLine(Path file, int line, String wrong, Exception cause) {
        return new BadInput(file + ": data line " + line + " has " + wrong + "; " + REMEDY, cause);
    }

    private static int required(Path file, StarTable table, String name) {
        int column = column(table, name);
        if (column < 0) {
            throw BadInput.file(file, "has no column " + name + " among " + names(table), REMEDY);
        }
        return column;
    }

    private static int column(StarTable table, String name) {
        return names(table).indexOf(name);
    }

    private static int[] flagColumns(StarTable table) {
        List<String> names = names(table);
        return IntStream.range(0, names.size())
                .filter(i -> names.get(i).equals("Flags") || names.get(i).startsWith("Flags_"))
                .toArray();
    }

    private static List<String> names(StarTable table) {
        return IntStream.range(0, table.getColumnCount())
                .mapToObj(i -> table.getColumnInfo(i).getName())
                .toList();
    }

    private static double number(Object[] row, int column) {
        return column >= 0 && row[column] instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static int flag(Object[] row, int[] columns) {
        int smallest = Source.NO_FLAG;
        for (int column : columns) {
            double flag = number(row, column);
            smallest = Double.isNaN(flag) ? smallest : Math.min(smallest, (int) flag);
        }
        return smallest;
    }

    private static boolean saturated(Object[] row, int[] columns) {
        return Arrays.stream(columns)
                .mapToDouble(column -> number(row, column))
                .anyMatch(flag -> flag != Source.NO_FLAG && ((int) flag & Source.SATURATED) != 0);
    }

    @Override
    public String toString() {
        return "SourceList of " + Count.of(sources.size(), "source");
    }
}
