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
class SweepCommandTest {

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
    void aSpaceFromAFile(@TempDir Path folder) throws IOException {
        Path csv = Prepared.make(folder, 8);
        Path space = Files.writeString(folder.resolve("space.json"), """
            {"model": ["svm_mlp", "logistic"], "recipe.batch": {"choices": [16, 3], "when": {"model": ["svm_mlp"]}}}
            """);
        Path out = folder.resolve("out");
        Outcome grid = run(
                "sweep", csv, "--space", space, "--method", "grid", "-e", 1, "-n", 1, "--metric", "roc_auc", "-o", out);
        assertEquals(1, grid.code());
        assertTrue(
                grid.err().stream().anyMatch(line -> line.startsWith("failed: trial 1: batch is 3; it must be even")),
                grid.err().toString());
        assertTrue(grid.out().contains("3 trials (grid), 2 epochs in all, 1 failed. The best is trial "), grid.out());
        assertEquals(3, Files.readAllLines(out.resolve("trials.jsonl")).size());

        assertEquals(
                new Outcome(2, "", List.of("there is no method 'bayes'; choose one of grid, random and asha")),
                run("sweep", csv, "--space", space, "--method", "bayes", "-o", out));
        assertEquals(
                new Outcome(
                        2,
                        "",
                        List.of(folder.resolve("none.json")
                                + ": there is no such file; give a JSON file with a space, an object with one"
                                + " member per parameter")),
                run("sweep", csv, "--space", folder.resolve("none.json")));
        Outcome other = run(
                "sweep", csv, "--space", space, "--method", "grid", "-e", 1, "-n", 0, "--metric", "roc_auc", "-o", out);
        assertEquals(2, other.code());
        assertTrue(
                other.err().get(0).contains("contains another sweep (its recipe is "),
                other.err().toString());
    }
}
