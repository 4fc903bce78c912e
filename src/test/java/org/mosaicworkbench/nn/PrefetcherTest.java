package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PrefetcherTest {

    @Test
    void severalThreadsMakeAtOnceAndTheOrderIsKept() {
        CountDownLatch together = new CountDownLatch(3);
        List<Integer> got = new ArrayList<>();
        try (Prefetcher<Integer> ahead = new Prefetcher<>(10, 3, number -> {
            together.countDown();
            assertTrue(waited(together), "three are made at once");
            return number;
        })) {
            for (int i = 0; i < 10; i++) {
                got.add(ahead.next());
            }
        }
        assertEquals(IntStream.range(0, 10).boxed().toList(), got);
    }

    private static boolean waited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void fewerThanThreadsAndAFailureComeThrough() {
        try (Prefetcher<Integer> ahead = new Prefetcher<>(2, 8, number -> {
            if (number == 1) {
                throw new IllegalArgumentException("the second");
            }
            return number;
        })) {
            assertEquals(0, ahead.next());
            assertEquals(
                    "the second",
                    assertThrows(IllegalArgumentException.class, ahead::next).getMessage());
        }
    }

    @Test
    void batchesAreMadeByOneThreadBesideTheProcessorAndBySeveralBesideAGpu() {
        assertEquals(1, EngineThreads.makers(false, 16));
        assertEquals(1, EngineThreads.makers(true, 1));
        assertEquals(3, EngineThreads.makers(true, 4));
        assertEquals(8, EngineThreads.makers(true, 64));
    }
}
