package org.mosaicworkbench.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.view.SkyTool;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/**
 * The root of the command line. Exit codes: 0 success; 1 some datasets or notebooks failed but the rest are done; 2 bad
 * input (one line on standard error); 3 a software defect (with the details for a bug report).
 */
@Command(
        name = "mosaic",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Finds misaligned Hubble single-visit mosaics.",
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true)
public final class MosaicCommandLine implements Runnable {

    /** Exit code: everything is done. */
    public static final int DONE = 0;
    /** Exit code: some items failed but the rest are done. */
    public static final int SOME_FAILED = 1;
    /** Exit code: the input cannot be used. */
    public static final int BAD_INPUT = 2;
    /** Exit code: a software defect. */
    public static final int DEFECT = 3;

    private static final List<Class<?>> COMMANDS = List.of(
            CheckCommand.class,
            FetchCommand.class,
            PrepCommand.class,
            PredictCommand.class,
            ReviewCommand.class,
            TrainCommand.class,
            ExploreCommand.class,
            BaselinesCommand.class,
            SweepCommand.class,
            CorruptCommand.class,
            LabelCommand.class,
            CombineCommand.class,
            DiagnoseCommand.class,
            MendCommand.class,
            ViewCommand.class,
            SimulateCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            KernelCommand.class,
            LockCommand.class,
            ClusterCommand.class,
            NotebookCommand.class);

    @Spec
    private CommandSpec spec;

    /** Runs a command and ends the Java virtual machine with its exit code. */
    public static void main(String[] arguments) {
        System.exit(ended(arguments));
    }

    /** Treats an error outside a command, such as a library that cannot be loaded, like a defect within a command. */
    private static int ended(String... arguments) {
        try {
            return commandLine(arguments).execute(arguments);
        } catch (Error e) {
            BugReport.print(e, List.of(arguments), new PrintWriter(System.err, true, StandardCharsets.UTF_8));
            return DEFECT;
        }
    }

    /** Creates the command line with all commands. */
    static CommandLine commandLine() {
        return commandLine(new String[0]);
    }

    /**
     * Creates the command line with only the command named by the first argument, because creating all of them takes
     * longer than Java's startup.
     */
    static CommandLine commandLine(String[] arguments) {
        CommandLine line = new CommandLine(new MosaicCommandLine());
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> arguments.length > 0 && isNamed(command, arguments[0]))
                .toList();
        (named.isEmpty() ? COMMANDS : named).forEach(line::addSubcommand);
        JsonOutput.addTo(line);
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setDefaultValueProvider(new TaskDefaults())
                .registerConverter(AlignMode.class, new EnumWords<>(AlignMode.class))
                .registerConverter(SkyTool.class, new EnumWords<>(SkyTool.class))
                .registerConverter(CosmicRayRejection.class, new EnumWords<>(CosmicRayRejection.class))
                .setExecutionStrategy(parsed -> JsonOutput.run(parsed, MosaicCommandLine::executed))
                .setParameterExceptionHandler(MosaicCommandLine::misused)
                .setExecutionExceptionHandler(MosaicCommandLine::failed);
    }

    private static boolean isNamed(Class<?> command, String word) {
        Command about = command.getAnnotation(Command.class);
        return about.name().equals(word) || List.of(about.aliases()).contains(word);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "no command is given; give one of "
                        + spec.subcommands().values().stream()
                                .map(CommandLine::getCommandName)
                                .distinct()
                                .collect(Collectors.joining(", ")));
    }

    private static int misused(ParameterException e, String[] arguments) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        String told = command + ": " + Unknown.words(e) + "; see " + command + " --help";
        e.getCommandLine().getErr().println(told);
        return JsonOutput.failed(e.getCommandLine(), List.of(arguments), told, BAD_INPUT);
    }

    private static int failed(Exception e, CommandLine line, ParseResult parsed) {
        List<String> arguments = parsed.originalArgs();
        Optional<String> told = badInput(e).map(error -> OptionNames.asTyped(line.getCommandSpec(), arguments, error));
        if (told.isPresent()) {
            line.getErr().println(told.get());
            return JsonOutput.failed(line, arguments, told.get(), BAD_INPUT);
        }
        Throwable defect = e instanceof ExecutionException ? e.getCause() : e;
        BugReport.print(defect, arguments, line.getErr());
        return JsonOutput.failed(line, arguments, defect.toString(), DEFECT);
    }

    /** @return the error message if the input cannot be used; empty for a defect */
    private static Optional<String> badInput(Exception e) {
        if (e instanceof BadInput) {
            return Optional.of(e.getMessage());
        }
        if (e instanceof UncheckedIOException) {
            return Optional.of(new BadInput("a file could not be read or written: " + e.getMessage()).getMessage());
        }
        if (e.getCause() instanceof OutOfMemoryError) {
            return Optional.of("out of memory: Java may use "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; give it more, for example with JAVA_TOOL_OPTIONS=-Xmx16g, or work on fewer"
                    + " datasets at once with --threads");
        }
        return Optional.empty();
    }

    /** Commands throw exceptions; errors, which picocli passes through, are reported in the same way. */
    private static int executed(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (Error e) {
            throw new ExecutionException(parsed.commandSpec().commandLine(), e.toString(), e);
        }
    }
}
