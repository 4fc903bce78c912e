package org.mosaicworkbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.simulate.Category;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulateResult;
import org.mosaicworkbench.simulate.SimulatedVisit;
import org.mosaicworkbench.simulate.SimulationSettings;
import org.mosaicworkbench.simulate.VisitMaker;
import org.mosaicworkbench.task.Check;
import org.mosaicworkbench.visit.Detector;

/**
 * Makes visits that look like Hubble's, with the truth beside them: calibrated exposures of a scene, a poller file, a
 * reference catalog like Gaia's, and {@code truth.json}. The same settings and seed give the same bytes at any number
 * of threads; a visit that is there already is not made again, so a run that was cut short goes on.
 *
 * <pre>{@code
 * var made = Simulate.visits(10).output(Path.of("visits")).detectors("hrc", "wfc").seed(7).run();
 * }</pre>
 */
public final class Simulate {

    private static final int MOST = 100_000;

    private final int visits;
    private final Path output;
    private final SimulationSettings settings;
    private final int threads;

    private Simulate(int visits, Path output, SimulationSettings settings, int threads) {
        this.visits = visits;
        this.output = output;
        this.settings = settings;
        this.threads = threads;
    }

    /**
     * A run with the usual options: all detectors and categories in turn, drawn filters, four exposures of 512 x 512
     * pixels, realistic guiding, seed 42, into the folder {@code visits}, on all cores.
     *
     * @param n how many visits, 1 to 100,000
     * @throws BadInput for another number
     */
    public static Simulate visits(int n) {
        if (n < 1 || n > MOST) {
            throw new BadInput("visits is " + n + "; it must be 1 to " + MOST);
        }
        return new Simulate(n, Path.of("visits"), SimulationSettings.usual(), Parallel.cores());
    }

    /** @param folder where the visits' folders are to stand; it is made when it is missing */
    public Simulate output(Path folder) {
        return new Simulate(visits, folder, settings, threads);
    }

    /** @param detectors taken in turn, one for each visit */
    public Simulate detectors(Detector... detectors) {
        return with(new SimulationSettings(
                List.of(detectors),
                settings.categories(),
                settings.filters(),
                settings.exposures(),
                settings.size(),
                settings.exptime(),
                settings.guiding(),
                settings.seed(),
                settings.flaggedCosmicRays()));
    }

    /**
     * @param names {@code hrc}, {@code sbc}, {@code wfc}, {@code uvis}, {@code ir}; see {@link
     *              #detectors(Detector...)}
     */
    public Simulate detectors(String... names) {
        return detectors(Arrays.stream(names).map(Simulate::detector).toArray(Detector[]::new));
    }

    private static Detector detector(String name) {
        return Detector.named(name)
                .orElseThrow(
                        () -> new BadInput("detector is '" + name + "'; it must be one of " + Detector.allLabels()));
    }

    /** @param categories what the visits look at, taken in turn */
    public Simulate categories(Category... categories) {
        return with(new SimulationSettings(
                settings.detectors(),
                List.of(categories),
                settings.filters(),
                settings.exposures(),
                settings.size(),
                settings.exptime(),
                settings.guiding(),
                settings.seed(),
                settings.flaggedCosmicRays()));
    }

    /** @param names {@code globular-cluster} ...; see {@link #categories(Category...)} */
    public Simulate categories(String... names) {
        return categories(Arrays.stream(names).map(Category::named).toArray(Category[]::new));
    }

    /**
     * The filters of every visit; a visit takes those that its detector has, and its exposures are shared out among
     * them in their order. None means one or two filters drawn for each visit.
     *
     * @param names {@code F606W} ...
     */
    public Simulate filters(String... names) {
        return with(new SimulationSettings(
                settings.detectors(),
                settings.categories(),
                List.of(names),
                settings.exposures(),
                settings.size(),
                settings.exptime(),
                settings.guiding(),
                settings.seed(),
                settings.flaggedCosmicRays()));
    }

    /** @param exposures of each visit, 1 to 99 */
    public Simulate exposures(int exposures) {
        return with(new SimulationSettings(
                settings.detectors(),
                settings.categories(),
                settings.filters(),
                exposures,
                settings.size(),
                settings.exptime(),
                settings.guiding(),
                settings.seed(),
                settings.flaggedCosmicRays()));
    }

    /**
     * @param pixels the field's side, 64 to 4096; a detector that is smaller is used whole, and two chips share the
     *               height
     */
    public Simulate size(int pixels) {
        return with(new SimulationSettings(
                settings.detectors(),
                settings.categories(),
                settings.filters(),
                settings.exposures(),
                pixels,
                settings.exptime(),
                settings.guiding(),
                settings.seed(),
                settings.flaggedCosmicRays()));
    }

    /** Takes every detector whole. */
    public Simulate fullSize() {
        return size(SimulationSettings.FULL);
    }

    /** @param seconds of every exposure, instead of what is usual for its category and filter */
    public Simulate exptime(double seconds) {
        return with(new SimulationSettings(
                settings.detectors(),
                settings.categories(),
                settings.filters(),
                settings.exposures(),
                settings.size(),
                OptionalDouble.of(seconds),
                settings.guiding(),
                settings.seed(),
                settings.flaggedCosmicRays()));
    }

    /** @param guiding realistic, aligned, exact, or an error of a given kind and size */
    public Simulate guiding(Guiding guiding) {
        return with(new SimulationSettings(
                settings.detectors(),
                settings.categories(),
                settings.filters(),
                settings.exposures(),
                settings.size(),
                settings.exptime(),
                guiding,
                settings.seed(),
                settings.flaggedCosmicRays()));
    }

    /** @param seed of everything that is random */
    public Simulate seed(long seed) {
        return with(new SimulationSettings(
                settings.detectors(),
                settings.categories(),
                settings.filters(),
                settings.exposures(),
                settings.size(),
                settings.exptime(),
                settings.guiding(),
                seed,
                settings.flaggedCosmicRays()));
    }

    /**
     * @param wanted true to flag the pixels that cosmic rays hit (4096 in {@code DQ}), as the archive's exposures of an
     *               association are flagged by comparing them; by default false
     */
    public Simulate flaggedCosmicRays(boolean wanted) {
        return with(new SimulationSettings(
                settings.detectors(),
                settings.categories(),
                settings.filters(),
                settings.exposures(),
                settings.size(),
                settings.exptime(),
                settings.guiding(),
                settings.seed(),
                wanted));
    }

    /** @param threads how many visits are made at once, at least 1; the result does not depend on it */
    public Simulate threads(int threads) {
        Check.atLeast(1, "threads", threads);
        return new Simulate(visits, output, settings, threads);
    }

    /**
     * Makes the visits. Beside their folders it writes {@code categories.csv}, the targets' classification in place of
     * the archive's.
     *
     * @throws BadInput when the output folder cannot be written or holds something else under a visit's name, when a
     *                  detector has none of the filters, or more of them than there are exposures
     */
    public SimulateResult run() {
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw BadInput.file(output, "is not a folder", "choose another output folder");
        }
        VisitMaker maker = new VisitMaker(settings, output);
        WholeFolder.removeLeftovers(output);
        int kept = (int) IntStream.range(0, visits)
                .filter(i -> Files.exists(maker.folder(i)))
                .count();
        List<SimulatedVisit> made = make(maker);
        WholeFile.writeText(
                output.resolve("categories.csv"),
                made.stream()
                        .map(v -> v.target() + "," + v.category().archive())
                        .distinct()
                        .collect(Collectors.joining("\n", "targname,category\n", "\n")));
        return new SimulateResult(output, settings, made, kept);
    }

    private List<SimulatedVisit> make(VisitMaker maker) {
        try (Progress progress = Progress.of("simulating", visits)) {
            return Parallel.map(IntStream.range(0, visits).boxed().toList(), threads, number -> {
                SimulatedVisit visit = maker.make(number);
                progress.step(visit.folder().getFileName().toString());
                return visit;
            });
        }
    }

    private Simulate with(SimulationSettings changed) {
        return new Simulate(visits, output, changed, threads);
    }
}
