package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.corrupt.ShiftedStars;
import org.mosaicworkbench.visit.Visit;

@Slow
class DiagnoseCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return MosaicCommandLine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void theVerdictIsPrintedAndTheFigureWritten() {
        Path visit = new ShiftedStars(30, List.of("F606W", "F606W", "F606W"), 180, 40).write(folder.resolve("j8zz01"));
        Path copy = new PointingShift(1, 1).copy(Visit.read(visit), ShiftedStars.root(1), folder.resolve("copy"));
        Path written = folder.resolve("out");
        assertEquals(0, run("diagnose", copy.toString(), "-o", written.toString(), "--limit", "0.3"), err::toString);
        assertTrue(out.toString().startsWith("hst_9999_01_acs_hrc_total_j8zz01: j8zz01ebq: off by ("), out::toString);
        assertTrue(Files.exists(written.resolve("hst_9999_01_acs_hrc_total_j8zz01_diagnosis.png")));
        assertEquals("", err.toString());
    }

    @Test
    void whatCannotBeWorkedWithIsOneLineAndCode2() {
        assertEquals(2, run("diagnose", folder.toString()));
        assertEquals(
                folder + ": contains no exposure (*_flt.fits or *_flc.fits); give the folder of one visit"
                        + System.lineSeparator(),
                err.toString());
        assertEquals(0, run("diagnose", "-h"));
        assertTrue(out.toString().contains("environment/mosaic diagnose visits/j8bt06 -o diagnosis"), out::toString);
    }
}
