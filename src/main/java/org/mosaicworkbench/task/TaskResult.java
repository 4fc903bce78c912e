package org.mosaicworkbench.task;

import java.util.List;
import java.util.Optional;
import org.mosaicworkbench.notebook.TextTable;

/** What a task made, as the command line prints it. */
public interface TaskResult {

    /** @return what could not be done, in the order of the work */
    default List<Failure> failures() {
        return List.of();
    }

    /** @return what a careful colleague would say of inputs or result, one line each */
    default List<String> warnings() {
        return List.of();
    }

    /** @return one row per dataset or exposure, for scripts; empty if the result has no such rows */
    default Optional<TextTable> rows() {
        return Optional.empty();
    }

    /** @return 0 where all was done, 1 where something is in the failures */
    default int exitCode() {
        return failures().isEmpty() ? 0 : 1;
    }

    /**
     * What a command prints: an account of what was done, then warnings, then what could not be done.
     *
     * @return lines; those that begin with "warning: " or "failed: " belong on standard error
     */
    default String summary() {
        StringBuilder text = new StringBuilder(toString());
        warnings().forEach(warning -> text.append("\nwarning: ").append(warning));
        Failure.lines(failures()).forEach(line -> text.append('\n').append(line));
        return text.toString();
    }
}
