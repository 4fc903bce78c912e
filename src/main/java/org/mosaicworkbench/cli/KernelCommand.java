package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosaicworkbench.environment.JupyterKernel;
import org.mosaicworkbench.environment.Kernels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mosaic kernel}: the Jupyter kernel with the library on its class path. */
@Command(
        name = "kernel",
        mixinStandardHelpOptions = true,
        description = "Installs, lists and removes the Jupyter kernel of the notebooks.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic kernel install",
            "  environment/mosaic kernel install --kernel ijava",
            "  environment/mosaic kernel list"
        })
final class KernelCommand implements Runnable {

    private static final String WORDS = "${COMPLETION-CANDIDATES}";
    private static final String KERNELS = "Java kernel: " + WORDS + " (default: ${DEFAULT-VALUE}).";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "give install, list or remove");
    }

    @Command(
            name = "install",
            mixinStandardHelpOptions = true,
            description = "Installs a Java kernel's kernel spec, replacing an older one.")
    void install(
            @Option(
                            names = "--kernel",
                            paramLabel = "NAME",
                            defaultValue = "rapaio",
                            completionCandidates = Words.class,
                            description = KERNELS)
                    String kernel) {
        print(Kernels.ofThisMachine().install(JupyterKernel.named(kernel)).toString());
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the installed kernel specs.")
    void list(
            @Option(
                            names = "--kernel",
                            paramLabel = "NAME",
                            completionCandidates = Words.class,
                            description = "Show only this Java kernel: " + WORDS + ".")
                    String kernel) {
        Optional<JupyterKernel> only = Optional.ofNullable(kernel).map(JupyterKernel::named);
        List<Kernels.Installed> found = Kernels.ofThisMachine().list().stream()
                .filter(one -> only.isEmpty() || one.kernel() == only.get())
                .toList();
        found.forEach(one -> print(one.toString()));
        if (found.isEmpty()) {
            print("no kernel is installed; install one: environment/mosaic kernel install"
                    + only.map(one -> " --kernel " + one.word()).orElse(""));
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a Java kernel's kernel spec.")
    void remove(
            @Option(
                            names = "--kernel",
                            paramLabel = "NAME",
                            defaultValue = "rapaio",
                            completionCandidates = Words.class,
                            description = KERNELS)
                    String kernel) {
        JupyterKernel which = JupyterKernel.named(kernel);
        Optional<Path> removed = Kernels.ofThisMachine().remove(which);
        print(removed.map(folder -> "removed " + folder)
                .orElse("kernel " + which.word() + " is not installed; nothing to remove"));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }

    /** The names of all kernels for the help, the last two joined by "or". */
    static final class Words implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            List<String> words = JupyterKernel.words();
            int last = words.size() - 1;
            return Stream.concat(
                            words.stream().limit(last - 1), Stream.of(words.get(last - 1) + " or " + words.get(last)))
                    .iterator();
        }
    }
}
