package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two thousand damaged files, the same each time: each yields a result or one line, and nothing else. */
@Slow
class FuzzTest {

    private static final int CASES = 2000;

    @Test
    void whateverIsReadEndsInAResultOrInOneLine(@TempDir Path folder) throws IOException {
        assertEquals(List.of(), new Fuzzer(folder).run(CASES, 1).findings());
    }
}
