package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CombinedVisits;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic combine}: the built-in single-visit processing. */
@Command(
        name = "combine",
        aliases = "process",
        mixinStandardHelpOptions = true,
        description = "Combines the exposures of a visit into a total image, one image per filter and one image per"
                + " exposure.",
        footer = {
            "",
            "Memory: exposures that need more than a quarter of the Java heap are read twice, and larger "
                    + "sets of images in one filter are buffered in hidden files in the output folder. The products are the same. "
                    + "JAVA_TOOL_OPTIONS=-Xmx8g gives Java 8 GB.",
            "",
            "Examples:",
            "  environment/mosaic combine visits/j8bt06",
            "  environment/mosaic combine visits/j8bt06 -o products/j8bt06",
            "  environment/mosaic combine visits -o products",
            "  environment/mosaic combine visits/j8bt06 --align none",
            "  environment/mosaic combine visits/j8bt06 -o products/j8bt06 --external 'runsinglehap {poller}'"
        })
public final class CombineCommand extends TaskCommand {

    @Parameters(
            paramLabel = "FOLDER",
            description = "Visit folder (exposures and, optionally, a poller file), or a folder that contains several "
                    + "visit folders.")
    private Path folder;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Folder for the products (default: the folder of the visit).")
    private Path output;

    @Option(
            names = "--align",
            paramLabel = "full|relative|none",
            description = "Align the exposures with each other and to the reference catalog (full), with each other "
                    + "only (relative), or not at all, so that a mispointed exposure stays visible (none) (default: "
                    + "${DEFAULT-VALUE}).")
    private AlignMode align;

    @Option(
            names = "--reject",
            paramLabel = "aligned|always|never",
            description = "Reject cosmic rays by comparing the exposures of each filter. aligned: unless --align is "
                    + "none; always: in every case, as the observatory does; never: not at all (default: "
                    + "${DEFAULT-VALUE}).")
    private CosmicRayRejection reject;

    @Option(
            names = "--no-single",
            description = "Do not write single-exposure images. They show which exposure is mispointed; each is as "
                    + "large as the total image.")
    private boolean withoutSingle;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: one per core).")
    private int threads;

    @Option(
            names = "--external",
            paramLabel = "COMMAND",
            description = "A program to run in the output folder instead, such as 'runsinglehap {poller}'; {poller} is "
                    + "replaced by the name of the poller file. The output of the program is kept in a log file.")
    private String external;

    @Option(
            names = "--time-out",
            paramLabel = "SECONDS",
            description = "Time limit of the external program (default: ${DEFAULT-VALUE}).")
    private long timeOut;

    @Mixin
    private ClusterOptions cluster;

    @Override
    Optional<ClusterOptions> cluster() {
        return Optional.of(cluster);
    }

    @Override
    Map<String, Object> defaults() {
        return Combine.defaults();
    }

    @Override
    int run() {
        refuseBeside("--external", "--align", "--reject", "--no-single", "--threads");
        refuseWithout("--external", "--time-out");
        Combine combine = Combine.visit(folder)
                .output(output)
                .align(align)
                .reject(reject)
                .single(!withoutSingle)
                .threads(threads);
        combine = external == null ? combine : combine.external(external, Duration.ofSeconds(timeOut));
        return ended(CombinedVisits.isOfVisits(folder) ? combine.runEach() : combine.run());
    }
}
