package org.mosaicworkbench.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mosaicworkbench.Diagnose;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mosaic diagnose}. */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says which exposure of a visit points elsewhere than the others, by how much, and since when.",
            "Shifts and rolls are the header's error: opposite in sign to misalignment in the truth.json of a simulated visit. They "
                    + "are found up to 100 pixels and 3 degrees."
        },
        footer = {
            "",
            "Examples:",
            "  environment/mosaic diagnose visits/j8bt06",
            "  environment/mosaic diagnose visits/j8bt06 -o diagnosis",
            "  environment/mosaic diagnose visits/j8bt06/hst_9019_06_acs_hrc_total_j8bt06_drz.fits"
        })
public final class DiagnoseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FOLDER",
            description =
                    "The folder of one visit, or a total image: the images of single exposures beside it tell, or "
                            + "the image alone.")
    private Path folder;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description =
                    "Where the table and the figure of each total image go; of an image alone, the table (default: neither is "
                            + "written).")
    private Path output;

    @Option(
            names = "--limit",
            paramLabel = "PIXELS",
            defaultValue = "0.2",
            description = "Up to which exposures count as agreeing (default: ${DEFAULT-VALUE}).")
    private double limit;

    /** Runs the task; what could not be diagnosed goes to standard error. */
    @Override
    public Integer call() {
        DiagnoseResult result = Diagnose.visit(folder).limit(limit).run();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        out.println(result);
        if (output != null) {
            result.write(output).forEach(out::println);
        }
        result.failures().forEach(f -> err.println("not diagnosed: " + f.reason()));
        out.flush();
        err.flush();
        return result.exitCode();
    }
}
