package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;

@Slow
class PrepCommandTest {

    private static final Path FIXTURE = Path.of("src/test/resources/prep");

    @TempDir
    Path out;

    private record Outcome(int code, List<String> out, List<String> err) {}

    private static Outcome run(Object... arguments) {
        List<String> all = new ArrayList<>(List.of("prep"));
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = MosaicCommandLine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new Outcome(
                code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    @Test
    void theFlagsOfThePythonToolPrepareSyntheticData() throws IOException {
        Outcome outcome = run(
                FIXTURE.resolve("synthetic"),
                "--output_path",
                out,
                "-f",
                "synth.csv",
                "-c",
                "1",
                "-d",
                "0",
                "-j",
                "*_total*_svm_*.json",
                "--category",
                FIXTURE.resolve("categories.csv"));
        assertEquals(
                new Outcome(
                        0,
                        List.of("2 datasets prepared, 0 failed: " + out.resolve("synth.csv")),
                        List.of("warning: " + FIXTURE.resolve("categories.csv")
                                + " has no category for ANY; they count as unidentified")),
                outcome);
        assertEquals(
                Files.readString(FIXTURE.resolve("expected/synth.csv")), Files.readString(out.resolve("synth.csv")));
        assertFalse(Files.exists(out.resolve("img")));
    }

    @Test
    void framesAreDrawnUnlessTheyAreLeftOut() {
        Outcome outcome = run(
                FIXTURE.resolve("visits"),
                "-o",
                out,
                "--visit",
                "ibl738",
                "--category",
                "none",
                "--size",
                "40",
                "--threads",
                "1");
        assertEquals(0, outcome.code());
        assertTrue(Files.exists(
                out.resolve("img/hst_12286_38_wfc3_ir_total_ibl738/hst_12286_38_wfc3_ir_total_ibl738.png")));
    }

    @Test
    void aDatasetThatFailsIsCode1AndNamed() throws IOException {
        Path visits = out.resolve("visits");
        Path visit = Files.createDirectories(visits.resolve("ibl738"));
        String name = "hst_12286_38_wfc3_ir_total_ibl738";
        Files.copy(
                FIXTURE.resolve("visits/ibl738/" + name + "_svm_num_sources.json"),
                visit.resolve(name + "_svm_num_sources.json"));
        Outcome outcome = run(visits, "-o", out, "--category", "none");
        assertEquals(1, outcome.code());
        assertEquals(
                "failed: " + name + " (header): " + "ibl738/" + name + "_drz.fits"
                        + ": no such file; put the total image into its visit's folder",
                outcome.err().get(2));
    }

    @Test
    void badInputIsOneLineAndCode2() {
        Path none = out.resolve("none");
        assertEquals(
                new Outcome(2, List.of(), List.of(none + ": no such folder; check the path")), run(none, "-o", out));
        assertEquals(
                new Outcome(
                        2,
                        List.of(),
                        List.of("mosaic prep: Invalid value for option '--crpt': '2' is neither 0 nor "
                                + "1; see mosaic prep --help")),
                run(none, "-c", "2"));
        assertEquals(
                List.of("--category is 'x'; it must be archive, none, or an existing CSV file with the columns "
                        + "targname,category"),
                run(none, "--category", "x").err());
        assertEquals(List.of("mosaic prep: Missing required parameter: 'FOLDER'; see mosaic prep --help"), run().err());
    }

    @Test
    void aSizeOutOfRangeIsRefusedUpFront() {
        for (int size : new int[] {15, 8193}) {
            assertEquals(
                    new Outcome(2, List.of(), List.of("--size is " + size + "; it must be 16 to 8192 pixels")),
                    run(FIXTURE.resolve("visits"), "-o", out, "--size", size, "--category", "none"));
        }
    }

    @Test
    void helpHasExamples() {
        Outcome help = run("--help");
        assertEquals(0, help.code());
        assertTrue(
                help.out().contains("  environment/mosaic prep visits -o prepared"),
                help.out().toString());
    }
}
