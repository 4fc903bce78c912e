package org.mosaicworkbench.review;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.WholeFile;

/** {@code reviewed.csv}: a line for each dataset and reviewer, the label empty where the reviewer could not tell. */
final class ReviewedFile {

    static final String NAME = "reviewed.csv";
    private static final List<String> COLUMNS = List.of("index", "label", "reviewer", "when", "version", "note");
    private static final String REMEDY = "name a reviewed.csv that review wrote";

    private ReviewedFile() {}

    /** Writes it atomically, by index and reviewer; skipped datasets are left out. */
    static Path write(Path file, Collection<ReviewedLabel> labels) {
        return WholeFile.writeText(
                file,
                Csv.line(COLUMNS)
                        + labels.stream()
                                .filter(one -> one.answer() != ReviewAnswer.SKIPPED)
                                .sorted(Comparator.comparing(ReviewedLabel::index)
                                        .thenComparing(ReviewedLabel::reviewer))
                                .map(one -> Csv.line(List.of(
                                        one.index(),
                                        one.answer().label(),
                                        one.reviewer(),
                                        one.when(),
                                        one.version(),
                                        one.note())))
                                .collect(Collectors.joining()));
    }

    /** @throws org.mosaicworkbench.io.BadInput when it cannot be read or is no such file */
    static List<ReviewedLabel> read(Path file) {
        List<ReviewedLabel> labels = new ArrayList<>();
        for (CsvTable.Row row :
                CsvTable.read(file, REMEDY).require(COLUMNS, REMEDY).rows()) {
            labels.add(new ReviewedLabel(
                    row.name("index"),
                    row.isMissing("label")
                            ? ReviewAnswer.CANNOT_TELL
                            : ReviewAnswer.of(Label.of(
                                    file + ": the label of " + row.key("index") + " (line " + row.line() + ")",
                                    row.text("label"))),
                    row.key("reviewer"),
                    row.text("when"),
                    row.text("version"),
                    row.text("note")));
        }
        return labels;
    }

    /** Labels of several files, one for each dataset and reviewer; the one that was given last counts. */
    static List<ReviewedLabel> latest(Collection<ReviewedLabel> labels) {
        Map<List<String>, ReviewedLabel> latest = new HashMap<>();
        labels.forEach(one -> latest.merge(
                List.of(one.index(), one.reviewer()), one, (a, b) -> a.when().compareTo(b.when()) > 0 ? a : b));
        return List.copyOf(latest.values());
    }
}
