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

    /**
     * Runs a task with a different number of threads, at least 1, and restores the previous number afterwards. If
     * {@code count} is empty, the number stays unchanged.
     */
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
     * Makes the engine compute in the calling thread only, and without recording gradients. Threads that first use the
     * engine after this call also compute single-threaded, until {@link #of} changes the number of threads.
     */
    static void alone() {
        of(1);
        JniUtils.setGradMode(false);
    }

    /**
     * Number of threads that prepare batches: several with a GPU, which finishes a batch before one thread has prepared
     * the next.
     */
    static int makers() {
        return makers(
                Pytorch.engine().defaultDevice().isGpu(), Runtime.getRuntime().availableProcessors());
    }

    static int makers(boolean gpu, int cores) {
        return gpu ? Math.max(1, Math.min(MOST_MAKERS, cores - 1)) : 1;
    }
}
