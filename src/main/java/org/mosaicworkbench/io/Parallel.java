package org.mosaicworkbench.io;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs work on all cores. Results keep the order of the input, regardless of the number of threads. */
public final class Parallel {

    /** Maximum number of results held until an earlier result is available. */
    private static final int WINDOW = 1000;

    private static final AtomicInteger LIMIT = new AtomicInteger(Integer.MAX_VALUE);

    private Parallel() {}

    /** The default number of threads: one per core. */
    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Applies a function to every item.
     *
     * @param items the inputs
     * @param threads number of threads, at least 1; 1 uses the caller's thread
     * @param work a function without side effects beyond its item
     * @return the results in the order of the items
     * @throws RuntimeException the first exception in the order of the items, unchanged
     */
    public static <T, R> List<R> map(List<T> items, int threads, Function<? super T, ? extends R> work) {
        List<R> results = new ArrayList<>(items.size());
        each(items, threads, work, results::add);
        return results;
    }

    /**
     * Applies a function to every item and passes on the results in the order of the items, without holding all of
     * them; see {@link #map}.
     *
     * @param inOrder called in the caller's thread
     */
    public static <T, R> void each(
            List<T> items, int threads, Function<? super T, ? extends R> work, Consumer<? super R> inOrder) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be at least 1");
        }
        int most = Math.min(Math.min(threads, LIMIT.get()), items.size());
        if (most < 2) {
            items.forEach(item -> inOrder.accept(work.apply(item)));
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(most, Parallel::daemon);
        try {
            Iterator<T> next = items.iterator();
            Deque<Future<R>> open = new ArrayDeque<>();
            while (next.hasNext() || !open.isEmpty()) {
                while (next.hasNext() && open.size() < WINDOW) {
                    T item = next.next();
                    open.add(pool.submit(() -> work.apply(item)));
                }
                inOrder.accept(open.remove().get());
            }
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
     * Caps the number of threads of each later call in this process, for use when several processes share a machine.
     */
    public static void limit(int threads) {
        LIMIT.set(threads);
    }

    /**
     * The exception thrown by work on another thread, for rethrowing.
     *
     * @return its runtime exception, unchanged; a checked exception is wrapped in an {@link IllegalStateException}
     * @throws Error if the work threw one, unchanged
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
