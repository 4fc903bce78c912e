package org.mosaicworkbench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.environment.ExecutedNotebook;
import org.mosaicworkbench.environment.KeptOutputs;
import org.mosaicworkbench.environment.NotebookDifferences;
import org.mosaicworkbench.environment.NotebookParameters;
import org.mosaicworkbench.environment.ProjectFolder;
import org.mosaicworkbench.io.BadInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mosaic notebook}: the steps of {@code environment/run} before and after executing notebooks. */
@Command(
        name = "notebook",
        mixinStandardHelpOptions = true,
        description = "Sets parameters of notebooks, and checks and compares their outputs.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic notebook set notebooks/05-train.ipynb -p epochs=40 -o mine.ipynb",
            "  environment/mosaic notebook check target/reports/01-first-look.ipynb",
            "  environment/mosaic notebook compare one.ipynb other.ipynb"
        })
final class NotebookCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "give set, check, compare or keep");
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Writes a copy of a notebook with other values for its parameters, which are declared in the cell "
                        + "tagged 'parameters'.",
                "Without -o, lists the parameters and their values."
            })
    void set(
            @Parameters(paramLabel = "FILE", description = "The notebook (.ipynb).") Path file,
            @Option(names = "-p", paramLabel = "NAME=VALUE", description = "Value of a parameter; may be repeated.")
                    Map<String, String> given,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "The notebook to write.")
                    Path output) {
        if (output == null && given != null) {
            throw new BadInput("-p has no effect without -o; give the notebook to write, or leave -p out");
        }
        NotebookParameters parameters = NotebookParameters.of(file);
        if (output == null) {
            out().println(parameters);
        } else {
            parameters.write(
                    given == null ? Map.of() : new LinkedHashMap<>(given),
                    Path.of("").toAbsolutePath(),
                    output);
        }
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Lists the cells in executed notebooks that ended in an error; exit code 1 if there are any.")
    int check(
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "Executed notebooks (.ipynb).")
                    List<Path> files) {
        int code = MosaicCommandLine.DONE;
        for (Path file : files) {
            ExecutedNotebook notebook = ExecutedNotebook.read(file);
            if (!notebook.failures().isEmpty()) {
                out().println(notebook);
                code = MosaicCommandLine.SOME_FAILED;
            }
        }
        return code;
    }

    @Command(
            name = "compare",
            mixinStandardHelpOptions = true,
            description =
                    "Lists the cells whose figures, tables or texts differ between two runs of a notebook; exit code "
                            + "1 if there are any.")
    int compare(
            @Parameters(paramLabel = "ONE", description = "An executed copy of the notebook.") Path one,
            @Parameters(paramLabel = "OTHER", description = "Another executed copy of it.") Path other) {
        NotebookDifferences differences = NotebookDifferences.between(one, other);
        if (differences.found().isEmpty()) {
            return MosaicCommandLine.DONE;
        }
        out().println(differences);
        return MosaicCommandLine.SOME_FAILED;
    }

    @Command(
            name = "keep",
            mixinStandardHelpOptions = true,
            description = "Copies the figures, tables and texts of an executed copy into the notebook itself.")
    void keep(
            @Parameters(paramLabel = "EXECUTED", description = "An executed copy of the notebook.") Path executed,
            @Parameters(paramLabel = "FILE", description = "The notebook to update (.ipynb).") Path file) {
        KeptOutputs.put(executed, file, ProjectFolder.find());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
