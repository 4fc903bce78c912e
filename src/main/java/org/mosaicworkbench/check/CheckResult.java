package org.mosaicworkbench.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.decision.Decision;
import org.mosaicworkbench.decision.SizeDistribution;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
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
import org.mosaicworkbench.task.RunLog;
import org.mosaicworkbench.task.TaskResult;
import org.mosaicworkbench.view.Viewer;
import tech.tablesaw.api.Table;

/**
 * The verdict on each mosaic, the worst first. In a notebook, it is displayed as the table with pictures of the first
 * mosaics.
 *
 * @param datasets the datasets with their verdicts
 * @param largerThan misalignment, in mosaic pixels, above which a mosaic counts as misaligned
 * @param output the folder of {@code check.csv}, {@code check.html} and {@code failures.csv}
 * @param threads number of worker threads for drawing
 * @param log warnings, and datasets that could not be judged
 * @param how provenance
 */
public record CheckResult(
        List<CheckedDataset> datasets, double largerThan, Path output, int threads, RunLog log, Provenance how)
        implements Displayable, Reportable, TaskResult {

    /** The task's name on the command line. */
    public static final String TASK = "check";

    private static final String MEANING =
            "In a misaligned mosaic, the sources of one exposure land beside their counterparts: stars are "
                    + "doubled or trailed, and positions, fluxes and counts come out wrong.";

    /** The number of mosaics shown with pictures on the page. */
    private static final int SHOWN = 10;

    /** Size limit, in characters, for the encoded pixels of one viewer, so that a page can be sent by email. */
    private static final int VIEWER = 800_000;
    /** Size limit, in characters, for the encoded pixels of all viewers on the page together. */
    private static final int PAGE = 4_000_000;
    /** Number of mosaics with pictures in a notebook. */
    private static final int THUMBNAILS = 3;

    /** Sorts the datasets, the worst first. */
    public CheckResult {
        datasets = datasets.stream().sorted(CheckedDataset.WORST_FIRST).toList();
    }

    /** @return the table of all verdicts */
    public Path csv() {
        return output.resolve("check.csv");
    }

    /** @return the page with all verdicts */
    public Path page() {
        return output.resolve("check.html");
    }

    /**
     * Returns the verdict on a dataset.
     *
     * @param index the dataset's name
     * @throws BadInput if there is no verdict on it
     */
    public CheckedDataset dataset(String index) {
        return datasets.stream()
                .filter(one -> one.name().equals(index))
                .findFirst()
                .orElseThrow(() -> new BadInput("there is no verdict on " + index + "; use a name such as "
                        + datasets.get(0).name()));
    }

    /** @return the columns of {@code check.csv}, one row per mosaic */
    @Override
    public TextTable records() {
        return TextTable.of(Table.read().csv(csv().toFile()));
    }

    /** Writes {@code check.csv} and {@code failures.csv}, atomically. */
    public void write() {
        WholeFile.writeText(csv(), CheckTable.csv(datasets));
        Failure.write(output.resolve("failures.csv"), failures());
    }

    @Override
    public List<Failure> failures() {
        return log.failures();
    }

    @Override
    public List<String> warnings() {
        return log.warnings();
    }

    @Override
    public Optional<Provenance> making() {
        return Optional.of(how);
    }

    private long count(Decision decision) {
        return datasets.stream()
                .filter(one -> one.judgement().decision() == decision)
                .count();
    }

    @Override
    public List<ReportedNumber> measures() {
        List<ReportedNumber> measures = new ArrayList<>();
        for (Decision decision : Decision.values()) {
            measures.add(new ReportedNumber("all", decision.toString(), count(decision)));
        }
        for (CheckedDataset one : datasets) {
            measures.add(new ReportedNumber(
                    one.name(), "probability", one.judgement().probability()));
            measures.add(new ReportedNumber(
                    one.name(), "size", one.judgement().size().median()));
        }
        return measures;
    }

    @Override
    public Chapter chapter() {
        List<Section> sections = new ArrayList<>();
        if (datasets.size() > 1) {
            sections.add(Section.of("All mosaics, worst first").rows(shownRows()));
        }
        if (!failures().isEmpty()) {
            TextTable failed = TextTable.of("not judged", "why");
            for (Failure failure : failures()) {
                failed = failed.with(failure.index(), failure.reason());
            }
            sections.add(Section.of("Not judged, or only partly").rows(failed));
        }
        sections.addAll(shown(true));
        if (datasets.size() > SHOWN) {
            sections.add(Section.of("Other mosaics")
                    .text("Pictures are shown only for the first " + SHOWN
                            + " mosaics. To see those of another one, check it separately."));
        }
        return new Chapter("Verdicts", question(), answer(), Map.of(), sections);
    }

    /**
     * @return the verdict on each mosaic with its pictures, for a page that recommends actions in a separate section
     */
    public List<Section> evidence() {
        return shown(false);
    }

    /** The sections on the first datasets. A dataset gets a viewer if it is suspicious or the only one checked. */
    private List<Section> shown(boolean steps) {
        List<CheckedDataset> first = datasets.stream().limit(SHOWN).toList();
        long viewers = first.stream().filter(this::isViewed).count();
        int room = (int) Math.min(VIEWER, PAGE / Math.max(1, viewers));
        List<Section> sections = new ArrayList<>();
        for (CheckedDataset one : first) {
            Section section = ShownDataset.of(one, threads).section(largerThan, steps, isViewed(one) ? room : 0);
            // All viewers of the page come before the script that starts them.
            sections.add(
                    sections.size() == first.size() - 1 && viewers > 0 ? section.element(Viewer.script()) : section);
        }
        return sections;
    }

    private boolean isViewed(CheckedDataset one) {
        return datasets.size() == 1 || one.judgement().decision() != Decision.ALIGNED;
    }

    /** @return the question that the page answers */
    public String question() {
        return "Are the exposures of "
                + (datasets.size() == 1 ? "this mosaic" : "these " + datasets.size() + " mosaics")
                + " aligned with each other?";
    }

    private String answer() {
        CheckedDataset worst = datasets.get(0);
        String verdict = worst.verdict(largerThan);
        return (datasets.size() == 1
                        ? verdict
                        : counts() + "."
                                + (worst.isMisaligned() ? "\nThe worst is " + worst.name() + ". " + verdict : ""))
                + (worst.isMisaligned() ? "\n" + MEANING : "");
    }

    private String counts() {
        return Count.of(datasets.size(), "mosaic") + ": " + count(Decision.MISALIGNED) + " misaligned by more than "
                + largerThan + " px, " + count(Decision.ALIGNED) + " aligned, " + count(Decision.NO_VERDICT)
                + " without a verdict";
    }

    private TextTable shownRows() {
        TextTable rows = TextTable.of("mosaic", "decision", "size (px)", "95 % (px)", "size (mas)", "why");
        for (CheckedDataset one : datasets) {
            SizeDistribution size = one.judgement().size();
            rows = rows.with(
                    one.name(),
                    one.judgement().decision(),
                    size.words(1),
                    size.interval(1),
                    one.scale().map(size::words).orElse(""),
                    one.judgement().why());
        }
        return rows;
    }

    @Override
    public Display display() {
        String pictures = datasets.stream()
                .limit(THUMBNAILS)
                .map(one -> "<p>" + Display.Html.escaped(one.name() + ": " + one.verdict(largerThan))
                        + "<br>"
                        + ShownDataset.of(one, threads)
                                .thumbnail()
                                .display()
                                .saying("thumbnail of " + one.name())
                                .html()
                        + "</p>")
                .collect(Collectors.joining("\n"));
        return new Display.Html(
                "<p><b>" + Display.Html.escaped(counts()) + "</b></p>\n"
                        + ((Display.Html) shownRows().display()).html()
                        + pictures
                        + Stream.concat(warnings().stream(), Failure.lines(failures()).stream())
                                .map(line -> "\n<p>" + Display.Html.escaped(line) + "</p>")
                                .collect(Collectors.joining()),
                toString());
    }

    @Override
    public String toString() {
        return counts() + "\n\n" + shownRows() + "\n\npage:  " + page() + "\ntable: " + csv();
    }
}
