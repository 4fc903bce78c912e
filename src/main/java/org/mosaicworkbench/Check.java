package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mosaicworkbench.archive.Archive;
import org.mosaicworkbench.check.CheckResult;
import org.mosaicworkbench.check.CheckedDataset;
import org.mosaicworkbench.check.GatheredVisits;
import org.mosaicworkbench.check.GivenVisits;
import org.mosaicworkbench.check.ProductFolder;
import org.mosaicworkbench.fetch.FetchLevel;
import org.mosaicworkbench.fetch.FetchResult;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.report.Page;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.task.RunLog;

/**
 * Reports on one page which mosaics are misaligned, by how much, which exposure is to blame, and what to do.
 *
 * <pre>{@code
 * Check.of("visits").output(out).run();      // a folder of visits
 * Check.of("j8bt06").output(out).run();      // a visit in the archive
 * }</pre>
 *
 * <p>Existing mosaics are judged as they are. If a visit has no mosaic, its exposures are combined; if single-exposure
 * images are missing, they are drizzled onto the grid of the mosaic. Both steps use the headers as they are: no
 * exposure is realigned. Then the exposures are compared ({@link Prep}), the mosaics are judged ({@link Predict}), and
 * the ten with the worst verdicts are diagnosed ({@link Diagnose}). For a visit given by name, the archive's mosaics
 * are fetched, or its exposures if the archive has no mosaic. Target categories are not looked up: a model that uses
 * them sees every target as unidentified.
 *
 * <p>An interrupted run resumes, and its tables are the same, byte for byte, as those of an uninterrupted run. Setting
 * an option returns a new task.
 */
public final class Check {

    private static final String VISITS = "visits";
    private static final String LARGER_THAN = "largerThan";
    private static final String MODEL = "model";

    private final CheckOptions options;

    /** All options with their defaults. */
    private static final class CheckOptions extends Options<CheckOptions> {

        private List<String> given = List.of();
        private Path output = Path.of("checked");
        private double largerThan = Residual.LIMIT;
        /** Null to use the default model. */
        private Path modelPath;

        private int threads = Parallel.cores();
        /** Null to use the default archive. */
        private Archive archive;

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("output", output);
            all.put(LARGER_THAN, largerThan);
            all.put("modelPath", modelPath);
            all.put("threads", threads);
            return all;
        }
    }

    private Check(CheckOptions options) {
        this.options = options;
    }

    /**
     * Checks folders, images or visits in the archive.
     *
     * @param namesOrFolders inputs, each a folder of products or exposures, a folder of such folders, a total image, or
     *     an argument of {@link Fetch#visit}, such as a visit in the archive ({@code j8bt06})
     */
    public static Check of(String... namesOrFolders) {
        return new Check(new CheckOptions().with(o -> o.given = List.of(namesOrFolders)));
    }

    /** @param folder a folder of products or exposures, a folder of such folders, or a total image */
    public static Check of(Path folder) {
        Require.given("what to check", folder, "give a folder of products or exposures");
        return of(folder.toAbsolutePath().toString());
    }

    /** @return the default of each option, by option name; null if it has none */
    public static Map<String, Object> defaults() {
        return new CheckOptions().byName();
    }

    /** Recreates the task that produced a result, except for its output folder. */
    static Check again(Provenance making) {
        Check check = of(making.needed(VISITS)).largerThan(making.option(LARGER_THAN, Double.class));
        return making.given(MODEL, String.class).map(check::modelPath).orElse(check);
    }

    /** @param folder output folder; by default {@code checked} */
    public Check output(Path folder) {
        Require.given("the output folder", folder, "give a folder for the results");
        return with(o -> o.output = folder);
    }

    /**
     * @param pixels misalignment above which a mosaic counts as misaligned, in mosaic pixels; by default 0.5
     * @throws BadInput if it is not positive and finite
     */
    public Check largerThan(double pixels) {
        return with(o -> o.largerThan = Require.aboveZero(LARGER_THAN, pixels, "pixels"));
    }

    /** @param folderOrName folder or name of a model; by default as in {@link Predict#modelPath(Path)} */
    public Check modelPath(Path folderOrName) {
        return with(o -> o.modelPath = folderOrName);
    }

    /** Like {@link #modelPath(Path)}. */
    public Check modelPath(String folderOrName) {
        return modelPath(Path.of(folderOrName));
    }

    /** @param number number of worker threads, at least 1; it does not change the results */
    public Check threads(int number) {
        return with(o -> o.threads = Require.atLeast(1, "threads", number));
    }

    /** @param other archive in which to look up names */
    public Check archive(Archive other) {
        return with(o -> o.archive = other);
    }

    private Check with(Consumer<CheckOptions> change) {
        return new Check(options.with(change));
    }

    /**
     * Checks the mosaics and writes {@code check.csv} and {@code check.html}.
     *
     * @throws BadInput if there is nothing to check, nothing can be judged, or the output cannot be written
     */
    public CheckResult run() {
        GivenVisits given = GivenVisits.of(options.given);
        WholeFile.requireRoom(options.output);
        Page.requireRoomFor(options.output.resolve("check.html"));
        RunLog.Recorder log = new RunLog.Recorder();
        log.failed(given.failures());
        List<GivenVisits.Place> places = new ArrayList<>(given.visits());
        places.addAll(fetched(given, log));
        GatheredVisits gathered = new ProductFolder(options.output.resolve("products"), options.threads).gather(places);
        log.failed(gathered.failures());
        requireSome(!gathered.images().isEmpty(), log);
        PrepResult prep = prepared(gathered, log);
        requireSome(prep.features().size() > 0, log);
        Predict predict = Predict.alignment(prep.csv(), prep.img())
                .outputPath(options.output)
                .largerThan(options.largerThan);
        PredictResult said = (options.modelPath == null ? predict : predict.modelPath(options.modelPath)).run();
        log.failed(said.failures());
        List<CheckedDataset> datasets =
                log.results(gathered.judged(prep.measured(), said, log.log().failures()));
        requireSome(!datasets.isEmpty(), log);
        CheckResult result = new CheckResult(
                datasets, options.largerThan, options.output, options.threads, log.log(), provenance(gathered));
        result.write();
        Report.of(result)
                .title("Check of alignment")
                .question(result.question())
                .write(result.page());
        return result;
    }

    private List<GivenVisits.Place> fetched(GivenVisits given, RunLog.Recorder log) {
        List<String> names = given.names();
        if (names.isEmpty()) {
            return List.of();
        }
        Fetch fetch = Fetch.visit(names.toArray(String[]::new))
                .level(FetchLevel.NEEDED)
                .output(options.output.resolve(VISITS));
        FetchResult fetched;
        try {
            fetched = (options.archive == null ? fetch : fetch.archive(options.archive)).run();
        } catch (BadInput e) {
            throw given.notFound(e);
        }
        log.failed(fetched.failures().stream().map(given::notFound).toList());
        log.warned(fetched.warnings());
        return fetched.visits().stream()
                .map(visit ->
                        new GivenVisits.Place(visit.folder().toAbsolutePath().normalize(), Optional.empty()))
                .toList();
    }

    private PrepResult prepared(GatheredVisits gathered, RunLog.Recorder log) {
        PrepResult prep = Prep.of(gathered.folder())
                .output(options.output.resolve("prepared"))
                .frames(FrameKind.NATIVE)
                .category(Categories.none())
                .redraw(true)
                .threads(options.threads)
                .run();
        log.failed(prep.failures());
        log.warned(prep.warnings());
        return prep;
    }

    private static void requireSome(boolean some, RunLog.Recorder log) {
        if (!some) {
            throw new BadInput(log.log().failures().stream()
                    .map(Failure::reason)
                    .distinct()
                    .collect(Collectors.joining("; ")));
        }
    }

    private Provenance provenance(GatheredVisits gathered) {
        Map<String, Object> all = options.byName();
        all.put(MODEL, options.modelPath == null ? null : options.modelPath.toString());
        return Provenance.of(
                        CheckResult.TASK,
                        all,
                        List.of(InputFile.chosen(
                                VISITS, gathered.folder(), gathered.images().keySet())))
                .without("threads");
    }
}
