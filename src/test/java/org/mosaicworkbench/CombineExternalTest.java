package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.mosaic.RealExposure;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Slow
class CombineExternalTest {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Path visit;
    private Path out;

    @BeforeEach
    void visit() throws IOException {
        visit = Files.createDirectory(folder.resolve("j8bt06"));
        out = folder.resolve("out");
        RealExposure.cutOut(visit, "j8bt06nyq", 300, 300, 64);
    }

    @Test
    void theProgramMakesTheProductsAndItsWordsAreKept() throws IOException {
        String program =
                program("echo processing $1 in $PWD; ls *_flt.fits; touch hst_9019_06_acs_hrc_total_j8bt06_drz.fits");
        CombineResult result = Combine.visit(visit)
                .output(out)
                .external(program + " {poller}", A_MINUTE)
                .run();
        assertEquals(List.of(out.resolve("hst_9019_06_acs_hrc_total_j8bt06_drz.fits")), result.totals());
        String log = Files.readString(out.resolve("j8bt06_external.log"));
        assertTrue(log.startsWith("processing j8bt06_input.out in "), log);
        assertTrue(log.contains("j8bt06nyq_flt.fits"), log);
    }

    @Test
    void aProgramThatFailsIsReportedWithItsLog() throws IOException {
        String program = program("echo no; exit 3");
        assertEquals(
                out.resolve("j8bt06_external.log") + ": the external command '" + program + "' ended with exit code 3; "
                        + "read this log",
                message(program, A_MINUTE));
        assertEquals("no\n", Files.readString(out.resolve("j8bt06_external.log")));
    }

    @Test
    void aProgramThatTakesTooLongIsEndedWithAllThatItStarted() throws IOException {
        String program = program("sleep 100 & echo $!; wait");
        assertTrue(message(program, Duration.ofSeconds(1)).contains("took longer than 1 s and was stopped"));
        long child = Long.parseLong(
                Files.readString(out.resolve("j8bt06_external.log")).strip());
        assertTrue(ProcessHandle.of(child)
                .map(p -> !p.isAlive()
                        || p.onExit()
                                .orTimeout(5, TimeUnit.SECONDS)
                                .thenApply(q -> true)
                                .join())
                .orElse(true));
    }

    @Test
    void aProgramThatLeavesNothingOrIsNotThereIsReported() throws IOException {
        assertTrue(message(program("true"), A_MINUTE).contains("left no total image (*_total_*_dr?.fits) in " + out));
        assertTrue(
                message("/no/such/program", A_MINUTE).endsWith("check that the program is installed and on the path"));
        assertEquals(
                "the external command is empty; give a program and its arguments, as in 'runsinglehap {poller}'",
                message(" ", A_MINUTE));
    }

    private String message(String command, Duration timeOut) {
        return assertThrows(
                        BadInput.class,
                        () -> Combine.visit(visit)
                                .output(out)
                                .external(command, timeOut)
                                .run())
                .getMessage();
    }

    private String program(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program.toString();
    }
}
