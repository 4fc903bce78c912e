package org.mosaicworkbench.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.simulate.Effect;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.World;
import org.mosaicworkbench.visit.Detector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mosaic simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Simulates Hubble visits with known pointing errors.",
        footer = {
            "",
            "Examples:",
            "  environment/mosaic simulate 10 -o visits",
            "  environment/mosaic simulate 4 -o visits --detectors hrc,wfc --categories globular-cluster --size 1024",
            "  environment/mosaic simulate 20 -o visits --guiding shift --error 2 --seed 7",
            "  environment/mosaic simulate 200 -o archive --world archive"
        })
public final class SimulateCommand extends TaskCommand {

    @Parameters(paramLabel = "N", description = "Number of visits.")
    private int visits;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Parent folder for the visit folders (default: ${DEFAULT-VALUE}).")
    private Path output;

    @Option(
            names = {"-w", "--world"},
            paramLabel = "NAME",
            description = "windows: fields of one size; archive: visits as in the archive, with full frames, random "
                    + "numbers of exposures and the archive's mix of targets; --size is then the maximum size "
                    + "(default: ${DEFAULT-VALUE}).")
    private String world;

    @Option(
            names = {"-d", "--detectors"},
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Detectors.class,
            description = "Detectors, used in turn: ${COMPLETION-CANDIDATES} (default: all).")
    private String[] detectors;

    @Option(
            names = {"-c", "--categories"},
            split = ",",
            paramLabel = "NAME",
            description = "Target categories, used in turn: field-stars, open-cluster, globular-cluster, "
                    + "spiral-galaxy, elliptical-galaxy, galaxy-cluster, nebula, solar-system, calibration, "
                    + "deep-field, parallel-field (default: all but the last two).")
    private String[] categories;

    @Option(
            names = {"-f", "--filters"},
            split = ",",
            paramLabel = "NAME",
            description =
                    "Filters; those not available on a detector are ignored (default: one or two at random per visit).")
    private String[] filters;

    @Option(
            names = {"-e", "--exposures"},
            paramLabel = "N",
            description = "Exposures per visit (default: ${DEFAULT-VALUE}; for archive, random).")
    private int exposures;

    @Option(
            names = {"-s", "--size"},
            paramLabel = "PIXELS",
            description = "Side length of the field, 64 to 4096; 4096 covers every detector (default: "
                    + "${DEFAULT-VALUE}; for archive, 4096).")
    private int size;

    @Option(
            names = "--exptime",
            paramLabel = "SECONDS",
            description = "Exposure time (default: typical of the category).")
    private Double exptime;

    @Option(
            names = {"-g", "--guiding"},
            paramLabel = "KIND",
            description = "Guiding of the telescope: realistic, aligned or exact; or, with --error, shift, roll, drift "
                    + "or reacquisition (default: ${DEFAULT-VALUE}).")
    private String guiding;

    @Option(
            names = "--error",
            paramLabel = "SIZE",
            description = "Size of a shift, drift or reacquisition in pixels, or of a roll in degrees.")
    private double error;

    @Option(
            names = "--flag-cosmic-rays",
            description = "Flag pixels hit by cosmic rays, as the archive does for associations.")
    private boolean flagged;

    @Option(
            names = "--effects",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Effects.class,
            description = "Effects of the optics, the detector and the orbit: ${COMPLETION-CANDIDATES} or all "
                    + "(default: none).")
    private String[] effects;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: one per core).")
    private int threads;

    @Mixin
    private ClusterOptions cluster;

    @Override
    Optional<ClusterOptions> cluster() {
        return Optional.of(cluster);
    }

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
