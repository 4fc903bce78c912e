package org.mosaicworkbench.label;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.TaskResult;

/**
 * Measured misalignment of mosaics, and the resulting labels.
 *
 * @param largerThan residual above which a mosaic counts as misaligned, pixels of the mosaic
 * @param residuals one for each total image, in the order of the folders
 * @param failures visits that could not be used
 * @param making provenance, with digests of the exposures; empty if a step of another task created the labels
 */
public record LabelsResult(
        double largerThan, List<Residual> residuals, List<Failure> failures, Optional<Provenance> making)
        implements Displayable, Reportable, TaskResult {

    /** The task's name on the command line. */
    public static final String TASK = "label";

    private static final String LABEL = "label";
    private static final String RESIDUAL = "residual";
    private static final String INDEX = "index";
    private static final String REMEDY = "give a table that prep wrote";

    /** Copies the lists. */
    public LabelsResult {
        residuals = List.copyOf(residuals);
        failures = List.copyOf(failures);
    }

    /** Creates labels as a step of another task, without provenance. */
    public LabelsResult(double largerThan, List<Residual> residuals, List<Failure> failures) {
        this(largerThan, residuals, failures, Optional.empty());
    }

    /** The residual of each total image, in pixels of that image; NaN if unknown. */
    @Override
    public List<ReportedNumber> measures() {
        List<ReportedNumber> measures = new ArrayList<>();
        residuals.forEach(r -> measures.add(new ReportedNumber(r.dataset(), "residual", r.pixels())));
        measures.add(new ReportedNumber("visits", "failed", failures.size()));
        return measures;
    }

    @Override
    public Chapter chapter() {
        return new Chapter(
                "Labels",
                "How misaligned is each mosaic?",
                summary().lines().findFirst().orElse(""),
                Map.of(),
                List.of(Section.of("Total images").rows(listing())));
    }

    /**
     * Counts the total images with a given combination of the two labels.
     *
     * @param corrupted whether the headers were changed
     * @param misaligned whether the mosaic is misaligned
     * @return the number of total images with this combination
     */
    public long count(boolean corrupted, boolean misaligned) {
        return residuals.stream()
                .filter(Residual::known)
                .filter(r -> r.corrupted() == corrupted && r.misaligned(largerThan) == misaligned)
                .count();
    }

    /** @return the names of the total images with an unknown residual */
    public List<String> unknown() {
        return residuals.stream().filter(r -> !r.known()).map(Residual::dataset).toList();
    }

    /**
     * Writes {@code index,corrupted,residual,residual_mas,from,label}, one line for each total image, with the residual
     * in pixels of the mosaic and in milliarcseconds; unknown values are empty.
     */
    public Path write(Path place) {
        return WholeFile.writeText(
                place,
                "index,corrupted,residual,residual_mas,from,label\n"
                        + residuals.stream()
                                .map(r -> Csv.line(List.of(
                                        r.dataset(),
                                        r.corrupted() ? 1 : 0,
                                        r.pixels(),
                                        r.mas(),
                                        r.from(),
                                        r.known() ? label(r) : "")))
                                .collect(Collectors.joining()));
    }

    /**
     * Writes a copy of a prepared table with these labels: the column {@code label} is replaced or inserted before
     * {@code index}, and the column {@code residual} follows it, for evaluation and never as a feature. Rows with
     * unknown labels are omitted.
     *
     * @param csv a table written by preparation
     * @param place path of the new table
     * @return the number of omitted rows
     * @throws BadInput if the table has no column {@code index}
     */
    public int into(Path csv, Path place) {
        Map<String, Residual> known = new HashMap<>();
        residuals.stream().filter(Residual::known).forEach(r -> known.put(r.dataset(), r));
        CsvTable table = CsvTable.read(csv, REMEDY).require(List.of(INDEX), REMEDY);
        List<CsvTable.Row> rows = table.rowsBy(INDEX);
        List<CsvTable.Row> kept =
                rows.stream().filter(row -> known.containsKey(row.key(INDEX))).toList();
        WholeFile.write(place, beside -> {
            try (BufferedWriter out = Files.newBufferedWriter(beside)) {
                out.write(Csv.line(with(table.columns(), table.columns(), LABEL, RESIDUAL)));
                for (CsvTable.Row row : kept) {
                    Residual residual = known.get(row.key(INDEX));
                    out.write(Csv.line(
                            with(table.columns(), row.fields(), label(residual), Csv.number(residual.pixels()))));
                }
            }
        });
        return rows.size() - kept.size();
    }

    private static List<String> with(List<String> columns, List<String> fields, String label, String residual) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).equals(INDEX)) {
                row.add(label);
                row.add(residual);
            }
            if (!columns.get(i).equals(LABEL) && !columns.get(i).equals(RESIDUAL)) {
                row.add(fields.get(i));
            }
        }
        return row;
    }

    private String label(Residual residual) {
        return residual.misaligned(largerThan) ? "1" : "0";
    }

    /** @return one line about the agreement of the two labels, then one per failure */
    @Override
    public String summary() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, misaligned by more than %s pixels: of the corrupted ones, %d are misaligned and %d are not; "
                        + "of the others, %d are misaligned and %d are not; %d are unknown",
                Count.of(residuals.size(), "total image"),
                largerThan,
                count(true, true),
                count(true, false),
                count(false, true),
                count(false, false),
                unknown().size()));
        failures.forEach(
                f -> text.append("\nfailed: ").append(f.index()).append(": ").append(f.reason()));
        return text.toString();
    }

    @Override
    public Display display() {
        return listing().display();
    }

    @Override
    public String toString() {
        return listing() + "\n\n" + summary();
    }

    @Override
    public TextTable records() {
        return listing();
    }

    private TextTable listing() {
        TextTable rows =
                TextTable.of("total image", "corrupted", "residual (px)", "residual (mas)", "known from", "misaligned");
        for (Residual r : residuals) {
            rows = rows.with(
                    r.dataset(),
                    r.corrupted() ? "yes" : "no",
                    r.known() ? r.pixels() : null,
                    Double.isNaN(r.mas()) ? null : r.mas(),
                    r.from(),
                    r.known() ? r.misaligned(largerThan) ? "yes" : "no" : "");
        }
        return rows;
    }
}
