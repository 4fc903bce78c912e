package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Prepared;
import org.mosaicworkbench.Slow;

@Slow
class ExploreCommandTest {

    private record Outcome(int code, String out, List<String> err) {}

    private static Outcome run(Object... arguments) {
        String[] words = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = MosaicCommandLine.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Outcome(code, out.toString(), err.toString().lines().toList());
    }

    @Test
    void aTableIsExploredWithItsFrames(@TempDir Path folder) throws IOException {
        Path csv = Prepared.make(folder, 16);
        Path out = folder.resolve("out");
        Outcome outcome =
                run("explore", csv, "-o", out, "--group", "cat", "--theme", "dark", "--img", folder.resolve("img"));
        assertEquals(0, outcome.code(), outcome.err().toString());
        assertTrue(outcome.out().contains("rms_ra"), outcome.out());
        assertTrue(outcome.out().endsWith("written to " + out + System.lineSeparator()), outcome.out());
        for (String file : List.of("summary.csv", "means.png", "correlations.svg", "sheet.png")) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
    }

    @Test
    void badInputIsOneLine(@TempDir Path folder) {
        Path none = folder.resolve("none.csv");
        assertEquals(
                new Outcome(2, "", List.of(none + ": there is no such file; give the svm_data.csv that prep wrote")),
                run("explore", none, "-o", folder));
        Outcome wrong = run("explore", none, "--group", "colour");
        assertEquals(2, wrong.code());
        assertEquals(1, wrong.err().size(), wrong.err().toString());
    }
}
