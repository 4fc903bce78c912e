package org.mosaicworkbench.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosaicworkbench.features.CodedColumn;

/**
 * A group of rows.
 *
 * @param name name for display
 * @param rows 0-based row indices, ascending
 */
public record Group(String name, int[] rows) {

    /** Copies the array. */
    public Group {
        rows = rows.clone();
    }

    /**
     * The groups of a categorical column, in the order of the codes, with rows without a code last; one group per code
     * that occurs.
     */
    public static List<Group> of(CodedColumn grouping, double[] codes) {
        Map<Double, List<Integer>> members = new TreeMap<>();
        for (int row = 0; row < codes.length; row++) {
            members.computeIfAbsent(Double.isFinite(codes[row]) ? codes[row] : Double.NaN, code -> new ArrayList<>())
                    .add(row);
        }
        List<Group> groups = new ArrayList<>();
        members.forEach((code, rows) -> groups.add(new Group(
                grouping.name(code), rows.stream().mapToInt(Integer::intValue).toArray())));
        return groups;
    }

    @Override
    public int[] rows() {
        return rows.clone();
    }

    /** @return the number of rows */
    public int size() {
        return rows.length;
    }

    /** @return the group's values in a column */
    public double[] of(double[] column) {
        return Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
    }

    /** @return the rows that are in both groups, with this group's name */
    public Group and(Group other) {
        int[] theirs = other.rows;
        return new Group(
                name,
                Arrays.stream(rows)
                        .filter(row -> Arrays.binarySearch(theirs, row) >= 0)
                        .toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Group group && name.equals(group.name) && Arrays.equals(rows, group.rows);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(rows);
    }

    @Override
    public String toString() {
        return name + " (" + rows.length + ")";
    }
}
