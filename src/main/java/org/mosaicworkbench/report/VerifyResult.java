package org.mosaicworkbench.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.task.TaskResult;

/**
 * The outcome of reproducing a report.
 *
 * @param page the verified page
 * @param checks one check for each number on the page
 * @param untouched whether the page is unchanged since it was written
 * @param environment differences between this environment and the page's
 */
public record VerifyResult(Path page, List<Check> checks, boolean untouched, TextTable environment)
        implements Displayable, TaskResult {

    /**
     * The check of one number.
     *
     * @param result title of its chapter
     * @param was number on the page
     * @param now reproduced number; empty if it could not be reproduced
     */
    public record Check(String result, ReportedNumber was, Optional<ReportedNumber> now) {

        /** @return whether the number and its interval are the same to the last digit */
        public boolean same() {
            return now.filter(was::same).isPresent();
        }

        String words() {
            return same() ? "same" : now.isPresent() ? "DIFFERENT" : "NOT REPRODUCED";
        }
    }

    /** Copies the list. */
    public VerifyResult {
        checks = List.copyOf(checks);
    }

    /** @return true if the page is unmodified and every number was reproduced */
    public boolean same() {
        return untouched && checks.stream().allMatch(Check::same);
    }

    /** @return 0 if {@link #same}, else 1 */
    @Override
    public int exitCode() {
        return same() ? 0 : 1;
    }

    /** One line per number, with all digits. */
    public TextTable table() {
        TextTable rows = TextTable.of("result", "of", "measure", "report", "now", "");
        for (Check check : checks) {
            rows = rows.with(
                    check.result,
                    check.was.set(),
                    check.was.name(),
                    Csv.number(check.was.value()),
                    check.now.map(m -> Csv.number(m.value())).orElse(""),
                    check.words());
        }
        return rows;
    }

    /** @return the outcome, in one or a few lines */
    public String verdict() {
        long same = checks.stream().filter(Check::same).count();
        String words = Count.of(checks.size(), "number") + " compared: "
                + (same == checks.size()
                        ? "the same to the last digit, including intervals."
                        : checks.size() - same + " different.");
        words += untouched ? "" : "\nThe page has been modified since it was written.";
        return environment.cells().isEmpty()
                ? words + "\nThe environment is the same."
                : words + "\nThe environment differs in "
                        + Count.of(environment.cells().size(), "entry", "entries") + ".";
    }

    @Override
    public TextTable records() {
        return table();
    }

    @Override
    public Display display() {
        return new Display.Html(
                table().whole().html() + environment.whole().html() + "<p>"
                        + Html.escaped(verdict()).replace("\n", "<br>") + "</p>",
                toString());
    }

    @Override
    public String toString() {
        return table().whole().text()
                + (environment.cells().isEmpty()
                        ? ""
                        : "\n\n" + environment.whole().text()) + "\n\n" + verdict();
    }
}
