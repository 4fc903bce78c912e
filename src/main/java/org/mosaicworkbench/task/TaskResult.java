package org.mosaicworkbench.task;

import java.util.List;

/** What a task made, as the command line prints it. */
public interface TaskResult {

    /** @return what could not be done, in the order of the work */
    default List<Failure> failures() {
        return List.of();
    }

    /** @return 0 where all was done, 1 where something is in the failures */
    default int exitCode() {
        return failures().isEmpty() ? 0 : 1;
    }

    /**
     * What a command prints: an account of what was done, then what could not be.
     *
     * @return lines; those that begin with "warning: " or "failed: " belong on standard error
     */
    default String summary() {
        StringBuilder text = new StringBuilder(toString());
        Failure.lines(failures()).forEach(line -> text.append('\n').append(line));
        return text.toString();
    }
}
