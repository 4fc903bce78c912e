package org.mosaicworkbench.task;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Processes every item of a list: in threads of this process, which is the default for every task, or in other
 * processes and on other machines. The results are the same and arrive in the order of the items.
 *
 * <pre>{@code
 * Runner.with(cluster, () -> Prep.of(visits).output(out).run());
 * }</pre>
 */
public interface Runner {

    /**
     * Processes every item.
     *
     * @param threads number of threads, if the work is done in this process
     * @param inOrder receives the results in the order of the items, on the caller's thread
     * @throws RuntimeException the first failure in the order of the items
     */
    <T, R> void run(WorkList<T, R> list, int threads, Consumer<? super R> inOrder);

    /** @return the runner used by tasks of this thread; by default threads of this process */
    static Runner current() {
        return CurrentRunner.OF_THREAD.get();
    }

    /** @return the runner that uses threads of this process */
    static Runner ofThreads() {
        return CurrentRunner.THREADS;
    }

    /** @return whether tasks of this thread run in other processes */
    static boolean isElsewhere() {
        return current() != CurrentRunner.THREADS;
    }

    /** Runs code whose tasks use the given runner. */
    static <R> R with(Runner runner, Supplier<R> task) {
        Runner before = current();
        CurrentRunner.OF_THREAD.set(runner);
        try {
            return task.get();
        } finally {
            CurrentRunner.OF_THREAD.set(before);
        }
    }
}
