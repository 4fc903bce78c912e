package org.mosaicworkbench.notebook;

import java.util.Optional;
import java.util.UUID;

/**
 * One output of a notebook whose content is replaced while work proceeds. Later work in the same statement reuses the
 * output, so that a loop leaves only one.
 */
public final class LiveOutput {

    /** Prefix of the description of a picture that only shows progress; stored notebooks and comparisons omit it. */
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

    /** @return an output below the running cell, which appears with its first value; empty outside a notebook */
    public static Optional<LiveOutput> ofNotebook() {
        return Optional.ofNullable(Notebook.kernel()).map(kernel -> of(kernel, Notebook.statement()));
    }

    /** @param statement the running statement; if empty because it is unknown, the output is not shared */
    static synchronized LiveOutput of(Notebook.Kernel kernel, String statement) {
        if (statement.isEmpty() || latest == null || latest.kernel != kernel || !latest.statement.equals(statement)) {
            latest = new LiveOutput(kernel, statement);
        }
        return latest;
    }

    /** Replaces the previous value; the display follows {@link Display#of}. */
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
