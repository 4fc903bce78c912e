package org.mosaicworkbench.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Aborts stalled downloads, on which a read would block forever. */
final class StallWatch implements AutoCloseable {

    private static final int LOOKS = 4;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "mosaic-stall-watch");
        thread.setDaemon(true);
        return thread;
    });
    private final long most;

    /** @param longest longest time that a read may wait for data */
    StallWatch(Duration longest) {
        this.most = longest.toNanos();
    }

    /** Watches a response body until the returned stream is closed. */
    Watched watch(InputStream body) {
        return new Watched(body);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    /** A response body that is closed if no data arrive in time. */
    final class Watched extends InputStream {

        private final InputStream body;
        private final ScheduledFuture<?> looking;
        /** Start time of the current read, as {@link System#nanoTime}; 0 while nothing is being read. */
        private volatile long since;

        private volatile boolean stalled;

        private Watched(InputStream body) {
            this.body = body;
            long every = Math.max(1, most / LOOKS);
            this.looking = clock.scheduleWithFixedDelay(this::look, every, every, TimeUnit.NANOSECONDS);
        }

        private void look() {
            long start = since;
            if (start != 0 && System.nanoTime() - start > most) {
                stalled = true;
                try {
                    body.close();
                } catch (IOException e) {
                    // The body is closed only to abort the download, so an error does not matter.
                    looking.cancel(false);
                }
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            since = System.nanoTime() | 1;
            try {
                int read = body.read(into, from, length);
                if (!stalled) {
                    return read;
                }
            } catch (IOException e) {
                if (!stalled) {
                    throw e;
                }
            } finally {
                since = 0;
            }
            throw new IOException(
                    "no data arrived for " + Duration.ofNanos(most).toMillis() + " ms");
        }

        @Override
        public void close() throws IOException {
            looking.cancel(false);
            body.close();
        }
    }
}
