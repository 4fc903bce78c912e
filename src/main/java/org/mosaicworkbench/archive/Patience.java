package org.mosaicworkbench.archive;

import java.time.Duration;

/**
 * How long to wait for the archive.
 *
 * @param timeout for a question that the archive keeps executing, for one reply, and between the bytes of a file
 * @param pause   before a call is repeated; it doubles with each failure
 * @param longest for the first sign of life, for any reply, and for a pause that the archive asks for
 * @param seed    of the jitter that spreads repeated calls
 */
public record Patience(Duration timeout, Duration pause, Duration longest, long seed) {

    /** @return 60 s for an answer, 0.5 s before the first repeated call, 30 s for a sign of life */
    static Patience usual() {
        return new Patience(Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ofSeconds(30), 42);
    }

    /** The same with another time-out. */
    public Patience timeout(Duration time) {
        return new Patience(time, pause, longest, seed);
    }

    /** The same with another pause. */
    public Patience pause(Duration time) {
        return new Patience(timeout, time, longest, seed);
    }

    /** The same with another maximum wait. */
    public Patience longest(Duration time) {
        return new Patience(timeout, pause, time, seed);
    }

    /** The same with another seed. */
    public Patience seed(long number) {
        return new Patience(timeout, pause, longest, number);
    }
}
