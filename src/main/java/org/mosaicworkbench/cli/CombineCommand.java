package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic combine}: the embedded single-visit processing. */
@Command(
        name = "combine",
        aliases = "process",
        mixinStandardHelpOptions = true,
        description =
                "Combine the exposures of a visit into its total and filter images, and an image of each exposure.",
        footer = {
            "",
            "Memory: pixels of the exposures, and the images of those through one filter, each stay in it where they take no "
                    + "more than a quarter of what Java may have; otherwise exposures are read twice, and images wait in "
                    + "hidden files in the output folder until their filter is done. The products are the same. "
                    + "JAVA_TOOL_OPTIONS=-Xmx8g gives Java 8 GB.",
            "",
            "Examples:",
            "  environment/mosaic combine visits/j8bt06",
            "  environment/mosaic combine visits/j8bt06 -o products/j8bt06",
            "  environment/mosaic combine visits/j8bt06 --align none",
            "  environment/mosaic combine visits/j8bt06 -o products/j8bt06 --external 'runsinglehap {poller}'"
        })
public final class CombineCommand extends TaskCommand {

    @Parameters(
            paramLabel = "folder",
            description = "the visit's folder: exposures and, or made from them, a poller file")
    private Path folder;

    @Option(
            names = {"-o", "--output"},
            description = "folder for the products (default: the visit's folder)")
    private Path output;

    @Option(
            names = "--align",
            paramLabel = "full|relative|none",
            description = "align the exposures with each other and to the reference catalog (full), with each other "
                    + "only (relative), or not, so that a wrong pointing stays visible (none); default "
                    + "${DEFAULT-VALUE}")
    private AlignMode align;

    @Option(
            names = "--reject",
            paramLabel = "aligned|always|never",
            description =
                    "take cosmic rays out by comparing the exposures through a filter: unless the alignment is off "
                            + "(aligned), as the observatory does (always), or not (never); default ${DEFAULT-VALUE}")
    private CosmicRayRejection reject;

    @Option(
            names = "--no-single",
            description = "make no images of single exposures; they tell which one is off, and each takes "
                    + "as much room as the total image")
    private boolean withoutSingle;

    @Option(names = "--threads", paramLabel = "N", description = "threads (default: one for each core)")
    private int threads;

    @Option(
            names = "--external",
            paramLabel = "command",
            description = "a program to run instead, in the output "
                    + "folder, with {poller} for the poller file, as in 'runsinglehap {poller}'; its log is kept")
    private String external;

    @Option(
            names = "--time-out",
            paramLabel = "seconds",
            description = "how long the external program may take; default ${DEFAULT-VALUE}")
    private long timeOut;

    @Override
    Map<String, Object> defaults() {
        return Combine.defaults();
    }

    @Override
    int run() {
        Combine combine = Combine.visit(folder)
                .output(output)
                .align(align)
                .reject(reject)
                .single(!withoutSingle)
                .threads(threads);
        if (external == null) {
            return ended(combine.run());
        }
        List.of("--align", "--reject", "--no-single").stream()
                .filter(this::given)
                .findFirst()
                .ifPresent(option -> {
                    throw new BadInput(
                            option + " says how this software combines exposures, and --external runs another one; "
                                    + "leave out one of them");
                });
        return ended(combine.external(external, Duration.ofSeconds(timeOut)).run());
    }
}
