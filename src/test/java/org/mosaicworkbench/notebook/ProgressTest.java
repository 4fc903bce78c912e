package org.mosaicworkbench.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import jdk.jshell.JShell;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.io.Parallel;

class ProgressTest {

    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream to = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private void steps(Progress progress, int steps, long nanosEach) {
        try (progress) {
            for (int i = 1; i <= steps; i++) {
                now.addAndGet(nanosEach);
                progress.step("frame " + i);
            }
        }
    }

    @Test
    void aPipeGetsALineEveryTenSecondsAndTheLast() {
        steps(new Progress("drawing", 30, new Progress.Pipe(to), now::get), 30, SECOND);

        assertEquals(
                List.of(
                        "drawing [========                ] 10/30  0:10  frame 10",
                        "drawing [================        ] 20/30  0:20  frame 20",
                        "drawing [========================] 30/30  0:30  frame 30",
                        "drawing [========================] 30/30  0:30"),
                bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void dataAreCountedInTheirUnits() {
        try (Progress progress = Progress.ofBytes("fetching", 4_000_000_000L, new Progress.Pipe(to), now::get)) {
            progress.add(1_500_000_000);
            now.addAndGet(10 * SECOND);
            progress.add(-500_000_000);
            progress.add(3_000_000_000L);
        }

        assertEquals(
                List.of(
                        "fetching [======                  ] 1 GB/4 GB  0:10",
                        "fetching [========================] 4 GB/4 GB  0:10"),
                bytes.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void aTerminalLineIsWrittenOverItselfWithNothingLeftOfALongerOne() {
        Progress progress = new Progress("x", 2, new Progress.Terminal(to), now::get);
        now.addAndGet(SECOND);
        progress.step("long name");
        progress.close();
        progress.close();
        progress.step();

        assertEquals(
                "\rx [============            ] 1/2  0:01  long name"
                        + "\rx [============            ] 1/2  0:01           \n",
                bytes.toString(StandardCharsets.UTF_8));
    }

    /** Records what it receives, without bars. */
    private static final class Told implements Notebook.Kernel {

        private final List<String> calls = new ArrayList<>();

        @Override
        public void show(Display display) {
            calls.add("unnamed");
        }

        @Override
        public void show(String id, Display display) {
            calls.add("show " + display.text().replaceAll("\\[.*] ", ""));
        }

        @Override
        public void update(String id, Display display) {
            calls.add("update " + display.text().replaceAll("\\[.*] ", ""));
        }
    }

    private Progress inNotebook(Notebook.Kernel kernel, String statement, String what) {
        return new Progress(what, 1, Progress.Output.of(kernel, statement), now::get);
    }

    @Test
    void worksOfOneStatementFollowEachOtherInOneOutput() {
        Told kernel = new Told();
        Progress reading = inNotebook(kernel, "7", "reading");
        reading.line("one is missing");
        steps(reading, 1, 0);
        steps(inNotebook(kernel, "7", "drawing"), 1, 0);
        steps(inNotebook(kernel, "8", "fitting"), 1, 0);

        assertEquals(
                List.of(
                        "show one is missing\nreading 1/1  0:00",
                        "update one is missing\ndrawing 1/1  0:00",
                        "show fitting 1/1  0:00"),
                kernel.calls);
    }

    @Test
    void ofManyLinesThatStayANotebookShowsTheLast() {
        Told kernel = new Told();
        Progress training = inNotebook(kernel, "", "training");
        IntStream.rangeClosed(1, 60).forEach(epoch -> training.line("epoch " + epoch));
        training.close();

        assertEquals(
                List.of("show (56 lines before)\nepoch 57\nepoch 58\nepoch 59\nepoch 60\ntraining 0/1  0:00"),
                kernel.calls);
    }

    @Test
    void worksSideBySideAndThoseOfNoStatementHaveTheirOwnOutputs() {
        Told kernel = new Told();
        Progress outer = inNotebook(kernel, "9", "visits");
        steps(inNotebook(kernel, "9", "drawing"), 1, 0);
        steps(outer, 1, 0);
        steps(inNotebook(kernel, "", "first"), 1, 0);
        steps(inNotebook(kernel, "", "second"), 1, 0);

        assertEquals(
                List.of(
                        "show drawing 1/1  0:00",
                        "show visits 1/1  0:00",
                        "show first 1/1  0:00",
                        "show second 1/1  0:00"),
                kernel.calls);
    }

    @Test
    void aStatementOfACellIsKnownByTheNameThatJshellGivesIt() {
        List<String> asked = new ArrayList<>();
        Runnable ask = () -> asked.add(Notebook.statement());
        String loop = "for (int i = 0; i < 2; i++) ((Runnable) System.getProperties().get(\"ask\")).run();";
        System.getProperties().put("ask", ask);
        try (JShell shell = JShell.builder().executionEngine("local").build()) {
            shell.eval(loop);
            shell.eval(loop);
            ask.run();
        } finally {
            System.getProperties().remove("ask");
        }

        assertEquals(5, asked.size());
        assertTrue(asked.get(0).matches("REPL\\.\\$JShell\\$\\w+"), asked.get(0));
        assertEquals(asked.get(0), asked.get(1));
        assertEquals(asked.get(2), asked.get(3));
        assertNotEquals(asked.get(0), asked.get(2));
        assertEquals("", asked.get(4), "outside of a cell");
    }

    @Test
    void aNotebookGetsOneOutputThatIsReplaced() {
        Told kernel = new Told();
        steps(new Progress("fitting", 3, Progress.Output.of(kernel, ""), now::get), 3, SECOND / 4);

        assertEquals(
                List.of(
                        "show fitting 1/3  0:00  frame 1",
                        "update fitting 2/3  0:00  frame 2",
                        "update fitting 3/3  0:00  frame 3",
                        "update fitting 3/3  0:00"),
                kernel.calls);
    }

    @Test
    void quickWorkAndNoWorkAreQuiet() {
        steps(new Progress("nothing", 0, new Progress.Pipe(to), now::get), 0, SECOND);
        assertEquals("", bytes.toString(StandardCharsets.UTF_8));

        steps(new Progress("quick", 100, new Progress.Terminal(to), now::get), 100, 1000);
        assertEquals(
                1,
                bytes.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("100/100"))
                        .count());
    }

    @Test
    void stepsOfManyThreadsAllCount() {
        Progress progress = new Progress("threads", 1000, new Progress.Pipe(to), now::get);
        Parallel.map(IntStream.range(0, 1000).boxed().toList(), 8, i -> {
            progress.step();
            return i;
        });
        progress.close();

        assertTrue(bytes.toString(StandardCharsets.UTF_8).endsWith("] 1000/1000  0:00" + System.lineSeparator()));
    }
}
