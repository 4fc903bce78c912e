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

    /** @return the task's options by name with their defaults, which the command's fields of these names have too */
    abstract Map<String, Object> defaults();

    /** @return the exit code */
    abstract int run();

    /** @return the options of a command whose work a cluster can do; empty for others */
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

    /** The folder of the output; where a file is named, that file's. */
    private Path output() {
        Path named = spec.findOption("-o").getValue();
        Path place = (named == null ? Path.of(".") : named).toAbsolutePath();
        return place.toString().endsWith(".csv") ? place.getParent() : place;
    }

    /** Prints an account of what was done on standard output, and of what was not on standard error. */
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

    /** Prints on standard output. */
    final void print(Object what) {
        if (what instanceof Reportable || what instanceof TaskResult) {
            result = what;
        }
        spec.commandLine().getOut().println(Visible.text(what.toString()));
    }

    /** Prints on standard error what the result does not have. */
    final void warn(String line) {
        warned.add(line);
        tell(line);
    }

    /** Prints on standard error what the result has. */
    final void tell(String line) {
        spec.commandLine().getErr().println(Visible.text(line));
    }

    /** @return the result that was printed last; empty before there is one */
    final Optional<Object> result() {
        return Optional.ofNullable(result);
    }

    /** @return what was printed on standard error that the result does not have */
    final List<String> warned() {
        return List.copyOf(warned);
    }

    /** @return whether the option stands on the command line, whatever its value */
    final boolean given(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /**
     * Refuses options of which nothing would be seen.
     *
     * @param beside  what takes their effect away, as on the command line; it counts if {@code counts} is true
     * @param options which of them stand on the command line is looked up
     */
    final void refuseBeside(String beside, boolean counts, String... options) {
        ineffective(counts, options).ifPresent(option -> {
            throw new BadInput(option + " has no effect with " + beside + "; leave out one of them");
        });
    }

    /** Refuses options beside another one on the command line that takes their effect away. */
    final void refuseBeside(String other, String... options) {
        refuseBeside(other, given(other), options);
    }

    /**
     * Refuses options that do nothing by themselves.
     *
     * @param needed what gives them an effect, as on the command line; it is missing if {@code missing} is true
     */
    final void refuseWithout(String needed, boolean missing, String... options) {
        ineffective(missing, options).ifPresent(option -> {
            throw new BadInput(
                    option + " has no effect without " + needed + "; give that too, or leave " + option + " out");
        });
    }

    /** Refuses options without another one on the command line that gives them an effect. */
    final void refuseWithout(String other, String... options) {
        refuseWithout(other, !given(other), options);
    }

    private Optional<String> ineffective(boolean counts, String... options) {
        return Stream.of(options).filter(option -> counts && given(option)).findFirst();
    }
}
