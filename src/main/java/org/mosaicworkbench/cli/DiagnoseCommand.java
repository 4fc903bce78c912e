package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Map;
import org.mosaicworkbench.Diagnose;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic diagnose}. */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds the mispointed exposure of a visit: which one, by how much, and since when.",
            "Shifts and rolls are errors in the header. Their sign is opposite to that of the misalignment in the "
                    + "truth.json of a simulated visit. The search covers shifts of up to 100 pixels and rolls of up to "
                    + "3 degrees."
        },
        footer = {
            "",
            "Examples:",
            "  environment/mosaic diagnose visits/j8bt06",
            "  environment/mosaic diagnose visits/j8bt06 -o diagnosis",
            "  environment/mosaic diagnose visits/j8bt06/hst_9019_06_acs_hrc_total_j8bt06_drz.fits"
        })
public final class DiagnoseCommand extends TaskCommand {

    @Parameters(
            paramLabel = "FOLDER",
            description =
                    "Folder of a visit, or a total image. A total image is diagnosed from the single-exposure images "
                            + "next to it; without these, from the image alone.")
    private Path folder;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Folder for a table and a figure per total image; only a table for an image judged alone "
                    + "(default: write nothing).")
    private Path output;

    @Option(
            names = "--limit",
            paramLabel = "PIXELS",
            description = "Maximum offset at which exposures count as aligned (default: ${DEFAULT-VALUE}).")
    private double limit;

    @Override
    Map<String, Object> defaults() {
        return Diagnose.defaults();
    }

    @Override
    int run() {
        DiagnoseResult result = Diagnose.visit(folder).limit(limit).run();
        print(result);
        if (output != null) {
            result.write(output).forEach(this::print);
        }
        result.failures().forEach(failure -> tell("not diagnosed: " + failure.reason()));
        return result.exitCode();
    }
}
