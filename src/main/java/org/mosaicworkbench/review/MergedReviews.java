package org.mosaicworkbench.review;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.task.TaskResult;

/**
 * Labels merged from several files, with the agreement of the reviewers.
 *
 * @param labels one for each dataset and reviewer
 * @param agreement the agreement of each pair of reviewers
 * @param warnings inconsistencies in the labels
 */
public record MergedReviews(List<ReviewedLabel> labels, Agreement agreement, List<String> warnings)
        implements Displayable, TaskResult {

    /** Copies the lists. */
    public MergedReviews {
        labels = List.copyOf(labels);
        warnings = List.copyOf(warnings);
    }

    /**
     * Merges files. If a reviewer labelled a dataset in several files, the latest label counts.
     *
     * @throws BadInput if there is no file, or one cannot be read
     */
    public static MergedReviews of(List<Path> files) {
        if (files.isEmpty()) {
            throw new BadInput("there is no file to merge; give the reviewed.csv of each reviewer");
        }
        List<ReviewedLabel> all = new ArrayList<>();
        files.forEach(file -> all.addAll(ReviewedFile.read(file)));
        List<ReviewedLabel> labels = ReviewedFile.latest(all);
        List<String> warnings = new ArrayList<>();
        Map<List<String>, ReviewAnswer> first = new HashMap<>();
        Set<String> changed = new HashSet<>();
        Map<String, Set<String>> versions = new HashMap<>();
        for (ReviewedLabel one : all) {
            ReviewAnswer earlier = first.putIfAbsent(List.of(one.index(), one.reviewer()), one.answer());
            if (earlier != null && earlier != one.answer()) {
                changed.add(one.index());
            }
            versions.computeIfAbsent(one.index(), index -> new HashSet<>()).add(one.version());
        }
        warn(warnings, changed.size(), "labelled differently by the same reviewer; the latest label counts");
        warn(
                warnings,
                versions.values().stream().filter(some -> some.size() > 1).count(),
                "reviewed in different versions of the predictions");
        return new MergedReviews(labels, Agreement.of(labels), warnings);
    }

    private static void warn(List<String> warnings, long count, String what) {
        if (count > 0) {
            warnings.add(Count.of(count, "dataset") + " " + what);
        }
    }

    /**
     * Writes a {@code reviewed.csv}, atomically.
     *
     * @return the file
     * @throws BadInput if the name does not end in {@code .csv}, or an existing file is of a different kind or has
     *                  labels that would be lost
     */
    public Path write(Path file) {
        return ReviewedFile.writeMerged(file, labels);
    }

    @Override
    public Display display() {
        return agreement.display();
    }

    @Override
    public TextTable records() {
        return agreement.table();
    }

    @Override
    public String toString() {
        long datasets = labels.stream().map(ReviewedLabel::index).distinct().count();
        return Count.of(labels.size(), "label") + " of " + Count.of(datasets, "dataset") + "\n\n" + agreement;
    }
}
