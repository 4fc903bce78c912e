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
 * notebook, which later tasks of the same statement reuse. Thread-safe. Everything is printed to standard error.
 *
 * <pre>{@code
 * try (Progress progress = Progress.of("drizzling", exposures.size())) {
 *     Parallel.map(exposures, threads, exposure -> { ...; progress.step(exposure.name()); ... });
 * }
 * }</pre>
 */
public final class Progress implements AutoCloseable {

    /** The destination of progress lines; the last line is marked, so that a progress bar can end with a line break. */
    interface Sink {
        void write(String line, boolean last);

        /** Writes a permanent line. */
        void keep(String line);

        /** Minimum nanoseconds between two lines, for the reader's sake. */
        long pause();
    }

    private static final int BAR = 24;
    /** Maximum number of permanent lines shown in a notebook; more would fill the page during training. */
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
     * @param what a word or two, such as "drawing frames"
     * @param total number of steps, 0 or more
     */
    public static Progress of(String what, int total) {
        return new Progress(what, total, sink(total), System::nanoTime);
    }

    /**
     * Starts a progress line for a download.
     *
     * @param what a word or two, such as "fetching"
     * @param total number of bytes, 0 or more
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
     * @param bytes number of bytes; negative if some were discarded
     */
    public void add(long bytes) {
        advance(bytes, "");
    }

    /** Reports one completed step. */
    public void step() {
        step("");
    }

    /**
     * Reports one completed step.
     *
     * @param name the item that was processed
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

    /** Writes a permanent line, above any bar; a notebook shows the last few of them. */
    public synchronized void line(String words) {
        if (!closed) {
            sink.keep(words);
        }
    }

    /** Writes the last line; nothing is written afterwards. A task without steps writes nothing at all. */
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

    /** Since Java 22 a {@code Console} exists even without a terminal, but it reports whether it is attached to one. */
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

    /** A bar that overwrites itself. */
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

    /** A notebook output that is replaced on each update; consecutive tasks in one statement share it. */
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

        /** @param statement the running statement; if empty because it is unknown, the output is not shared */
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
