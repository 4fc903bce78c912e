package org.mosaicworkbench.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Sha256;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.task.InputFile;

/**
 * An HTML page with results and everything needed to reproduce them. It loads nothing from a network. The same results
 * at the same path give the same bytes, except for the section with the id {@code environment}.
 *
 * @param title title of the page
 * @param question question that it answers
 * @param results results in order, at least one
 */
public record Page(String title, String question, List<Reportable> results) {

    /**
     * Id of the element from which programs read the results; {@link #ENVIRONMENT} is the id of the element with the
     * environment.
     */
    static final String MADE = "made";

    static final String ENVIRONMENT = "environment-data";
    /** Placeholder for the seal while the seal is computed. */
    static final String UNSEALED = "0".repeat(64);

    static final String SEAL = "<span id=\"seal\">";

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();
    private static final String LOOK = "/org/mosaicworkbench/look.css";

    /** Copies the list. */
    public Page {
        results = List.copyOf(results);
    }

    /** Writes the page atomically. */
    public Path write(Path place, Environment environment) {
        requireRoomFor(place);
        return WholeFile.writeText(place, html(place, environment));
    }

    String html(Path place, Environment environment) {
        Path folder = place.toAbsolutePath().normalize().getParent();
        List<Chapter> chapters = chapters();
        StringBuilder html = new StringBuilder(head(title));
        html.append("<header><h1>")
                .append(Html.escaped(title))
                .append("</h1>\n")
                .append(Html.paragraph("lead", question))
                .append("</header>\n<section id=\"short\">\n");
        chapters.forEach(chapter -> html.append(Html.paragraph("", chapter.answer())));
        html.append("</section>\n");
        for (int i = 0; i < chapters.size(); i++) {
            html.append(chapter("result-" + (i + 1), results.get(i), chapters.get(i)));
        }
        html.append(data(folder))
                .append(again(place, chapters))
                .append(block(MADE, made(folder, chapters)))
                .append(environment(environment))
                .append("</body>\n</html>\n");
        return sealed(html.toString());
    }

    /** Chapters with the same title are distinguished by their position. */
    private List<Chapter> chapters() {
        List<Chapter> all = results.stream().map(Reportable::chapter).toList();
        List<String> titles = all.stream().map(Chapter::title).toList();
        return IntStream.range(0, all.size())
                .mapToObj(i -> Collections.frequency(titles, titles.get(i)) == 1
                        ? all.get(i)
                        : all.get(i).titled(titles.get(i) + " (result " + (i + 1) + ")"))
                .toList();
    }

    /**
     * Checks before any work that a page can be written.
     *
     * @param place path of the page; an existing report there may be replaced
     * @return {@code place}
     * @throws BadInput if its folder cannot be written, or the path holds another file
     */
    public static Path requireRoomFor(Path place) {
        String ours = head("");
        return WholeFile.requireRoomFor(
                place, ours.substring(0, ours.indexOf("<title>")), "page that mosaic report wrote");
    }

    /** Everything before the content of a report page. */
    static String head(String title) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\" />\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n"
                + "<meta name=\"generator\" content=\"mosaic-workbench\" />\n<title>" + Html.escaped(title)
                + "</title>\n<style>\n" + look() + "</style>\n</head>\n<body>\n";
    }

    private static String look() {
        try (InputStream in = Page.class.getResourceAsStream(LOOK)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String data(Path folder) {
        Map<String, InputFile> inputs = new LinkedHashMap<>();
        results.forEach(result -> result.making()
                .ifPresent(making ->
                        making.inputs().forEach(input -> inputs.putIfAbsent(input.path() + input.sha256(), input))));
        StringBuilder html = new StringBuilder("<section id=\"data\">\n<h2>Data</h2>\n<div class=\"wide\"><table>\n"
                + "<thead><tr><th>input</th><th>path, relative to this page</th><th>SHA-256</th></tr></thead>"
                + "\n<tbody>\n");
        inputs.values()
                .forEach(input -> html.append("<tr><td>")
                        .append(Html.escaped(input.role()))
                        .append("</td><td class=\"path\">")
                        .append(Html.escaped(input.from(folder)))
                        .append(
                                input.files().isEmpty()
                                        ? ""
                                        : ", " + Count.of(input.files().size(), "file"))
                        .append("</td><td class=\"digest\">")
                        .append(input.sha256())
                        .append("</td></tr>\n"));
        return html.append("</tbody>\n</table></div>\n</section>\n").toString();
    }

    private static String chapter(String id, Reportable result, Chapter chapter) {
        Map<String, String> settings = new LinkedHashMap<>();
        result.making().ifPresent(making -> settings.putAll(making.settings()));
        chapter.madeBy().forEach(settings::putIfAbsent);
        StringBuilder html =
                new StringBuilder("<section id=\"" + id + "\">\n<h2>" + Html.escaped(chapter.title()) + "</h2>\n");
        chapter.sections().forEach(section -> html.append(section.html()));
        html.append("<h3>Settings</h3>\n<div class=\"wide\"><table class=\"settings\">\n<tbody>\n");
        settings.forEach((name, value) -> html.append("<tr><th>")
                .append(Html.escaped(name))
                .append("</th><td>")
                .append(Html.escaped(value))
                .append("</td></tr>\n"));
        return html.append("</tbody>\n</table></div>\n</section>\n").toString();
    }

    private String again(Path place, List<Chapter> chapters) {
        List<String> lost = IntStream.range(0, chapters.size())
                .filter(i -> results.get(i).making().isEmpty())
                .mapToObj(i -> chapters.get(i).title())
                .toList();
        String page = "'" + place.getFileName().toString().replace("'", "'\\''") + "'";
        return "<section id=\"again\">\n<h2>How to reproduce it</h2>\n"
                + Html.paragraph(
                        "",
                        "This page holds every option and the digest of every input. In a clone of the same version"
                                + " of mosaic-workbench, this command reproduces the results from the same inputs. It"
                                + " reports for each number whether it is the same, and which inputs have changed, if"
                                + " any:")
                + "<pre>environment/mosaic report --verify " + Html.escaped(page) + "</pre>\n"
                + Html.paragraph(
                        "",
                        "Inputs are expected at the paths in the data table, relative to this page; --input csv=FILE"
                                + " gives the current path of one of them, --output FOLDER keeps the results. Numbers are"
                                + " the same to the last digit at the same number of threads on the same kind of"
                                + " processor.")
                + (lost.isEmpty() ? "" : Html.paragraph("", "It does not reproduce: " + String.join(", ", lost) + "."))
                + "</section>\n";
    }

    private JsonObject made(Path folder, List<Chapter> chapters) {
        JsonObject made = new JsonObject();
        made.addProperty("title", title);
        JsonArray all = new JsonArray();
        for (int i = 0; i < chapters.size(); i++) {
            JsonObject result = new JsonObject();
            result.addProperty("title", chapters.get(i).title());
            result.add(
                    "making",
                    results.get(i)
                            .making()
                            .<JsonElement>map(making -> making.json(folder))
                            .orElse(JsonNull.INSTANCE));
            JsonArray measures = new JsonArray();
            results.get(i).measures().forEach(measure -> measures.add(measure.json()));
            result.add("measures", measures);
            all.add(result);
        }
        made.add("results", all);
        return made;
    }

    /** Data for programs. It is plain ASCII, and nothing in it can end the element. */
    private static String block(String id, JsonObject json) {
        String text = GSON.toJson(json)
                .chars()
                .mapToObj(c -> c < 0x7F ? String.valueOf((char) c) : String.format("\\u%04x", c))
                .collect(Collectors.joining());
        return "<script type=\"application/json\" id=\"" + id + "\">" + text + "</script>\n";
    }

    private static String environment(Environment environment) {
        StringBuilder html =
                new StringBuilder("<section id=\"environment\">\n<h2>Environment</h2>\n<div class=\"wide\">"
                        + "<table class=\"settings\">\n<tbody>\n");
        environment
                .facts()
                .forEach((name, value) -> html.append("<tr><th>")
                        .append(Html.escaped(name))
                        .append("</th><td>")
                        .append(Html.escaped(value))
                        .append("</td></tr>\n"));
        html.append("</tbody>\n</table></div>\n<h3>Libraries</h3>\n<div class=\"wide\">"
                + "<table class=\"small\">\n<thead><tr><th>artifact</th><th>SHA-256</th></tr></thead>\n<tbody>\n");
        environment
                .libraries()
                .forEach((name, digest) -> html.append("<tr><td>")
                        .append(Html.escaped(name))
                        .append("</td><td class=\"digest\">")
                        .append(Html.escaped(digest))
                        .append("</td></tr>\n"));
        return html.append("</tbody>\n</table></div>\n<p class=\"quiet\">")
                .append("SHA-256 of this page with zeros in its place here: ")
                .append("<span class=\"digest\">")
                .append(SEAL)
                .append(UNSEALED)
                .append("</span></span></p>\n")
                .append(block(ENVIRONMENT, environment.json()))
                .append("</section>\n")
                .toString();
    }

    private static String sealed(String html) {
        return html.replace(SEAL + UNSEALED, SEAL + Sha256.of(html));
    }

    /**
     * Wraps content in a page.
     *
     * @param title title of the page
     * @param body HTML that is also well-formed XML
     */
    public static String around(String title, String body) {
        return head(title) + "<h1>" + Html.escaped(title) + "</h1>\n" + body + "</body>\n</html>\n";
    }

    /** A simple page with tables. */
    static String simple(String title, String words, Map<String, TextTable> tables) {
        StringBuilder html = new StringBuilder(
                head(title) + "<h1>" + Html.escaped(title) + "</h1>\n" + Html.paragraph("lead", words));
        tables.forEach((name, rows) ->
                html.append("<h2>").append(Html.escaped(name)).append("</h2>\n").append(Html.table(rows)));
        return html.append("</body>\n</html>\n").toString();
    }
}
