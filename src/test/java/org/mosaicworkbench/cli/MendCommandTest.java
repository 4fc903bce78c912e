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
class MendCommandTest {

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
    void twoExposuresNeedOneThatIsKept() {
        Path visit = new ShiftedStars(30, List.of("F606W", "F606W"), 180, 40).write(folder.resolve("j8zz01"));
        Path copy = new PointingShift(5, 2).copy(Visit.read(visit), ShiftedStars.root(1), folder.resolve("copy"));
        Path mended = folder.resolve("out");
        assertEquals(2, run("mend", copy.toString(), "-o", mended.toString(), "--headers-only"));
        assertEquals(1, err.toString().strip().lines().count(), err::toString);
        assertTrue(
                err.toString().contains("give a correct exposure, such as --keep " + ShiftedStars.root(0)),
                err::toString);
        assertEquals(
                0,
                run("mend", copy.toString(), "-o", mended.toString(), "--headers-only", "--keep", ShiftedStars.root(1)),
                err::toString);
        assertTrue(out.toString().startsWith("1 header corrected. Before: "), out::toString);
        assertTrue(Files.exists(mended.resolve("copy").resolve(ShiftedStars.root(0) + "_flt.fits")));
        assertEquals(0, run("mend", "-h"));
        assertTrue(out.toString().contains("environment/mosaic mend visits/j8bt06 -o mended --keep j8bt06nyq"));
    }
}
