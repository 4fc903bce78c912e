package org.mosaicworkbench.sweep;

import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.Notebook;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.report.Chapter;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.report.ReportedNumber;
import org.mosaicworkbench.report.Section;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.TaskResult;

/** The result of a sweep. In a notebook it shows the table of trials. */
public final class SweepResult implements Displayable, Reportable, TaskResult {

    private final RankedTrials ranked;
    private final Path folder;
    private final Optional<Provenance> how;

    private SweepResult(RankedTrials ranked, Path folder, Optional<Provenance> how) {
        this.ranked = ranked;
        this.folder = folder;
        this.how = how;
    }

    /**
     * Creates a result without provenance, whose best trial cannot be reproduced.
     *
     * @param reports reports of all jobs, in the order of arrival
     */
    public static SweepResult of(Plan plan, Objective tried, List<TrialReport> reports, Path folder) {
        return new SweepResult(
                new RankedTrials(plan, tried.metric(), tried.curve(), reports), folder, Optional.empty());
    }

    /** Returns the same result with the provenance of its best trial, so that the trial can be reproduced. */
    public SweepResult madeAgain(Function<Trial, Provenance> making) {
        return new SweepResult(ranked, folder, ranked.succeeded().map(making));
    }

    /** @return the plan */
    public Plan plan() {
        return ranked.plan();
    }

    /** @return the metric by which settings were compared */
    public String metric() {
        return ranked.metric();
    }

    /** @return all reports, in the order of arrival */
    public List<TrialReport> reports() {
        return ranked.reports();
    }

    /** @return the output folder */
    public Path folder() {
        return folder;
    }

    /**
     * All trials, sorted by decreasing number of epochs, then from best to worst; failed trials come last. Metrics
     * after different numbers of epochs are not comparable.
     */
    public List<Trial> trials() {
        return ranked.all();
    }

    /**
     * The best of the trials with the most epochs.
     *
     * @throws BadInput if all trials failed
     */
    public Trial best() {
        return ranked.best();
    }

    /** @return the total number of epochs of all trials */
    public long epochs() {
        return ranked.epochs();
    }

    /** @return the importance of each parameter by itself after the first rung, the most important first */
    public List<ParameterImportance> importance() {
        return ranked.importance();
    }

    /**
     * All trials in the order of {@link #trials}, with a column for each parameter. If no model has epochs, the epochs
     * column is omitted.
     */
    public TextTable table() {
        return ranked.table(false);
    }

    /** The importance of each parameter, next to the level expected by chance. */
    public TextTable importanceTable() {
        TextTable rows = TextTable.of("parameter", "fraction explained", "by chance (95 %)");
        for (ParameterImportance importance : importance()) {
            rows = rows.with(importance.parameter(), importance.part(), importance.chance());
        }
        return rows;
    }

    /** The provenance of the best trial; empty if all trials failed, or for a custom objective. */
    @Override
    public Optional<Provenance> making() {
        return how;
    }

    /** The metric of the best trial; only this trial can be reproduced. */
    @Override
    public List<ReportedNumber> measures() {
        return ranked.succeeded().map(trial -> Trial.measure(trial.number(), metric(), trial.metric())).stream()
                .toList();
    }

    @Override
    public TextTable records() {
        return table();
    }

    @Override
    public Chapter chapter() {
        return new Chapter(
                "Sweep",
                "Which settings are best?",
                answer(),
                Map.of(),
                List.of(
                        Section.of("Trials").text(verified()).rows(table()).figure(this::course),
                        Section.of("Settings against the metric")
                                .figure(this::settings)
                                .rows(importanceTable())));
    }

    private String verified() {
        return making().isEmpty()
                ? "No trial of this sweep is rerun when the page is verified."
                : "When the page is verified, the inputs are compared and trial " + best().number()
                        + ", the best, is rerun; the others are shown as recorded.";
    }

    /** Shows the course of the sweep, and the metric against each parameter, in the light theme. */
    public void drawPlots() {
        Notebook.show(course(Theme.LIGHT), settings(Theme.LIGHT));
    }

    /** The best metric so far, the learning curves with early stops, and the importance of the parameters. */
    public Figure course(Theme theme) {
        return new SweepFigures(ranked, theme).course();
    }

    /** The metric against each parameter. */
    public Figure settings(Theme theme) {
        return new SweepFigures(ranked, theme).settings();
    }

    /** The result as a few plain sentences. */
    public String answer() {
        long failed = trials().stream().filter(Trial::failed).count();
        String all = String.format(
                Locale.ROOT,
                "%d trials (%s)%s%s. ",
                trials().size(),
                plan().method().name(),
                epochs() == 0 ? "" : ", " + epochs() + " epochs in all",
                failed == 0 ? "" : ", " + failed + " failed");
        if (epochs() == 0 && plan().rungs().size() > 1) {
            all += "No model has epochs, so none was stopped early. ";
        }
        if (failed == trials().size()) {
            return all + "None succeeded.";
        }
        return all
                + String.format(
                        Locale.ROOT,
                        "The best is trial %d, %s %.4g%s: %s.",
                        best().number(),
                        metric(),
                        best().metric(),
                        SweepProgress.epochs(best().reports()) == 0
                                ? ""
                                : " (best of " + Count.of(best().epochs(), "epoch") + ")",
                        best().settings());
    }

    /** Writes the tables, the search space and the figures to the output folder. */
    public SweepResult written() {
        StringBuilder csv = new StringBuilder(Csv.line(ranked.table(true).columns()));
        ranked.table(true).cells().forEach(row -> csv.append(Csv.line(row)));
        WholeFile.writeText(folder.resolve("table.csv"), csv.toString());
        StringBuilder worth = new StringBuilder("parameter,part,chance\n");
        importance().forEach(i -> worth.append(Csv.line(Arrays.asList(i.parameter(), i.part(), i.chance()))));
        WholeFile.writeText(folder.resolve("importance.csv"), worth.toString());
        WholeFile.writeText(
                folder.resolve("space.json"),
                new GsonBuilder().setPrettyPrinting().create().toJson(SpaceJson.write(plan().space())) + "\n");
        if (trials().stream().anyMatch(trial -> !trial.failed())) {
            Map<String, Figure> figures =
                    new TreeMap<>(Map.of("course", course(Theme.LIGHT), "settings", settings(Theme.LIGHT)));
            figures.forEach((name, figure) -> {
                figure.writePng(folder.resolve(name + ".png"));
                figure.writeSvg(folder.resolve(name + ".svg"));
            });
        }
        return this;
    }

    /** @return 0 if every trial has a metric, 1 if some trial failed */
    @Override
    public int exitCode() {
        return trials().stream().anyMatch(Trial::failed) ? 1 : 0;
    }

    @Override
    public Display display() {
        return new Display.Html(
                ((Display.Html) table().display()).html() + "<p>" + Display.Html.escaped(answer()) + "</p>",
                toString());
    }

    @Override
    public String toString() {
        return table() + "\n\n" + answer();
    }
}
