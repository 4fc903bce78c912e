package org.mosaicworkbench.archive;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pauses between calls. The pause before a retry doubles with each failure and has jitter. A pause that the archive
 * requests (status 429 or 503 with {@code Retry-After}, RFC 9110 section 10.2.3) applies to all calls. Thread-safe.
 */
public final class Pauses {

    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final Duration pause;
    private final Duration longest;
    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());

    /** Creates pauses with the given waiting times. */
    public Pauses(Patience patience) {
        this.pause = patience.pause();
        this.longest = patience.longest();
    }

    /** Waits as long as the archive requested. */
    public void keepQuiet() {
        for (long left = quietUntil.get() - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = quietUntil.get() - System.nanoTime()) {
            sleep(Duration.ofNanos(left));
        }
    }

    /**
     * Waits before a call is repeated.
     *
     * @param failed number of failures so far; 0 for a query that is still executing
     */
    public void before(int failed, SplittableRandom jitter) {
        sleep(Duration.ofMillis((long) (pause.toMillis() * Math.pow(2, failed) * (0.5 + jitter.nextDouble()))));
    }

    /**
     * Reads the pause that a response requests. Unless it is too long, {@link #keepQuiet} then waits until it is over.
     *
     * @return the pause if it is longer than {@link Patience} allows; otherwise empty
     */
    public Optional<Duration> tooLong(HttpResponse<?> response) {
        boolean busy = response.statusCode() == TOO_MANY || response.statusCode() == UNAVAILABLE;
        Optional<Duration> wait =
                busy ? response.headers().firstValue("Retry-After").flatMap(Pauses::wait) : Optional.empty();
        if (wait.isPresent() && wait.get().compareTo(longest) > 0) {
            return wait;
        }
        wait.ifPresent(time -> quietUntil.accumulateAndGet(System.nanoTime() + time.toNanos(), Math::max));
        return Optional.empty();
    }

    /** Parses a number of seconds, or the date and time until which to wait. */
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

    private static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
