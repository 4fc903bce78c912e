package org.mosaicworkbench.prep;

import com.google.gson.JsonObject;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.mosaicworkbench.io.BadInput;

/**
 * The archive's {@code invoke} service over HTTP. A page that is still {@code EXECUTING} is asked for again with the
 * same request, as the service wants it. A call that fails is repeated after a pause that doubles, with jitter; where
 * no connection can be made, the first answer takes longer than the patience, or several questions in a row stay
 * without answer, nothing more is asked. A call that brings no answer in time is not repeated. Where the archive says
 * how long to wait (status 429 or 503 with {@code Retry-After}, RFC 9110 section 10.2.3) all calls wait that long;
 * where that is longer than the patience, nothing more is asked.
 */
final class Mast {

    private static final int TRIES = 4;
    private static final int HOPELESS_IN_A_ROW = 3;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final int PAGE_SIZE = 500;
    private static final int MOST_PAGES = 40;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final URI endpoint;
    private final Duration timeout;
    private final Duration pause;
    private final Duration patience;
    private final long seed;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final AtomicInteger unansweredInARow = new AtomicInteger();
    private final AtomicReference<String> offline = new AtomicReference<>("");
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());
    private final long firstAnswerUntil;
    private volatile boolean heard;

    Mast(URI endpoint, Duration timeout, Duration pause, Duration patience, long seed) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.pause = pause;
        this.patience = patience;
        this.firstAnswerUntil = System.nanoTime() + patience.toNanos();
        this.seed = seed;
    }

    /** @return why nothing more is asked; an empty text while the archive answers */
    String offline() {
        return offline.get();
    }

    /** @return the target's classification, {@link Categories#NONE} where the archive has none, empty without answer */
    Optional<String> ask(MastQuery question) {
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
            if (e.noMore) {
                offline.compareAndSet("", e.getMessage());
            } else if (unansweredInARow.incrementAndGet() >= HOPELESS_IN_A_ROW) {
                offline.compareAndSet(
                        "", HOPELESS_IN_A_ROW + " questions in a row without answer, the last: " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private Optional<String> answered(String category) {
        unansweredInARow.set(0);
        return Optional.of(category);
    }

    private MastReply page(MastQuery question, int page, SplittableRandom jitter) throws NoAnswer {
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
                if (e.noMore || e.late) {
                    throw e;
                }
                if (failed < TRIES) {
                    sleep(pause, failed, jitter);
                }
            }
        }
        throw last;
    }

    /** How long a call may take: until the first answer all calls together have the patience. */
    private Duration allowed() throws NoAnswer {
        long most = Math.min(timeout.toNanos(), patience.toNanos());
        long left = heard ? most : Math.min(most, firstAnswerUntil - System.nanoTime());
        if (left <= 0) {
            throw silent();
        }
        return Duration.ofNanos(left);
    }

    private NoAnswer silent() {
        return new NoAnswer("nothing was heard of it within " + patience.toMillis() + " ms", true);
    }

    /** Other calls may be told to wait too while one waits. */
    private void keepQuiet() {
        for (long left = quietUntil.get() - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = quietUntil.get() - System.nanoTime()) {
            sleep(Duration.ofNanos(left));
        }
    }

    private NoAnswer refused(HttpResponse<?> response) {
        String status = "HTTP status " + response.statusCode();
        boolean busy = response.statusCode() == TOO_MANY || response.statusCode() == UNAVAILABLE;
        Optional<Duration> wait =
                busy ? response.headers().firstValue("Retry-After").flatMap(Mast::wait) : Optional.empty();
        if (wait.isPresent() && wait.get().compareTo(patience) > 0) {
            return new NoAnswer(
                    status + ", it asks to come back in " + wait.get().toSeconds() + " s", true);
        }
        wait.ifPresent(time -> quietUntil.accumulateAndGet(System.nanoTime() + time.toNanos(), Math::max));
        return new NoAnswer(status, false);
    }

    /** Seconds, or the time of day to wait for. */
    private static Optional<Duration> wait(String retryAfter) {
        try {
            return Optional.of(
                    retryAfter.strip().matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(retryAfter.strip()))
                            : Duration.between(
                                    Instant.now(),
                                    DateTimeFormatter.RFC_1123_DATE_TIME.parse(retryAfter.strip(), Instant::from)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private MastReply call(String body) throws NoAnswer {
        keepQuiet();
        if (!offline.get().isEmpty()) {
            throw new NoAnswer(offline.get(), true);
        }
        Duration allowed = allowed();
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(allowed)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .header("User-Agent", "mosaic-workbench")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        CompletableFuture<HttpResponse<String>> call =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            HttpResponse<String> response = call.get(allowed.toNanos(), TimeUnit.NANOSECONDS);
            heard = true;
            if (response.statusCode() != 200) {
                throw refused(response);
            }
            return parsed(response.body());
        } catch (TimeoutException e) {
            call.cancel(true);
            throw late(allowed);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
                throw late(allowed);
            }
            boolean noConnection = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
            throw new NoAnswer(
                    noConnection ? "no connection to " + endpoint.getAuthority() : String.valueOf(cause.getMessage()),
                    noConnection);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted", true);
        }
    }

    private NoAnswer late(Duration allowed) {
        return !heard && System.nanoTime() >= firstAnswerUntil
                ? silent()
                : new NoAnswer("no answer within " + allowed.toMillis() + " ms", false, true);
    }

    private static MastReply parsed(String text) throws NoAnswer {
        try {
            return MastReply.parse(text);
        } catch (BadInput e) {
            throw new NoAnswer("a reply that is not the documented JSON", false);
        }
    }

    private static String body(MastQuery question, int page) {
        JsonObject params = new JsonObject();
        params.addProperty("columns", "target_name," + MastReply.COLUMN);
        params.add("filters", question.filters());
        JsonObject request = new JsonObject();
        request.addProperty("service", "Mast.Caom.Filtered");
        request.addProperty("format", "json");
        request.add("params", params);
        request.addProperty("pagesize", PAGE_SIZE);
        request.addProperty("page", page);
        return "request="
                + URLEncoder.encode(request.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void sleep(Duration pause, int failed, SplittableRandom jitter) {
        sleep(Duration.ofMillis((long) (pause.toMillis() * Math.pow(2, failed) * (0.5 + jitter.nextDouble()))));
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why a call brought nothing. */
    private static final class NoAnswer extends Exception {

        private static final long serialVersionUID = 1L;

        private final boolean noMore;
        private final boolean late;

        /** @param noMore true where it makes no sense to ask anything more */
        NoAnswer(String message, boolean noMore) {
            this(message, noMore, false);
        }

        /** @param late true where a reply did not come in time */
        NoAnswer(String message, boolean noMore, boolean late) {
            super(message.strip());
            this.noMore = noMore;
            this.late = late;
        }
    }
}
