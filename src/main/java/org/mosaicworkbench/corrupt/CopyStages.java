package org.mosaicworkbench.corrupt;

import java.util.List;
import java.util.function.Supplier;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.RunLog;
import org.mosaicworkbench.task.Work;

/**
 * Runs the stages of a run on visits and copies.
 *
 * @param log receives failures and timings
 * @param threads number of worker threads
 * @param telling text of the progress lines
 */
record CopyStages(RunLog.Recorder log, int threads, EachDataset.Telling telling) {

    /** Processes each item; failed items are omitted from the result and logged in order. */
    <T, R> List<R> each(EachDataset<T> stage, List<T> items, Work<T, R> work) {
        return log.results(stage.telling(telling).run(items, work));
    }

    /** Measures the duration of a stage. */
    <R> R timed(Failure.Stage stage, Supplier<R> work) {
        return log.timed(stage.toString(), work);
    }

    /** @return the number of items to process at once, given the memory of each in bytes */
    int atOnce(long memoryOfEach) {
        return (int) Math.max(1, Math.min(threads, Runtime.getRuntime().maxMemory() / Math.max(1, memoryOfEach)));
    }
}
