package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.corrupt.Corruption;
import org.mosaicworkbench.corrupt.Expos;
import org.mosaicworkbench.corrupt.Kind;
import org.mosaicworkbench.corrupt.Mode;
import org.mosaicworkbench.corrupt.PixelUnit;
import org.mosaicworkbench.corrupt.RaStep;
import org.mosaicworkbench.corrupt.ShiftedStars;
import org.mosaicworkbench.corrupt.Threshold;

@Slow
class CorruptCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theFlagsOfThePythonToolDoWhatTheyDoThere() {
        new ShiftedStars(30, List.of("F606W", "F606W", "F814W"), 100).write(folder.resolve("visits/j8zz01"));
        String outputs = folder.resolve("synthetic").toString();
        assertEquals(
                0,
                run(
                        "corrupt",
                        folder.resolve("visits").toString(),
                        "-o",
                        outputs,
                        "-p",
                        "mfi",
                        "-s",
                        "j8*",
                        "-e",
                        "sub",
                        "-m",
                        "stat",
                        "-t",
                        "major",
                        "-w",
                        "pipe",
                        "-c",
                        "1",
                        "-r",
                        "1",
                        "-d",
                        "1",
                        "--kinds",
                        "roll",
                        "--pixel",
                        "fixed",
                        "--ra",
                        "plain",
                        "--align",
                        "none",
                        "--seed",
                        "7"),
                err::toString);
        Path copy = folder.resolve("synthetic/j8zz01_f606w_clear2s_sub_stat");
        Corruption c = Corruption.read(copy);
        assertEquals(
                List.of(Expos.SUB, Mode.STAT, Kind.ROLL, Threshold.MAJOR, PixelUnit.FIXED, RaStep.PLAIN, 7L),
                List.of(
                        c.choice().expos(),
                        c.choice().mode(),
                        c.draw().kind(),
                        c.draw().threshold(),
                        c.draw().pixel(),
                        c.draw().ra(),
                        c.draw().seed()));
        assertTrue(Files.exists(copy.resolve("success.txt")));
        assertTrue(Files.isDirectory(folder.resolve("img/1/hst_9999_01_acs_hrc_total_j8zz01_f606w_clear2s_sub_stat")));
        assertTrue(Files.exists(folder.resolve("synthetic/j8zz01_f814w_clear2s_sub_stat/warning.txt")));
        assertEquals("2 copies made, 0 already present, 0 failures: " + outputs + "\n", out.toString());
        assertTrue(
                err.toString()
                        .startsWith("warning: j8zz01_f814w_clear2s_sub_stat: a subset was requested, but there is "),
                err::toString);
    }

    @Test
    void labelsGoIntoAFileAndAPreparedTable() throws Exception {
        new ShiftedStars(30, List.of("F606W", "F606W"), 250, 40).write(folder.resolve("visits/j8zz01"));
        Path csv = Files.writeString(
                folder.resolve("svm.csv"), "numexp,index\n2,hst_9999_01_acs_hrc_total_j8zz01\n3,other\n");
        assertEquals(
                0,
                run(
                        "label",
                        folder.resolve("visits").toString(),
                        "-o",
                        folder.resolve("labels.csv").toString(),
                        "--csv",
                        csv.toString(),
                        "--into",
                        folder.resolve("labelled.csv").toString()),
                err::toString);
        assertTrue(Files.readString(folder.resolve("labels.csv")).endsWith(",sources,0\n"));
        List<String> rows = Files.readAllLines(folder.resolve("labelled.csv"));
        assertEquals("numexp,label,residual,index", rows.get(0));
        assertTrue(rows.get(1).matches("2,0,[-0-9.e]+,hst_9999_01_acs_hrc_total_j8zz01"), rows.get(1));
        assertTrue(out.toString().endsWith("labelled.csv: 1 row without a known label left out\n"));
    }

    @Test
    void wrongUseIsOneLineAndCode2() {
        assertEquals(
                2,
                run(
                        "corrupt",
                        folder.resolve("none").toString(),
                        "-o",
                        folder.resolve("o").toString()));
        assertEquals(folder.resolve("none") + ": no such folder; check the path\n", err.toString());
        err.getBuffer().setLength(0);
        assertEquals(2, run("corrupt", folder.toString(), "-r", "2"));
        assertEquals(
                "mosaic corrupt: Invalid value for option '--runsvm': '2' is neither 0 nor 1; see mosaic corrupt "
                        + "--help\n",
                err.toString());
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        return MosaicCommandLine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(new String[0]));
    }
}
