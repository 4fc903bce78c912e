package org.mosaicworkbench.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.mosaicworkbench.archive.Archive;
import org.mosaicworkbench.archive.MastFacts;
import org.mosaicworkbench.archive.Pauses;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

/**
 * Access to the file servers: the archive, and the cloud bucket that holds copies of most files. The token is sent only
 * to the archive, never to another server to which it redirects. Thread-safe.
 */
final class ArchiveFiles implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Set<Integer> SENT_ON = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_HOPS = 5;
    private static final int OK = 200;

    private final Archive archive;
    private final Pauses pauses;
    private final StallWatch stalls;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final AtomicBoolean withoutBucket = new AtomicBoolean();
    private final AtomicReference<String> offline = new AtomicReference<>("");

    ArchiveFiles(Archive archive) {
        this.archive = archive;
        this.pauses = new Pauses(archive.patience());
        this.stalls = new StallWatch(archive.patience().timeout());
    }

    /** @return the pauses between calls, shared by all downloads */
    Pauses pauses() {
        return pauses;
    }

    /** @return the random seed for the jitter of the pauses */
    long seed() {
        return archive.patience().seed();
    }

    /** @return whether proprietary files can be requested */
    boolean hasToken() {
        return archive.hasToken();
    }

    /** @return why requests have stopped; an empty string as long as the archive responds */
    String offline() {
        return offline.get();
    }

    /** Stops all further requests. */
    void giveUp(String why) {
        offline.compareAndSet("", why);
    }

    /** @return the address of a file in the archive */
    URI address(Product product) {
        String uri = URLEncoder.encode(product.uri(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%3A", ":")
                .replace("%2F", "/");
        return URI.create(archive.download() + "?uri=" + uri);
    }

    /** @return the bucket addresses of the files that have a copy there, by file name */
    Map<String, URI> inBucket(List<Product> products) {
        Map<String, URI> places = new LinkedHashMap<>();
        for (int from = 0; from < products.size() && !withoutBucket.get(); from += MastFacts.MOST_PATHS) {
            List<Product> some = products.subList(from, Math.min(products.size(), from + MastFacts.MOST_PATHS));
            archive.bucket().ifPresent(bucket -> places.putAll(inBucket(bucket, some)));
        }
        return places;
    }

    private Map<String, URI> inBucket(URI bucket, List<Product> products) {
        Map<String, URI> places = new LinkedHashMap<>();
        URI question = URI.create(archive.pathLookup() + "?"
                + products.stream()
                        .map(p -> "uri=" + URLEncoder.encode(p.uri(), StandardCharsets.UTF_8) + "&")
                        .collect(Collectors.joining())
                + "use_cloud_path=True");
        try {
            HttpResponse<InputStream> answer = get(question, Map.of());
            try (InputStream body = body(answer)) {
                if (answer.statusCode() != OK) {
                    return places;
                }
                JsonValue paths = JsonValue.parse(
                        new String(body.readAllBytes(), StandardCharsets.UTF_8), "the archive's paths", "try again");
                for (Product product : products) {
                    paths.find(product.uri())
                            .flatMap(path -> path.find("path"))
                            .map(JsonValue::text)
                            .filter(path -> path.matches("/?[A-Za-z0-9_/.-]+") && !path.contains(".."))
                            .ifPresent(path ->
                                    places.put(product.name(), bucket.resolve("/" + path.replaceFirst("^/+", ""))));
                }
            }
            return places;
        } catch (IOException | BadInput e) {
            return places;
        }
    }

    /** Stops using the bucket, because it cannot be reached. */
    void withoutBucket() {
        withoutBucket.set(true);
    }

    /** @return whether an address is in the bucket and the bucket cannot be reached */
    boolean isCutOff(URI place) {
        return withoutBucket.get() && isBucket(place);
    }

    /** @return whether an address is in the bucket */
    boolean isBucket(URI place) {
        return archive.bucket()
                .filter(bucket -> bucket.getAuthority().equals(place.getAuthority()))
                .isPresent();
    }

    /**
     * Requests a file and follows redirects.
     *
     * @param headers request headers, except the token, which is added for the archive
     */
    HttpResponse<InputStream> get(URI address, Map<String, String> headers) throws IOException {
        URI place = address;
        for (int hop = 0; hop <= MOST_HOPS; hop++) {
            HttpResponse<InputStream> response = once(place, headers);
            String next = response.headers().firstValue("Location").orElse("");
            if (!SENT_ON.contains(response.statusCode()) || next.isEmpty()) {
                return response;
            }
            response.body().close();
            place = next(place, next);
        }
        throw new IOException("it is redirected more than " + MOST_HOPS + " times");
    }

    private static URI next(URI place, String location) throws IOException {
        try {
            URI next = place.resolve(location);
            if (next.getHost() != null
                    && (next.getScheme().equals("https") || next.getScheme().equals(place.getScheme()))) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("it is redirected to an invalid address", e);
        }
        throw new IOException("it is redirected to an address that is not secure");
    }

    private HttpResponse<InputStream> once(URI place, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(place)
                .timeout(archive.patience().timeout())
                .header("User-Agent", "mosaic-workbench");
        headers.forEach(request::header);
        archive.cookie(place).ifPresent(cookie -> request.header("Cookie", cookie));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** @return the body of a response; reading it fails if no data arrive within the time-out */
    InputStream body(HttpResponse<InputStream> response) {
        return stalls.watch(response.body());
    }

    /** @return whether no connection could be made */
    static boolean isUnreached(IOException e) {
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException;
    }

    @Override
    public void close() {
        stalls.close();
    }
}
