package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A task that requests another number of threads leaves the number of the whole program unchanged. */
class EngineThreadsTest {

    private final int before = EngineThreads.count();

    @Test
    void theNumberIsRestored() {
        assertEquals(before + 1, EngineThreads.during(Optional.of(before + 1), EngineThreads::count));
        assertEquals(before, EngineThreads.count());
        assertEquals(before, EngineThreads.during(Optional.empty(), EngineThreads::count));
    }

    @Test
    void aTaskThatFailsRestoresItToo() {
        assertThrows(
                IllegalStateException.class,
                () -> EngineThreads.during(Optional.of(before + 1), () -> {
                    throw new IllegalStateException("broken");
                }));
        assertEquals(before, EngineThreads.count());
    }
}
