package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import picocli.CommandLine;

@Slow
class SimulateCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = MosaicCommandLine.commandLine();
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    @Test
    void everyOptionReachesTheTask() throws Exception {
        assertEquals(
                0,
                run(
                        "simulate",
                        "1",
                        "-o",
                        folder.toString(),
                        "-d",
                        "ir",
                        "-c",
                        "nebula",
                        "-f",
                        "F160W",
                        "-e",
                        "2",
                        "-s",
                        "64",
                        "--exptime",
                        "77",
                        "-g",
                        "shift",
                        "--error",
                        "1.5",
                        "--effects",
                        "hot-pixels,elongation",
                        "--seed",
                        "3",
                        "--threads",
                        "1"),
                err::toString);
        assertTrue(
                out.toString()
                        .contains("settings: detectors ir; categories nebula; filters F160W; exposures 2; size 64; "
                                + "exptime 77.0; guiding shift 1.5 px; seed 3; effects elongation hot-pixels"),
                out::toString);
        assertTrue(Files.exists(folder.resolve("categories.csv")));
    }

    @Test
    void wrongInputIsOneLineAndCode2() {
        assertEquals(2, run("simulate", "0", "-o", folder.toString()));
        assertEquals("visits is 0; it must be 1 to 100000" + System.lineSeparator(), err.toString());
    }
}
