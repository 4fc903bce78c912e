package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.mosaicworkbench.Slow;

@Slow
class PytorchTest {

    /** Runs in its own process, because the engine warns only once, from its native part. */
    static final class Learning {

        public static void main(String[] arguments) {
            Made all = Made.of(20, 8, 6, 0, 1);
            Training.of(Blueprint.mlp(), TrainingConfig.STANDARD.batch(2).epochs(1))
                    .run(all.rows(0, 10), all.rows(10, 20));
        }
    }

    private static List<String> warnings(String level) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Learning.class.getName());
        builder.environment().put("TORCH_CPP_LOG_LEVEL", level);
        Process learning = builder.redirectErrorStream(true).start();
        String said = new String(learning.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, learning.waitFor(), said);
        return said.lines().filter(line -> line.startsWith("[W")).toList();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theEngineKeepsToTheLogLevel() throws IOException, InterruptedException {
        assertEquals(List.of(), warnings("ERROR"));
        assertEquals(
                1, warnings("WARNING").size(), "DJL's call of old is gone, and what silences its warning may go too");
    }
}
