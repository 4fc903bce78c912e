package org.mosaicworkbench.sweep;

import org.mosaicworkbench.environment.Machine;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.task.Require;

/**
 * The workers of a sweep and their total resources.
 *
 * @param count number of trials that run at once, at least 1
 * @param threads total number of threads, at least 1
 * @param memory total memory, in MiB, at least 1
 */
public record Workers(int count, int threads, int memory) {

    /** @throws org.mosaicworkbench.io.BadInput if a number is below 1 */
    public Workers {
        Require.atLeast(1, "sideBySide", count);
        Require.atLeast(1, "threads", threads);
        Require.atLeast(1, "memory", memory, "MiB");
    }

    /** A single worker, which may use all cores and three quarters of the machine's memory. */
    public static Workers one() {
        return new Workers(1, Parallel.cores(), (int) (Machine.memory() * 3L / 4));
    }

    /** @return these workers with a different count */
    public Workers count(int trials) {
        return new Workers(trials, threads, memory);
    }

    /** @return these workers with a different number of threads */
    public Workers threads(int number) {
        return new Workers(count, number, memory);
    }

    /** @return these workers with a different memory limit, in MiB */
    public Workers memory(int mebibytes) {
        return new Workers(count, threads, mebibytes);
    }

    /**
     * Limits the number of workers so that each has at least one thread, and memory for the plan's largest trial; at
     * least one worker remains.
     */
    public Workers fitting(Plan plan, Objective tried) {
        int need = plan.trials().stream().mapToInt(tried::memory).max().orElse(0);
        int fitting = need == 0 ? count : memory / need;
        return count(Math.max(1, Math.min(count, Math.min(fitting, threads))));
    }
}
