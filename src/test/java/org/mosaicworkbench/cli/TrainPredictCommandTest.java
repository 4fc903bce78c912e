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
class TrainPredictCommandTest {

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
    void theFlagsOfThePythonToolTrainAndPredict(@TempDir Path folder) throws IOException {
        Path csv = Prepared.make(folder, 16);
        Path img = folder.resolve("img");
        Path out = folder.resolve("out");
        Outcome train = run(
                "train",
                csv,
                img,
                "-o",
                out,
                "-n",
                1,
                "-e",
                1,
                "--blueprint",
                "svm_mlp",
                "-y",
                "val_loss",
                "-b",
                16,
                "-p",
                1,
                "-v",
                1,
                "-m",
                "perceptron",
                "--seed",
                7);
        assertEquals(0, train.code(), train.err().toString());
        assertTrue(train.out().startsWith("svm_mlp, 30977 parameters, features normalised\n"), train.out());
        assertTrue(Files.exists(out.resolve("results/val/panel.png")));

        Path model = out.resolve("models/svm_align/perceptron");
        Outcome predict = run("predict", csv, img, "-m", model, "-o", out, "-n", 1, "-g", "MINE");
        assertEquals(0, predict.code());
        assertTrue(predict.out().contains("MINE, 90 datasets"), predict.out());

        assertTrue(predict.out().contains("\nmodel perceptron (weights "), predict.out());
        assertTrue(predict.out().contains("\nMisaligned by more than 0.5 px: "), predict.out());
        Outcome calm = run("predict", csv, img, "-m", model, "-o", out, "--threshold", 1, "--explain", 2);
        assertEquals(0, calm.code());
        List<String> told = calm.out()
                .lines()
                .dropWhile(line -> !line.startsWith("nothing is misaligned; "))
                .toList();
        assertEquals(
                2,
                told.stream()
                        .filter(line -> line.contains("; probability of the model "))
                        .count(),
                calm.out());
        assertEquals(
                2,
                told.stream()
                        .filter(line -> line.endsWith(".png") && Files.exists(Path.of(line)))
                        .count(),
                calm.out());

        Outcome strict = run("predict", csv, img, "-m", model, "-o", out, "--larger-than", 0.2);
        assertTrue(strict.out().contains("\nMisaligned by more than 0.2 px: "), strict.out());
        Path exposures = Files.writeString(csv.resolveSibling("exposures.csv"), "index,exposure\nx,y\n");
        Outcome damaged = run("predict", csv, img, "-m", model, "-o", out);
        assertEquals(2, damaged.code());
        assertEquals(1, damaged.err().size());
        assertTrue(
                damaged.err().get(0).startsWith(exposures + ": has no column filters"),
                damaged.err().get(0));

        Outcome none = run("predict", csv, img, "-m", out.resolve("none"));
        assertEquals(2, none.code());
        assertTrue(
                none.err().get(0).startsWith("'" + out.resolve("none") + "' is neither a built-in model ("),
                none.err().get(0));
        assertEquals(
                new Outcome(
                        2,
                        "",
                        List.of("there is no blueprint 'x'; choose one of svm_mlp, svm_mlp_average, svm_mlp_spacekit,"
                                + " svm_cnn, svm_ensemble, svm_small, svm_native, svm_native_cnn,"
                                + " svm_native_small, svm_measured, svm_measured_average, svm_both")),
                run("train", csv, img, "--blueprint", "x"));
    }

    @Test
    void aNegativeNumberOfExplanationsIsRefusedBeforeAnythingIsRead() {
        assertEquals(
                new Outcome(2, "", List.of("--explain is -2; it must be 0 or more, the number of datasets to explain")),
                run("predict", "none.csv", "none", "--explain", -2));
    }
}
