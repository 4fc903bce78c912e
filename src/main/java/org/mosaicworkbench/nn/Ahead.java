package org.mosaicworkbench.nn;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

/** Makes things in order, one ahead of the one in use, so that reading from disk and calculating overlap. */
final class Ahead<T> implements AutoCloseable {

    private final int count;
    private final IntFunction<T> make;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread worker = new Thread(work, "mosaic-ahead");
        worker.setDaemon(true);
        return worker;
    });
    private Future<T> next;
    private int made;

    Ahead(int count, IntFunction<T> make) {
        this.count = count;
        this.make = make;
        begin();
    }

    private void begin() {
        if (made < count) {
            int number = made++;
            next = thread.submit(() -> make.apply(number));
        }
    }

    T next() {
        try {
            T ready = next.get();
            begin();
            return ready;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
