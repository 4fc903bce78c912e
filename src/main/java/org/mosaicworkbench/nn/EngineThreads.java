package org.mosaicworkbench.nn;

import ai.djl.pytorch.jni.JniUtils;
import java.util.Optional;
import java.util.function.Supplier;

/** Sets the number of threads of the engine, for the whole program. */
public final class EngineThreads {

    private static final int MOST_MAKERS = 8;

    private EngineThreads() {}

    /** @return the number of threads */
    public static int count() {
        Pytorch.engine();
        return JniUtils.getNumThreads();
    }

    /** Runs a task with another number of threads, at least 1, and restores the number afterwards; empty changes nothing. */
    public static <T> T during(Optional<Integer> count, Supplier<T> task) {
        if (count.isEmpty()) {
            return task.get();
        }
        int before = count();
        of(count.get());
        try {
            return task.get();
        } finally {
            of(before);
        }
    }

    /** Sets the number of threads, at least 1. */
    public static void of(int count) {
        Pytorch.engine();
        JniUtils.setNumThreads(count);
    }

    /**
     * In the thread that asks the engine computes with no others, and keeps nothing for gradients. Threads that ask it
     * for something later start alone too, until {@link #of} says otherwise.
     */
    static void alone() {
        of(1);
        JniUtils.setGradMode(false);
    }

    /** How many make batches: beside a GPU, which is done with one before a thread has made the next, several. */
    static int makers() {
        return makers(
                Pytorch.engine().defaultDevice().isGpu(), Runtime.getRuntime().availableProcessors());
    }

    static int makers(boolean gpu, int cores) {
        return gpu ? Math.max(1, Math.min(MOST_MAKERS, cores - 1)) : 1;
    }
}
