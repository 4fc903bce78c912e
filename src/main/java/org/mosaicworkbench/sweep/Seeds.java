package org.mosaicworkbench.sweep;

import java.util.SplittableRandom;

/** Seeds that depend only on the sweep's seed and their purpose, so that trials can run in any order. */
final class Seeds {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /** @return the seed of one trial */
    static long trial(long sweep, int trial) {
        return new SplittableRandom(sweep ^ (trial + 1L) * GOLDEN).nextLong();
    }

    /**
     * @return the random generator for one parameter of a trial at the given attempt, independent of other parameters
     */
    static SplittableRandom draw(long sweep, int trial, String parameter, int attempt) {
        long seed = trial(sweep, trial) ^ (parameter.hashCode() + 1L) * GOLDEN;
        return new SplittableRandom(new SplittableRandom(seed + attempt * GOLDEN).nextLong());
    }
}
