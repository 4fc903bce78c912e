package org.mosaicworkbench.io;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A table in a CSV file. The first line names the columns; spaces around a name are no part of it. Every other line has
 * as many fields, quoted as {@link Csv} has it. A byte order mark is ignored, and so are lines in which nothing
 * stands, blank or of nothing but commas; where there is one column, a blank line is an empty field.
 *
 * <p>Columns are checked before lines, so that a wrong file is told from a broken one: read, require, then rows.
 */
public final class CsvTable {

    private final Path file;
    private final String otherFile;
    private final String mending;
    private final List<String> columns;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Csv.Line> lines;

    private CsvTable(Path file, String otherFile, String mending, List<Csv.Line> lines) {
        this.file = file;
        this.otherFile = otherFile;
        this.mending = mending;
        this.lines = lines;
        this.columns = lines.get(0).fields().stream().map(String::strip).toList();
        for (int c = 0; c < columns.size(); c++) {
            places.putIfAbsent(columns.get(c), c);
        }
    }

    /**
     * Reads a file.
     *
     * @param remedy what to do whatever is wrong with it
     * @throws BadInput if it is missing, cannot be read, is not UTF-8, or is empty
     */
    public static CsvTable read(Path file, String remedy) {
        return read(file, remedy, remedy);
    }

    /**
     * Reads a file.
     *
     * @param otherFile what to do where it is no such table: which file to name
     * @param mending   what to do where one of its lines is broken
     * @throws BadInput if it is missing, cannot be read, is not UTF-8, or is empty
     */
    public static CsvTable read(Path file, String otherFile, String mending) {
        List<Csv.Line> lines = Csv.records(text(file, otherFile));
        if (lines.isEmpty()) {
            throw BadInput.file(file, "is empty", otherFile);
        }
        Csv.Line last = lines.get(lines.size() - 1);
        if (!last.closed()) {
            throw BadInput.file(file, "a quote that line " + last.line() + " opens is not closed", mending);
        }
        return new CsvTable(file, otherFile, mending, lines);
    }

    private static String text(Path file, String otherFile) {
        try {
            String text = Files.readString(file);
            if (text.indexOf(0) < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            throw notUtf8(file);
        } catch (IOException e) {
            throw BadInput.unread(file, "cannot be read as a table", otherFile);
        }
        throw notUtf8(file);
    }

    private static BadInput notUtf8(Path file) {
        return BadInput.file(file, "is not in UTF-8", "save it as CSV UTF-8");
    }

    /** @return their names, in order */
    public List<String> columns() {
        return columns;
    }

    /** @return whether there is such a column */
    public boolean has(String column) {
        return places.containsKey(column);
    }

    /**
     * The same, in which each column that is wanted stands, and every column once.
     *
     * @param remedy what to do where one is missing
     * @throws BadInput if one is missing, with those that are there, or one stands there twice
     */
    public CsvTable require(Collection<String> wanted, String remedy) {
        requireCommas(wanted);
        for (String column : wanted) {
            if (!has(column)) {
                throw BadInput.file(
                        file, "has no column " + column + " (it has " + String.join(", ", columns) + ")", remedy);
            }
        }
        for (int c = 0; c < columns.size(); c++) {
            if (places.get(columns.get(c)) < c) {
                throw BadInput.file(file, "has two columns " + columns.get(c), "leave one of them");
            }
        }
        return this;
    }

    /** Spreadsheets separate by semicolons where numbers have a decimal comma. */
    private void requireCommas(Collection<String> wanted) {
        for (String separator : List.of(";", "\t")) {
            List<String> parts = List.of(columns.get(0).split(separator));
            if (columns.size() == 1 && parts.size() > 1 && parts.containsAll(wanted)) {
                throw BadInput.file(
                        file,
                        "is separated by " + (separator.equals(";") ? "semicolons" : "tabs") + ", not by commas",
                        "save it as CSV with commas, and with points in numbers");
            }
        }
    }

    /**
     * The same, with these columns in this order and no others.
     *
     * @throws BadInput if the first line is another
     */
    public CsvTable requireHeader(List<String> header, String remedy) {
        if (!columns.equals(header)) {
            throw BadInput.file(file, "does not begin with the line '" + String.join(",", header) + "'", remedy);
        }
        return this;
    }

    /**
     * The lines below the first, in order.
     *
     * @throws BadInput if one has more or fewer fields than the first
     */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Csv.Line record : lines.subList(1, lines.size())) {
            List<String> fields = record.fields();
            if (columns.size() > 1 && fields.stream().allMatch(String::isBlank)) {
                continue;
            }
            if (fields.size() != columns.size()) {
                throw BadInput.file(
                        file,
                        "line " + record.line() + " has " + fields.size() + " fields, the first line has "
                                + columns.size(),
                        mending);
            }
            rows.add(new Row(record.line(), fields));
        }
        return rows;
    }

    /**
     * The lines below the first where each is of something else.
     *
     * @param key the column that says of what
     * @throws BadInput if a line has more or fewer fields than the first, is of nothing, or two are of the same
     */
    public List<Row> rowsBy(String key) {
        List<Row> rows = rows();
        Map<String, Integer> seen = new HashMap<>();
        for (Row row : rows) {
            Integer earlier = seen.putIfAbsent(row.key(key), row.line);
            if (earlier != null) {
                throw BadInput.file(
                        file,
                        "line " + row.line + " is of " + row.key(key) + ", which line " + earlier + " is of too",
                        "leave one line for each dataset");
            }
        }
        return rows;
    }

    /** One line below the first. */
    public final class Row {

        private final int line;
        private final List<String> fields;

        private Row(int line, List<String> fields) {
            this.line = line;
            this.fields = List.copyOf(fields);
        }

        /** @return its number in the file; the first line is 1 */
        public int line() {
            return line;
        }

        /** @return its fields in the order of the columns */
        public List<String> fields() {
            return fields;
        }

        /** @return what stands in a column that the table has */
        public String text(String column) {
            Integer place = places.get(column);
            if (place == null) {
                throw new IllegalArgumentException("no column " + column + " in " + columns);
            }
            return fields.get(place);
        }

        /**
         * What a line is of; blanks around it are no part of it.
         *
         * @param column that the table has
         * @throws BadInput if nothing stands there
         */
        public String key(String column) {
            String key = text(column).strip();
            if (key.isEmpty()) {
                throw BadInput.file(file, "line " + line + " has no " + column, "fill it in or delete the line");
            }
            return key;
        }

        /**
         * The name in a column that the table has, which files may be called after.
         *
         * @throws BadInput for none, and for what cannot be the name of a file
         */
        public String name(String column) {
            return FileName.require(file + ": " + column + " in line " + line, key(column));
        }

        /**
         * The number in a column that the table has.
         *
         * @return NaN for an empty field and for {@code nan}
         * @throws BadInput for what is no number
         */
        public double number(String column) {
            return isMissing(column) ? Double.NaN : Csv.value(text(column)).orElseThrow(() -> wrong(column));
        }

        /** @return the number in a column that the table has; NaN for what is none */
        public double numberOrNaN(String column) {
            return Csv.value(text(column)).orElse(Double.NaN);
        }

        /** @return whether a column is empty or says so, with {@code nan} */
        public boolean isMissing(String column) {
            return text(column).isBlank() || text(column).strip().equalsIgnoreCase("nan");
        }

        /** @return that a column holds what does not belong there */
        public BadInput wrong(String column) {
            return BadInput.file(file, "line " + line + " has '" + text(column) + "' for " + column, otherFile);
        }
    }
}
