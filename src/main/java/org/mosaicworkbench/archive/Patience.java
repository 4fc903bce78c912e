package org.mosaicworkbench.archive;

import java.time.Duration;

/**
 * Waiting times for the archive.
 *
 * @param timeout time limit for a query that the archive keeps executing, for one reply, and for more data while a file
 *     is downloaded
 * @param pause base pause between calls; it doubles with each failure
 * @param longest longest wait for the run's first reply, for each later reply, and in a pause requested by the archive
 * @param seed random seed of the jitter that spreads retries in time
 */
public record Patience(Duration timeout, Duration pause, Duration longest, long seed) {

    /** @return the defaults: a time-out of 60 s, a base pause of 0.5 s between calls, a longest wait of 30 s */
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
