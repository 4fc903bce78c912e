package org.mosaicworkbench.catalog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;
import uk.ac.starlink.ecsv.EcsvTableBuilder;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.StarTable;
import uk.ac.starlink.table.StoragePolicy;
import uk.ac.starlink.util.ByteArrayDataSource;

/**
 * Columns of numbers from a table in Enhanced CSV (astropy proposal APE 6), versions 0.9 and 1.0. STIL reads the
 * header. The data lines are split here, and only the requested cells are decoded, because catalogs have thousands of
 * lines with about twenty numbers each, and only a few of these are used.
 */
final class EcsvNumbers {

    static final String REMEDY = "run the processing again";

    private static final Logger STIL = Logger.getLogger("uk.ac.starlink");
    private static final Pattern COMMAS = Pattern.compile("(?m)^#\\s*delimiter\\s*:\\s*(['\"]),\\1");

    static {
        if (STIL.getLevel() == null) {
            STIL.setLevel(Level.OFF);
        }
    }

    private final String header;
    private final List<String> names;
    private final List<double[]> rows;

    private EcsvNumbers(String header, List<String> names, List<double[]> rows) {
        this.header = header;
        this.names = names;
        this.rows = rows;
    }

    /**
     * Reads a table.
     *
     * @param required columns that must exist
     * @param wanted selects by name the columns to decode
     * @throws BadInput if the file is missing, is not ECSV, lacks a column, or has a malformed line; the message names
     *                  the file and the line
     */
    static EcsvNumbers read(Path file, List<String> required, Predicate<String> wanted) {
        String text = text(file);
        int data = startOfData(text);
        String header = text.substring(0, data);
        StarTable table = table(file, header);
        List<String> all = IntStream.range(0, table.getColumnCount())
                .mapToObj(i -> table.getColumnInfo(i).getName())
                .toList();
        for (String name : required) {
            if (!all.contains(name)) {
                throw BadInput.file(file, "has no column " + name + " among " + all, REMEDY);
            }
        }
        ColumnInfo[] columns = IntStream.range(0, all.size())
                .mapToObj(i -> wanted.test(all.get(i)) ? table.getColumnInfo(i) : null)
                .toArray(ColumnInfo[]::new);
        Lines lines = new Lines(columns, COMMAS.matcher(header).find() ? ',' : ' ');
        return new EcsvNumbers(header, all.stream().filter(wanted).toList(), lines.read(file, text, data));
    }

    /** @return the header lines and the line with the column names */
    String header() {
        return header;
    }

    /** @return the names of the decoded columns, in the file's order */
    List<String> names() {
        return names;
    }

    /** @return for each data line, the numbers in the order of {@link #names}; NaN for a missing number */
    List<double[]> rows() {
        return rows;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw BadInput.file(file, "no such file", "check the path");
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read", "check its permissions");
        }
    }

    /** Returns the position after the first line that is not a comment, which holds the column names. */
    private static int startOfData(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) == '#') {
            at = endOfLine(text, at) + 1;
        }
        int end = endOfLine(text, Math.min(at, text.length()));
        while (end < text.length() && text.substring(at, end).isBlank()) {
            at = end + 1;
            end = endOfLine(text, at);
        }
        return Math.min(text.length(), end + 1);
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static StarTable table(Path file, String header) {
        // The library drops the last line unless it ends with a line break.
        byte[] content = (header + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            return new EcsvTableBuilder()
                    .makeStarTable(
                            new ByteArrayDataSource(file.toString(), content), false, StoragePolicy.PREFER_MEMORY);
        } catch (IOException | RuntimeException e) {
            throw new BadInput(file + ": is not a catalog in ECSV (" + e.getMessage() + "); " + REMEDY, e);
        }
    }

    /**
     * The data lines.
     *
     * @param columns the columns in the file's order; null for each one that is not decoded
     * @param delimiter character between two cells
     */
    private record Lines(ColumnInfo[] columns, char delimiter) {

        List<double[]> read(Path file, String text, int from) {
            List<double[]> rows = new ArrayList<>();
            int used = (int) Arrays.stream(columns).filter(c -> c != null).count();
            for (int start = from; start < text.length(); ) {
                int end = endOfLine(text, start);
                String line = text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
                if (!line.isBlank()) {
                    double[] row = new double[used];
                    if (!split(line, row)) {
                        throw BadInput.file(file, "data line " + (rows.size() + 1) + " has " + wrong(line), REMEDY);
                    }
                    rows.add(row);
                }
                start = end + 1;
            }
            return rows;
        }

        private static String wrong(String line) {
            return line.chars().filter(c -> c == '"').count() % 2 == 1
                    ? "an unclosed quotation mark"
                    : "the wrong number of values";
        }

        /** @return whether the line has a cell for each column */
        private boolean split(String line, double[] row) {
            int column = 0;
            int next = 0;
            int from = 0;
            while (column < columns.length && from <= line.length()) {
                int end = endOfCell(line, from);
                if (end < 0) {
                    return false;
                }
                if (columns[column] != null) {
                    row[next++] = number(line.substring(from, end), columns[column].getContentClass());
                }
                column++;
                from = end + 1;
            }
            return column == columns.length && from > line.length();
        }

        /** Returns the position of the next delimiter or the line's end; -1 if the line ends inside quotation marks. */
        private int endOfCell(String line, int from) {
            boolean quoted = false;
            for (int i = from; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == delimiter && !quoted) {
                    return i;
                }
            }
            return quoted ? -1 : line.length();
        }
    }

    /** Parses a number; NaN if the cell is not a number of the column's type. */
    private static double number(String cell, Class<?> type) {
        String text = cell.indexOf('"') < 0 ? cell : cell.replace("\"", "");
        if (text.isEmpty() || text.equals("nan")) {
            return Double.NaN;
        }
        try {
            // Java's parser would accept the type suffix of a literal, such as 1.0f.
            if (Character.isLetter(text.charAt(text.length() - 1))
                    && !text.toLowerCase(Locale.ROOT).endsWith("inf")
                    && !text.equalsIgnoreCase("infinity")) {
                return Double.NaN;
            }
            if (type == Double.class) {
                return Double.parseDouble(text);
            }
            if (type == Float.class) {
                return Float.parseFloat(text);
            }
            return Number.class.isAssignableFrom(type) ? Long.parseLong(text) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
