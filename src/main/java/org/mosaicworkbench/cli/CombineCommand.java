package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code process}: the embedded single-visit processing. */
@Command(
        name = "process",
        mixinStandardHelpOptions = true,
        description =
                "Combine the exposures of a visit into its total and filter images, and an image of each exposure.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic process visits/j8bt06",
            "  environment/mosaic process visits/j8bt06 -o products/j8bt06",
            "  environment/mosaic process visits/j8bt06 --align none",
            "  environment/mosaic process visits/j8bt06 -o products/j8bt06 --external 'runsinglehap {poller}'"
        })
public final class CombineCommand implements Callable<Integer> {

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
            defaultValue = "full",
            description = "align the exposures with each other and to the reference catalog (full), with each other "
                    + "only (relative), or not, so that a wrong pointing stays visible (none); default full")
    private AlignMode align;

    @Option(
            names = "--reject",
            paramLabel = "aligned|always|never",
            defaultValue = "aligned",
            description =
                    "take cosmic rays out by comparing the exposures through a filter: unless the alignment is off "
                            + "(aligned), as the observatory does (always), or not (never); default aligned")
    private CosmicRayRejection reject;

    @Option(
            names = "--no-single",
            description = "make no images of single exposures; they tell which one is off, and each takes "
                    + "as much room as the total image")
    private boolean withoutSingle;

    @Option(
            names = "--external",
            paramLabel = "command",
            description = "a program to run instead, in the output "
                    + "folder, with {poller} for the poller file, as in 'runsinglehap {poller}'; its log is kept")
    private String external;

    @Option(
            names = "--time-out",
            paramLabel = "seconds",
            defaultValue = "3600",
            description = "how long the external program may take; default 3600")
    private long timeOut;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (external != null) {
            List.of("--align", "--reject", "--no-single").stream()
                    .filter(spec.commandLine().getParseResult()::hasMatchedOption)
                    .findFirst()
                    .ifPresent(option -> {
                        throw new BadInput(
                                option + " says how this software combines exposures, and --external runs another one; "
                                        + "leave out one of them");
                    });
        }
        Combine process = Combine.visit(folder).align(align).reject(reject).single(!withoutSingle);
        process = external == null ? process : process.external(external, Duration.ofSeconds(timeOut));
        spec.commandLine().getOut().println((output == null ? process : process.output(output)).run());
        return 0;
    }
}
