package org.rapaio.jupyter.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoopThreadTest {

    private static final Logger LOGGER = Logger.getLogger(LoopThread.class.getSimpleName());

    @BeforeAll
    static void quiet() {
        LOGGER.setLevel(Level.OFF);
    }

    @Test
    void everyThreadThatIsBegunRuns() throws InterruptedException {
        for (int i = 0; i < 2000; i++) {
            CountDownLatch ran = new CountDownLatch(1);
            LoopThread thread = new LoopThread("loop", 0, ran::countDown);
            thread.start();
            assertTrue(ran.await(10, TimeUnit.SECONDS), "thread " + i + " ended before it ran");
            thread.shutdown();
            thread.join();
        }
    }

    @Test
    void aFailureIsPassedOverAndShutdownEndsIt() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(4);
        LoopThread thread = new LoopThread("loop", 1, () -> {
            four.countDown();
            if (runs.incrementAndGet() == 2) {
                throw new NullPointerException("a message too early");
            }
        });
        thread.start();

        assertTrue(four.await(10, TimeUnit.SECONDS));
        thread.shutdown();
        thread.join(10_000);
        assertFalse(thread.isAlive());
    }

    @Test
    void aBodyThatOnlyFailsIsGivenUp() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        LoopThread thread = new LoopThread("loop", 0, () -> {
            runs.incrementAndGet();
            throw new IllegalStateException("closed");
        });
        thread.start();
        thread.join(10_000);

        assertEquals(20, runs.get());
    }
}
