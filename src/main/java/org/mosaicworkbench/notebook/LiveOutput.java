package org.mosaicworkbench.notebook;

import java.util.Optional;
import java.util.UUID;

/**
 * One output of a notebook whose content is replaced while work goes on, also by the next work of the same statement, so
 * that a loop leaves one output.
 */
public final class LiveOutput {

    /** What the words of a picture begin with: it is progress, which kept notebooks and comparisons leave out. */
    private static final String LIVE = "live: ";

    private static LiveOutput latest;

    private final Notebook.Kernel kernel;
    private final String statement;
    private final String id = "live-" + UUID.randomUUID();
    private boolean shown;

    private LiveOutput(Notebook.Kernel kernel, String statement) {
        this.kernel = kernel;
        this.statement = statement;
    }

    /** @return an output below the cell that runs, which appears with its first value; empty outside a notebook */
    public static Optional<LiveOutput> ofNotebook() {
        return Optional.ofNullable(Notebook.kernel()).map(kernel -> of(kernel, Notebook.statement()));
    }

    /** @param statement what runs; empty where that is not known, and then nothing is shared */
    static synchronized LiveOutput of(Notebook.Kernel kernel, String statement) {
        if (statement.isEmpty() || latest == null || latest.kernel != kernel || !latest.statement.equals(statement)) {
            latest = new LiveOutput(kernel, statement);
        }
        return latest;
    }

    /** Shows a value in place of the one before, in the way of {@link Display#of}. */
    public synchronized void show(Object value) {
        Display display = Display.of(value) instanceof Display.Image image
                ? image.saying(LIVE + image.text())
                : Display.of(value);
        if (shown) {
            kernel.update(id, display);
        } else {
            kernel.show(id, display);
            shown = true;
        }
    }
}
