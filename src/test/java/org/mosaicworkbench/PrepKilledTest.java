package org.mosaicworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.prep.Categories;

/** A run that is killed and restarted gives the same bytes as an uninterrupted run. */
@Timeout(120)
@Slow
class PrepKilledTest {

    private static final int VISITS = 48;

    @TempDir
    Path scratch;

    /** The work of the process that is killed. */
    static final class Runs {

        public static void main(String[] folders) {
            task(Path.of(folders[0]), Path.of(folders[1])).run();
        }
    }

    private static Prep task(Path visits, Path out) {
        return Prep.of(visits).output(out).category(Categories.none()).size(128).subset(true);
    }

    @Test
    void killedTwiceWhileItDraws() throws IOException, InterruptedException {
        Path visits = VisitTree.of(scratch.resolve("visits"), VISITS);
        Path whole = scratch.resolve("whole");
        task(visits, whole).run();

        Path killed = scratch.resolve("killed");
        killWhen(visits, killed, out -> count(out.resolve("img")) >= VISITS / 3);
        killWhen(visits, killed, out -> count(out.resolve("img")) >= VISITS * 2 / 3);
        assertTrue(count(killed.resolve("img")) < VISITS, "it was done before it was killed");
        assertTrue(Files.notExists(killed.resolve("svm_data.csv")));
        leaveHalfAFile(killed.resolve("img/hst_9019_06_acs_hrc_total_j00000"));
        task(visits, killed).run();
        assertEquals(PrepTest.bytes(whole), PrepTest.bytes(killed));
    }

    private void killWhen(Path visits, Path out, Predicate<Path> reached) throws IOException, InterruptedException {
        java.lang.Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.awt.headless=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Runs.class.getName(),
                        visits.toString(),
                        out.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (process.isAlive() && !reached.test(out)) {
            Thread.sleep(1);
        }
        process.destroyForcibly().waitFor();
    }

    /** Leaves a partial file like a killed process; its number belongs to no process. */
    private static void leaveHalfAFile(Path folder) throws IOException {
        Files.writeString(folder.resolve(".hst_9019_06_acs_hrc_total_j00000.png.999999999-1.part"), "half");
    }

    private static long count(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        } catch (IOException e) {
            return 0;
        }
    }
}
