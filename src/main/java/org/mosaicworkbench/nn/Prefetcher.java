package org.mosaicworkbench.nn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.mosaicworkbench.io.Parallel;

/** Produces items ahead of their use, one per thread, and hands them out in order. */
final class Prefetcher<T> implements AutoCloseable {

    private final int count;
    private final IntFunction<T> make;
    private final ExecutorService threads;
    private final Deque<Future<T>> next = new ArrayDeque<>();
    private int made;

    /** Uses a single thread, for items made from a file that must be read in order. */
    Prefetcher(int count, IntFunction<T> make) {
        this(count, 1, make);
    }

    /** @param make called by several threads at once if {@code threads} is greater than 1 */
    Prefetcher(int count, int threads, IntFunction<T> make) {
        this.count = count;
        this.make = make;
        this.threads = Executors.newFixedThreadPool(threads, work -> {
            Thread worker = new Thread(work, "mosaic-ahead");
            worker.setDaemon(true);
            return worker;
        });
        for (int i = 0; i < threads; i++) {
            begin();
        }
    }

    private void begin() {
        if (made < count) {
            int number = made++;
            next.add(threads.submit(() -> make.apply(number)));
        }
    }

    T next() {
        try {
            T ready = next.remove().get();
            begin();
            return ready;
        } catch (ExecutionException e) {
            throw Parallel.failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** Stops production and waits until all threads have ended, so that the sources can be closed. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
