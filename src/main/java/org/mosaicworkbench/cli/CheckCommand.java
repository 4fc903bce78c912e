package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.Check;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Reports on one page which mosaics are misaligned, by how much, which exposure is to blame, and what "
                        + "to do.",
        footer = {
            "",
            "Existing mosaics are judged as they are. If a visit has no mosaic, its exposures are combined; if "
                    + "single-exposure images are missing, they are drizzled onto the grid of the mosaic. The exposures "
                    + "are not realigned. The results are in check.html and check.csv in the output folder.",
            "",
            "Examples:",
            "  environment/mosaic check data-samples/visits -o out",
            "  environment/mosaic check visits/j8bt06 visits/j8bt07 -o out",
            "  environment/mosaic check visits/j8bt06/hst_9019_06_acs_hrc_total_j8bt06_drz.fits -o out",
            "  environment/mosaic check j8bt06 -o out --larger-than 0.2",
            "  environment/mosaic check my-visits.txt -o out"
        })
public final class CheckCommand extends TaskCommand {

    @Parameters(
            paramLabel = "FOLDER|NAME",
            arity = "0..*",
            description = "A folder of products or of exposures, or of such folders; a total image; or, to fetch from "
                    + "the archive, a visit, a proposal, or a file that lists them.")
    private List<String> given = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Output folder (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = "--larger-than",
            paramLabel = "PIXELS",
            description = "Misalignment, in mosaic pixels, above which a mosaic counts as misaligned (default: "
                    + "${DEFAULT-VALUE}).")
    private double largerThan;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "FOLDER|NAME",
            description = "Folder of a model, or the name of a built-in one (default: svm_measured).")
    private Path modelPath;

    @Mixin
    private ClusterOptions cluster;

    @Override
    Optional<ClusterOptions> cluster() {
        return Optional.of(cluster);
    }

    @Override
    Map<String, Object> defaults() {
        return Check.defaults();
    }

    @Override
    int run() {
        Check check = Check.of(given.toArray(String[]::new)).output(output).largerThan(largerThan);
        return ended((modelPath == null ? check : check.modelPath(modelPath)).run());
    }
}
