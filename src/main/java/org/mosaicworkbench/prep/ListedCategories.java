package org.mosaicworkbench.prep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosaicworkbench.io.CsvTable;

/** Categories from a CSV file {@code targname,category}. */
final class ListedCategories extends Categories {

    private static final String TARGET = "targname";
    private static final String CATEGORY = "category";
    private static final List<String> HEADER = List.of(TARGET, CATEGORY);

    private final Path file;
    private final Map<String, String> byTarget;
    private final Set<String> contradicting;

    private ListedCategories(Path file, Map<String, String> byTarget, Set<String> contradicting) {
        this.file = file;
        this.contradicting = contradicting;
        this.byTarget = byTarget;
    }

    static ListedCategories read(Path file) {
        CsvTable table = CsvTable.read(
                        file, "check that it is text with the columns targname and category", "correct the line")
                .requireHeader(HEADER, "add that line");
        Map<String, String> byTarget = new HashMap<>();
        Set<String> contradicting = new LinkedHashSet<>();
        for (CsvTable.Row row : table.rows()) {
            String target = row.text(TARGET).strip();
            String category = row.text(CATEGORY).strip();
            String before = byTarget.put(target, category);
            if (before != null && !before.equals(category)) {
                contradicting.add(target + " ('" + before + "' and '" + category + "')");
            }
        }
        return new ListedCategories(file, byTarget, contradicting);
    }

    @Override
    public Found find(List<Dataset> datasets) {
        Set<String> missing = new LinkedHashSet<>();
        List<String> found = datasets.stream()
                .map(dataset -> {
                    String category = byTarget.getOrDefault(dataset.target().name(), "");
                    if (category.isEmpty()) {
                        missing.add(dataset.target().name());
                    }
                    return category.isEmpty() ? NONE : category;
                })
                .toList();
        List<String> warnings = new ArrayList<>();
        if (!contradicting.isEmpty()) {
            warnings.add(
                    file + " has two categories for " + MessageLists.some(contradicting) + "; the last one is used");
        }
        if (!missing.isEmpty()) {
            warnings.add(file + " has no category for " + MessageLists.some(missing) + "; they count as unidentified");
        }
        return new Found(found, 0, 0, missing.size(), warnings);
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(file);
    }

    @Override
    boolean asks() {
        return false;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
