package org.mosaicworkbench.corrupt;

import java.util.List;
import java.util.function.Supplier;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.RunLog;
import org.mosaicworkbench.task.Work;

/**
 * The order in which a run's stages process visits and copies.
 *
 * @param log     where failures and times go
 * @param threads number of worker threads
 * @param telling what the lines of progress say
 */
record CopyStages(RunLog.Recorder log, int threads, EachDataset.Telling telling) {

    /** Works on each; those that fail are left out and are, in their order, in the log. */
    <T, R> List<R> each(EachDataset<T> stage, List<T> items, Work<T, R> work) {
        return log.results(stage.telling(telling).run(items, work));
    }

    /** Measures a stage. */
    <R> R timed(Failure.Stage stage, Supplier<R> work) {
        return log.timed(stage.toString(), work);
    }

    /** @return how many can work at once where each needs so many bytes */
    int atOnce(long memoryOfEach) {
        return (int) Math.max(1, Math.min(threads, Runtime.getRuntime().maxMemory() / Math.max(1, memoryOfEach)));
    }
}
