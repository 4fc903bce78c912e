package org.mosaicworkbench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.task.Provenance;

/**
 * A report that was read back.
 *
 * @param path path of the page
 * @param title title of the page
 * @param results results in order
 * @param environment environment in which it was written
 * @param untouched whether the page is unchanged since it was written
 */
public record PageFile(Path path, String title, List<Result> results, Environment environment, boolean untouched) {

    private static final String REMEDY = "give a page that mosaic report wrote";

    /**
     * One result on a page.
     *
     * @param title title of its chapter
     * @param making provenance, with paths relative to the page; empty if it cannot be reproduced
     * @param measures its numbers
     */
    public record Result(String title, Optional<Provenance> making, List<ReportedNumber> measures) {

        /** Copies the list. */
        public Result {
            measures = List.copyOf(measures);
        }
    }

    /** Copies the list. */
    public PageFile {
        results = List.copyOf(results);
    }

    /**
     * Reads a page.
     *
     * @throws BadInput if it is not a report
     */
    public static PageFile read(Path page) {
        String html;
        try {
            html = Files.readString(page);
        } catch (IOException e) {
            throw BadInput.file(page, Files.notExists(page) ? "there is no such file" : "cannot be read", REMEDY);
        }
        Path folder = page.toAbsolutePath().normalize().getParent();
        JsonValue made = block(page, html, Page.MADE);
        return new PageFile(
                page,
                made.at("title").text(),
                made.at("results").items().stream()
                        .map(result -> result(result, folder))
                        .toList(),
                Environment.of(block(page, html, Page.ENVIRONMENT)),
                isUntouched(html));
    }

    private static Result result(JsonValue json, Path folder) {
        return new Result(
                json.at("title").text(),
                json.find("making").map(making -> Provenance.of(making, folder)),
                json.at("measures").items().stream().map(ReportedNumber::of).toList());
    }

    private static JsonValue block(Path page, String html, String id) {
        String start = "<script type=\"application/json\" id=\"" + id + "\">";
        int from = html.indexOf(start);
        int to = html.indexOf("</script>", from);
        if (from < 0 || to < 0) {
            throw BadInput.file(page, "is not a complete report", REMEDY);
        }
        return JsonValue.parse(html.substring(from + start.length(), to), page + " (its data)", REMEDY);
    }

    private static boolean isUntouched(String html) {
        int from = html.lastIndexOf(Page.SEAL) + Page.SEAL.length();
        int to = from + Page.UNSEALED.length();
        if (from < Page.SEAL.length() || to > html.length()) {
            return false;
        }
        String bare = html.substring(0, from) + Page.UNSEALED + html.substring(to);
        return html.substring(from, to).equals(Sha256.of(bare));
    }
}
