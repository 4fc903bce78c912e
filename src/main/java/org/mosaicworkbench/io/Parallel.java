package org.mosaicworkbench.io;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Work spread over the cores with results in the order of the input, whatever the number of threads. */
public final class Parallel {

    private Parallel() {}

    /** The threads to use when nobody asked for another number: one for each core. */
    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Applies a function to every item.
     *
     * @param items   the inputs
     * @param threads how many run at once, at least 1; 1 runs them in the caller's thread
     * @param work    pure, or touching only what belongs to its item
     * @return the results in the order of the items
     * @throws RuntimeException the first failure in the order of the items, unchanged
     */
    public static <T, R> List<R> map(List<T> items, int threads, Function<? super T, ? extends R> work) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        List<R> results = new ArrayList<>(items.size());
        if (threads == 1 || items.size() < 2) {
            for (T item : items) {
                results.add(work.apply(item));
            }
            return results;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, items.size()), Parallel::daemon);
        try {
            List<Future<R>> futures = new ArrayList<>(items.size());
            for (T item : items) {
                futures.add(pool.submit(() -> work.apply(item)));
            }
            for (Future<R> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + items.size() + " pieces of work", e);
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * What work on another thread threw, to be thrown on.
     *
     * @return its runtime exception, unchanged; a checked one as the cause of one that says nothing of its own
     * @throws Error where it threw one, unchanged
     */
    public static RuntimeException failure(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "mosaic-worker");
        thread.setDaemon(true);
        return thread;
    }
}
