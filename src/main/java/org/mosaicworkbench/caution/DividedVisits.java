package org.mosaicworkbench.caution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.io.Count;

/** Finds visits whose datasets or copies fall on different sides of a split. */
public final class DividedVisits {

    private static final String MEANING = ", so a model evaluated on one split has seen their fields and stars in the "
            + "other. Put all datasets of a visit into the same split";

    private DividedVisits() {}

    /** Checks the split given by a table's own columns. */
    static List<String> cautions(CheckedTable table) {
        List<String> cautions = new ArrayList<>();
        table.sides().forEach((column, sides) -> {
            Map<String, Set<String>> seen = new HashMap<>();
            for (int row = 0; row < sides.size(); row++) {
                if (!sides.get(row).isBlank()) {
                    seen.computeIfAbsent(Prediction.visit(table.names().get(row)), visit -> new HashSet<>())
                            .add(sides.get(row));
                }
            }
            long divided = seen.values().stream().filter(own -> own.size() > 1).count();
            if (divided > 0) {
                cautions.add("the column " + column + " puts " + divided + " of " + Count.of(seen.size(), "visit")
                        + " into more than one split" + MEANING);
            }
        });
        return cautions;
    }

    /**
     * Checks a split into two tables.
     *
     * @param names names of the datasets in one table
     * @param other name of the other table
     * @param theirs names of the datasets in the other table
     * @return a warning; empty if no visit is in both
     */
    public static Optional<String> caution(Collection<String> names, String other, Collection<String> theirs) {
        Set<String> visits = names.stream().map(Prediction::visit).collect(Collectors.toCollection(HashSet::new));
        int all = visits.size();
        visits.retainAll(theirs.stream().map(Prediction::visit).collect(Collectors.toSet()));
        return visits.isEmpty()
                ? Optional.empty()
                : Optional.of(visits.size() + " of " + Count.of(all, "visit") + " are also in " + other + MEANING);
    }
}
