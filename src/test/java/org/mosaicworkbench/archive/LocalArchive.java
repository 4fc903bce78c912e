package org.mosaicworkbench.archive;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An archive on this machine that answers as the services are documented ({@link MastFacts}), with the faults reported
 * by users of astroquery. It has two servers: the archive, and the bucket of public files.
 */
public final class LocalArchive implements AutoCloseable {

    /** The ways in which a server may fail. */
    public enum Fault {
        /** No failure. */
        NONE,
        /** A proxy's page, status 504. */
        GATEWAY_PAGE,
        /** A login page, status 200. */
        PAGE,
        /** JSON that reports an error, status 200. */
        JSON_ERROR,
        /** The connection breaks in the middle. */
        CUT,
        /** Half of the data arrive, and then nothing. */
        STALL,
        /** Half a file, with the length of that half. */
        HALF,
        /** The right number of bytes, but with wrong content. */
        GARBAGE,
        /** The complete file without its length, in chunks. */
        NO_LENGTH,
        /** Half a file without its length. */
        HALF_WITHOUT_LENGTH,
        /** A different range from the requested one. */
        OTHER_PIECE,
        /** Status 503, retry after a second. */
        BUSY,
        /** Status 503, retry after an hour. */
        BUSY_FOR_LONG,
        /** Status 404. */
        MISSING,
        /** Status 403. */
        FORBIDDEN,
        /** Redirects to another host. */
        SENT_ON
    }

    /**
     * A file of the archive.
     *
     * @param bytes its content
     * @param listed size in the list of files
     * @param inCloud whether the bucket has it
     * @param secret whether a token is required
     */
    public record Stored(byte[] bytes, Long listed, boolean inCloud, boolean secret) {}

    /**
     * A request for a file.
     *
     * @param host {@code archive} or {@code bucket}
     * @param file its name
     * @param headers headers by their names in lower case
     * @param number sequence number among all requests for files, from 1
     */
    public record Request(String host, String file, Map<String, String> headers, int number) {}

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");
    private static final String TOKEN = "sesame";

    private final HttpServer archive = server();
    private final HttpServer bucket = server();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    /** Rows of observations by number, with the relevant columns of tests/data/caom.json. */
    private final List<JsonObject> observations = Collections.synchronizedList(new ArrayList<>());
    /** File names by the number of their observation. */
    private final Map<Integer, List<String>> products = new ConcurrentHashMap<>();

    private final Map<String, Stored> files = new ConcurrentHashMap<>();
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonObject> questions = Collections.synchronizedList(new ArrayList<>());
    private final List<String> lookups = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger numbers = new AtomicInteger(2_000_000);

    private volatile Function<Request, Fault> fault = request -> Fault.NONE;
    private volatile Function<JsonObject, String> answer = question -> "";
    private volatile String place = "";
    private volatile String tag = "one";
    private volatile int pause;
    private volatile int cutAt = -1;
    private volatile String elsewhere = "";

    /** Starts both servers. */
    public LocalArchive() {
        archive.createContext("/api/v0/invoke", this::ask);
        archive.createContext(
                "/api/v0.1/Download/file", exchange -> serve("archive", exchange, query(exchange, "uri=")));
        archive.createContext("/api/v0.1/path_lookup/", this::look);
        bucket.createContext(
                "/hst/public/",
                exchange -> serve("bucket", exchange, exchange.getRequestURI().getPath()));
        for (HttpServer server : List.of(archive, bucket)) {
            server.setExecutor(workers);
            server.start();
        }
    }

    private static HttpServer server() {
        // Without this, small answers wait 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        archive.stop(0);
        bucket.stop(0);
        workers.shutdownNow();
    }

    /** @return a client configuration with short pauses and without the bucket */
    public Archive access() {
        return Archive.standard()
                .address(address("/api/v0/invoke"))
                .withoutBucket()
                .token("")
                .patience(new Patience(Duration.ofSeconds(2), Duration.ofMillis(2), Duration.ofSeconds(5), 1));
    }

    /** @return the same configuration with the bucket */
    public Archive withBucket() {
        return access().bucket(
                        URI.create("http://127.0.0.1:" + bucket.getAddress().getPort()));
    }

    /** @return an address of the archive */
    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + archive.getAddress().getPort() + path);
    }

    /** Adds an observation with files and returns its number. */
    public int add(String name, String proposal, String target, Map<String, Stored> more) {
        int number = numbers.incrementAndGet();
        JsonObject row = new JsonObject();
        row.addProperty("obsid", number);
        row.addProperty("obs_id", name);
        row.addProperty("obs_collection", "HST");
        row.addProperty("proposal_id", proposal);
        row.addProperty("target_name", target);
        row.addProperty("s_ra", 5.98);
        row.addProperty("s_dec", -72.08);
        observations.add(row);
        files.putAll(more);
        products.put(number, List.copyOf(new TreeMap<>(more).keySet()));
        return number;
    }

    /** Replaces a file's content, as reprocessing does. */
    public void replace(String file, Stored stored, String newTag) {
        files.put(file, stored);
        tag = newTag;
    }

    /** @param how determines how each request for a file fails */
    public void failing(Function<Request, Fault> how) {
        fault = how;
    }

    /** @param how determines how queries are answered; an empty text for the true answer */
    public void answering(Function<JsonObject, String> how) {
        answer = how;
    }

    /** @param json answer of the name resolver */
    public void resolving(String json) {
        place = json;
    }

    /** @param milliseconds delay before a file is sent */
    public void slow(int milliseconds) {
        pause = milliseconds;
    }

    /**
     * @param bytes number of bytes of a file after which {@link Fault#CUT} ends the connection; negative for half of
     *     the requested range
     */
    public void cuttingAt(int bytes) {
        cutAt = bytes;
    }

    /** @param address address to which {@link Fault#SENT_ON} redirects, with the query appended */
    public void sendingOnTo(String address) {
        elsewhere = address;
    }

    /** @return requests for files so far */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** @return queries so far */
    public List<JsonObject> questions() {
        return List.copyOf(questions);
    }

    /** @return the position and radius of the first query, in degrees */
    public String askedPosition() {
        return questions.stream()
                .filter(q -> q.get("service").getAsString().endsWith("Position"))
                .findFirst()
                .orElseThrow()
                .getAsJsonObject("params")
                .get("position")
                .getAsString();
    }

    /** @return queries for locations in the bucket so far */
    public List<String> lookups() {
        return List.copyOf(lookups);
    }

    /** @return the largest number of files in transfer at once */
    public int mostAtOnce() {
        return most.get();
    }

    private void ask(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonObject question = JsonParser.parseString(
                        URLDecoder.decode(body.substring("request=".length()), StandardCharsets.UTF_8))
                .getAsJsonObject();
        questions.add(question);
        String given = answer.apply(question);
        if (given.startsWith("504")) {
            send(exchange, 504, "text/html", given.substring(3));
        } else {
            send(exchange, 200, "application/json", given.isEmpty() ? answered(question) : given);
        }
    }

    private String answered(JsonObject question) {
        JsonObject params = question.getAsJsonObject("params");
        String service = question.get("service").getAsString();
        if (service.equals("Mast.Name.Lookup")) {
            return place.isEmpty() ? "{\"resolvedCoordinate\": [], \"status\": \"\"}" : place;
        }
        List<JsonObject> rows = new ArrayList<>();
        if (service.equals("Mast.Caom.Products")) {
            for (String number : params.get("obsid").getAsString().split(",", -1)) {
                products.getOrDefault(Integer.valueOf(number), List.of())
                        .forEach(file -> rows.add(product(number, file)));
            }
        } else {
            observations.stream().filter(row -> fits(row, params)).forEach(rows::add);
        }
        int size = question.get("pagesize").getAsInt();
        int page = question.get("page").getAsInt();
        JsonArray data = new JsonArray();
        rows.stream().skip((long) size * (page - 1)).limit(size).forEach(data::add);
        return """
            {"status": "COMPLETE", "msg": "", "data": %s, "fields": [%s],
             "paging": {"page": %d, "pageSize": %d, "pagesFiltered": %d, "rowsFiltered": %d}}
            """.formatted(
                        data,
                        "{\"name\": \"obsid\"}, {\"name\": \"obs_id\"}, {\"name\": \"proposal_id\"}, {\"name\":"
                                + " \"target_name\"}, {\"name\": \"productFilename\"}, {\"name\": \"dataURI\"}, {\"name\":"
                                + " \"size\"}",
                        page,
                        size,
                        (rows.size() + size - 1) / size,
                        rows.size());
    }

    private JsonObject product(String number, String file) {
        JsonObject row = new JsonObject();
        row.addProperty("obsID", number);
        row.addProperty("productFilename", file);
        row.addProperty("dataURI", "mast:HST/product/" + file);
        row.addProperty("size", files.get(file).listed());
        row.addProperty("dataRights", files.get(file).secret() ? "EXCLUSIVE_ACCESS" : "PUBLIC");
        row.addProperty("prvversion", "HAP-SVM 3.9.1");
        return row;
    }

    private static boolean fits(JsonObject row, JsonObject params) {
        for (JsonElement one : params.getAsJsonArray("filters")) {
            JsonObject filter = one.getAsJsonObject();
            String value = row.get(filter.get("paramName").getAsString()).getAsString();
            boolean fits = filter.has("freeText")
                    ? value.toLowerCase(Locale.ROOT)
                            .matches(filter.get("freeText")
                                    .getAsString()
                                    .toLowerCase(Locale.ROOT)
                                    .replace("%", ".*"))
                    : filter.getAsJsonArray("values").get(0).getAsString().equals(value);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private void look(HttpExchange exchange) throws IOException {
        lookups.add(exchange.getRequestURI().getRawQuery());
        JsonObject all = new JsonObject();
        for (String part : exchange.getRequestURI().getQuery().split("&", -1)) {
            if (part.startsWith("uri=")) {
                String file = part.substring(part.lastIndexOf('/') + 1);
                JsonObject path = new JsonObject();
                boolean there = files.containsKey(file);
                path.addProperty("status_code", there ? 200 : 404);
                path.addProperty("path", there ? "/hst/public/" + file.substring(0, 4) + "/" + file : null);
                all.add(part.substring("uri=".length()), path);
            }
        }
        send(exchange, 200, "application/json", all.toString());
    }

    private static String query(HttpExchange exchange, String name) {
        return exchange.getRequestURI().getQuery().replaceFirst(".*" + name, "");
    }

    private void serve(String host, HttpExchange exchange, String path) throws IOException {
        String file = path.substring(path.lastIndexOf('/') + 1);
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        Request request;
        synchronized (requests) {
            request = new Request(host, file, headers, requests.size() + 1);
            requests.add(request);
        }
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try {
            sleep(pause);
            Stored stored = files.get(file);
            if (stored == null || (host.equals("bucket") && !stored.inCloud())) {
                send(exchange, 404, "application/xml", "<Error><Code>NoSuchKey</Code></Error>");
            } else if (stored.secret() && !("mast_token=" + TOKEN).equals(headers.get("cookie"))) {
                send(exchange, 401, "text/html", "<html>log in</html>");
            } else {
                fail(exchange, fault.apply(request), stored.bytes(), request);
            }
        } finally {
            now.decrementAndGet();
        }
    }

    private void fail(HttpExchange exchange, Fault how, byte[] bytes, Request request) throws IOException {
        switch (how) {
            case GATEWAY_PAGE -> send(exchange, 504, "text/html", "<html>504 Gateway Time-out</html>");
            case PAGE -> send(exchange, 200, "text/html; charset=utf-8", "<html>maintenance</html>");
            case JSON_ERROR -> send(exchange, 200, "application/json", "{\"status\": \"ERROR\"}");
            case MISSING -> send(exchange, 404, "text/html", "<html>no such file</html>");
            case FORBIDDEN -> send(exchange, 403, "text/html", "<html>forbidden</html>");
            case BUSY, BUSY_FOR_LONG -> {
                exchange.getResponseHeaders().set("Retry-After", how == Fault.BUSY ? "1" : "3600");
                send(exchange, 503, "text/plain", "");
            }
            case SENT_ON -> {
                exchange.getResponseHeaders()
                        .set(
                                "Location",
                                elsewhere + "?" + exchange.getRequestURI().getRawQuery());
                send(exchange, 302, "text/plain", "");
            }
            case HALF -> whole(exchange, first(bytes, bytes.length / 2));
            case GARBAGE -> whole(exchange, new byte[bytes.length]);
            case NO_LENGTH -> pieces(exchange, bytes);
            case HALF_WITHOUT_LENGTH -> pieces(exchange, first(bytes, bytes.length / 2));
            default -> piece(exchange, how, bytes, request);
        }
    }

    /** A file or the rest of it, following RFC 9110; also one that breaks off or stalls in the middle. */
    private void piece(HttpExchange exchange, Fault how, byte[] bytes, Request request) throws IOException {
        Matcher range = RANGE.matcher(request.headers().getOrDefault("range", ""));
        boolean same = ("\"" + tag + "\"").equals(request.headers().get("if-range"));
        int from = range.matches() && same ? Integer.parseInt(range.group(1)) : 0;
        exchange.getResponseHeaders().set("ETag", "\"" + tag + "\"");
        exchange.getResponseHeaders().set("Last-Modified", "Sat, 01 Aug 2026 10:00:00 GMT");
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        if (from > 0) {
            int said = how == Fault.OTHER_PIECE ? 0 : from;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + said + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        int length = bytes.length - from;
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length);
        OutputStream out = exchange.getResponseBody();
        boolean breaks = how == Fault.CUT || how == Fault.STALL;
        int cut = cutAt < 0 ? length / 2 : Math.max(0, cutAt - from);
        out.write(bytes, from, breaks ? Math.min(length, cut) : length);
        out.flush();
        if (how == Fault.STALL) {
            sleep(20_000);
        }
        exchange.close();
    }

    /** The first bytes of a file, after which the connection ends. */
    public static byte[] first(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    private static void whole(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void pieces(HttpExchange exchange, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
