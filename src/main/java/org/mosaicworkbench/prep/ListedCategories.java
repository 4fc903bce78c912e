package org.mosaicworkbench.prep;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Categories from a CSV file {@code targname,category}. */
final class ListedCategories extends Categories {

    private static final List<String> HEADER = List.of("targname", "category");

    private final Path file;
    private final Map<String, String> byTarget;

    private ListedCategories(Path file, Map<String, String> byTarget) {
        this.file = file;
        this.byTarget = byTarget;
    }

    static ListedCategories read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read", "check that it is there, is text and may be read");
        }
        if (lines.isEmpty() || !Csv.fields(lines.get(0).strip()).equals(HEADER)) {
            throw BadInput.file(file, "does not begin with the line 'targname,category'", "add that line");
        }
        Map<String, String> byTarget = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> fields = Csv.fields(lines.get(i));
            if (!lines.get(i).isBlank() && fields.size() != HEADER.size()) {
                throw BadInput.file(file, "line " + (i + 1) + " has " + fields.size() + " columns, not 2", "mend the line");
            }
            if (!lines.get(i).isBlank()) {
                byTarget.put(fields.get(0).strip(), fields.get(1).strip());
            }
        }
        return new ListedCategories(file, byTarget);
    }

    @Override
    public Found find(List<Dataset> datasets) {
        Set<String> missing = new LinkedHashSet<>();
        List<String> found = datasets.stream().map(dataset -> {
            String category = byTarget.getOrDefault(dataset.targname(), "");
            if (category.isEmpty()) {
                missing.add(dataset.targname());
            }
            return category.isEmpty() ? NONE : category;
        }).toList();
        List<String> warnings = missing.isEmpty() ? List.of()
                : List.of(file + " has no category for " + Words.some(missing) + "; they count as unidentified");
        return new Found(found, 0, 0, missing.size(), warnings);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
