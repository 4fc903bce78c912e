package org.mosaicworkbench.sweep;

/**
 * Who works on a sweep, and what all of them together may take.
 *
 * @param count   trials that run at once, at least 1
 * @param threads that all together compute with, at least 1
 * @param memory  that all together may take, in MiB
 */
public record Workers(int count, int threads, int memory) {

    /** As many of them as have a thread and the memory that the plan's largest trial needs; at least one. */
    public Workers fitting(Plan plan, Objective tried) {
        int need = plan.trials().stream().mapToInt(tried::memory).max().orElse(0);
        int fitting = need == 0 ? count : memory / need;
        return new Workers(Math.max(1, Math.min(count, Math.min(fitting, threads))), threads, memory);
    }
}
