package org.mosaicworkbench.sweep;

import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The objective function of a search: settings in, a number out. */
public interface Objective {

    /** @return what the number is called, as "held-out loss" */
    String metric();

    /** @return which end of it is good */
    Goal goal();

    /** @return the name of the numbers in {@link Outcome#curve} */
    default String curve() {
        return metric();
    }

    /**
     * Runs a trial. A job of a later rung resumes where the earlier one ended, from what it left in its folder; a job
     * that was killed is asked for again.
     *
     * @throws RuntimeException any, as a result: the trial failed, for the reason that the message gives
     */
    Outcome run(Job job);

    /**
     * @return whether trials can run for more or fewer epochs; false if a job is all or nothing
     */
    default boolean hasEpochs(Settings settings) {
        return true;
    }

    /** Called once before the first job. */
    default void check(Space space) {}

    /** @return memory that a trial with these settings needs, in MiB; 0 if it hardly needs any */
    default int memory(Settings settings) {
        return 0;
    }

    /**
     * @return what a number depends on besides settings and seed: digests of inputs, options. A sweep is not gone on
     *         with others.
     */
    default Map<String, String> inputs() {
        return Map.of();
    }

    /** @return versions of what computes, written with each report */
    default Map<String, String> madeBy() {
        return Map.of("java", System.getProperty("java.version"));
    }

    /** A function of a job that may be called by several threads at once. */
    static Objective of(String metric, Goal goal, ToDoubleFunction<Job> function) {
        return new Objective() {
            @Override
            public String metric() {
                return metric;
            }

            @Override
            public Goal goal() {
                return goal;
            }

            @Override
            public Outcome run(Job job) {
                return new Outcome(function.applyAsDouble(job));
            }
        };
    }
}
