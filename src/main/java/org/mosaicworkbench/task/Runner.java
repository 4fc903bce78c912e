package org.mosaicworkbench.task;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes sure that every item of a list is worked on: in threads of this process, which is what every task does by
 * itself, or in other processes and on other machines. The results are the same and come in the order of the items.
 *
 * <pre>{@code
 * Runner.with(cluster, () -> Prep.of(visits).output(out).run());
 * }</pre>
 */
public interface Runner {

    /**
     * Works on every item.
     *
     * @param threads of this process that may work at once, where it is this process that works
     * @param inOrder is given the results in the order of the items, by the caller's thread
     * @throws RuntimeException the first failure in the order of the items
     */
    <T, R> void run(WorkList<T, R> list, int threads, Consumer<? super R> inOrder);

    /** @return the runner that tasks of this thread use; threads of this process where none was chosen */
    static Runner current() {
        return CurrentRunner.OF_THREAD.get();
    }

    /** @return the runner of threads of this process */
    static Runner ofThreads() {
        return CurrentRunner.THREADS;
    }

    /** @return whether tasks of this thread work in other processes */
    static boolean isElsewhere() {
        return current() != CurrentRunner.THREADS;
    }

    /** Does something with which tasks of this thread use another runner. */
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
