package org.mosaicworkbench.sweep;

import org.mosaicworkbench.environment.Machine;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.task.Require;

/**
 * Who works on a sweep, and what all of them together may take.
 *
 * @param count   trials that run at once, at least 1
 * @param threads that all together compute with, at least 1
 * @param memory  that all together may take, in MiB, at least 1
 */
public record Workers(int count, int threads, int memory) {

    /** @throws org.mosaicworkbench.io.BadInput when a number is below 1 */
    public Workers {
        Require.atLeast(1, "sideBySide", count);
        Require.atLeast(1, "threads", threads);
        Require.atLeast(1, "memory", memory, "MiB");
    }

    /** One, which may take all cores and three quarters of the machine's memory. */
    public static Workers one() {
        return new Workers(1, Parallel.cores(), (int) (Machine.memory() * 3L / 4));
    }

    /** @return another number of them */
    public Workers count(int trials) {
        return new Workers(trials, threads, memory);
    }

    /** @return the same with another number of threads */
    public Workers threads(int number) {
        return new Workers(count, number, memory);
    }

    /** @return the same with another memory, in MiB */
    public Workers memory(int mebibytes) {
        return new Workers(count, threads, mebibytes);
    }

    /** As many workers as there are threads and memory for the plan's largest trial; at least one. */
    public Workers fitting(Plan plan, Objective tried) {
        int need = plan.trials().stream().mapToInt(tried::memory).max().orElse(0);
        int fitting = need == 0 ? count : memory / need;
        return count(Math.max(1, Math.min(count, Math.min(fitting, threads))));
    }
}
