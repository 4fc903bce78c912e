package org.mosaicworkbench.task;

import java.util.List;
import org.mosaicworkbench.notebook.TextTable;

/** The result of a task, as printed by the command line. */
public interface TaskResult {

    /** @return what failed, in the order of processing */
    default List<Failure> failures() {
        return List.of();
    }

    /** @return warnings about inputs or results, one line each */
    default List<String> warnings() {
        return List.of();
    }

    /** @return the printed result as a table for scripts: one row per dataset, exposure or metric */
    TextTable records();

    /** @return 0 on success, 1 if there are failures */
    default int exitCode() {
        return failures().isEmpty() ? 0 : 1;
    }

    /**
     * Returns the text that a command prints: what was done, then warnings, then failures.
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
