package org.mosaicworkbench.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table in a CSV file. The first line names the columns; spaces around a name are no part of it. Every other line has
 * as many fields, quoted as {@link Csv} has it. A byte order mark is passed over, and so are blank lines, but where
 * there is one column: there a blank line is an empty field.
 *
 * <p>Columns are checked before lines, so that a wrong file is told from a broken one: read, require, then rows.
 */
public final class CsvTable {

    private final Path file;
    private final String otherFile;
    private final String mending;
    private final List<String> columns;
    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> lines;

    private CsvTable(Path file, String otherFile, String mending, List<String> lines) {
        this.file = file;
        this.otherFile = otherFile;
        this.mending = mending;
        this.lines = lines;
        this.columns = Csv.fields(lines.get(0)).stream().map(String::strip).toList();
        for (int c = 0; c < columns.size(); c++) {
            places.putIfAbsent(columns.get(c), c);
        }
    }

    /**
     * Reads a file.
     *
     * @param remedy what to do whatever is wrong with it
     * @throws BadInput when it is missing, cannot be read, is not UTF-8, or is empty
     */
    public static CsvTable read(Path file, String remedy) {
        return read(file, remedy, remedy);
    }

    /**
     * Reads a file.
     *
     * @param otherFile what to do where it is no such table: which file to name
     * @param mending   what to do where one of its lines is broken
     * @throws BadInput when it is missing, cannot be read, is not UTF-8, or is empty
     */
    public static CsvTable read(Path file, String otherFile, String mending) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw BadInput.unread(file, "cannot be read as a table", otherFile);
        }
        if (lines.isEmpty()) {
            throw BadInput.file(file, "is empty", otherFile);
        }
        return new CsvTable(file, otherFile, mending, lines);
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
     * @throws BadInput when one is missing, with those that are there, or one stands there twice
     */
    public CsvTable require(Collection<String> wanted, String remedy) {
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

    /**
     * The same, with these columns in this order and no others.
     *
     * @throws BadInput when the first line is another
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
     * @throws BadInput when one has more or fewer fields than the first
     */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (columns.size() > 1 && lines.get(i).isBlank()) {
                continue;
            }
            List<String> fields = Csv.fields(lines.get(i));
            if (fields.size() != columns.size()) {
                throw BadInput.file(
                        file,
                        "line " + (i + 1) + " has " + fields.size() + " fields, the first line has " + columns.size(),
                        mending);
            }
            rows.add(new Row(i + 1, fields));
        }
        return rows;
    }

    /**
     * The lines below the first where each is of something else.
     *
     * @param key the column that says of what
     * @throws BadInput when a line has more or fewer fields than the first, or two are of the same
     */
    public List<Row> rowsBy(String key) {
        List<Row> rows = rows();
        Set<String> seen = new HashSet<>();
        for (Row row : rows) {
            if (!seen.add(row.text(key))) {
                throw BadInput.file(
                        file,
                        "line " + row.line + " is of " + row.text(key) + ", which an earlier line is of too",
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
         * The name in a column that the table has, which files may be called after.
         *
         * @throws BadInput for what cannot be the name of a file
         */
        public String name(String column) {
            return FileName.require(file + ": " + column + " in line " + line, text(column));
        }

        /**
         * The number in a column that the table has.
         *
         * @return NaN for an empty field
         * @throws BadInput for what is no number
         */
        public double number(String column) {
            String text = text(column);
            try {
                return text.isBlank() ? Double.NaN : Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw wrong(column);
            }
        }

        /** @return the number in a column that the table has; NaN for what is none */
        public double numberOrNaN(String column) {
            try {
                return Double.parseDouble(text(column));
            } catch (NumberFormatException e) {
                return Double.NaN;
            }
        }

        /** @return that a column holds what does not belong there */
        public BadInput wrong(String column) {
            return BadInput.file(file, "line " + line + " has '" + text(column) + "' for " + column, otherFile);
        }
    }
}
