package org.mosaicworkbench.mosaic;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.mosaicworkbench.io.Parallel;

/**
 * A background thread that runs read and write jobs one at a time while the caller computes. If only one thread is
 * allowed, jobs run on the calling thread.
 */
final class Beside implements AutoCloseable {

    /** Maximum number of unfinished jobs other than read-ahead, because each holds a whole image in memory. */
    private static final int MOST_WAITING = 2;

    private static final int LONGEST_WRITE_MINUTES = 30;

    private final ExecutorService thread;
    private final Deque<Future<?>> pending = new ArrayDeque<>();

    /** @param threads number of threads allowed in total; 1 disables the background thread */
    Beside(int threads) {
        this.thread = threads < 2
                ? null
                : Executors.newSingleThreadExecutor(work -> {
                    Thread beside = new Thread(work, "mosaic-beside");
                    beside.setDaemon(true);
                    return beside;
                });
    }

    /**
     * Queues a job; blocks while {@value #MOST_WAITING} such jobs are unfinished.
     *
     * @return a supplier that blocks until the result is ready; if the job failed, it throws the original exception
     */
    <T> Supplier<T> begin(Supplier<T> work) {
        if (thread == null) {
            T result = work.get();
            return () -> result;
        }
        while (!pending.isEmpty() && (pending.peek().isDone() || pending.size() >= MOST_WAITING)) {
            resultOf(pending.poll());
        }
        Future<T> result = thread.submit(work::get);
        pending.add(result);
        return () -> resultOf(result);
    }

    /** Waits for all queued jobs except read-ahead jobs. */
    void await() {
        while (!pending.isEmpty()) {
            resultOf(pending.poll());
        }
    }

    /**
     * Queues a read of data that will be needed next, behind the jobs already queued.
     *
     * @return as for {@link #begin}
     */
    <T> Supplier<T> ahead(Supplier<T> reading) {
        if (thread == null) {
            return reading;
        }
        Future<T> result = thread.submit(reading::get);
        return () -> resultOf(result);
    }

    private static <T> T resultOf(Future<T> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw Parallel.failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading or writing", e);
        }
    }

    /** Ends the thread: the running job is finished, waiting jobs are dropped. */
    @Override
    public void close() {
        if (thread != null) {
            pending.forEach(work -> work.cancel(false));
            thread.shutdown();
            try {
                thread.awaitTermination(LONGEST_WRITE_MINUTES, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
