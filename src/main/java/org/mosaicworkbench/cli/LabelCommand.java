package org.mosaicworkbench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.mosaicworkbench.Labels;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.mosaic.AlignMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mosaic label}. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Labels mosaics by how far their exposures are still off against each other after the processing.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic label visits synthetic -o labels.csv",
            "  environment/mosaic label synthetic --csv prepared/synth.csv --into prepared/labelled.csv"
        })
public final class LabelCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Folders of visit folders, of copies, or of both.")
    private List<Path> folders;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "labels.csv",
            description = "The labels (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = "--align",
            paramLabel = "full|relative|none",
            defaultValue = "full",
            description = "How far the processing aligned the exposures (default: ${DEFAULT-VALUE}).")
    private AlignMode align;

    @Option(
            names = "--limit",
            paramLabel = "PIXELS",
            defaultValue = "0.5",
            description = "Residual above which a mosaic counts as misaligned (default: ${DEFAULT-VALUE}).")
    private double limit;

    @Option(names = "--measured", description = "Measure also where a simulator wrote the truth.")
    private boolean measured;

    @Option(names = "--csv", paramLabel = "FILE", description = "A table that prep wrote, to be labelled too.")
    private Path csv;

    @Option(
            names = "--into",
            paramLabel = "FILE",
            defaultValue = "labelled.csv",
            description = "Where the labelled table goes (default: ${DEFAULT-VALUE}).")
    private Path into;

    /** Runs the task; failures go to standard error. */
    @Override
    public Integer call() {
        LabelsResult result = Labels.of(folders.toArray(new Path[0]))
                .align(align)
                .limit(limit)
                .measured(measured)
                .run();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        result.write(output);
        result.summary().lines().forEach(line -> (line.startsWith("failed: ") ? err : out).println(line));
        if (csv != null) {
            out.println(into + ": " + Count.of(result.into(csv, into), "row") + " without a known label left out");
        }
        out.flush();
        err.flush();
        return result.exitCode();
    }
}
