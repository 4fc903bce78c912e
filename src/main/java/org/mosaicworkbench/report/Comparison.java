package org.mosaicworkbench.report;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.Displayable;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.task.TaskResult;

/**
 * Comparison of two reports: their numbers, and the differences between their inputs, settings and environments.
 *
 * @param one the first report
 * @param other the second report
 */
public record Comparison(PageFile one, PageFile other) implements Displayable, TaskResult {

    private static final int BRIEF = 12;

    /**
     * Numbers of both reports, with an empty cell where one report lacks a number. Results are paired by their order.
     */
    public TextTable measures() {
        TextTable rows =
                TextTable.of("result", "of", "measure", "A", "95 % interval of A", "B", "95 % interval of B", "B - A");
        int results = Math.max(one.results().size(), other.results().size());
        for (int i = 0; i < results; i++) {
            Optional<PageFile.Result> a = result(one, i);
            Optional<PageFile.Result> b = result(other, i);
            String title = a.or(() -> b).orElseThrow().title();
            for (ReportedNumber measure : all(a, b)) {
                Optional<ReportedNumber> left = like(a, measure);
                Optional<ReportedNumber> right = like(b, measure);
                rows = rows.with(
                        title,
                        measure.set(),
                        measure.name(),
                        value(left),
                        interval(left),
                        value(right),
                        interval(right),
                        left.isPresent() && right.isPresent()
                                ? right.get().value() - left.get().value()
                                : null);
            }
        }
        return rows;
    }

    private static Optional<PageFile.Result> result(PageFile page, int number) {
        return number < page.results().size() ? Optional.of(page.results().get(number)) : Optional.empty();
    }

    private static List<ReportedNumber> all(Optional<PageFile.Result> a, Optional<PageFile.Result> b) {
        Map<String, ReportedNumber> all = new LinkedHashMap<>();
        a.ifPresent(result -> result.measures().forEach(m -> all.put(m.set() + "\n" + m.name(), m)));
        b.ifPresent(result -> result.measures().forEach(m -> all.putIfAbsent(m.set() + "\n" + m.name(), m)));
        return List.copyOf(all.values());
    }

    private static Optional<ReportedNumber> like(Optional<PageFile.Result> result, ReportedNumber wanted) {
        return result.flatMap(
                r -> r.measures().stream().filter(wanted::likewise).findFirst());
    }

    private static Object value(Optional<ReportedNumber> measure) {
        return measure.<Object>map(ReportedNumber::value).orElse(null);
    }

    private static Object interval(Optional<ReportedNumber> measure) {
        return measure.map(ReportedNumber::interval)
                .filter(interval -> !interval.equals(Interval.NONE))
                .orElse(null);
    }

    /** The differences between inputs, settings and environments. */
    public TextTable differences() {
        Map<String, String[]> differences = new LinkedHashMap<>();
        for (int i = 0; i < Math.max(one.results().size(), other.results().size()); i++) {
            Map<String, String[]> own = new LinkedHashMap<>();
            Environment.compare(facts(result(one, i)), facts(result(other, i)), own);
            String before = (i + 1) + ": ";
            own.forEach((name, both) -> differences.put(before + name, both));
        }
        one.environment()
                .differences(other.environment())
                .forEach((name, both) -> differences.put(name, new String[] {brief(both[0]), brief(both[1])}));
        TextTable rows = TextTable.of("in", "A", "B");
        for (Map.Entry<String, String[]> e : differences.entrySet()) {
            rows = rows.with(e.getKey(), e.getValue()[0], e.getValue()[1]);
        }
        return rows;
    }

    private static Map<String, String> facts(Optional<PageFile.Result> result) {
        Map<String, String> facts = new LinkedHashMap<>();
        result.flatMap(PageFile.Result::making).ifPresent(making -> {
            facts.put("task", making.task());
            making.inputs().forEach(input -> facts.put("input " + input.role(), brief(input.sha256())));
            facts.putAll(making.settings());
        });
        return facts;
    }

    private static String brief(String text) {
        return text.matches("[0-9a-f]{64}") ? text.substring(0, BRIEF) + "..." : text;
    }

    /**
     * Writes a page that compares both reports, atomically.
     *
     * @throws BadInput if it cannot be written, or would replace one of the two reports or a file that is not a report
     */
    public Path write(Path page) {
        Page.requireRoomFor(page);
        requireOther(page);
        Map<String, TextTable> tables = new LinkedHashMap<>();
        tables.put("Numbers", measures());
        tables.put("Differences", differences());
        return WholeFile.writeText(page, Page.simple("Two reports side by side", names(), tables));
    }

    private void requireOther(Path page) {
        for (PageFile compared : List.of(one, other)) {
            if (place(compared.path()).equals(place(page))) {
                throw BadInput.file(page, "is one of the two pages that are compared", "give another file to write");
            }
        }
    }

    private static Path place(Path page) {
        return page.toAbsolutePath().normalize();
    }

    /** Reports in two folders often share a name; the folders then distinguish them. */
    private String names() {
        boolean alike = one.path().getFileName().equals(other.path().getFileName());
        return "A: " + name(one, alike) + "\nB: " + name(other, alike);
    }

    private static String name(PageFile page, boolean whole) {
        return page.title() + " (" + (whole ? page.path() : page.path().getFileName()) + ")";
    }

    @Override
    public Display display() {
        return new Display.Html(
                Html.paragraph("", names()) + Html.table(measures()) + Html.table(differences()), toString());
    }

    @Override
    public TextTable records() {
        return measures();
    }

    @Override
    public String toString() {
        return names() + "\n\n" + measures().whole().text() + "\n\n"
                + differences().whole().text();
    }
}
