package org.mosaicworkbench.explore;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.Notebook;
import org.mosaicworkbench.notebook.Picture;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.TaskResult;

/**
 * Summary of a feature table, displayed as a table in a notebook.
 *
 * @param source the explored table
 * @param summaries one per numeric column, including codes and labels
 * @param correlations correlations of the features, and of {@code label} and {@code residual} if present
 * @param figures figures by name, in the order of display
 * @param sheet the frames of many datasets, by decreasing probability; empty if no frames were given
 * @param making provenance; empty for a table in memory
 */
public record ExploreResult(
        Source source,
        List<Summary> summaries,
        Correlations correlations,
        Map<String, Figure> figures,
        Optional<Picture> sheet,
        Optional<Provenance> making)
        implements Displayable, Reportable, TaskResult {

    /** The task's name on the command line. */
    public static final String TASK = "explore";

    /**
     * The explored table.
     *
     * @param name name in figures and text
     * @param datasets number of rows
     * @param warnings problems with the table, one line each
     */
    public record Source(String name, int datasets, List<String> warnings) {

        /** Copies the list. */
        public Source {
            warnings = List.copyOf(warnings);
        }
    }

    /** Makes defensive copies. */
    public ExploreResult {
        summaries = List.copyOf(summaries);
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    /**
     * Finds a figure.
     *
     * @param name as in {@link #figures}
     * @throws BadInput if there is no figure of this name
     */
    public Figure figure(String name) {
        Figure figure = figures.get(name);
        if (figure == null) {
            throw new BadInput(
                    "there is no figure '" + name + "'; choose one of " + String.join(", ", figures.keySet()));
        }
        return figure;
    }

    /**
     * The summary of one column.
     *
     * @throws BadInput if there is no such numeric column
     */
    public Summary summary(String column) {
        return summaries.stream()
                .filter(summary -> summary.name().equals(column))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no numeric column '" + column + "'; choose one of "
                        + String.join(
                                ", ", summaries.stream().map(Summary::name).toList())));
    }

    /** Shows all figures and the sheet of frames as separate outputs. */
    public void drawPlots() {
        Notebook.show(figures.values().toArray());
        sheet.ifPresent(Notebook::show);
    }

    /**
     * Writes {@code summary.csv}, {@code correlations.csv}, each figure as PNG and SVG, and {@code sheet.png}. Each
     * file is written atomically.
     */
    public Path write(Path folder) {
        WholeFile.removeLeftovers(folder);
        WholeFile.writeText(folder.resolve("summary.csv"), summaryCsv());
        WholeFile.writeText(folder.resolve("correlations.csv"), correlationsCsv());
        figures.forEach((name, figure) -> {
            figure.writePng(folder.resolve(name + ".png"));
            figure.writeSvg(folder.resolve(name + ".svg"));
        });
        sheet.ifPresent(picture -> picture.write(folder.resolve("sheet.png")));
        return folder;
    }

    @Override
    public List<ReportedNumber> measures() {
        List<ReportedNumber> measures = new ArrayList<>();
        for (Summary s : summaries) {
            measures.add(new ReportedNumber(s.name(), "missing", s.counts().missing()));
            measures.add(new ReportedNumber(s.name(), "mean", s.mean()));
            measures.add(new ReportedNumber(s.name(), "standard deviation", s.spread()));
            measures.add(new ReportedNumber(s.name(), "median", s.quartiles().median()));
        }
        return measures;
    }

    @Override
    public TextTable records() {
        return Summary.rows(summaries);
    }

    @Override
    public Chapter chapter() {
        Section columns = Section.of("Columns").rows(Summary.rows(summaries));
        for (String warning : source.warnings) {
            columns = columns.text("Warning: " + warning);
        }
        Section drawn = Section.of("Figures");
        for (Figure figure : figures.values()) {
            drawn = drawn.figure(figure);
        }
        List<Section> sections = new ArrayList<>(List.of(columns, drawn));
        sheet.ifPresent(picture -> sections.add(Section.of("Frames").picture(picture)));
        return new Chapter(
                "Exploring",
                "What does the feature table contain?",
                source.name + " has "
                        + Count.of(source.datasets, "dataset") + " and "
                        + Count.of(summaries.size(), "numeric column") + ", with missing values in "
                        + summaries.stream()
                                .filter(s -> s.counts().missing() > 0)
                                .count() + ".",
                Map.of(),
                sections);
    }

    private String summaryCsv() {
        StringBuilder csv = new StringBuilder(
                "column,datasets,missing,distinct,mean,std,min,q1,median,q3,max,outliers_low," + "outliers_high\n");
        for (Summary s : summaries) {
            csv.append(Csv.line(List.of(
                    s.name(),
                    s.counts().rows(),
                    s.counts().missing(),
                    s.counts().distinct(),
                    s.mean(),
                    s.spread(),
                    s.quartiles().min(),
                    s.quartiles().q1(),
                    s.quartiles().median(),
                    s.quartiles().q3(),
                    s.quartiles().max(),
                    s.outliers().low(),
                    s.outliers().high())));
        }
        return csv.toString();
    }

    /** The correlations as CSV, one line per pair of columns. */
    private String correlationsCsv() {
        StringBuilder csv = new StringBuilder("one,other,pearson,spearman\n");
        List<String> names = correlations.names();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                List<Object> line = new ArrayList<>(List.of(names.get(j), names.get(i)));
                line.add(correlations.pearson(names.get(j), names.get(i)));
                line.add(correlations.spearman(names.get(j), names.get(i)));
                csv.append(Csv.line(line));
            }
        }
        return csv.toString();
    }

    @Override
    public Display display() {
        Display.Html summary = (Display.Html) Summary.rows(summaries).display();
        return new Display.Html(summary.html() + Display.Html.warnings(warnings()), summary());
    }

    @Override
    public List<String> warnings() {
        return source.warnings;
    }

    /** The summary, and the names of the figures. */
    @Override
    public String toString() {
        return source.name + ", " + Count.of(source.datasets, "dataset") + "\n\n" + Summary.rows(summaries)
                + "\n\nfigures: " + String.join(", ", figures.keySet());
    }
}
