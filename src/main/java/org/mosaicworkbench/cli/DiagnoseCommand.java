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
public final class DiagnoseCommand extends TaskCommand {

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
            description = "Up to which exposures count as agreeing (default: ${DEFAULT-VALUE}).")
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
        result.failures().forEach(failure -> warn("not diagnosed: " + failure.reason()));
        return result.exitCode();
    }
}
