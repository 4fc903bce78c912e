package org.mosaicworkbench.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.CsvTable;

/**
 * Labels from a separate file: {@code reviewed.csv}, in which several reviewers may have labelled a dataset, or
 * {@code labels.csv}. It needs the columns index and label (0 aligned, 1 misaligned, empty for cannot tell). With a
 * column {@code reviewer}, the majority of the reviewers with a verdict decides. Dataset names are only compared, so a
 * name that is a path is not an error, but matches no dataset.
 *
 * @param file file that was read
 * @param labels labels by dataset name
 * @param open datasets for which no reviewer has a verdict
 * @param ties datasets with equally many votes for aligned and misaligned
 */
public record GivenLabels(Path file, Map<String, Label> labels, Set<String> open, Set<String> ties) {

    private static final String INDEX = "index";
    private static final String LABEL = "label";
    private static final String REVIEWER = "reviewer";
    private static final String REMEDY = "give the reviewed.csv of review or the labels.csv of label or corrupt";

    /** Makes defensive copies. */
    public GivenLabels {
        labels = Map.copyOf(labels);
        open = new TreeSet<>(open);
        ties = new TreeSet<>(ties);
    }

    /**
     * Reads a file.
     *
     * @throws BadInput if it cannot be read, lacks a column, or one reviewer labels a dataset twice
     */
    public static GivenLabels read(Path file) {
        CsvTable table = CsvTable.read(file, REMEDY).require(List.of(INDEX, LABEL), REMEDY);
        boolean reviewed = table.has(REVIEWER);
        Map<String, List<Optional<Label>>> votes = new LinkedHashMap<>();
        Map<List<String>, CsvTable.Row> seen = new HashMap<>();
        for (CsvTable.Row row : table.rows()) {
            String index = row.key(INDEX);
            CsvTable.Row earlier = seen.putIfAbsent(
                    List.of(index, reviewed ? row.text(REVIEWER).strip() : ""), row);
            if (earlier != null) {
                throw twice(file, index, row, earlier);
            }
            votes.computeIfAbsent(index, name -> new ArrayList<>()).add(label(file, row));
        }
        return counted(file, votes);
    }

    private static Optional<Label> label(Path file, CsvTable.Row row) {
        return row.isMissing(LABEL)
                ? Optional.empty()
                : Optional.of(Label.of(
                        file + ": the label of " + row.key(INDEX) + " (line " + row.line() + ")", row.text(LABEL)));
    }

    private static BadInput twice(Path file, String index, CsvTable.Row row, CsvTable.Row earlier) {
        String both = row.text(LABEL).strip().equals(earlier.text(LABEL).strip())
                ? ""
                : ", with the labels '" + earlier.text(LABEL) + "' and '" + row.text(LABEL) + "'";
        return BadInput.file(
                file,
                "lines " + earlier.line() + " and " + row.line() + " both label " + index + both,
                "keep one line for each dataset and reviewer");
    }

    private static GivenLabels counted(Path file, Map<String, List<Optional<Label>>> votes) {
        Map<String, Label> labels = new LinkedHashMap<>();
        Set<String> open = new HashSet<>();
        Set<String> ties = new HashSet<>();
        votes.forEach((index, all) -> {
            int majority = all.stream()
                    .flatMap(Optional::stream)
                    .mapToInt(label -> label == Label.MISALIGNED ? 1 : -1)
                    .sum();
            if (all.stream().noneMatch(Optional::isPresent)) {
                open.add(index);
            } else if (majority == 0) {
                ties.add(index);
            } else {
                labels.put(index, majority > 0 ? Label.MISALIGNED : Label.ALIGNED);
            }
        });
        return new GivenLabels(file, labels, open, ties);
    }

    /**
     * The given datasets with the labels of this file, which override the datasets' own. Datasets without a verdict,
     * with a tie, or without any label are omitted.
     *
     * @param otherwise default label; empty to omit unlabelled datasets
     * @throws BadInput if none of the datasets is in the file
     */
    PreparedDatasets over(PreparedDatasets all, Optional<Label> otherwise) {
        if (all.names().stream().noneMatch(this::knows)) {
            throw BadInput.file(
                    file,
                    "none of its " + Count.of(count(), "dataset") + " is in the feature table, whose first dataset is "
                            + all.names().get(0),
                    "give labels of the same datasets");
        }
        Set<String> out = new HashSet<>(open);
        out.addAll(ties);
        return all.without(out).labelled(labels, otherwise);
    }

    private boolean knows(String index) {
        return labels.containsKey(index) || open.contains(index) || ties.contains(index);
    }

    private int count() {
        return labels.size() + open.size() + ties.size();
    }

    /**
     * The omitted or relabelled datasets, one line each.
     *
     * @param before labels in the feature tables by name; empty if a row has none
     * @param used names of the datasets that now have a label, or that failed
     */
    List<String> remarks(Map<String, Optional<Label>> before, Collection<String> used) {
        List<String> remarks = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(labels.keySet());
        unknown.addAll(open);
        unknown.addAll(ties);
        unknown.removeAll(before.keySet());
        Set<String> without = new TreeSet<>(before.keySet());
        without.removeAll(used);
        without.removeIf(this::knows);
        Set<String> changed = new TreeSet<>();
        labels.forEach((index, label) -> {
            if (before.getOrDefault(index, Optional.empty())
                    .filter(own -> own != label)
                    .isPresent()) {
                changed.add(index);
            }
        });
        remark(remarks, changed, "labelled differently in the feature table; the file takes precedence", 1);
        remark(remarks, open, "left out: reviewers could not tell", 1);
        remark(remarks, ties, "left out: reviewers are evenly divided", ties.size());
        remark(remarks, without, "left out: without a label", 1);
        remark(remarks, unknown, "not in the feature table", 1);
        return remarks;
    }

    private void remark(List<String> remarks, Set<String> some, String what, int shown) {
        if (!some.isEmpty()) {
            remarks.add(file + ": " + Count.of(some.size(), "dataset") + " " + what + ": "
                    + String.join(", ", some.stream().limit(shown).toList())
                    + (some.size() > shown ? " and others" : ""));
        }
    }
}
