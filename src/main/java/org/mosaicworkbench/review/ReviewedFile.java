package org.mosaicworkbench.review;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.WholeFile;

/**
 * Reads and writes {@code reviewed.csv}: a line for each dataset and reviewer, with an empty label if the reviewer
 * could not tell.
 */
final class ReviewedFile {

    static final String NAME = "reviewed.csv";
    private static final List<String> COLUMNS = List.of("index", "label", "reviewer", "when", "version", "note");
    private static final String REMEDY = "give a reviewed.csv that review wrote";

    private ReviewedFile() {}

    /**
     * Writes all labels of a database, atomically.
     *
     * @throws BadInput as for {@link #requireRoomFor}
     */
    static Path export(Path file, LabelStore store) {
        requireRoomFor(file, store);
        return write(file, store.all());
    }

    /**
     * Checks that the labels of a database can be written without losing labels in an existing file.
     *
     * @throws BadInput if an existing file is of a different kind, or holds a label that was never in the database
     */
    static void requireRoomFor(Path file, LabelStore store) {
        List<ReviewedLabel> there = there(file);
        Set<List<String>> known =
                store.everGiven().stream().map(ReviewedFile::said).collect(Collectors.toSet());
        long lost = there.stream().filter(one -> !known.contains(said(one))).count();
        if (lost > 0) {
            throw BadInput.file(
                    file,
                    "has " + Count.of(lost, "label") + " missing from the database of this folder, which would be lost",
                    "rename the file, and join it later with review --merge");
        }
    }

    /**
     * The parts of a label that identify it: without its time and with whitespace in the note normalized, because other
     * programs change these.
     */
    private static List<String> said(ReviewedLabel one) {
        return List.of(
                one.index(),
                one.reviewer().strip(),
                one.answer().toString(),
                one.note().replaceAll("\\s+", " ").strip());
    }

    /**
     * Writes merged labels, atomically.
     *
     * @throws BadInput if the name does not end in {@code .csv}, an existing file is of a different kind, or it holds a
     *     label that no merged label overrides
     */
    static Path writeMerged(Path file, List<ReviewedLabel> labels) {
        if (!file.toString().endsWith(".csv")) {
            throw BadInput.file(file, "is not a valid name for a table of labels", "give one that ends in .csv");
        }
        List<ReviewedLabel> both = new ArrayList<>(there(file));
        both.addAll(labels);
        Set<ReviewedLabel> lost = new HashSet<>(latest(both));
        lost.removeAll(Set.copyOf(labels));
        if (!lost.isEmpty()) {
            throw BadInput.file(
                    file,
                    "has " + Count.of(lost.size(), "label") + " missing from the merged files, which would be lost",
                    "merge this file too, or give another one to write");
        }
        return write(file, labels);
    }

    /** The labels in the existing file; empty if there is no file or it is empty. */
    private static List<ReviewedLabel> there(Path file) {
        WholeFile.requireRoomFor(file);
        try {
            if (Files.notExists(file) || Files.size(file) == 0) {
                return List.of();
            }
            CsvTable.read(file, REMEDY).requireHeader(COLUMNS, REMEDY);
            return read(file);
        } catch (BadInput | IOException e) {
            throw new BadInput(
                    file
                            + ": exists and is not a reviewed.csv written by review; rename the file, or write to"
                            + " another one",
                    e);
        }
    }

    /** Writes labels atomically, sorted by index and reviewer; skipped datasets are left out. */
    private static Path write(Path file, Collection<ReviewedLabel> labels) {
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

    /** @throws BadInput if it cannot be read or is of a different kind */
    static List<ReviewedLabel> read(Path file) {
        List<ReviewedLabel> labels = new ArrayList<>();
        for (CsvTable.Row row :
                CsvTable.read(file, REMEDY).require(COLUMNS, REMEDY).rows()) {
            labels.add(new ReviewedLabel(
                    row.key("index"),
                    row.isMissing("label")
                            ? ReviewAnswer.CANNOT_TELL
                            : ReviewAnswer.of(Label.of(
                                    file + ": the label of " + row.key("index") + " (line " + row.line() + ")",
                                    row.text("label"))),
                    row.key("reviewer"),
                    when(file, row),
                    row.text("version"),
                    row.text("note")));
        }
        return labels;
    }

    /**
     * Returns the time unchanged after checking its format: spreadsheets write times in other formats, which cannot be
     * sorted reliably.
     */
    private static String when(Path file, CsvTable.Row row) {
        String when = row.text("when").strip();
        try {
            Instant.parse(when);
            return when;
        } catch (DateTimeParseException e) {
            throw new BadInput(
                    file + ": line " + row.line() + " has '" + when
                            + "' in the column when; write the time in UTC, such as 2026-11-30T11:05:00Z",
                    e);
        }
    }

    /** Merges labels to one for each dataset and reviewer; the latest one counts. */
    static List<ReviewedLabel> latest(Collection<ReviewedLabel> labels) {
        Map<List<String>, ReviewedLabel> latest = new HashMap<>();
        labels.forEach(one -> latest.merge(
                List.of(one.index(), one.reviewer()),
                one,
                (a, b) -> Instant.parse(a.when()).isAfter(Instant.parse(b.when())) ? a : b));
        return List.copyOf(latest.values());
    }
}
