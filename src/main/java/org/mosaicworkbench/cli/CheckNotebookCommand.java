package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mosaicworkbench.environment.ExecutedNotebook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mosaic check-notebook}: the errors in executed notebooks, for {@code environment/run}. */
@Command(name = "check-notebook", mixinStandardHelpOptions = true,
        description = "Names the cells of executed notebooks that ended in an error; exit code 1 when there are any.")
final class CheckNotebookCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Executed notebooks (.ipynb).")
    private List<Path> files;

    @Override
    public Integer call() {
        int code = Mosaic.DONE;
        for (Path file : files) {
            ExecutedNotebook notebook = ExecutedNotebook.read(file);
            if (!notebook.failures().isEmpty()) {
                spec.commandLine().getOut().println(notebook);
                code = Mosaic.SOME_FAILED;
            }
        }
        return code;
    }
}
