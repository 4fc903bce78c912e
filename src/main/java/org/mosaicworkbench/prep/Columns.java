package org.mosaicworkbench.prep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The harvested table, stored by column. A cell is a {@code Long}, a {@code Double}, a {@code String}, or null. */
final class Columns {

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> rowOf = new HashMap<>();
    private final Map<String, List<Object>> columns = new LinkedHashMap<>();
    private final Map<String, String> words = new HashMap<>();

    /** @return the row of a dataset, created if necessary */
    int row(String index) {
        return rowOf.computeIfAbsent(index, name -> {
            names.add(name);
            return names.size() - 1;
        });
    }

    /** @return the dataset's name in a row */
    String index(int row) {
        return names.get(row);
    }

    int size() {
        return names.size();
    }

    /** @return the columns in the order of their first value */
    Set<String> columns() {
        return columns.keySet();
    }

    void set(String column, int row, Object value) {
        List<Object> cells = columns.computeIfAbsent(column, c -> new ArrayList<>());
        while (cells.size() <= row) {
            cells.add(null);
        }
        cells.set(row, value instanceof String text ? words.computeIfAbsent(text, w -> w) : value);
    }

    /** @return the content of a cell; null if it was never set or holds a JSON null */
    Object value(String column, int row) {
        List<Object> cells = columns.get(column);
        return cells == null || row >= cells.size() ? null : cells.get(row);
    }

    /** @return these columns with the chosen rows, in the order given */
    Columns rows(List<Integer> chosen) {
        Columns some = new Columns();
        for (int row : chosen) {
            int target = some.row(index(row));
            for (String column : columns.keySet()) {
                Object value = value(column, row);
                if (value != null) {
                    some.set(column, target, value);
                }
            }
        }
        return some;
    }
}
