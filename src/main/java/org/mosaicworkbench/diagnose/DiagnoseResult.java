package org.mosaicworkbench.diagnose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.FileName;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.TaskResult;

/**
 * The result of comparing exposures: the verdict, the table and the figure of each detector. Shifts and rolls describe
 * the header's error. They therefore have the opposite sign to {@code misalignment} in the {@code truth.json} of a
 * simulated visit, which describes the telescope's true pointing relative to its header.
 *
 * @param visits one diagnosis for each detector whose exposures could be compared
 * @param charts one chart per element of {@code visits}, in the same order
 * @param echoes total images examined alone that show a ghost image of the field
 * @param single total images examined alone that show no ghost image
 * @param failures total images without a diagnosis, with the reasons
 * @param making the provenance, with digests of the images; empty if the comparison was a step of another task
 */
public record DiagnoseResult(
        List<VisitDiagnosis> visits,
        DiagnosisCharts charts,
        List<EchoShift> echoes,
        List<NoSecondImage> single,
        List<Failure> failures,
        Optional<Provenance> making)
        implements Displayable, Reportable, TaskResult {

    /** The task's name on the command line. */
    public static final String TASK = "diagnose";

    private static final String PNG = "_diagnosis.png";
    private static final String TABLE = "_diagnosis.csv";

    /** Makes defensive copies. */
    public DiagnoseResult {
        visits = List.copyOf(visits);
        echoes = List.copyOf(echoes);
        single = List.copyOf(single);
        failures = List.copyOf(failures);
    }

    /** @return one figure per element of {@code visits}, in the same order */
    public List<Figure> figures() {
        return charts.figures();
    }

    /** Returns a copy with provenance. */
    public DiagnoseResult by(Provenance how) {
        return new DiagnoseResult(visits, charts, echoes, single, failures, Optional.of(how));
    }

    /**
     * Lists dx, dy and their error (pixels) and the roll (degrees) for each measured exposure; dx and dy for a ghost
     * image; and the faintest detectable ghost image for an image without one.
     */
    @Override
    public List<ReportedNumber> measures() {
        List<ReportedNumber> measures = new ArrayList<>();
        for (VisitDiagnosis visit : visits) {
            for (ExposureShift s : visit.shifts()) {
                measures.add(new ReportedNumber(s.rootname(), "dx", s.shift().dx()));
                measures.add(new ReportedNumber(s.rootname(), "dy", s.shift().dy()));
                measures.add(new ReportedNumber(s.rootname(), "error", s.error()));
                measures.add(new ReportedNumber(s.rootname(), "roll", s.sky().roll()));
            }
        }
        for (EchoShift echo : echoes) {
            measures.add(new ReportedNumber(
                    echo.dataset(), "dx", echo.second().shift().dx()));
            measures.add(new ReportedNumber(
                    echo.dataset(), "dy", echo.second().shift().dy()));
        }
        single.forEach(image -> measures.add(new ReportedNumber(image.dataset(), "faintest", image.faintest())));
        measures.add(new ReportedNumber("images", "not diagnosed", failures.size()));
        return measures;
    }

    @Override
    public Chapter chapter() {
        Section section = Section.of("Relative alignment of the exposures").text(verdict());
        if (!visits.isEmpty()) {
            section = section.rows(table());
        }
        for (Figure figure : figures()) {
            section = section.figure(figure);
        }
        return new Chapter(
                "Diagnosis", "Which exposures are mispointed, and by how much?", verdict(), Map.of(), List.of(section));
    }

    /** @return one line per detector: the total image's name and the verdict in words */
    public String verdict() {
        List<String> lines = new ArrayList<>();
        visits.forEach(v -> lines.add(v.dataset() + ": " + v.verdict()));
        echoes.forEach(e -> lines.add(e.dataset() + ": " + e.verdict()));
        single.forEach(s -> lines.add(s.dataset() + ": " + s.verdict()));
        failures.forEach(f -> lines.add("not diagnosed: " + f.reason()));
        return String.join("\n", lines);
    }

    /** @return the mispointed exposures of all detectors */
    public List<String> off() {
        return visits.stream().flatMap(v -> v.off().stream()).toList();
    }

    @Override
    public TextTable records() {
        return table();
    }

    /** @return one row for each exposure */
    public TextTable table() {
        TextTable rows = TextTable.of(
                "exposure",
                "filters",
                "state",
                "dx (px)",
                "dy (px)",
                "+- (px)",
                "east (\")",
                "north (\")",
                "+- (\")",
                "roll (deg)",
                "+- (deg)",
                "sources",
                "note");
        for (VisitDiagnosis visit : visits) {
            for (ExposureShift s : visit.shifts()) {
                rows = rows.with(
                        s.rootname(),
                        s.filters(),
                        s.finding().state(),
                        TextTable.rounded(s.shift().dx(), 3),
                        TextTable.rounded(s.shift().dy(), 3),
                        TextTable.rounded(s.error(), 3),
                        TextTable.rounded(s.sky().east(), 4),
                        TextTable.rounded(s.sky().north(), 4),
                        TextTable.rounded(s.sky().error(), 4),
                        TextTable.rounded(s.sky().roll(), 4),
                        TextTable.rounded(s.sky().rollError(), 4),
                        s.sources(),
                        s.finding().note());
            }
        }
        return rows;
    }

    /**
     * Writes the table of each detector's exposures as {@code <dataset>_diagnosis.csv} and its figure as
     * {@code <dataset>_diagnosis.png}. For a total image with a ghost image of the field it writes a table with one
     * row, and no figure.
     *
     * @return the files
     */
    public List<Path> write(Path folder) {
        List<Path> written = new ArrayList<>();
        List<Figure> figures = figures();
        for (int i = 0; i < visits.size(); i++) {
            VisitDiagnosis visit = visits.get(i);
            written.add(WholeFile.writeText(FileName.in(folder, visit.dataset() + TABLE), csv(visit)));
            written.add(figures.get(i).writePng(FileName.in(folder, visit.dataset() + PNG)));
        }
        echoes.forEach(echo ->
                written.add(WholeFile.writeText(FileName.in(folder, echo.dataset() + TABLE), csv(echo))));
        return written;
    }

    private static String csv(EchoShift echo) {
        return "dx,dy,error,share,sources,turn,turn_error\n"
                + Csv.line(List.of(
                        echo.second().shift().dx(),
                        echo.second().shift().dy(),
                        echo.second().shift().error(),
                        echo.second().evidence().share(),
                        echo.second().evidence().sources(),
                        echo.second().turn().degrees(),
                        echo.second().turn().error()));
    }

    private static String csv(VisitDiagnosis visit) {
        return "exposure,filters,state,dx,dy,error_x,error_y,correlation,east,north,error_arcsec,roll,error_roll,sources,note\n"
                + visit.shifts().stream()
                        .map(s -> Csv.line(List.of(
                                s.rootname(),
                                s.filters(),
                                s.finding().state(),
                                s.shift().dx(),
                                s.shift().dy(),
                                s.shift().errorX(),
                                s.shift().errorY(),
                                s.shift().correlation(),
                                s.sky().east(),
                                s.sky().north(),
                                s.sky().error(),
                                s.sky().roll(),
                                s.sky().rollError(),
                                s.sources(),
                                s.finding().note())))
                        .collect(Collectors.joining());
    }

    @Override
    public Display display() {
        String words = verdict()
                .lines()
                .map(line -> "<p>" + Display.Html.escaped(line) + "</p>")
                .collect(Collectors.joining("\n"));
        String table = !visits.isEmpty() && table().display() instanceof Display.Html html ? html.html() : "";
        String drawn = figures().stream()
                .map(figure -> "<p>" + figure.display().saying(figure.title()).html() + "</p>")
                .collect(Collectors.joining("\n"));
        return new Display.Html(words + "\n" + table + "\n" + drawn, toString());
    }

    @Override
    public String toString() {
        return visits.isEmpty() ? verdict() : verdict() + "\n\n" + table();
    }
}
