package org.mosaicworkbench.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.io.BadInput;

class LabelStoreTest {

    @TempDir
    private Path folder;

    private static ReviewedLabel label(String index, ReviewAnswer answer, String reviewer) {
        return new ReviewedLabel(index, answer, reviewer, "2026-11-30T12:00:00Z", "0123456789ab", "a \"note\", 'so'");
    }

    private Path file() {
        return folder.resolve("labels.sqlite");
    }

    @Test
    void theLastAnswerOfEachReviewerCountsAndCanBeTakenBack() {
        try (LabelStore store = LabelStore.open(file())) {
            store.add(label("x", ReviewAnswer.ALIGNED, "ann"));
            store.add(label("x", ReviewAnswer.CANNOT_TELL, "bob"));
            store.add(label("y", ReviewAnswer.SKIPPED, "ann"));
            store.add(label("x", ReviewAnswer.MISALIGNED, "ann"));
            assertEquals(
                    List.of(
                            label("x", ReviewAnswer.MISALIGNED, "ann"),
                            label("x", ReviewAnswer.CANNOT_TELL, "bob"),
                            label("y", ReviewAnswer.SKIPPED, "ann")),
                    store.all());
            assertEquals(Optional.of("x"), store.undo("ann"));
            assertEquals(label("x", ReviewAnswer.ALIGNED, "ann"), store.all().get(0));
            assertEquals(Optional.of("y"), store.undo("ann"));
            assertEquals(Optional.of("x"), store.undo("ann"));
            assertEquals(Optional.empty(), store.undo("ann"));
            assertEquals(List.of(label("x", ReviewAnswer.CANNOT_TELL, "bob")), store.all());
        }
        try (LabelStore again = LabelStore.open(file())) {
            assertEquals(List.of(label("x", ReviewAnswer.CANNOT_TELL, "bob")), again.all());
            assertEquals(Optional.empty(), again.undo("bob"), "an answer of an earlier session");
        }
    }

    @Test
    void pythonReadsTheLabelsWhileTheyAreWritten() throws Exception {
        Assumptions.assumeTrue(
                run("python3", "-c", "import sqlite3").equals("0"), "there is no Python with sqlite3 here");
        try (LabelStore store = LabelStore.open(file())) {
            store.add(label("x", ReviewAnswer.MISALIGNED, "ann"));
            store.add(label("y", ReviewAnswer.CANNOT_TELL, "ann"));
            store.add(label("z", ReviewAnswer.SKIPPED, "ann"));
            String read = "import sqlite3, sys\n"
                    + "for row in sqlite3.connect(sys.argv[1]).execute('select * from reviewed'): print(row)";
            assertEquals(
                    "('x', 1, 'ann', '2026-11-30T12:00:00Z', '0123456789ab', 'a \"note\", \\'so\\'')\n"
                            + "('y', None, 'ann', '2026-11-30T12:00:00Z', '0123456789ab', 'a \"note\", \\'so\\'')\n0",
                    run("python3", "-c", read, file().toString()));
            store.add(label("y", ReviewAnswer.ALIGNED, "ann"));
            assertEquals(ReviewAnswer.ALIGNED, store.all().get(1).answer());
        }
    }

    /** The output of a program, then its exit code. */
    private static String run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said + process.waitFor();
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    @Test
    void twoReviewsOfOneFolderKeepTheLabelsOfBoth() {
        try (LabelStore one = LabelStore.open(file());
                LabelStore other = LabelStore.open(file())) {
            one.add(label("x", ReviewAnswer.ALIGNED, "ann"));
            other.add(label("x", ReviewAnswer.MISALIGNED, "bob"));
            one.add(label("y", ReviewAnswer.ALIGNED, "ann"));
            assertEquals(one.all(), other.all());
            assertEquals(3, one.all().size());
        }
    }

    @Test
    void anotherFileIsLeftAlone() throws IOException {
        Files.writeString(file(), "These are my notes of years, and no database at all. ".repeat(40));
        BadInput e = assertThrows(BadInput.class, () -> LabelStore.open(file()));
        assertTrue(
                e.getMessage().contains("cannot be used as the database of labels")
                        && e.getMessage().endsWith("; check the disk, or move the file to another folder"),
                e.getMessage());
        assertTrue(Files.readString(file()).startsWith("These are my notes"));
    }

    /** Answers endlessly, and reports each answer on standard output once it is stored. */
    static final class Answering {
        private Answering() {}

        public static void main(String[] arguments) {
            LabelStore store = LabelStore.open(Path.of(arguments[0]));
            for (int i = 0; ; i++) {
                store.add(label(arguments[1] + i, ReviewAnswer.MISALIGNED, "ann"));
                System.out.println(arguments[1] + i);
                System.out.flush();
            }
        }
    }

    @Test
    void noLabelIsLostWhenTheProcessIsKilled() throws Exception {
        for (int enough : new int[] {1, 40, 97}) {
            Path output = folder.resolve("said");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Answering.class.getName(),
                            file().toString(),
                            "d" + enough + "-")
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            while (process.isAlive() && Files.readAllLines(output).size() <= enough) {
                Thread.sleep(5);
            }
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            // Part of the last line may be missing.
            String text = Files.readString(output);
            List<String> said =
                    text.substring(0, text.lastIndexOf('\n')).lines().toList();
            assertTrue(said.size() >= enough, text);
            try (LabelStore store = LabelStore.open(file())) {
                List<String> kept =
                        store.all().stream().map(ReviewedLabel::index).toList();
                assertTrue(kept.containsAll(said), said.size() + " said, " + kept.size() + " kept");
            }
        }
    }
}
