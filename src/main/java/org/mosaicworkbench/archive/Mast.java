package org.mosaicworkbench.archive;

import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;

/**
 * Client for the archive's query service over HTTP. If the reply is {@code EXECUTING}, the same request is sent again,
 * as the service requires. A failed call is retried after a pause, with jitter, that doubles with each failure; a call
 * that times out is not retried. Queries stop if no connection can be made, the first reply takes longer than
 * {@link Patience} allows, or several queries in a row get no answer. If the archive requests a pause, all calls wait
 * for that long; if the pause is longer than {@link Patience} allows, queries stop. Thread-safe.
 */
public final class Mast {

    private static final int TRIES = 4;
    private static final int HOPELESS_IN_A_ROW = 3;
    private static final int OK = 200;
    private static final int MOST_PAGES = 400;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Archive archive;
    private final Patience patience;
    private final Pauses pauses;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final AtomicInteger unansweredInARow = new AtomicInteger();
    private final AtomicReference<String> offline = new AtomicReference<>("");
    private final long firstAnswerUntil;
    private volatile boolean heard;

    /** Creates the client for one run. */
    public Mast(Archive archive) {
        this.archive = archive;
        this.patience = archive.patience();
        this.pauses = new Pauses(patience);
        this.firstAnswerUntil = System.nanoTime() + patience.longest().toNanos();
    }

    /** @return why queries have stopped; an empty string as long as the archive responds */
    public String offline() {
        return offline.get();
    }

    /**
     * Queries page by page.
     *
     * @param more function that receives a page's rows and returns whether another page is needed
     * @throws NoAnswer if a page gets no answer in the documented format
     */
    public void eachPage(MastQuery question, Predicate<List<JsonValue>> more) throws NoAnswer {
        SplittableRandom jitter =
                new SplittableRandom(patience.seed() ^ question.toString().hashCode());
        try {
            int pages = 1;
            boolean wanted = true;
            for (int page = 1; wanted && page <= pages; page++) {
                if (page > MOST_PAGES) {
                    throw new NoAnswer("its answer has " + pages + " pages", false);
                }
                MastReply reply = page(question, page, jitter);
                pages = reply.pages();
                wanted = more.test(reply.rows());
            }
            unansweredInARow.set(0);
        } catch (NoAnswer e) {
            throw counted(e);
        } catch (BadInput e) {
            throw counted(unknown(e));
        }
    }

    private NoAnswer counted(NoAnswer e) {
        if (e.noMore()) {
            offline.compareAndSet("", e.getMessage());
        } else if (unansweredInARow.incrementAndGet() >= HOPELESS_IN_A_ROW) {
            offline.compareAndSet(
                    "", HOPELESS_IN_A_ROW + " queries in a row without an answer, the last: " + e.getMessage());
        }
        return e;
    }

    private MastReply page(MastQuery question, int page, SplittableRandom jitter) throws NoAnswer {
        String body = body(question, page);
        long deadline = System.nanoTime() + patience.timeout().toNanos();
        NoAnswer last = null;
        for (int failed = 0; failed < TRIES; ) {
            if (!offline.get().isEmpty()) {
                throw new NoAnswer(offline.get(), true);
            }
            try {
                MastReply reply = call(body, question.columns());
                if (reply.status().equals("COMPLETE")) {
                    return reply;
                }
                if (!reply.status().equals("EXECUTING")) {
                    throw new NoAnswer(reply.status() + " " + reply.message(), false);
                }
                if (System.nanoTime() > deadline) {
                    throw new NoAnswer(
                            "still executing after " + patience.timeout().toSeconds() + " s", false);
                }
                pauses.before(0, jitter);
            } catch (NoAnswer e) {
                last = e;
                failed++;
                if (e.noMore() || e.late()) {
                    throw e;
                }
                if (failed < TRIES) {
                    pauses.before(failed, jitter);
                }
            }
        }
        throw last;
    }

    /** Time limit of a call; until the first reply arrives, all calls share one overall limit. */
    private Duration allowed() throws NoAnswer {
        long most = Math.min(patience.timeout().toNanos(), patience.longest().toNanos());
        long left = heard ? most : Math.min(most, firstAnswerUntil - System.nanoTime());
        if (left <= 0) {
            throw silent();
        }
        return Duration.ofNanos(left);
    }

    private NoAnswer silent() {
        return new NoAnswer("no reply within " + patience.longest().toMillis() + " ms", true);
    }

    private NoAnswer refused(HttpResponse<?> response) {
        String status = "HTTP status " + response.statusCode();
        Optional<Duration> wait = pauses.tooLong(response);
        return wait.isPresent()
                ? new NoAnswer(status + "; it requests a retry in " + wait.get().toSeconds() + " s", true)
                : new NoAnswer(status, false);
    }

    private MastReply call(String body, List<String> columns) throws NoAnswer {
        pauses.keepQuiet();
        if (!offline.get().isEmpty()) {
            throw new NoAnswer(offline.get(), true);
        }
        Duration allowed = allowed();
        HttpRequest request = HttpRequest.newBuilder(archive.address())
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
            if (response.statusCode() != OK) {
                throw refused(response);
            }
            return MastReply.parse(response.body(), columns);
        } catch (BadInput e) {
            throw unknown(e);
        } catch (TimeoutException e) {
            call.cancel(true);
            throw late(allowed);
        } catch (ExecutionException e) {
            throw failed(e.getCause(), allowed);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new NoAnswer("interrupted", true);
        }
    }

    private NoAnswer failed(Throwable cause, Duration allowed) {
        if (cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException)) {
            return late(allowed);
        }
        boolean noConnection = cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
        return new NoAnswer(
                noConnection
                        ? "no connection to " + archive.address().getAuthority()
                        : String.valueOf(cause.getMessage()),
                noConnection);
    }

    private NoAnswer late(Duration allowed) {
        return !heard && System.nanoTime() >= firstAnswerUntil
                ? silent()
                : new NoAnswer("no answer within " + allowed.toMillis() + " ms", false, true);
    }

    private static NoAnswer unknown(BadInput e) {
        NoAnswer unknown = new NoAnswer("a reply that is not the documented JSON", false);
        unknown.initCause(e);
        return unknown;
    }

    private static String body(MastQuery question, int page) {
        return "request="
                + URLEncoder.encode(question.page(page).toString(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }
}
