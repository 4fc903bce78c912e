package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.simulate.Guiding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code simulate}: visits that look like Hubble's, with the truth beside them. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Make visits that look like Hubble's, with the truth beside them.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic simulate 10 -o visits",
            "  environment/mosaic simulate 4 -o visits --detectors hrc,wfc --categories globular-cluster --size 1024",
            "  environment/mosaic simulate 20 -o visits --guiding shift --error 2 --seed 7"
        })
public final class SimulateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "visits", description = "how many visits")
    private int visits;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "visits",
            description = "folder that holds the visits' folders (default: ${DEFAULT-VALUE})")
    private Path output;

    @Option(
            names = {"-d", "--detectors"},
            split = ",",
            paramLabel = "NAME",
            description = "hrc, sbc, wfc, uvis, ir, taken in turn (default: all)")
    private String[] detectors;

    @Option(
            names = {"-c", "--categories"},
            split = ",",
            paramLabel = "NAME",
            description =
                    "field-stars, open-cluster, globular-cluster, spiral-galaxy, elliptical-galaxy, galaxy-cluster, "
                            + "nebula, solar-system, calibration, taken in turn (default: all)")
    private String[] categories;

    @Option(
            names = {"-f", "--filters"},
            split = ",",
            paramLabel = "NAME",
            description = "filters of every visit that its detector has (default: one or two drawn for each visit)")
    private String[] filters;

    @Option(
            names = {"-e", "--exposures"},
            description = "exposures of each visit (default: 4)")
    private Integer exposures;

    @Option(
            names = {"-s", "--size"},
            paramLabel = "PIXELS",
            description = "side of the field, 64 to 4096; 4096 takes every detector whole (default: 512)")
    private Integer size;

    @Option(
            names = "--exptime",
            paramLabel = "SECONDS",
            description = "of every exposure (default: usual for the category)")
    private Double exptime;

    @Option(
            names = {"-g", "--guiding"},
            defaultValue = "realistic",
            paramLabel = "KIND",
            description = "realistic, aligned, exact, shift, roll, drift or reacquisition (default: ${DEFAULT-VALUE})")
    private String guiding;

    @Option(
            names = "--error",
            paramLabel = "SIZE",
            description = "of a shift, drift or reacquisition in pixels, of a roll in degrees")
    private double error;

    @Option(
            names = "--flag-cosmic-rays",
            description =
                    "flag the pixels that cosmic rays hit, as the archive does by comparing an association's exposures")
    private boolean flagged;

    @Option(names = "--seed", description = "of everything that is random (default: 42)")
    private Long seed;

    @Option(names = "--threads", description = "visits made at once (default: one for each core)")
    private Integer threads;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Simulate task = Simulate.visits(visits)
                .output(output)
                .guiding(Guiding.named(guiding, error))
                .flaggedCosmicRays(flagged);
        task = detectors == null ? task : task.detectors(detectors);
        task = categories == null ? task : task.categories(categories);
        task = exposures == null ? task : task.exposures(exposures);
        task = filters == null ? task : task.filters(filters);
        task = size == null ? task : task.size(size);
        task = exptime == null ? task : task.exptime(exptime);
        task = seed == null ? task : task.seed(seed);
        task = threads == null ? task : task.threads(threads);
        spec.commandLine().getOut().println(task.run());
        return 0;
    }
}
