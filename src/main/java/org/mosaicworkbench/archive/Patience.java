package org.mosaicworkbench.archive;

import java.time.Duration;

/**
 * Waiting times for the archive.
 *
 * @param timeout time limit for a query that the archive keeps executing, for one reply, and between the bytes of a
 *     file
 * @param pause pause before a call is repeated; it doubles with each failure
 * @param longest longest wait for the first reply, for any reply, and for a pause requested by the archive
 * @param seed random seed of the jitter that spreads repeated calls
 */
public record Patience(Duration timeout, Duration pause, Duration longest, long seed) {

    /** @return 60 s for an answer, 0.5 s before the first repeated call, 30 s for the first reply */
    static Patience usual() {
        return new Patience(Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ofSeconds(30), 42);
    }

    /** Returns a copy with a different time-out. */
    public Patience timeout(Duration time) {
        return new Patience(time, pause, longest, seed);
    }

    /** Returns a copy with a different pause. */
    public Patience pause(Duration time) {
        return new Patience(timeout, time, longest, seed);
    }

    /** Returns a copy with a different maximum wait. */
    public Patience longest(Duration time) {
        return new Patience(timeout, pause, time, seed);
    }

    /** Returns a copy with a different seed. */
    public Patience seed(long number) {
        return new Patience(timeout, pause, longest, number);
    }
}
