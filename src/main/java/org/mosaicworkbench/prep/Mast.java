package org.mosaicworkbench.prep;

import com.google.gson.JsonObject;

import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The archive's {@code invoke} service over HTTP. A page that is still {@code EXECUTING} is asked for again with the
 * same request, as the service wants it. A call that fails is repeated after a pause that doubles, with jitter; where no
 * connection can be made, or several questions in a row stay without answer, nothing more is asked.
 */
final class Mast {

    private static final int TRIES = 4;
    private static final int HOPELESS_IN_A_ROW = 3;
    private static final int PAGE_SIZE = 500;
    private static final int MOST_PAGES = 40;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final URI endpoint;
    private final Duration timeout;
    private final Duration pause;
    private final long seed;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL).build();
    private final AtomicInteger unansweredInARow = new AtomicInteger();
    private final AtomicReference<String> offline = new AtomicReference<>("");

    Mast(URI endpoint, Duration timeout, Duration pause, long seed) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.pause = pause;
        this.seed = seed;
    }

    /** @return why nothing more is asked; an empty text while the archive answers */
    String offline() {
        return offline.get();
    }

    /** @return the target's classification, {@link Categories#NONE} where the archive has none, empty without answer */
    Optional<String> ask(Question question) {
        SplittableRandom jitter = new SplittableRandom(seed ^ question.key().hashCode());
        try {
            int pages = 1;
            for (int page = 1; page <= pages; page++) {
                MastReply reply = page(question, page, jitter);
                if (reply.classification().isPresent()) {
                    return answered(reply.classification().get());
                }
                pages = Math.min(MOST_PAGES, reply.pages());
            }
            return answered(Categories.NONE);
        } catch (NoAnswer e) {
            if (e.noConnection) {
                offline.compareAndSet("", e.getMessage());
            } else if (unansweredInARow.incrementAndGet() >= HOPELESS_IN_A_ROW) {
                offline.compareAndSet("", HOPELESS_IN_A_ROW + " questions in a row without answer, the last: "
                        + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private Optional<String> answered(String category) {
        unansweredInARow.set(0);
        return Optional.of(category);
    }

    private MastReply page(Question question, int page, SplittableRandom jitter) throws NoAnswer {
        String body = body(question, page);
        long deadline = System.nanoTime() + timeout.toNanos();
        NoAnswer last = null;
        for (int failed = 0; failed < TRIES; ) {
            if (!offline.get().isEmpty()) {
                throw new NoAnswer(offline.get(), true);
            }
            try {
                MastReply reply = call(body);
                if (reply.status().equals("COMPLETE")) {
                    return reply;
                }
                if (!reply.status().equals("EXECUTING")) {
                    throw new NoAnswer(reply.status() + " " + reply.message(), false);
                }
                if (System.nanoTime() > deadline) {
                    throw new NoAnswer("still executing after " + timeout.toSeconds() + " s", false);
                }
                sleep(pause, 0, jitter);
            } catch (NoAnswer e) {
                last = e;
                failed++;
                if (e.noConnection) {
                    throw e;
                }
                if (failed < TRIES) {
                    sleep(pause, failed, jitter);
                }
            }
        }
        throw last;
    }

    private MastReply call(String body) throws NoAnswer {
        HttpRequest request = HttpRequest.newBuilder(endpoint).timeout(timeout)
                .header("Content-Type", "application/x-www-form-urlencoded").header("Accept", "application/json")
                .header("User-Agent", "mosaic-workbench")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        CompletableFuture<HttpResponse<String>> call =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            HttpResponse<String> response = call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new NoAnswer("HTTP status " + response.statusCode(), false);
            }
            return parsed(response.body());
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new NoAnswer("no answer within " + timeout.toMillis() + " ms", false);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            boolean noConnection = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
            throw new NoAnswer(noConnection ? "no connection to " + endpoint.getAuthority()
                    : String.valueOf(cause.getMessage()), noConnection);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted", true);
        }
    }

    private static MastReply parsed(String text) throws NoAnswer {
        try {
            return MastReply.parse(text);
        } catch (RuntimeException e) {
            throw new NoAnswer("a reply that is not the documented JSON", false);
        }
    }

    private static String body(Question question, int page) {
        JsonObject params = new JsonObject();
        params.addProperty("columns", "target_name," + MastReply.COLUMN);
        params.add("filters", question.filters());
        JsonObject request = new JsonObject();
        request.addProperty("service", "Mast.Caom.Filtered");
        request.addProperty("format", "json");
        request.add("params", params);
        request.addProperty("pagesize", PAGE_SIZE);
        request.addProperty("page", page);
        return "request=" + URLEncoder.encode(request.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void sleep(Duration pause, int failed, SplittableRandom jitter) {
        double doubled = pause.toMillis() * Math.pow(2, failed) * (0.5 + jitter.nextDouble());
        try {
            Thread.sleep((long) doubled);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why a call brought nothing. */
    private static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean noConnection;

        NoAnswer(String message, boolean noConnection) {
            super(message.strip());
            this.noConnection = noConnection;
        }
    }
}
