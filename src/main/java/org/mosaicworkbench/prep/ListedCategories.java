package org.mosaicworkbench.prep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;

/** Categories from a CSV file {@code targname,category}. */
final class ListedCategories extends Categories {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final List<String> HEADER = List.of("targname", "category");

    private final Path file;
    private final Map<String, String> byTarget;
    private final Set<String> contradicting;

    private ListedCategories(Path file, Map<String, String> byTarget, Set<String> contradicting) {
        this.file = file;
        this.contradicting = contradicting;
        this.byTarget = byTarget;
    }

    static ListedCategories read(Path file) {
        List<String> lines;
        try {
            lines = Files.readString(file)
                    .replaceFirst("^" + BYTE_ORDER_MARK, "")
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw BadInput.file(file, "cannot be read", "check that it is there, is text and may be read");
        }
        if (lines.isEmpty() || !Csv.fields(lines.get(0).strip()).equals(HEADER)) {
            throw BadInput.file(file, "does not begin with the line 'targname,category'", "add that line");
        }
        Map<String, String> byTarget = new HashMap<>();
        Set<String> contradicting = new LinkedHashSet<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> fields = Csv.fields(lines.get(i));
            if (!lines.get(i).isBlank() && fields.size() != HEADER.size()) {
                throw BadInput.file(
                        file, "line " + (i + 1) + " has " + fields.size() + " columns, not 2", "mend the line");
            }
            if (!lines.get(i).isBlank()) {
                String target = fields.get(0).strip();
                String category = fields.get(1).strip();
                String before = byTarget.put(target, category);
                if (before != null && !before.equals(category)) {
                    contradicting.add(target + " ('" + before + "' and '" + category + "')");
                }
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
            warnings.add(file + " has two categories for " + Words.some(contradicting) + "; the last one counts");
        }
        if (!missing.isEmpty()) {
            warnings.add(file + " has no category for " + Words.some(missing) + "; they count as unidentified");
        }
        return new Found(found, 0, 0, missing.size(), warnings);
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
