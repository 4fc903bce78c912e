package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.simulate.Effect;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.World;
import org.mosaicworkbench.visit.Detector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            "  environment/mosaic simulate 20 -o visits --guiding shift --error 2 --seed 7",
            "  environment/mosaic simulate 200 -o archive --world archive"
        })
public final class SimulateCommand extends TaskCommand {

    @Parameters(paramLabel = "visits", description = "how many visits")
    private int visits;

    @Option(
            names = {"-o", "--output"},
            description = "folder that holds the visits' folders (default: ${DEFAULT-VALUE})")
    private Path output;

    @Option(
            names = {"-w", "--world"},
            paramLabel = "NAME",
            description =
                    "windows of one size, or visits as in the archive: whole detectors, drawn numbers of exposures, "
                            + "its mix of targets; --size is then the largest size (default: ${DEFAULT-VALUE})")
    private String world;

    @Option(
            names = {"-d", "--detectors"},
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Detectors.class,
            description = "${COMPLETION-CANDIDATES}, taken in turn (default: all)")
    private String[] detectors;

    @Option(
            names = {"-c", "--categories"},
            split = ",",
            paramLabel = "NAME",
            description =
                    "field-stars, open-cluster, globular-cluster, spiral-galaxy, elliptical-galaxy, galaxy-cluster, "
                            + "nebula, solar-system, calibration, taken in turn (default: these), deep-field, parallel-field")
    private String[] categories;

    @Option(
            names = {"-f", "--filters"},
            split = ",",
            paramLabel = "NAME",
            description = "filters of every visit that its detector has (default: one or two drawn for each visit)")
    private String[] filters;

    @Option(
            names = {"-e", "--exposures"},
            description = "exposures of each visit (default: ${DEFAULT-VALUE}; archive: drawn)")
    private int exposures;

    @Option(
            names = {"-s", "--size"},
            paramLabel = "PIXELS",
            description = "side of the field, 64 to 4096; 4096 takes every detector whole (default: "
                    + "${DEFAULT-VALUE}; archive: 4096)")
    private int size;

    @Option(
            names = "--exptime",
            paramLabel = "SECONDS",
            description = "of every exposure (default: usual for the category)")
    private Double exptime;

    @Option(
            names = {"-g", "--guiding"},
            paramLabel = "KIND",
            description =
                    "realistic, aligned, exact, or with an --error shift, roll, drift or reacquisition (default: ${DEFAULT-VALUE})")
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

    @Option(
            names = "--effects",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Effects.class,
            description = "what exposures show besides the sky: ${COMPLETION-CANDIDATES}, all (default: none)")
    private String[] effects;

    @Option(names = "--seed", description = "of everything that is random (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--threads", description = "visits made at once (default: one for each core)")
    private int threads;

    @Override
    Map<String, Object> defaults() {
        return Simulate.defaults();
    }

    @Override
    int run() {
        Simulate task = Simulate.visits(visits)
                .output(output)
                .world(World.named(world))
                .guiding(Guiding.named(guiding, error))
                .flaggedCosmicRays(flagged)
                .seed(seed)
                .threads(threads);
        task = effects == null ? task : task.effects(effects);
        task = given("--detectors") ? task.detectors(detectors) : task;
        task = given("--categories") ? task.categories(categories) : task;
        task = given("--exposures") ? task.exposures(exposures) : task;
        task = given("--size") ? task.size(size) : task;
        task = filters == null ? task : task.filters(filters);
        return ended((exptime == null ? task : task.exptime(exptime)).run());
    }

    /** The names of all effects, for the help. */
    static final class Effects implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Stream.of(Effect.values()).map(Effect::label).iterator();
        }
    }

    /** The names of all detectors, for the help. */
    static final class Detectors implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return Stream.of(Detector.values()).map(Detector::label).iterator();
        }
    }
}
