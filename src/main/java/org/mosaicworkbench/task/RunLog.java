package org.mosaicworkbench.task;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The failures, warnings and timings of a run.
 *
 * @param failures what could not be done, in the order of processing
 * @param warnings one line each
 * @param timings total time of each stage, in the order in which the stages first began
 */
public record RunLog(List<Failure> failures, List<String> warnings, Map<String, Duration> timings) {

    /** Makes defensive copies. */
    public RunLog {
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
        timings = Collections.unmodifiableMap(new LinkedHashMap<>(timings));
    }

    /** Returns a copy whose failures give paths inside the folder relative to it. */
    public RunLog below(Path folder) {
        return new RunLog(
                failures.stream().map(failure -> failure.below(folder)).toList(), warnings, timings);
    }

    /** Collects the log during a run. Not thread-safe. */
    public static final class Recorder {

        private final List<Failure> failures = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final Map<String, Duration> timings = new LinkedHashMap<>();

        /** Adds failures. */
        public void failed(Collection<Failure> more) {
            failures.addAll(more);
        }

        /** Adds warnings. */
        public void warned(Collection<String> more) {
            warnings.addAll(more);
        }

        /**
         * Adds the failures of a stage.
         *
         * @return the results of the datasets that did not fail
         */
        public <R> List<R> results(EachDataset.Done<R> done) {
            failed(done.failures());
            return done.results();
        }

        /**
         * Runs a stage and adds its duration to the timings.
         *
         * @return the result of the work
         */
        public <R> R timed(String stage, Supplier<R> work) {
            long start = System.nanoTime();
            R result = work.get();
            timings.merge(stage, Duration.ofNanos(System.nanoTime() - start), Duration::plus);
            return result;
        }

        /** @return the log so far */
        public RunLog log() {
            return new RunLog(failures, warnings, timings);
        }
    }
}
