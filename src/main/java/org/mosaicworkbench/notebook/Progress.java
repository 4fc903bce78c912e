package org.mosaicworkbench.notebook;

import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.DataSize;

/**
 * Progress of a long task: a bar on a terminal, an occasional plain line in a pipe, and a single updated output in a
 * notebook, which later tasks of the same statement reuse. Thread-safe. Everything is printed on standard error.
 *
 * <pre>{@code
 * try (Progress progress = Progress.of("drizzling", exposures.size())) {
 *     Parallel.map(exposures, threads, exposure -> { ...; progress.step(exposure.name()); ... });
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

    /** Where lines go to; the last one is told apart so that a bar can end its line. */
    interface Sink {
        void write(String line, boolean last);

        /** Writes a line that stays. */
        void keep(String line);

        /** Nanoseconds that a reader needs between two lines. */
        long pause();
    }

    private static final int BAR = 24;
    /** So many of the lines that stay are seen in a notebook, where a training would else fill the page. */
    private static final int KEPT = 4;

    private static final long QUICK = 200_000_000L;
    private static final long SLOW = 10_000_000_000L;

    private final String what;
    private final long total;
    private final LongFunction<String> words;
    private final Sink sink;
    private final LongSupplier clock;
    private final long started;
    private long written;
    private long done;
    private boolean closed;

    Progress(String what, long total, Sink sink, LongSupplier clock) {
        this(what, total, Long::toString, sink, clock);
    }

    private Progress(String what, long total, LongFunction<String> words, Sink sink, LongSupplier clock) {
        this.what = what;
        this.total = total;
        this.words = words;
        this.sink = sink;
        this.clock = clock;
        this.started = clock.getAsLong();
        this.written = started;
    }

    /**
     * Starts the progress of a task.
     *
     * @param what  a word or two, as "drawing frames"
     * @param total how many steps there will be, 0 or more
     */
    public static Progress of(String what, int total) {
        return new Progress(what, total, sink(total), System::nanoTime);
    }

    /**
     * Starts the progress of a download.
     *
     * @param what  a word or two, as "fetching"
     * @param total how many bytes there will be, 0 or more
     */
    public static Progress ofBytes(String what, long total) {
        return ofBytes(what, total, sink(total), System::nanoTime);
    }

    static Progress ofBytes(String what, long total, Sink sink, LongSupplier clock) {
        return new Progress(what, total, bytes -> new DataSize(bytes).toString(), sink, clock);
    }

    /**
     * Adds to the number of bytes.
     *
     * @param bytes below 0 for those that were dropped again
     */
    public void add(long bytes) {
        advance(bytes, "");
    }

    /** One more step is done. */
    public void step() {
        step("");
    }

    /**
     * One more step is done.
     *
     * @param name what was worked on
     */
    public void step(String name) {
        advance(1, name);
    }

    private synchronized void advance(long by, String name) {
        done += by;
        long now = clock.getAsLong();
        if (!closed && now - written >= sink.pause()) {
            written = now;
            sink.write(line(now) + (name.isEmpty() ? "" : "  " + name), false);
        }
    }

    /** Writes a line that stays, above the bar where there is one; a notebook shows the last few of them. */
    public synchronized void line(String words) {
        if (!closed) {
            sink.keep(words);
        }
    }

    /** Writes the last line. Nothing is written afterwards, and nothing at all for a task without steps. */
    @Override
    public synchronized void close() {
        if (!closed && total > 0) {
            sink.write(line(clock.getAsLong()), true);
        }
        closed = true;
    }

    private String line(long now) {
        int filled = total == 0 ? BAR : (int) Math.min(BAR, BAR * done / total);
        long seconds = (now - started) / 1_000_000_000L;
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %s/%s  %d:%02d",
                what,
                "=".repeat(filled),
                " ".repeat(BAR - filled),
                words.apply(done),
                words.apply(total),
                seconds / 60,
                seconds % 60);
    }

    private static Sink sink(long total) {
        Notebook.Kernel kernel = Notebook.kernel();
        if (kernel != null) {
            return Output.of(kernel, total > 0 ? Notebook.statement() : "");
        }
        return atTerminal() && System.getenv("CI") == null ? new Terminal(System.err) : new Pipe(System.err);
    }

    /** From Java 22 on there is a console without a terminal too, which says so when it is asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean atTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** A bar that is written over itself. */
    static final class Terminal implements Sink {

        private final PrintStream to;
        private int width;

        Terminal(PrintStream to) {
            this.to = to;
        }

        @Override
        public void write(String line, boolean last) {
            String rest = " ".repeat(Math.max(0, width - line.length()));
            width = line.length();
            to.print("\r" + line + rest + (last ? "\n" : ""));
            to.flush();
        }

        @Override
        public void keep(String line) {
            to.print("\r" + line + " ".repeat(Math.max(0, width - line.length())) + "\n");
            to.flush();
        }

        @Override
        public long pause() {
            return QUICK;
        }
    }

    /** One line every ten seconds and one at the end. */
    static final class Pipe implements Sink {

        private final PrintStream to;

        Pipe(PrintStream to) {
            this.to = to;
        }

        @Override
        public void write(String line, boolean last) {
            to.println(line);
        }

        @Override
        public void keep(String line) {
            to.println(line);
        }

        @Override
        public long pause() {
            return SLOW;
        }
    }

    /** One notebook output, replaced, which works that follow each other in one statement share. */
    static final class Output implements Sink {

        private static Output latest;

        private final Notebook.Kernel kernel;
        private final String statement;
        private final String id = "progress-" + UUID.randomUUID();
        private final Deque<String> kept = new ArrayDeque<>();
        private int dropped;
        private boolean shown;
        private volatile boolean free;

        private Output(Notebook.Kernel kernel, String statement) {
            this.kernel = kernel;
            this.statement = statement;
        }

        /** @param statement what runs; empty if that is not known, and then nothing is shared */
        static synchronized Output of(Notebook.Kernel kernel, String statement) {
            if (statement.isEmpty()) {
                return new Output(kernel, statement);
            }
            if (latest == null || !latest.free || latest.kernel != kernel || !latest.statement.equals(statement)) {
                latest = new Output(kernel, statement);
            }
            latest.free = false;
            return latest;
        }

        @Override
        public void write(String line, boolean last) {
            Display text = new Display.Text(kept() + line);
            if (shown) {
                kernel.update(id, text);
            } else {
                kernel.show(id, text);
                shown = true;
            }
            free = last;
        }

        @Override
        public void keep(String line) {
            kept.add(line);
            if (kept.size() > KEPT) {
                kept.remove();
                dropped++;
            }
        }

        private String kept() {
            String before = dropped == 0 ? "" : "(" + Count.of(dropped, "line") + " before)\n";
            return before + kept.stream().map(line -> line + "\n").collect(Collectors.joining());
        }

        @Override
        public long pause() {
            return QUICK;
        }
    }
}
