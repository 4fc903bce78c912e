package org.mosaicworkbench.catalog;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.io.WholeFile;
import uk.ac.starlink.ecsv.EcsvTableWriter;
import uk.ac.starlink.table.ColumnInfo;
import uk.ac.starlink.table.DefaultValueInfo;
import uk.ac.starlink.table.DescribedValue;
import uk.ac.starlink.table.RowListStarTable;

/**
 * A table to be written as Enhanced CSV 1.0 (Astropy Proposal for Enhancement 6).
 *
 * @param columns the columns in order
 * @param rows the rows, each with a value for every column; null or NaN if a value is missing
 * @param meta additional header entries by name: strings and numbers
 */
public record EcsvTable(List<Column> columns, List<Object[]> rows, Map<String, Object> meta) {

    /**
     * A column.
     *
     * @param name the column's name
     * @param type {@code Double.class}, {@code Integer.class} or {@code String.class}
     * @param unit the unit in the IVOA's VOUnits notation; may be empty
     * @param description what the column contains
     */
    public record Column(String name, Class<?> type, String unit, String description) {}

    /** @throws IllegalArgumentException if a row does not have one value per column */
    public EcsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        meta = new LinkedHashMap<>(meta);
        for (Object[] row : rows) {
            if (row.length != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of " + row.length + " values does not fit " + columns.size() + " columns");
            }
        }
    }

    /** Writes the table atomically; the same table gives the same bytes. */
    public Path write(Path place) {
        RowListStarTable table =
                new RowListStarTable(columns.stream().map(EcsvTable::info).toArray(ColumnInfo[]::new));
        meta.forEach((name, value) ->
                table.setParameter(new DescribedValue(new DefaultValueInfo(name, value.getClass(), ""), value)));
        rows.forEach(row -> table.addRow(row.clone()));
        return WholeFile.write(place, beside -> {
            try (OutputStream out = Files.newOutputStream(beside)) {
                // The library's own writers share a buffer, so two threads would mix up their tables.
                new EcsvTableWriter(' ', EcsvTableWriter.SPACE_WRITER.getFormatName()).writeStarTable(table, out);
            }
        });
    }

    private static ColumnInfo info(Column column) {
        ColumnInfo info = new ColumnInfo(column.name(), column.type(), column.description());
        if (!column.unit().isEmpty()) {
            info.setUnitString(column.unit());
        }
        return info;
    }
}
