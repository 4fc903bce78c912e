package org.mosaicworkbench.prep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.visit.DatasetName;

/** A local server that answers as documented for the archive's {@code invoke} service. */
@Timeout(30)
@Slow
class ArchiveCategoriesTest {

    @TempDir
    Path cache;

    private HttpServer server;
    private ExecutorService workers;
    private final List<JsonObject> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile Function<JsonObject, Reply> answer = request -> complete(request, 1, "GALAXY;SPIRAL");

    private record Reply(int status, String body, String retryAfter) {

        Reply(int status, String body) {
            this(status, body, "");
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        workers = Executors.newCachedThreadPool();
        server.setExecutor(workers);
        server.createContext("/api/v0/invoke", this::serve);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonObject request = JsonParser.parseString(
                        URLDecoder.decode(body.substring("request=".length()), StandardCharsets.UTF_8))
                .getAsJsonObject();
        requests.add(request);
        Reply reply = answer.apply(request);
        byte[] bytes = reply.body.getBytes(StandardCharsets.UTF_8);
        if (!reply.retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter);
        }
        exchange.sendResponseHeaders(reply.status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ArchiveCategories archive() {
        return Categories.archive()
                .endpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v0/invoke"))
                .cache(cache)
                .pause(Duration.ofMillis(5))
                .timeout(Duration.ofSeconds(5));
    }

    private static Dataset dataset(String target, double ra, double dec) {
        return new Dataset(
                DatasetName.of("hst_12286_38_wfc3_ir_total_ibl738"),
                Path.of("."),
                new Dataset.Target(target, ra, dec),
                new Dataset.TotalImage("hst_12286_38_wfc3_ir_total_ibl738_drz.fits", 2L),
                new Dataset.Sources(1L, 1L, 1L));
    }

    private static List<Dataset> targets(String... names) {
        return Stream.of(names).map(name -> dataset(name, 10, 20)).toList();
    }

    /** The values of one filter, or null if the request has no such filter. */
    private static JsonArray filter(JsonObject request, String column) {
        for (JsonElement filter : request.getAsJsonObject("params").getAsJsonArray("filters")) {
            if (filter.getAsJsonObject().get("paramName").getAsString().equals(column)) {
                return filter.getAsJsonObject().getAsJsonArray("values");
            }
        }
        return null;
    }

    private static String target(JsonObject request) {
        JsonArray names = filter(request, "target_name");
        return names == null ? "" : names.get(0).getAsString();
    }

    private static Reply complete(JsonObject request, int pages, String... classifications) {
        JsonArray rows = new JsonArray();
        for (String classification : classifications) {
            JsonObject row = new JsonObject();
            row.addProperty("target_name", target(request));
            row.addProperty("target_classification", classification);
            rows.add(row);
        }
        return new Reply(200, """
            {"status": "COMPLETE", "msg": "", "data": %s,
             "fields": [{"name": "target_name", "type": "string"}, {"name": "target_classification", "type": "string"}],
             "paging": {"page": %d, "pageSize": 500, "pagesFiltered": %d, "rows": %d, "rowsFiltered": 9, "rowsTotal": 9}}
            """.formatted(rows, request.get("page").getAsInt(), pages, rows.size()));
    }

    @Test
    void asksForTheTargetAsTheServiceDocumentsIt() {
        Categories.Found found = archive().find(targets("NGC-4258", "NGC-4258"));
        assertEquals(List.of("GALAXY;SPIRAL", "GALAXY;SPIRAL"), found.categories());
        assertEquals(1, found.asked());
        assertEquals(1, requests.size());
        assertEquals(JsonParser.parseString("""
            {"service": "Mast.Caom.Filtered", "format": "json", "pagesize": 500, "page": 1,
             "params": {"columns": "target_name,target_classification", "filters": [
               {"paramName": "obs_collection", "values": ["HST"]},
               {"paramName": "target_name", "values": ["NGC-4258"]}]}}
            """), requests.get(0));
    }

    @Test
    void targetsWithoutNameOrAnswerAreLookedForByPositionInTheirProposal() {
        answer = request -> target(request).isEmpty()
                ? complete(request, 1, "", "UNIDENTIFIED;PARALLEL FIELD")
                : complete(request, 1);
        Categories.Found found = archive().find(List.of(dataset("ANY", 262.47, 52.33), dataset("ODD", 0.05, 0)));
        assertEquals(List.of("UNIDENTIFIED;PARALLEL FIELD", "UNIDENTIFIED;PARALLEL FIELD"), found.categories());
        assertEquals(3, found.asked());
        JsonObject first = requests.stream()
                .filter(r -> target(r).isEmpty()
                        && filter(r, "s_dec")
                                        .get(0)
                                        .getAsJsonObject()
                                        .get("min")
                                        .getAsDouble()
                                > 50)
                .findFirst()
                .orElseThrow();
        assertEquals("[\"12286\"]", filter(first, "proposal_id").toString());
        JsonObject ra = filter(first, "s_ra").get(0).getAsJsonObject();
        assertEquals(262.47, (ra.get("min").getAsDouble() + ra.get("max").getAsDouble()) / 2, 1e-9);
        assertEquals(
                0.2 / Math.cos(Math.toRadians(52.33)),
                ra.get("max").getAsDouble() - ra.get("min").getAsDouble(),
                1e-9);
        JsonObject wrapped = requests.stream()
                .filter(r -> target(r).isEmpty()
                        && filter(r, "s_dec")
                                        .get(0)
                                        .getAsJsonObject()
                                        .get("min")
                                        .getAsDouble()
                                < 50)
                .findFirst()
                .orElseThrow();
        assertEquals(2, filter(wrapped, "s_ra").size());
        assertEquals(
                359.95,
                filter(wrapped, "s_ra").get(1).getAsJsonObject().get("min").getAsDouble(),
                1e-9);
    }

    @Test
    void laterPagesAreReadUntilOneHasAClassification() {
        answer = request -> request.get("page").getAsInt() < 3
                ? complete(request, 5, "", "")
                : complete(request, 5, "", "STAR;K V-IV");
        assertEquals(List.of("STAR;K V-IV"), archive().find(targets("HD-1")).categories());
        assertEquals(
                List.of(1, 2, 3),
                requests.stream().map(r -> r.get("page").getAsInt()).toList());
    }

    @Test
    void anExecutingQuestionIsAskedAgainUnchanged() {
        AtomicInteger call = new AtomicInteger();
        answer = request -> call.incrementAndGet() < 4
                ? new Reply(200, "{\"status\": \"EXECUTING\", \"msg\": \"\", " + "\"percent complete\": 0.5}")
                : complete(request, 1, "ISM;HII REGION");
        assertEquals(List.of("ISM;HII REGION"), archive().find(targets("M42")).categories());
        assertEquals(4, requests.size());
        assertEquals(1, requests.stream().distinct().count());
    }

    @Test
    void aQuestionThatNeverEndsIsGivenUp() {
        answer = request -> new Reply(200, "{\"status\": \"EXECUTING\"}");
        Categories.Found found = archive().timeout(Duration.ofMillis(50)).find(targets("M42"));
        assertEquals(List.of("None"), found.categories());
        assertEquals(2, found.unanswered());
    }

    @Test
    void repliesByColumnNumberAreReadToo() {
        answer = request -> new Reply(200, """
            {"status": "COMPLETE", "msg": "", "data": {"name": "NewDataSet", "Tables": [{"name": "Table",
             "ExtendedProperties": {"Paging": {"page": 1, "pageSize": 500, "pagesFiltered": 1, "rows": 2}},
             "Columns": [{"text": "target_name", "dataIndex": "target_name"},
                         {"text": "target_classification", "dataIndex": "target_classification"}],
             "Fields": [{"name": "target_name", "type": "string"}, {"name": "target_classification", "type": "string"}],
             "Rows": [["M31", null], ["M31", "GALAXY;SPIRAL;NUCLEUS"]]}]}}
            """);
        assertEquals(
                List.of("GALAXY;SPIRAL;NUCLEUS"), archive().find(targets("M31")).categories());
    }

    @Test
    void passingFaultsAreTriedAgain() {
        List<Reply> faults = List.of(
                new Reply(503, "busy"),
                new Reply(200, "<html>maintenance</html>"),
                new Reply(200, "{\"status\": \"ERROR\", \"msg\": \"deadlock\"}"));
        AtomicInteger call = new AtomicInteger();
        answer = request -> call.get() < 3 ? faults.get(call.getAndIncrement()) : complete(request, 1, "STAR");
        Categories.Found found = archive().find(targets("HD-2"));
        assertEquals(List.of("STAR"), found.categories());
        assertEquals(List.of(), found.warnings());
    }

    @Test
    void anArchiveThatOnlyFailsIsLeftAloneAndCounted() {
        answer = request -> new Reply(500, "down");
        String[] names = IntStream.range(0, 40).mapToObj(i -> "T" + i).toArray(String[]::new);
        Categories.Found found = archive().calls(1).find(targets(names));
        assertEquals(Collections.nCopies(40, "None"), found.categories());
        assertEquals(41, found.unanswered());
        assertEquals(12, requests.size());
        assertEquals(
                List.of("the archive did not answer 41 queries (3 queries in a row without an answer, the last: HTTP"
                        + " status 500); their targets count as unidentified unless already known; run again, or give"
                        + " a CSV file"),
                found.warnings());
    }

    @Test
    void garbageOfEveryKindIsNoAnswer() {
        for (String garbage : List.of(
                "",
                "null",
                "[]",
                "{}",
                "{\"status\": 3}",
                "{\"status\": \"COMPLETE\"}",
                "{\"status\": \"COMPLETE\", \"data\": [], \"fields\": []}",
                "{\"status\": \"COMPLETE\", \"data\": {\"Tables\": []}}",
                "{\"status\": \"COMPLETE\", \"data\": [")) {
            answer = request -> new Reply(200, garbage);
            Categories.Found found = archive().find(targets("M1"));
            assertEquals(List.of("None"), found.categories(), garbage);
            assertEquals(0, found.asked(), garbage);
        }
    }

    @Test
    void aSlowReplyIsCutShort() {
        answer = request -> {
            sleep(2000);
            return complete(request, 1, "STAR");
        };
        long start = System.nanoTime();
        Categories.Found found = archive().timeout(Duration.ofMillis(100)).find(targets("HD-3"));
        assertEquals(List.of("None"), found.categories());
        assertTrue(System.nanoTime() - start < 2_000_000_000L, "took longer than the tries allow");
    }

    @Test
    void anArchiveThatTakesCallsAndNeverAnswersIsOffLineSoonAndForTheWholeRun() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            Categories.Found found = archive()
                    .timeout(Duration.ofSeconds(60))
                    .patience(Duration.ofMillis(300))
                    .endpoint(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/"))
                    .find(targets(IntStream.range(0, 40).mapToObj(i -> "T" + i).toArray(String[]::new)));
            assertTrue(System.nanoTime() - start < 3_000_000_000L, "it took " + (System.nanoTime() - start) + " ns");
            assertEquals(Collections.nCopies(40, "None"), found.categories());
            assertEquals(
                    List.of("the archive did not answer 41 queries (no reply within 300 ms); their "
                            + "targets count as unidentified unless already known; run again, or give a CSV file"),
                    found.warnings());
        }
    }

    @Test
    void aPauseThatTheArchiveAsksForIsKept() {
        List<Long> times = Collections.synchronizedList(new ArrayList<>());
        answer = request -> {
            times.add(System.nanoTime());
            return times.size() == 1 ? new Reply(429, "", "1") : complete(request, 1, "STAR");
        };
        assertEquals(List.of("STAR"), archive().find(targets("HD-4")).categories());
        assertTrue(times.get(1) - times.get(0) > 900_000_000L, "it waited " + (times.get(1) - times.get(0)) + " ns");
    }

    @Test
    void aPauseThatIsTooLongEndsTheAsking() {
        answer = request -> new Reply(503, "", "3600");
        Categories.Found found = archive().calls(1).find(targets("A", "B", "C"));
        assertEquals(1, requests.size());
        assertTrue(
                found.warnings().get(0).contains("(HTTP status 503; it requests a retry in 3600 s)"),
                found.warnings().get(0));
    }

    @Test
    void nothingIsAskedTwiceNotEvenWhatHasNoClassification() throws IOException {
        answer = request -> target(request).equals("M31") ? complete(request, 1, "GALAXY") : complete(request, 1);
        Categories.Found first = archive().find(targets("M31", "NOBODY"));
        int before = requests.size();
        Categories.Found second = archive().find(targets("M31", "NOBODY"));
        assertEquals(before, requests.size());
        assertEquals(first.categories(), second.categories());
        assertEquals(List.of("GALAXY", "None"), second.categories());
        assertEquals(3, second.cached());
        assertEquals(0, second.asked());
        try (Stream<Path> files = Files.list(cache)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    void aBrokenAnswerOnDiskIsAskedAgain() throws IOException {
        archive().find(targets("M31"));
        try (Stream<Path> files = Files.list(cache)) {
            for (Path file : files.toList()) {
                Files.writeString(file, "{\"quest");
            }
        }
        assertEquals(1, archive().find(targets("M31")).asked());
    }

    @Test
    void offLineItGoesOnWithWhatIsKept() throws IOException {
        ArchiveCategories here = archive();
        here.find(targets("M31"));
        server.stop(0);
        long start = System.nanoTime();
        Categories.Found found = here.calls(1).find(targets("M31", "M32", "M33", "M34"));
        assertEquals(List.of("GALAXY;SPIRAL", "None", "None", "None"), found.categories());
        assertEquals(1, found.cached());
        assertEquals(4, found.unanswered());
        assertEquals(1, found.warnings().size());
        assertTrue(
                found.warnings().get(0).contains("(no connection to 127.0.0.1:"),
                found.warnings().get(0));
        assertTrue(System.nanoTime() - start < 3_000_000_000L);
    }

    @Test
    void aServerThatTakesNoConnectionIsOffLineAtOnce() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Categories.Found found =
                archive().endpoint(URI.create("http://127.0.0.1:" + free + "/")).find(targets("A", "B"));
        assertEquals(List.of("None", "None"), found.categories());
        assertEquals(0, requests.size());
    }

    @Test
    void noMoreCallsThanAllowedAreUnderWay() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        answer = request -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            sleep(20);
            now.decrementAndGet();
            return complete(request, 1, "STAR");
        };
        String[] names = IntStream.range(0, 24).mapToObj(i -> "T" + i).toArray(String[]::new);
        archive().calls(3).find(targets(names));
        assertEquals(24, requests.size());
        assertTrue(most.get() <= 3, "at once: " + most);
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(cache.resolve("file"), "");
        Categories.Found found = archive().cache(file.resolve("below")).find(targets("M31"));
        assertEquals(List.of("GALAXY;SPIRAL"), found.categories());
        assertEquals(
                List.of(file.resolve("below") + ": the archive's answers cannot be cached; choose a writable folder"),
                found.warnings());
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        assertEquals(
                "the archive's address is 'ftp://x'; it must be an http or https address",
                assertThrows(BadInput.class, () -> archive().endpoint(URI.create("ftp://x")))
                        .getMessage());
        assertEquals(
                "calls is 0; it must be 1 to 16",
                assertThrows(BadInput.class, () -> archive().calls(0)).getMessage());
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
