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
 * Writes one page that tells what results are, what they were made from, and how they are made again.
 *
 * <pre>{@code
 * var run = Train.on(csv, img).run();
 * Report.of(run, Baselines.on(csv).against(run).run()).write(Path.of("report.html"));
 * Verify.of(Path.of("report.html")).run();
 * Report.compare(Path.of("report.html"), Path.of("other.html"));
 * }</pre>
 *
 * <p>The page needs no network, prints, and is light or dark as its reader's screen. It holds the question, the data
 * with their digests, all settings, the numbers with their intervals, the plots, the datasets that were got wrong with
 * their frames, and every library with its digest.
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

    /**
     * @param results of any task; at least one, told in this order
     */
    public static Report of(Reportable... results) {
        if (results.length == 0) {
            throw new BadInput("a report of no result; give at least one");
        }
        return new Report(List.of(results), "", "");
    }

    /** @param words above the page; by default the titles of its results */
    public Report title(String words) {
        return new Report(results, words, question);
    }

    /** @param words that say what was to be found out; by default the questions that the tasks answer */
    public Report question(String words) {
        return new Report(results, title, words);
    }

    /**
     * Writes the page, whole or not at all. The same results make the same bytes at the same place, but for the section
     * on the environment.
     *
     * @param page an {@code .html} file
     * @return {@code page}
     * @throws BadInput when it cannot be written, or a file that is no page stands there
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
     * Puts two pages side by side.
     *
     * @throws BadInput when one is no report
     */
    public static Comparison compare(Path one, Path other) {
        return new Comparison(PageFile.read(one), PageFile.read(other));
    }
}
