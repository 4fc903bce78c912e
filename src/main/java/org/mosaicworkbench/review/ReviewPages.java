package org.mosaicworkbench.review;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.mosaicworkbench.notebook.Display;
import org.mosaicworkbench.notebook.TextTable;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.review.LoopbackServer.Reply;
import org.mosaicworkbench.review.LoopbackServer.Request;
import org.mosaicworkbench.view.Viewer;

/**
 * Serves the page of a review and the data that its script requests. Datasets are requested by index, never by name or
 * path.
 */
final class ReviewPages implements LoopbackServer.Pages {

    private static final String HTML = "text/html; charset=utf-8";
    private static final Map<String, String> FILES =
            Map.of("/", HTML, "/review.js", "text/javascript; charset=utf-8", "/review.css", "text/css; charset=utf-8");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    /** Content security policy of the viewer, whose page embeds its script and its pixels. */
    private static final String VIEWER_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src "
            + "'unsafe-inline'; img-src data: blob:; frame-ancestors 'self'";

    private static final int NOT_FOUND = 404;
    private static final int NUMBER = 2;
    private static final int NAME = 3;
    private static final Gson GSON = new Gson();

    private final ReviewSession session;

    ReviewPages(ReviewSession session) {
        this.session = session;
    }

    @Override
    public Reply answer(Request request) {
        if (request.method().equals("POST")) {
            return changed(request);
        }
        if (FILES.containsKey(request.path())) {
            return file(request.path());
        }
        String[] parts = request.path().split("/");
        return switch (parts.length > 1 ? parts[1] : "") {
            case "start" -> json(start());
            case "answers" -> json(answers(decoded(request.parameter("reviewer"))));
            case "agreement" -> json(table(session.agreement().table()));
            case "dataset" -> json(dataset(number(parts)));
            case "picture" -> picture(number(parts), parts);
            case "diagnosis" -> diagnosis(number(parts), parts, request);
            case "viewer" -> new Reply(200, HTML, utf8(viewer(number(parts), request)), VIEWER_POLICY);
            default -> Reply.text(NOT_FOUND, "there is no such page");
        };
    }

    private Reply changed(Request request) {
        JsonValue json = JsonValue.parse(request.body(), "the request", "reload the page");
        String reviewer = json.at("reviewer").text().strip();
        return switch (request.path()) {
            case "/answer" -> {
                ReviewedLabel kept = session.answer(
                        session.dataset(json.at("number").integer()).index(),
                        ReviewAnswer.named(json.at("answer").text()),
                        reviewer,
                        json.at("note").text());
                JsonObject saved = new JsonObject();
                saved.addProperty("when", kept.when());
                yield json(saved);
            }
            case "/undo" -> {
                JsonObject undone = new JsonObject();
                session.undo(reviewer).ifPresent(index -> undone.addProperty("number", session.number(index)));
                yield json(undone);
            }
            case "/export" -> {
                JsonObject exported = new JsonObject();
                exported.addProperty("file", session.export().toString());
                exported.addProperty("labels", session.labels().size());
                yield json(exported);
            }
            default -> Reply.text(NOT_FOUND, "there is no such page");
        };
    }

    private JsonObject start() {
        JsonObject json = new JsonObject();
        json.addProperty("title", session.title());
        json.addProperty("reviewer", session.reviewer());
        json.add(
                "reviewers",
                GSON.toJsonTree(new TreeSet<>(
                        session.labels().stream().map(ReviewedLabel::reviewer).toList())));
        List<SuspectDataset> all = session.datasets();
        json.add(
                "names", GSON.toJsonTree(all.stream().map(SuspectDataset::index).toList()));
        json.add(
                "decisions",
                GSON.toJsonTree(
                        all.stream().map(one -> one.decision().toString()).toList()));
        json.add(
                "probabilities",
                GSON.toJsonTree(all.stream()
                        .map(one -> Double.isFinite(one.probability()) ? one.probability() : null)
                        .toList()));
        return json;
    }

    private JsonObject answers(String reviewer) {
        JsonObject json = new JsonObject();
        for (ReviewedLabel label : session.answers()) {
            int number = session.number(label.index());
            if (label.reviewer().equals(reviewer) && number >= 0) {
                JsonArray own = new JsonArray();
                own.add(label.answer().toString());
                own.add(label.note());
                json.add(String.valueOf(number), own);
            }
        }
        return json;
    }

    private JsonObject dataset(int number) {
        SuspectDataset one = session.dataset(number);
        JsonObject json = new JsonObject();
        json.addProperty("why", one.why());
        json.addProperty("size", one.sizeInWords());
        json.addProperty("remark", one.remark());
        json.addProperty("mosaic", session.folder().mosaic(one.index()).isPresent());
        JsonArray pictures = new JsonArray();
        session.pictures().of(one.index()).forEach(name -> {
            JsonObject picture = new JsonObject();
            picture.addProperty("address", "picture/" + number + "/" + name);
            picture.addProperty("caption", name.caption());
            pictures.add(picture);
        });
        json.add("pictures", pictures);
        return json;
    }

    private String viewer(int number, Request request) {
        Viewer viewer = session.viewer(number, request.parameter("page"));
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>"
                + Display.Html.escaped(viewer.title())
                + "</title><style>:root { color-scheme: light dark; } body { margin: "
                + "8px; font: 15px system-ui, sans-serif; }</style></head><body>\n" + viewer.html()
                + "</body></html>\n";
    }

    private Reply picture(int number, String[] parts) {
        return ReviewPictures.Name.of(parts.length > NAME ? parts[NAME] : "")
                .map(name -> Reply.of(
                        "image/png",
                        session.pictures().png(session.dataset(number).index(), name)))
                .orElseGet(() -> Reply.text(NOT_FOUND, "there is no such picture"));
    }

    private Reply diagnosis(int number, String[] parts, Request request) {
        DiagnoseResult found = session.diagnosis(number, request.parameter("page"));
        if (parts.length > NAME) {
            Theme theme = request.parameter("theme").equals("dark") ? Theme.DARK : Theme.LIGHT;
            List<Figure> figures = found.charts().in(theme).figures();
            int figure = whole(parts[NAME]);
            return figure < figures.size()
                    ? Reply.of("image/png", Display.png(figures.get(figure).image(1.5)))
                    : Reply.text(NOT_FOUND, "there is no such figure");
        }
        JsonObject json = new JsonObject();
        json.addProperty("verdict", found.verdict());
        json.add("table", table(found.table()));
        json.addProperty("figures", found.charts().charts().size());
        return json(json);
    }

    private static JsonObject table(TextTable table) {
        JsonObject json = new JsonObject();
        json.add("columns", GSON.toJsonTree(table.columns()));
        JsonArray rows = new JsonArray();
        for (List<String> texts : table.texts()) {
            rows.add(GSON.toJsonTree(texts));
        }
        json.add("rows", rows);
        return json;
    }

    private int number(String[] parts) {
        return whole(parts.length > NUMBER ? parts[NUMBER] : "");
    }

    private static int whole(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new BadInput("'" + text + "' is not a number");
        }
        return Integer.parseInt(text);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Reply file(String path) {
        String name = path.equals("/") ? "review.html" : path.substring(1);
        try (InputStream in = ReviewPages.class.getResourceAsStream(name)) {
            return new Reply(200, FILES.get(path), in.readAllBytes(), POLICY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reply json(JsonObject json) {
        return Reply.of("application/json", utf8(GSON.toJson(json)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
