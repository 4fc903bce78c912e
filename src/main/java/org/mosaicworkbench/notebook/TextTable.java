package org.mosaicworkbench.notebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.Count;
import tech.tablesaw.api.Table;

/**
 * A small table, which shows itself as HTML and prints as aligned text: numbers on the right, everything else on the
 * left.
 *
 * @param columns column names
 * @param cells one list per row, with one value per column; null for an empty cell
 */
public record TextTable(List<String> columns, List<List<Object>> cells) implements Displayable {

    /** Maximum number of rows shown; a longer table also states how many rows remain. */
    public static final int SHOWN = 50;

    /** Front ends that do not trust a notebook may drop these styles; only the appearance depends on them. */
    private static final String CELL = "padding:0.25em 0.5em;border:none;text-align:";

    private static final String HEAD = ";border-bottom:1px solid #888;font-weight:600";

    /** @throws IllegalArgumentException if a row does not have one value per column */
    public TextTable {
        columns = List.copyOf(columns);
        List<List<Object>> copy = new ArrayList<>();
        for (List<?> row : cells) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("row " + (copy.size() + 1) + " has " + row.size() + " values for "
                        + columns.size() + " columns (" + String.join(", ", columns) + ")");
            }
            copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        cells = List.copyOf(copy);
    }

    /** A table without rows. */
    public static TextTable of(String... columns) {
        return new TextTable(Arrays.asList(columns), List.of());
    }

    /** The columns and rows of a Tablesaw table; missing values become empty cells. */
    public static TextTable of(Table table) {
        return new TextTable(
                table.columnNames(),
                IntStream.range(0, table.rowCount())
                        .mapToObj(row -> table.columns().stream()
                                .map(column -> column.isMissing(row) ? null : (Object) column.get(row))
                                .collect(Collectors.toCollection(ArrayList<Object>::new)))
                        .collect(Collectors.<List<Object>>toList()));
    }

    /** The table with one more row. */
    public TextTable with(Object... values) {
        List<List<Object>> more = new ArrayList<>(cells);
        more.add(Arrays.asList(values));
        return new TextTable(columns, more);
    }

    /** The first rows of the table, or all if there are fewer. */
    public TextTable first(int rows) {
        return new TextTable(columns, shown(rows));
    }

    @Override
    public Display display() {
        return new Display.Html(html(SHOWN), toString());
    }

    /** @return the cells of all rows as strings, formatted as in the display */
    public List<List<String>> texts() {
        return words(cells);
    }

    /** The table with all of its rows. */
    public Display.Html whole() {
        return new Display.Html(html(cells.size()), text(cells.size()));
    }

    /** Aligned columns under their names. */
    @Override
    public String toString() {
        return text(SHOWN);
    }

    /** @return all rows as a table in GitHub-flavoured Markdown */
    public String markdown() {
        String rule = IntStream.range(0, columns.size())
                .mapToObj(c -> numeric(c) ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        return markdown(columns)
                + rule
                + words(cells).stream().map(TextTable::markdown).collect(Collectors.joining());
    }

    /**
     * Rounds a value for a cell. Trailing zeros are kept, so all values of a column have the same decimals.
     *
     * @return the rounded value; null if the value is not finite
     */
    public static BigDecimal rounded(double value, int decimals) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP) : null;
    }

    private static String markdown(List<String> fields) {
        return fields.stream().map(field -> field.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** @return all rows as a LaTeX {@code tabular} that needs no package */
    public String latex() {
        String sides = IntStream.range(0, columns.size())
                .mapToObj(c -> numeric(c) ? "r" : "l")
                .collect(Collectors.joining());
        return "\\begin{tabular}{" + sides + "}\n\\hline\n" + latexLine(columns) + "\\hline\n"
                + words(cells).stream().map(TextTable::latexLine).collect(Collectors.joining())
                + "\\hline\n\\end{tabular}\n";
    }

    private static String latexLine(List<String> fields) {
        return fields.stream().map(TextTable::latex).collect(Collectors.joining(" & ", "", " \\\\\n"));
    }

    /** Escapes the special characters of LaTeX. */
    private static String latex(String field) {
        return field.replace("\\", "\\textbackslash ")
                .replaceAll("[&%$#_{}]", "\\\\$0")
                .replace("~", "\\textasciitilde{}")
                .replace("^", "\\textasciicircum{}");
    }

    private String text(int most) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        lines.addAll(words(shown(most)));
        int[] widths = IntStream.range(0, columns.size())
                .map(c -> lines.stream()
                        .mapToInt(line -> line.get(c).length())
                        .max()
                        .orElse(0))
                .toArray();
        String table = lines.stream()
                .map(line -> IntStream.range(0, columns.size())
                        .mapToObj(c -> padded(line.get(c), widths[c], numeric(c)))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
        return more(most).isEmpty() ? table : table + "\n" + more(most);
    }

    private String html(int most) {
        StringBuilder html = new StringBuilder("<table style=\"border-collapse:collapse;font-size:90%\">\n<thead><tr>");
        for (int c = 0; c < columns.size(); c++) {
            // Screen readers announce an empty table heading without any context.
            String element = columns.get(c).isBlank() ? "td" : "th";
            html.append("<" + element + " style=\"")
                    .append(CELL)
                    .append(side(c))
                    .append(HEAD)
                    .append("\">")
                    .append(Display.Html.escaped(columns.get(c)))
                    .append("</" + element + ">");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : words(shown(most))) {
            html.append("<tr>");
            for (int c = 0; c < columns.size(); c++) {
                html.append("<td style=\"")
                        .append(CELL)
                        .append(side(c))
                        .append("\">")
                        .append(Display.Html.escaped(row.get(c)))
                        .append("</td>");
            }
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table>");
        return more(most).isEmpty() ? html.toString() : html + "\n<p>" + more(most) + "</p>";
    }

    private List<List<Object>> shown(int most) {
        return cells.subList(0, Math.min(most, cells.size()));
    }

    private String more(int most) {
        return cells.size() > most ? "and " + Count.of(cells.size() - most, "more row") : "";
    }

    private String side(int column) {
        return numeric(column) ? "right" : "left";
    }

    private boolean numeric(int column) {
        return cells.stream().map(row -> row.get(column)).allMatch(value -> value == null || value instanceof Number)
                && cells.stream().anyMatch(row -> row.get(column) != null);
    }

    /** The cells of the given rows as strings. */
    private List<List<String>> words(List<List<Object>> rows) {
        List<ColumnFormat> formats = IntStream.range(0, columns.size())
                .mapToObj(c ->
                        ColumnFormat.of(cells.stream().map(row -> row.get(c)).collect(Collectors.toList())))
                .toList();
        return rows.stream()
                .map(row -> IntStream.range(0, columns.size())
                        .mapToObj(c -> formats.get(c).words(row.get(c)))
                        .toList())
                .toList();
    }

    private static String padded(String text, int width, boolean right) {
        String blanks = " ".repeat(width - text.length());
        return right ? blanks + text : text + blanks;
    }
}
