import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs notebooks in Jupyter Notebook 6 in a headless browser, checks the pages, and saves screenshots:
 * {@code java Browser.java DRIVER JUPYTER SCREENSHOTS NOTEBOOK...}, with the addresses of a WebDriver (W3C) and of
 * Jupyter. Exit code 1 if a check fails.
 */
public final class Browser {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 1500;
    private static final long MINUTES = 30;
    private static final int TRIES = 10;

    /** The state of the cells. Progress bars are counted in each cell while it runs. */
    private static final String STATE = """
            const nb = Jupyter.notebook;
            const code = nb.get_cells().filter(c => c.cell_type === 'code');
            const bars = code.map(c => (c.element.find('.output').text().match(/\\[[= ]{24}\\] \\d+\\/\\d+/g) || []));
            return {running: code.filter(c => c.element.hasClass('running')).length, bars: bars,
                    busy: nb.kernel_busy === true};""";

    /** What the finished page shows, one object per code cell. */
    private static final String LOOK = """
            return Jupyter.notebook.get_cells().map((c, i) => [c, i + 1]).filter(([c]) => c.cell_type === 'code').map(([c, n]) => {
              const out = c.element.find('.output')[0], data = c.output_area.outputs;
              const imgs = [...out.querySelectorAll('.output_png img')];
              return {cell: n,
                pictures: data.filter(o => o.data && o.data['image/png']).length,
                drawn: imgs.filter(i => i.complete && i.naturalWidth > 0).length,
                broken: [...out.querySelectorAll('img')].filter(i => !i.complete || i.naturalWidth === 0).length,
                tables: [...out.querySelectorAll('table')].map(t => {
                  const h = t.querySelector('th'), s = h ? getComputedStyle(h) : null;
                  return s !== null && s.borderBottomStyle === 'solid' && parseInt(s.fontWeight) >= 600; }),
                wide: [...out.querySelectorAll('.output_subarea')].filter(o => o.scrollWidth > o.clientWidth + 1).length,
                scrolled: out.classList.contains('output_scroll'),
                errors: data.filter(o => o.output_type === 'error').map(o => o.traceback.join('\\n').split('\\n')
                  .filter(l => l.trim()).length),
                error: [...out.querySelectorAll('.output_error')].map(e => e.innerText.trim())};
            });""";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String session;
    private final List<String> wrong = new ArrayList<>();

    private Browser(String driver) {
        String options = """
                {"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {"args": ["--headless=new",
                 "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--window-size=%d,%d"]}}}}""".formatted(WIDTH, HEIGHT);
        JsonObject made = send("POST", driver + "/session", options).getAsJsonObject();
        session = driver + "/session/" + made.get("sessionId").getAsString();
        post("/timeouts", "{\"script\": 60000, \"pageLoad\": 120000}");
    }

    public static void main(String[] arguments) throws Exception {
        Browser browser = new Browser(arguments[0]);
        Path shots = Files.createDirectories(Path.of(arguments[2]));
        try {
            browser.login(arguments[1]);
            for (String notebook : List.of(arguments).subList(3, arguments.length)) {
                browser.check(arguments[1], notebook, shots);
            }
        } finally {
            browser.send("DELETE", browser.session, "");
        }
        System.exit(browser.wrong.isEmpty() ? 0 : 1);
    }

    /** Exchanges the token for a cookie that later requests send along. */
    private void login(String jupyter) {
        post("/url", object("url", jupyter + "/tree?token=" + System.getenv("JUPYTER_TOKEN")));
    }

    private void check(String jupyter, String notebook, Path shots) throws Exception {
        String name = notebook.replaceAll(".*/|\\.ipynb$", "");
        int before = wrong.size();
        long started = System.nanoTime();
        post("/url", object("url", jupyter + "/notebooks/" + notebook));
        await(
                "return !!(window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected()"
                        + " && Jupyter.notebook._fully_loaded);");
        script("Jupyter.notebook.set_autosave_interval(0); Jupyter.notebook.get_cells()"
                + ".forEach(c => { if (c.cell_type === 'code') c.execute(false); });");
        List<Integer> mostBars = run(name);
        JsonArray cells = script(LOOK).getAsJsonArray();
        boolean meantToFail = name.equals("display");
        for (int i = 0; i < cells.size(); i++) {
            judge(name, cells.get(i).getAsJsonObject(), mostBars.get(i), meantToFail);
        }
        int pages = screenshots(shots, name);
        System.out.printf(
                "%s ... %s in %d s, %d screenshots%n",
                name,
                wrong.size() == before ? "passed" : "FAILED",
                (System.nanoTime() - started) / 1_000_000_000L,
                pages);
        wrong.subList(before, wrong.size()).forEach(line -> System.out.println("  " + line));
        script("Jupyter.notebook.kernel.kill(); Jupyter.notebook.set_dirty(false); window.onbeforeunload = null;");
        Thread.sleep(1000);
    }

    /** Waits until all cells are done. Returns the largest number of progress bars that each cell showed at once. */
    private List<Integer> run(String name) throws Exception {
        List<Integer> most = new ArrayList<>();
        Map<String, Boolean> seen = new LinkedHashMap<>();
        long end = System.nanoTime() + MINUTES * 60_000_000_000L;
        while (System.nanoTime() < end) {
            JsonObject state = script(STATE).getAsJsonObject();
            JsonArray bars = state.getAsJsonArray("bars");
            for (int i = 0; i < bars.size(); i++) {
                JsonArray here = bars.get(i).getAsJsonArray();
                if (most.size() <= i) {
                    most.add(0);
                }
                most.set(i, Math.max(most.get(i), here.size()));
                here.forEach(bar -> seen.put(bar.getAsString(), true));
            }
            if (state.get("running").getAsInt() == 0 && !state.get("busy").getAsBoolean()) {
                if (name.equals("display") && seen.size() < 4) {
                    wrong.add("progress showed only " + seen.size() + " states: " + seen.keySet());
                }
                return most;
            }
            Thread.sleep(300);
        }
        throw new IllegalStateException(name + " did not finish within " + MINUTES + " minutes");
    }

    private void judge(String name, JsonObject cell, int bars, boolean meantToFail) {
        String place = name + ", cell " + cell.get("cell").getAsInt() + ": ";
        if (cell.get("pictures").getAsInt() != cell.get("drawn").getAsInt()
                || cell.get("broken").getAsInt() > 0) {
            wrong.add(place + cell.get("drawn") + " of " + cell.get("pictures") + " pictures drawn, "
                    + cell.get("broken") + " broken");
        }
        for (JsonElement styled : cell.getAsJsonArray("tables")) {
            if (!styled.getAsBoolean()) {
                wrong.add(place + "a table without a ruled, bold header");
            }
        }
        if (cell.get("wide").getAsInt() > 0) {
            wrong.add(place + "an output wider than the page");
        }
        if (cell.get("scrolled").getAsBoolean()) {
            wrong.add(place + "an output so long that Jupyter made it scroll");
        }
        if (bars > 8) {
            wrong.add(place + bars + " progress bars at once");
        }
        for (int i = 0; i < cell.getAsJsonArray("error").size(); i++) {
            String text = cell.getAsJsonArray("error").get(i).getAsString();
            long lines = text.lines().filter(line -> !line.isBlank()).count();
            if (!meantToFail) {
                wrong.add(place + text.lines().findFirst().orElse("an error"));
            } else if (lines > 6) {
                wrong.add(place + "an error of " + lines + " lines: "
                        + text.lines().findFirst().orElse(""));
            }
        }
    }

    /** Takes screenshots of the whole page, one screen after the other. */
    private int screenshots(Path folder, String name) throws Exception {
        script(
                "$('#header, #maintoolbar').hide(); events.trigger('resize-header.Page'); $('#site').css('height', '100vh');"
                        .replace("events.", "Jupyter.notebook.events."));
        try (var old = Files.newDirectoryStream(folder, name + "-[0-9][0-9].png")) {
            for (Path shot : old) {
                Files.delete(shot);
            }
        }
        int height = script("return $('#site')[0].clientHeight;").getAsInt();
        int pages =
                (int) Math.ceil(script("return $('#notebook')[0].scrollHeight;").getAsDouble() / height);
        for (int page = 0; page < pages; page++) {
            script("$('#site').scrollTop(" + page * height + ");");
            Thread.sleep(300);
            byte[] png = Base64.getDecoder()
                    .decode(send("GET", session + "/screenshot", "").getAsString());
            Files.write(folder.resolve("%s-%02d.png".formatted(name, page + 1)), png);
        }
        return pages;
    }

    private void await(String condition) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (script(condition).getAsBoolean()) {
                return;
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("Jupyter did not load the page: " + condition);
    }

    private JsonElement script(String body) {
        JsonObject call = new JsonObject();
        call.addProperty("script", body);
        call.add("args", new JsonArray());
        return send("POST", session + "/execute/sync", call.toString());
    }

    private void post(String path, String body) {
        send("POST", session + path, body);
    }

    private JsonElement send(String method, String address, String body) {
        return send(method, address, body, TRIES);
    }

    /** Whether the page timed out, as it may on a busy machine. */
    private static boolean busy(JsonElement value) {
        return value.isJsonObject()
                && value.getAsJsonObject().has("error")
                && value.getAsJsonObject().get("error").getAsString().equals("timeout");
    }

    private JsonElement send(String method, String address, String body, int tries) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    body.isEmpty()
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonElement value =
                    JsonParser.parseString(answer.body()).getAsJsonObject().get("value");
            if (busy(value) && method.equals("GET") && tries > 0) {
                return send(method, address, body, tries - 1);
            }
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(method + " " + address + ": " + value);
            }
            return value;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(method + " " + address + ": " + e, e);
        }
    }

    private static String object(String name, String value) {
        return new Gson().toJson(Map.of(name, value));
    }
}
