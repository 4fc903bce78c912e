package org.mosaicworkbench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options without effect are rejected before anything is read, with one line. */
class UnusedOptionsTest {

    @ParameterizedTest
    @CsvSource({
        "--reviewer, --merge, review --merge a.csv --reviewer ann",
        "--port, --merge, review --merge a.csv --port 8080",
        "--seed, --merge, review --merge a.csv --seed 3",
        "--img, --merge, review --merge a.csv --img img",
        "--visits, --merge, review --merge a.csv --visits visits",
        "--export, --merge, review --merge a.csv --export",
        "--port, --export, review out --export --port 8080",
        "--next, --export, review out --export --next 3",
        "--align, --external, combine visit --align=none --external true",
        "--reject, --external, combine visit --reject=never --external true",
        "--no-single, --external, combine visit --no-single --external true",
        "--threads, --external, combine visit --threads 2 --external true",
        "--palette, --crpt 0, corrupt visits -c 0 -r 1 -p mfi",
        "--kinds, --crpt 0, corrupt visits -c 0 -r 1 --kinds roll",
        "--frames, --draw 0, prep visits -d 0 --frames native",
        "--no-exposures, --draw 0, prep visits -d 0 --no-exposures",
        "--size, --frames native, prep visits --frames native --size 256",
        "--json-pattern, --h5, prep visits --h5 a.h5 -j '*.json'",
        "--baselines, --verify, report --verify a.html --baselines",
        "--compare, --verify, report --verify a.html --compare",
        "--title, --compare, report --compare a.html b.html --title T",
        "--at, --regions alone, view a.fits --regions a.reg --at '5 -72'",
    })
    void besideAnother(String option, String other, String line) {
        assertEquals(
                option + " has no effect with " + other + "; leave out one of them",
                OptionNamesTest.error(words(line)));
    }

    @ParameterizedTest
    @CsvSource({
        "--seed, --next, review out --seed 3",
        "--into, --csv, label visits --into a.csv",
        "--time-out, --external, combine visit --time-out 3",
        "--reject, --runsvm 1, corrupt visits --reject always",
        "--align, --runsvm 1 or --label residual, corrupt visits --align none",
        "--limit, --label residual, corrupt visits --limit 1",
        "--img, --draw 1, corrupt visits --img img",
        "--seed, --subset, prep visits --seed 3",
        "--radius, --target or --position, fetch j8bt06 --radius 0.1",
        "--predictions, --img, explore a.csv --predictions b.csv",
        "--input, --verify, report trained --input csv=a.csv",
    })
    void withoutAnother(String option, String other, String line) {
        assertEquals(
                option + " has no effect without " + other + "; give that too, or leave " + option + " out",
                OptionNamesTest.error(words(line)));
    }

    @Test
    void beyondOptionsOfTasks() {
        assertEquals(
                "--expos has no effect without --palette rex, rfi or mfi; give that too, or leave --expos out",
                OptionNamesTest.error("corrupt", "visits", "-e", "sub"));
        assertEquals(
                "--cluster-memory has no effect without --cluster MASTER; give one, or leave --cluster-memory out",
                OptionNamesTest.error("prep", "visits", "--cluster-memory", "2048"));
        assertEquals(
                "--dry-run writes job files for slurm or htcondor, not for threads",
                OptionNamesTest.error("label", "visits", "--dry-run", "--cluster", "threads"));
        assertEquals(
                "--workers has no effect without start; leave it out",
                OptionNamesTest.error("cluster", "status", "--workers", "3"));
        assertEquals(
                "-p has no effect without -o; give the notebook to write, or leave -p out",
                OptionNamesTest.error("notebook", "set", "a.ipynb", "-p", "epochs=3"));
        assertEquals(
                "a region file shows the first image only; give one image, or add -o PAGE or --to PROGRAM",
                OptionNamesTest.error("view", "a.fits", "b.fits", "--regions", "a.reg"));
    }

    @Test
    void anotherProgramForOneVisitIsNotIgnoredForSeveral(@TempDir Path folder) throws IOException {
        Path visit = Files.createDirectories(folder.resolve("visits/j8bt06"));
        Files.createFile(visit.resolve("j8bt06nyq_flt.fits"));
        Path out = folder.resolve("out");
        assertEquals(
                folder.resolve("visits")
                        + ": contains several visit folders; give an output folder for their products (-o), and no "
                        + "external program",
                OptionNamesTest.error(
                        "combine", folder.resolve("visits").toString(), "-o", out.toString(), "--external", "true"));
        assertFalse(Files.exists(out));
    }

    /** Words separated by blanks; a text in single quotes is one word. */
    private static String[] words(String line) {
        return line.replaceAll("'([^' ]*) ([^']*)'", "$1\u0000$2")
                .replace("'", "")
                .replace(" ", "\n")
                .replace('\u0000', ' ')
                .split("\n");
    }
}
