package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Visible;
import org.mosaicworkbench.report.Reportable;
import org.mosaicworkbench.task.TaskResult;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Base class of commands that run a task. Options and their defaults are those of the task, matched by field name;
 * results are printed here, for all commands.
 */
abstract class TaskCommand implements Callable<Integer> {

    private static final String EVERY_LINE = "\n";

    @Spec
    private CommandSpec spec;

    private Object result;
    private final List<String> warned = new ArrayList<>();

    /**
     * @return the task's options by name with their defaults, which also apply to the command's fields of the same
     *     names
     */
    abstract Map<String, Object> defaults();

    /** @return the exit code */
    abstract int run();

    /** @return the options of a command that can run on a cluster; empty for others */
    Optional<ClusterOptions> cluster() {
        return Optional.empty();
    }

    @Override
    public final Integer call() {
        try {
            return cluster()
                    .map(options -> options.run(output(), spec.commandLine().getOut(), this::run))
                    .orElseGet(this::run);
        } finally {
            spec.commandLine().getOut().flush();
            spec.commandLine().getErr().flush();
        }
    }

    /** The output folder; for an output file, the folder that contains it. */
    private Path output() {
        Path named = spec.findOption("-o").getValue();
        Path place = (named == null ? Path.of(".") : named).toAbsolutePath();
        return place.toString().endsWith(".csv") ? place.getParent() : place;
    }

    /** Prints a summary of completed work to standard output, and of failures to standard error. */
    final int ended(TaskResult result) {
        this.result = result;
        for (String line : result.summary().split(EVERY_LINE, -1)) {
            if (line.startsWith("warning: ") || line.startsWith("failed: ")) {
                tell(line);
            } else {
                print(line);
            }
        }
        return result.exitCode();
    }

    /** Prints to standard output. */
    final void print(Object what) {
        if (what instanceof Reportable || what instanceof TaskResult) {
            result = what;
        }
        spec.commandLine().getOut().println(Visible.text(what.toString()));
    }

    /** Prints to standard error a line that the result does not contain. */
    final void warn(String line) {
        warned.add(line);
        tell(line);
    }

    /** Prints to standard error a line that the result also contains. */
    final void tell(String line) {
        spec.commandLine().getErr().println(Visible.text(line));
    }

    /** @return the last printed result; empty before there is one */
    final Optional<Object> result() {
        return Optional.ofNullable(result);
    }

    /** @return what was printed to standard error and is not in the result */
    final List<String> warned() {
        return List.copyOf(warned);
    }

    /** @return whether the option is on the command line, with any value */
    final boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /**
     * Rejects options that would have no effect.
     *
     * @param beside option that disables them if {@code counts} is true, as typed on the command line
     * @param options options that must not be on the command line
     */
    final void refuseBeside(String beside, boolean counts, String... options) {
        ineffective(counts, options).ifPresent(option -> {
            throw new BadInput(option + " has no effect with " + beside + "; leave out one of them");
        });
    }

    /** Rejects options that another option on the command line disables. */
    final void refuseBeside(String other, String... options) {
        refuseBeside(other, given(other), options);
    }

    /**
     * Rejects options that have no effect on their own.
     *
     * @param needed the option that they require, as typed on the command line; it is absent if {@code missing} is true
     */
    final void refuseWithout(String needed, boolean missing, String... options) {
        ineffective(missing, options).ifPresent(option -> {
            throw new BadInput(
                    option + " has no effect without " + needed + "; give that too, or leave " + option + " out");
        });
    }

    /** Rejects options that were given without another option that they require. */
    final void refuseWithout(String other, String... options) {
        refuseWithout(other, !given(other), options);
    }

    private Optional<String> ineffective(boolean counts, String... options) {
        return Stream.of(options).filter(option -> counts && given(option)).findFirst();
    }
}
