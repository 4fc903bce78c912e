package org.mosaicworkbench.sweep;

import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The objective function of a search: it maps settings to a metric. */
public interface Objective {

    /** @return the name of the metric, such as "held-out loss" */
    String metric();

    /** @return whether the metric is minimised or maximised */
    Goal goal();

    /** @return the name of the quantity in {@link Outcome#curve} */
    default String curve() {
        return metric();
    }

    /**
     * Runs a job of a trial. A job at a later rung resumes where the trial's previous job ended, from the files in the
     * trial's folder. A job whose process was killed is run again.
     *
     * @throws RuntimeException of any type if the trial failed; its message gives the reason
     */
    Outcome run(Job job);

    /** @return whether a trial with these settings trains in epochs, so that it can be continued from rung to rung */
    default boolean hasEpochs(Settings settings) {
        return true;
    }

    /** Called once before the first job. */
    default void check(Space space) {}

    /** @return memory that a trial with these settings needs, in MiB; 0 if negligible */
    default int memory(Settings settings) {
        return 0;
    }

    /**
     * @return everything that determines the metric besides settings and seed, such as digests of input files and
     *     options; a sweep resumes only if all of these are unchanged
     */
    default Map<String, String> inputs() {
        return Map.of();
    }

    /** @return software versions, written with each report */
    default Map<String, String> madeBy() {
        return Map.of("java", System.getProperty("java.version"));
    }

    /** Creates an objective from a function of a job, which several threads may call at once. */
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
