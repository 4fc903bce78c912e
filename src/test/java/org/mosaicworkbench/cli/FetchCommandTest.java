package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.archive.Archive;
import org.mosaicworkbench.archive.LocalArchive;
import org.mosaicworkbench.archive.LocalVisit;
import picocli.CommandLine;

@Timeout(30)
@Slow
class FetchCommandTest {

    @TempDir
    Path scratch;

    private LocalArchive archive;
    private LocalVisit visit;
    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void start() {
        archive = new LocalArchive();
        visit = LocalVisit.add(archive, scratch, "j8bt06", "9019", 2);
        System.setProperty(
                Archive.ADDRESS_PROPERTY, archive.address("/api/v0/invoke").toString());
    }

    @AfterEach
    void stop() {
        System.clearProperty(Archive.ADDRESS_PROPERTY);
        archive.close();
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine line = MosaicCommandLine.commandLine();
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    }

    private int fetch(String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "fetch";
        arguments[1] = "-o";
        arguments[2] = scratch.resolve("visits").toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return run(arguments);
    }

    @Test
    void everyOptionReachesTheTask() {
        assertEquals(0, fetch("j8bt06", "-l", "exposures", "--max-size", "1MB"), err::toString);
        assertTrue(Files.exists(scratch.resolve("visits/j8bt06/j8bt06_input.out")));
        assertEquals(
                "1 visit in " + scratch.resolve("visits"),
                out.toString().lines().findFirst().orElseThrow());
        assertEquals(0, fetch("--target", "NGC-104"), err::toString);
        assertEquals(0, fetch("--position", "0:23:55.2 -72:04:48", "--radius", "0.02"), err::toString);
        assertEquals("5.9800000, -72.0800000, 0.0200000", archive.askedPosition());
    }

    private Process started() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + Archive.ADDRESS_PROPERTY + "=" + archive.address("/api/v0/invoke"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MosaicCommandLine.class.getName(),
                        "fetch",
                        "j8bt06",
                        "-l",
                        "all",
                        "-o",
                        scratch.resolve("visits").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void processesThatFetchTheSameVisitWaitForEachOther() throws Exception {
        archive.slow(250);
        Process one = started();
        Process other = started();
        assertEquals(0, one.waitFor());
        assertEquals(0, other.waitFor());
        Set<String> files =
                archive.requests().stream().map(LocalArchive.Request::file).collect(Collectors.toSet());
        assertEquals(files.size(), archive.requests().size(), "each file was asked for once");
        assertEquals(visit.files().size(), files.size());
    }

    @Test
    void exitCodesAndLinesAreThoseOfAllCommands() {
        assertEquals(1, fetch("j8bt06", "j8zz99"));
        assertEquals(
                "failed: j8zz99 (fetch): j8zz99: the archive has no visit of that name; check it at "
                        + "https://mast.stsci.edu/search/ui/#/hst\n",
                err.toString());
        assertEquals(2, fetch("j8bt06", "--level", "all", "--max-size", "1 kB"));
        assertTrue(err.toString().contains(" to fetch, more than the limit of 1 kB; "), err.toString());
        assertEquals(1, err.toString().lines().count());
        assertEquals(2, fetch("--position", "near the moon"));
        assertEquals(
                "the position is 'near the moon'; give right ascension and declination as '5.98 -72.08' or "
                        + "'0:23:55 -72:04:48'\n",
                err.toString());
        assertEquals(2, fetch());
        assertEquals(1, err.toString().lines().count());
        assertEquals(0, run("fetch", "--help"));
        assertTrue(out.toString().contains("(default: 20 GB)"), out.toString());
    }
}
