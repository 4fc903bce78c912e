package org.mosaicworkbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.simulate.Category;
import org.mosaicworkbench.simulate.Effect;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulateResult;
import org.mosaicworkbench.simulate.SimulatedVisit;
import org.mosaicworkbench.simulate.SimulationSettings;
import org.mosaicworkbench.simulate.VisitMaker;
import org.mosaicworkbench.simulate.World;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.visit.Detector;

/**
 * Simulates Hubble visits with known pointing errors: calibrated exposures of a scene, a poller file, a Gaia-like
 * reference catalog, and the true errors in {@code truth.json}. The same settings and seed give the same bytes,
 * regardless of the number of threads. Existing visits are kept, so an interrupted run resumes.
 *
 * <pre>{@code
 * var made = Simulate.visits(10).output(Path.of("visits")).detectors("hrc", "wfc").seed(7).run();
 * }</pre>
 */
public final class Simulate {

    private static final int MOST = 100_000;

    private final SimulateOptions options;
    private final SimulationSettings settings;

    /** All options with their defaults. */
    private static final class SimulateOptions extends Options<SimulateOptions> {

        private int visits;
        private Path output = Path.of("visits");
        private List<Detector> detectors = List.of(Detector.values());
        private World world = World.WINDOWS;
        private List<Category> categories = world.categories();
        private List<String> filters = List.of();
        private int exposures = world.exposures();
        private int size = world.size();
        private OptionalDouble exptime = OptionalDouble.empty();
        private Guiding guiding = Guiding.realistic();
        private boolean flaggedCosmicRays;
        private Set<Effect> effects = Set.of();
        private long seed = 42;
        private int threads = Parallel.cores();

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("output", output);
            all.put("detectors", detectors.stream().map(Detector::label).toList());
            all.put("categories", categories.stream().map(Category::label).toList());
            all.put("filters", filters);
            all.put("exposures", exposures);
            all.put("size", size);
            all.put("exptime", exptime.isPresent() ? exptime.getAsDouble() : null);
            all.put("guiding", guiding.kind().label());
            all.put("error", guiding.size());
            all.put("flaggedCosmicRays", flaggedCosmicRays);
            all.put("effects", effects.stream().sorted().map(Effect::label).toList());
            all.put("world", world.label());
            all.put("seed", seed);
            all.put("threads", threads);
            return all;
        }

        SimulationSettings settings() {
            return new SimulationSettings(
                    new SimulationSettings.Targets(detectors, categories, filters, world),
                    new SimulationSettings.Exposures(exposures, size, exptime),
                    guiding,
                    new SimulationSettings.Pixels(flaggedCosmicRays, effects),
                    seed);
        }
    }

    private Simulate(SimulateOptions options) {
        this.options = options;
        this.settings = options.settings();
    }

    /**
     * Creates a task with default options: all detectors and categories in turn, random filters, four exposures of 512
     * x 512 pixels, realistic guiding, seed 42, output folder {@code visits}, all cores.
     *
     * @param n number of visits, 1 to 100,000
     * @throws BadInput for any other number
     */
    public static Simulate visits(int n) {
        Require.within(1, MOST, "visits", n, "");
        return new Simulate(new SimulateOptions().with(o -> o.visits = n));
    }

    /** Recreates the task that produced a result, except for its output folder. */
    static Simulate again(Provenance making) {
        Simulate simulate = visits(making.option("visits", Integer.class))
                .world(World.named(making.given("world", String.class).orElse(World.WINDOWS.label())))
                .detectors(making.option("detectors", String[].class))
                .categories(making.option("categories", String[].class))
                .filters(making.option("filters", String[].class))
                .exposures(making.option("exposures", Integer.class))
                .size(making.option("size", Integer.class))
                .guiding(Guiding.named(making.option("guiding", String.class), making.option("error", Double.class)))
                .flaggedCosmicRays(making.option("flaggedCosmicRays", Boolean.class))
                .effects(making.given("effects", String[].class).orElse(new String[0]))
                .seed(making.option("seed", Long.class));
        return making.given("exptime", Double.class).map(simulate::exptime).orElse(simulate);
    }

    /** @return the default of each option, by option name; null if it has none */
    public static Map<String, Object> defaults() {
        return new SimulateOptions().byName();
    }

    /** @param folder output folder for the visits' folders, created if missing */
    public Simulate output(Path folder) {
        return with(o -> o.output = folder);
    }

    /** @param detectors detectors to simulate, used in turn, one per visit */
    public Simulate detectors(Detector... detectors) {
        return with(o -> o.detectors = List.of(detectors));
    }

    /**
     * @param names {@code hrc}, {@code sbc}, {@code wfc}, {@code uvis}, {@code ir}; see {@link #detectors(Detector...)}
     */
    public Simulate detectors(String... names) {
        return detectors(Arrays.stream(names).map(Detector::of).toArray(Detector[]::new));
    }

    /** @param categories target categories, used in turn */
    public Simulate categories(Category... categories) {
        return with(o -> o.categories = List.of(categories));
    }

    /** @param names {@code globular-cluster} ...; see {@link #categories(Category...)} */
    public Simulate categories(String... names) {
        return categories(Arrays.stream(names).map(Category::named).toArray(Category[]::new));
    }

    /**
     * Sets the filters. Each visit uses those that its detector has and divides its exposures among these filters in
     * order. By default, each visit has one or two random filters.
     *
     * @param names {@code F606W} ...
     */
    public Simulate filters(String... names) {
        return with(o -> o.filters = List.of(names));
    }

    /**
     * Sets the population from which visits are drawn; by default {@link World#WINDOWS}. With {@link World#ARCHIVE},
     * images are full frames, and detectors, categories and numbers of exposures are random. Options set after this one
     * restrict the random choices; {@link #size} then sets the maximum size.
     */
    public Simulate world(World world) {
        return with(o -> {
            o.world = world;
            o.categories = world.categories();
            o.exposures = world.exposures();
            o.size = world.size();
        });
    }

    /** @param exposures number of exposures per visit, 1 to 99; with {@link World#ARCHIVE}, 0 draws a random number */
    public Simulate exposures(int exposures) {
        return with(o -> o.exposures = exposures);
    }

    /**
     * @param pixels side length of the field, 64 to 4096; a detector smaller than this is read out in full; with two
     *     chips, each covers half of the height
     */
    public Simulate size(int pixels) {
        return with(o -> o.size = pixels);
    }

    /** @param seconds exposure time in seconds; by default typical of the category and filter */
    public Simulate exptime(double seconds) {
        return with(o -> o.exptime = OptionalDouble.of(seconds));
    }

    /** @param guiding guiding quality: realistic, aligned, exact, or an error of a given kind and size */
    public Simulate guiding(Guiding guiding) {
        return with(o -> o.guiding = guiding);
    }

    /** @param seed random seed */
    public Simulate seed(long seed) {
        return with(o -> o.seed = seed);
    }

    /**
     * @param wanted true to flag pixels hit by cosmic rays (4096 in {@code DQ}), as the archive does for associations;
     *               by default false
     */
    public Simulate flaggedCosmicRays(boolean wanted) {
        return with(o -> o.flaggedCosmicRays = wanted);
    }

    /** @param effects effects of the optics, the detector and the orbit; by default none */
    public Simulate effects(Set<Effect> effects) {
        return with(o -> o.effects = Set.copyOf(effects));
    }

    /** @param names {@code hot-pixels} ..., {@code all} or {@code none}; see {@link #effects(Set)} */
    public Simulate effects(String... names) {
        return effects(Effect.named(List.of(names)));
    }

    /** @param threads worker threads, at least 1; the number does not change the result */
    public Simulate threads(int threads) {
        Require.atLeast(1, "threads", threads);
        return with(o -> o.threads = threads);
    }

    private Simulate with(Consumer<SimulateOptions> change) {
        return new Simulate(options.with(change));
    }

    /**
     * Simulates the visits. It also writes {@code categories.csv} to the output folder, with the target categories that
     * the archive would give.
     *
     * @throws BadInput if the output folder cannot be written, a visit's folder exists but is not a simulated visit, a
     *     detector has none of the requested filters, or a visit would have more filters than exposures
     */
    public SimulateResult run() {
        if (Files.exists(options.output) && !Files.isDirectory(options.output)) {
            throw BadInput.file(options.output, "is not a folder", "choose another output folder");
        }
        VisitMaker maker = new VisitMaker(settings, options.output);
        int kept = maker.kept(options.visits);
        List<SimulatedVisit> made = maker.makeAll(options.visits, options.threads);
        return new SimulateResult(options.output, settings, made, kept, how());
    }

    private Provenance how() {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("visits", options.visits));
        all.putAll(options.byName());
        return Provenance.of(SimulateResult.TASK, all, List.of()).without("threads");
    }
}
