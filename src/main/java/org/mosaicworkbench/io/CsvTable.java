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
 * A table in a CSV file. The first line names the columns; spaces around a name are ignored. Every other line has the
 * same number of fields, quoted as in {@link Csv}. A byte order mark is ignored, and so are blank lines and lines that
 * contain only commas; in a table with one column, a blank line is a row whose field is empty.
 *
 * <p>Columns are checked before lines, so that the wrong file can be told apart from a damaged one: call {@code read},
 * {@code require} and then {@code rows}.
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
     * @param remedy advice for any problem with the file
     * @throws BadInput if it is missing, cannot be read, is not UTF-8, or is empty
     */
    public static CsvTable read(Path file, String remedy) {
        return read(file, remedy, remedy);
    }

    /**
     * Reads a file.
     *
     * @param otherFile advice if the file is not such a table: which file to give instead
     * @param mending advice if one of its lines is broken
     * @throws BadInput if it is missing, cannot be read, is not UTF-8, or is empty
     */
    public static CsvTable read(Path file, String otherFile, String mending) {
        List<Csv.Line> lines = Csv.records(text(file, otherFile));
        if (lines.isEmpty()) {
            throw BadInput.file(file, "is empty", otherFile);
        }
        Csv.Line last = lines.get(lines.size() - 1);
        if (!last.closed()) {
            throw BadInput.file(file, "a quote opened in line " + last.line() + " is not closed", mending);
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

    /** @return the column names, in order */
    public List<String> columns() {
        return columns;
    }

    /** @return whether the table has this column */
    public boolean has(String column) {
        return places.containsKey(column);
    }

    /**
     * Checks that the table has the required columns, and no column twice.
     *
     * @param remedy advice if a column is missing
     * @return this table
     * @throws BadInput if a column is missing (the message lists the existing columns) or occurs twice
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
                throw BadInput.file(file, "has two columns " + columns.get(c), "keep one of them");
            }
        }
        return this;
    }

    /** Rejects a table separated by semicolons or tabs; spreadsheets use semicolons if numbers have a decimal comma. */
    private void requireCommas(Collection<String> wanted) {
        for (String separator : List.of(";", "\t")) {
            List<String> parts = List.of(columns.get(0).split(separator));
            if (columns.size() == 1 && parts.size() > 1 && parts.containsAll(wanted)) {
                throw BadInput.file(
                        file,
                        "is separated by " + (separator.equals(";") ? "semicolons" : "tabs") + ", not by commas",
                        "save it as CSV with commas between fields and decimal points in numbers");
            }
        }
    }

    /**
     * Checks that the table has exactly these columns in this order.
     *
     * @return this table
     * @throws BadInput if the first line differs
     */
    public CsvTable requireHeader(List<String> header, String remedy) {
        if (!columns.equals(header)) {
            throw BadInput.file(file, "does not begin with the line '" + String.join(",", header) + "'", remedy);
        }
        return this;
    }

    /**
     * The lines after the first, in order.
     *
     * @throws BadInput if a line has a different number of fields from the first
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
     * The lines after the first, with a unique key per line.
     *
     * @param key the key column
     * @throws BadInput if a line has a different number of fields from the first or an empty key, or two lines share a
     *     key
     */
    public List<Row> rowsBy(String key) {
        List<Row> rows = rows();
        Map<String, Integer> seen = new HashMap<>();
        for (Row row : rows) {
            Integer earlier = seen.putIfAbsent(row.key(key), row.line);
            if (earlier != null) {
                throw BadInput.file(
                        file,
                        "lines " + earlier + " and " + row.line + " are both for " + row.key(key),
                        "keep one line for each dataset");
            }
        }
        return rows;
    }

    /** One line after the first. */
    public final class Row {

        private final int line;
        private final List<String> fields;

        private Row(int line, List<String> fields) {
            this.line = line;
            this.fields = List.copyOf(fields);
        }

        /** @return the line number in the file; the first line is 1 */
        public int line() {
            return line;
        }

        /** @return the fields of the line in the order of the columns */
        public List<String> fields() {
            return fields;
        }

        /** @return the content of an existing column */
        public String text(String column) {
            Integer place = places.get(column);
            if (place == null) {
                throw new IllegalArgumentException("no column " + column + " in " + columns);
            }
            return fields.get(place);
        }

        /**
         * The key of a line, without surrounding blanks.
         *
         * @param column an existing column
         * @throws BadInput if it is empty
         */
        public String key(String column) {
            String key = text(column).strip();
            if (key.isEmpty()) {
                throw BadInput.file(file, "line " + line + " has no " + column, "fill it in or delete the line");
            }
            return key;
        }

        /**
         * The content of an existing column, checked to be valid as a file name.
         *
         * @throws BadInput if it is empty or not valid as a file name
         */
        public String name(String column) {
            return FileName.require(file + ": " + column + " in line " + line, key(column));
        }

        /**
         * The number in an existing column.
         *
         * @return NaN for an empty field and for {@code nan}
         * @throws BadInput if it is not a number
         */
        public double number(String column) {
            return isMissing(column) ? Double.NaN : Csv.value(text(column)).orElseThrow(() -> wrong(column));
        }

        /** @return the number in an existing column; NaN if the field is not a number */
        public double numberOrNaN(String column) {
            return Csv.value(text(column)).orElse(Double.NaN);
        }

        /** @return whether the field in a column is empty or {@code nan} */
        public boolean isMissing(String column) {
            return text(column).isBlank() || text(column).strip().equalsIgnoreCase("nan");
        }

        /** @return the error for an invalid value in a column */
        public BadInput wrong(String column) {
            return BadInput.file(file, "line " + line + " has '" + text(column) + "' for " + column, otherFile);
        }
    }
}
