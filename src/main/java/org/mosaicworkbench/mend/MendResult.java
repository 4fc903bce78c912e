package org.mosaicworkbench.mend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.check.CheckResult;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.io.Count;
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
 * A visit before and after its headers were corrected, displayed as a table in a notebook.
 *
 * @param output the folder of all results
 * @param before the comparison of the original exposures
 * @param mended the corrected copy, and the comparison of its exposures
 * @param verdicts the verdicts on the mosaics before and after; empty if only headers were corrected
 * @param failures exposures that were left unchanged, with the reasons
 * @param how provenance
 */
public record MendResult(
        Path output,
        DiagnoseResult before,
        MendedVisit mended,
        Optional<Verdicts> verdicts,
        List<Failure> failures,
        Provenance how)
        implements Displayable, Reportable, TaskResult {

    /** The task's name on the command line. */
    public static final String TASK = "mend";

    static final String PAGE = "mend.html";

    private static final String SIGNS =
            "Offsets are errors of the headers, in pixels of the exposure at the centre of its "
                    + "first chip: an error of +2 in CRPIX1 is a dx of +2. The first three are from before mending.";

    /**
     * The verdicts on the mosaics.
     *
     * @param before verdicts on the mosaics combined with the original headers
     * @param after verdicts on the mosaics combined with the corrected headers
     */
    public record Verdicts(CheckResult before, CheckResult after) {}

    /** Copies the list. */
    public MendResult {
        failures = List.copyOf(failures);
    }

    /** @return the exposures that were corrected */
    public List<MendedExposure> exposures() {
        return mended.exposures();
    }

    /** @return the path of the page, which is written only if mosaics were made */
    public Path page() {
        return output.resolve(PAGE);
    }

    @Override
    public Optional<Provenance> making() {
        return Optional.of(how);
    }

    /**
     * Lists dx, dy (pixels) and roll (degrees) of each exposure before and after the correction, and the misalignment
     * (pixels) of each mosaic.
     */
    @Override
    public List<ReportedNumber> measures() {
        List<ReportedNumber> measures = new ArrayList<>();
        add(measures, before, " before");
        add(measures, mended.found(), " after");
        verdicts.ifPresent(both -> {
            add(measures, both.before, " before");
            add(measures, both.after, " after");
        });
        return measures;
    }

    private static void add(List<ReportedNumber> measures, DiagnoseResult found, String when) {
        shifts(found).forEach(one -> {
            measures.add(
                    new ReportedNumber(one.rootname(), "dx" + when, one.shift().dx()));
            measures.add(
                    new ReportedNumber(one.rootname(), "dy" + when, one.shift().dy()));
            measures.add(
                    new ReportedNumber(one.rootname(), "roll" + when, one.sky().roll()));
        });
    }

    private static void add(List<ReportedNumber> measures, CheckResult said, String when) {
        said.datasets()
                .forEach(one -> measures.add(new ReportedNumber(
                        one.name(), "size" + when, one.judgement().size().median())));
    }

    private static List<ExposureShift> shifts(DiagnoseResult found) {
        return found.visits().stream().flatMap(visit -> visit.shifts().stream()).toList();
    }

    @Override
    public TextTable records() {
        return exposureTable();
    }

    @Override
    public Chapter chapter() {
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of("Exposures before and after")
                .rows(exposureTable())
                .text(SIGNS)
                .text(files()));
        if (!failures.isEmpty()) {
            TextTable left = TextTable.of("unchanged", "why");
            for (Failure failure : failures) {
                left = left.with(failure.index(), failure.reason());
            }
            sections.add(Section.of("Not mended").rows(left));
        }
        if (verdicts.isPresent()) {
            said("Before", verdicts.get().before(), sections);
            said("After", verdicts.get().after(), sections);
        } else {
            sections.add(figures("Before", before));
            sections.add(figures("After", mended.found()));
        }
        return new Chapter(
                "Mended visit",
                "Which headers of " + mended.folder().getFileName() + " were wrong, and is the visit aligned now?",
                answer(),
                Map.of(),
                sections);
    }

    private static void said(String when, CheckResult said, List<Section> sections) {
        sections.add(Section.of(when).text(said.chapter().answer()));
        sections.addAll(said.evidence());
    }

    private static Section figures(String when, DiagnoseResult found) {
        Section section = Section.of(when).text(found.verdict());
        for (Figure figure : found.figures()) {
            section = section.figure(figure);
        }
        return section;
    }

    private String answer() {
        return exposures().isEmpty()
                ? "Nothing had to be corrected: " + words(before)
                : Count.of(exposures().size(), "header") + " corrected. Before: " + words(before) + "\nAfter: "
                        + words(mended.found());
    }

    /** The verdicts in words; if there is only one, the name of its mosaic is omitted. */
    private static String words(DiagnoseResult found) {
        return found.visits().size() == 1
                ? found.verdict().replace(found.visits().get(0).dataset() + ": ", "")
                : found.verdict();
    }

    private String files() {
        return "Corrected copies of the exposures are in " + mended.folder().getFileName()
                + ", headerlets in headerlets, shifts in *_shifts.txt. The visit itself was not changed. In a"
                + " corrected header, WCSNAME names the new solution; the old one is kept as the alternate that the"
                + " table names.";
    }

    private TextTable exposureTable() {
        TextTable rows = TextTable.of(
                "exposure",
                "dx (px)",
                "dy (px)",
                "roll (deg)",
                "dx after",
                "dy after",
                "roll after",
                "+-",
                "old solution");
        for (ExposureShift was : shifts(before)) {
            Optional<ExposureShift> now = shifts(mended.found()).stream()
                    .filter(one -> one.rootname().equals(was.rootname()))
                    .findFirst();
            rows = rows.with(
                    was.rootname(),
                    TextTable.rounded(was.shift().dx(), 3),
                    TextTable.rounded(was.shift().dy(), 3),
                    TextTable.rounded(was.sky().roll(), 4),
                    now.map(one -> TextTable.rounded(one.shift().dx(), 3)).orElse(null),
                    now.map(one -> TextTable.rounded(one.shift().dy(), 3)).orElse(null),
                    now.map(one -> TextTable.rounded(one.sky().roll(), 4)).orElse(null),
                    now.map(one -> TextTable.rounded(one.error(), 3)).orElse(null),
                    exposures().stream()
                            .filter(one -> one.shift().rootname().equals(was.rootname()))
                            .map(one -> "WCSNAME" + one.letter())
                            .findFirst()
                            .orElse("unchanged"));
        }
        return rows;
    }

    @Override
    public Display display() {
        return new Display.Html(
                "<p>" + Display.Html.escaped(answer()) + "</p>\n"
                        + ((Display.Html) exposureTable().display()).html(),
                toString());
    }

    @Override
    public String toString() {
        return answer() + "\n\n" + exposureTable() + "\n\nexposures: " + mended.folder()
                + (verdicts.isPresent() ? "\npage:      " + page() : "");
    }
}
