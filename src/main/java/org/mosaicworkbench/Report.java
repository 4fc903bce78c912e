package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.report.Comparison;
import org.mosaicworkbench.report.Environment;
import org.mosaicworkbench.report.Page;
import org.mosaicworkbench.report.PageFile;
import org.mosaicworkbench.report.Reportable;

/**
 * Writes a report on results: one page with findings, data, settings and all that is needed to reproduce them.
 *
 * <pre>{@code
 * var run = Train.on(csv, img).run();
 * Report.of(run, Baselines.on(csv).against(run).run()).write(Path.of("report.html"));
 * Verify.of(Path.of("report.html")).run();
 * Report.compare(Path.of("report.html"), Path.of("other.html"));
 * }</pre>
 *
 * <p>The page works offline, can be printed, and follows the light or dark theme of the browser. It holds the question,
 * the data with digests, all settings, the numbers with confidence intervals, the plots, the misclassified datasets
 * with their frames, and all libraries with digests.
 */
public final class Report {

    private final List<Reportable> results;
    private final String title;
    private final String question;

    private Report(List<Reportable> results, String title, String question) {
        this.results = results;
        this.title = title;
        this.question = question;
    }

    /** @param results results of any task, at least one, in the order of the report */
    public static Report of(Reportable... results) {
        if (results.length == 0) {
            throw new BadInput("the report has no results; give at least one");
        }
        return new Report(List.of(results), "", "");
    }

    /** @param words title of the report; by default the titles of its results */
    public Report title(String words) {
        return new Report(results, words, question);
    }

    /** @param words question that the report answers; by default the questions of the tasks */
    public Report question(String words) {
        return new Report(results, title, words);
    }

    /**
     * Writes the page atomically. The same results give the same bytes at the same path, except for the section on the
     * environment.
     *
     * @param page an {@code .html} file
     * @return {@code page}
     * @throws BadInput if it cannot be written, or would replace a file that is not a report
     */
    public Path write(Path page) {
        return page().write(page, Environment.now());
    }

    Page page() {
        return new Page(
                title.isEmpty() ? joined(", ", true) : title,
                question.isEmpty() ? joined(" ", false) : question,
                results);
    }

    private String joined(String between, boolean titles) {
        return results.stream()
                .map(Reportable::chapter)
                .map(chapter -> titles ? chapter.title() : chapter.question())
                .distinct()
                .collect(Collectors.joining(between));
    }

    /**
     * Compares two reports side by side.
     *
     * @throws BadInput if either is not a report
     */
    public static Comparison compare(Path one, Path other) {
        return new Comparison(PageFile.read(one), PageFile.read(other));
    }
}
