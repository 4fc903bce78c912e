package org.mosaicworkbench.prep;

import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A table stored by columns. As in pandas, a numeric column has an integer type only if all its numbers are integers.
 */
record ColumnTable(List<Column> columns) {

    /** Named cells; {@code Long}, {@code Double} or {@code String}. */
    record Column(String name, List<Object> cells) {

        Column {
            boolean numbers = cells.stream().allMatch(Number.class::isInstance);
            boolean whole = cells.stream().allMatch(Long.class::isInstance);
            cells = numbers && !whole
                    ? cells.stream()
                            .map(cell -> (Object) ((Number) cell).doubleValue())
                            .toList()
                    : List.copyOf(cells);
        }

        tech.tablesaw.columns.Column<?> tablesaw() {
            if (!cells.isEmpty() && cells.get(0) instanceof Long) {
                return LongColumn.create(
                        name, cells.stream().mapToLong(Long.class::cast).toArray());
            }
            if (!cells.isEmpty() && cells.get(0) instanceof Double) {
                return DoubleColumn.create(
                        name, cells.stream().mapToDouble(Double.class::cast).toArray());
            }
            return StringColumn.create(
                    name, cells.stream().map(String.class::cast).toList());
        }
    }

    int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).cells.size();
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    List<Object> row(int row) {
        return columns.stream().map(column -> column.cells.get(row)).toList();
    }

    Table table(String name) {
        return Table.create(
                name,
                columns.stream()
                        .<tech.tablesaw.columns.Column<?>>map(Column::tablesaw)
                        .toList());
    }
}
