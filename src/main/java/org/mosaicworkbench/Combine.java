package org.mosaicworkbench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.mosaic.CombinedVisits;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.ExternalCommand;
import org.mosaicworkbench.mosaic.VisitCombination;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.visit.Visit;

/**
 * Combines the exposures of a visit into its single-visit mosaics (SVM): for each detector a total image, an image per
 * filter and an image per exposure, all drizzled onto one grid with north up.
 *
 * <pre>{@code
 * var result = Combine.visit(Path.of("visits/j8bt06")).output(out).run();
 * }</pre>
 */
public final class Combine {

    private final CombineOptions options;

    /** All options with their defaults. */
    private static final class CombineOptions extends Options<CombineOptions> {

        private Path folder;
        /** Null to use the folder of the exposures. */
        private Path output;

        private AlignMode align = AlignMode.FULL;
        private CosmicRayRejection reject = CosmicRayRejection.ALIGNED;
        private boolean single = true;
        private ExternalCommand external;
        private int threads = Parallel.cores();

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("output", output);
            all.put("align", align);
            all.put("reject", reject);
            all.put("single", single);
            all.put("external", external == null ? null : external.command());
            all.put("timeOut", (external == null ? ExternalCommand.PATIENCE : external.timeOut()).toSeconds());
            all.put("threads", threads);
            return all;
        }
    }

    private Combine(CombineOptions options) {
        this.options = options;
    }

    /**
     * Selects a visit to combine.
     *
     * @param folder folder with the exposures ({@code *_flt.fits}, {@code *_flc.fits}, gzipped or not) and, to select
     *     some of them, a poller file {@code <visit>_input.out}
     * @throws BadInput if it is null
     */
    public static Combine visit(Path folder) {
        Require.given("the folder of the visit", folder, "give the folder of its exposures");
        return new Combine(new CombineOptions().with(o -> o.folder = folder));
    }

    /** Recreates the task that produced a result, except for its output folder. */
    static Combine again(Provenance making) {
        Combine combine = visit(making.needed("visit"))
                .align(making.option("align", AlignMode.class))
                .reject(making.option("reject", CosmicRayRejection.class))
                .single(making.option("single", Boolean.class));
        return making.given("external", String.class)
                .map(program -> combine.external(program, Duration.ofSeconds(making.option("timeOut", Long.class))))
                .orElse(combine);
    }

    /** @return the default of each option, by option name; null if it has none */
    public static Map<String, Object> defaults() {
        return new CombineOptions().byName();
    }

    /** @return a task that writes its products to this folder; by default, they go to the folder of the exposures */
    public Combine output(Path folder) {
        return with(o -> o.output = folder);
    }

    /**
     * Sets how to align the exposures: with each other and to the reference catalog
     * ({@code *_<detector>_*G*_ref_cat.ecsv} in the folder of the visit), as in single-visit processing; with each
     * other only; or not at all, so that a mispointed exposure stays visible.
     *
     * @return a task with this alignment; by default {@link AlignMode#FULL}
     */
    public Combine align(AlignMode mode) {
        return with(o -> o.align = mode);
    }

    /**
     * @return a task with or without cosmic-ray rejection; by default, cosmic rays are rejected if the exposures are
     *     aligned
     */
    public Combine reject(CosmicRayRejection wanted) {
        return with(o -> o.reject = wanted);
    }

    /**
     * @return a task that writes single-exposure images if wanted; by default they are written, as in single-visit
     *     processing. They are the best evidence of which exposure is mispointed ({@link Diagnose}, {@link Prep}); each
     *     is as large as the total image
     */
    public Combine single(boolean wanted) {
        return with(o -> o.single = wanted);
    }

    /**
     * Makes the products with an external program, such as {@code runsinglehap {poller}}, which runs in the output
     * folder. Its messages are kept there in {@code <visit>_external.log}.
     *
     * @param command the program and its arguments, separated by spaces; {@code {poller}} is replaced by the name of
     *     the poller file
     * @param timeOut time after which the program is stopped
     * @throws BadInput if the command is empty or the time-out is not positive
     */
    public Combine external(String command, Duration timeOut) {
        ExternalCommand program = new ExternalCommand(command, timeOut);
        return with(o -> o.external = program);
    }

    /**
     * @return a task with this number of worker threads; the number does not affect the products
     * @throws BadInput if it is below 1
     */
    public Combine threads(int number) {
        Require.atLeast(1, "threads", number);
        return with(o -> o.threads = number);
    }

    private Combine with(Consumer<CombineOptions> change) {
        return new Combine(options.with(change));
    }

    /**
     * Combines the exposures. Existing products are replaced.
     *
     * @throws BadInput if the folder or an exposure cannot be used, the output folder cannot be written, or memory runs
     *                  out; in that case only complete products remain
     */
    public CombineResult run() {
        VisitCombination work = work();
        // Read before the run: products may be written next to the exposures, and an external program may change the
        // exposures.
        List<InputFile> inputs = List.of(InputFile.chosen(
                "visit", options.folder, Visit.read(options.folder).inputs()));
        CombineResult made = options.external == null ? work.run() : work.run(options.external);
        return made.by(
                Provenance.of(CombineResult.TASK, options.byName(), inputs).without("threads"));
    }

    /**
     * Combines each visit in a subfolder of this task's folder and writes its products to a subfolder of the output
     * folder with the same name. Visits already combined with the same options are kept.
     *
     * @throws BadInput if no output folder or an external program is set, or the output folder cannot be written
     */
    public CombinedVisits runEach() {
        if (options.output == null || options.external != null) {
            throw BadInput.file(
                    options.folder,
                    "contains several visit folders",
                    "give an output folder for their products (-o), and no external program");
        }
        return CombinedVisits.of(work());
    }

    private VisitCombination work() {
        return new VisitCombination(
                options.folder,
                options.output == null ? options.folder : options.output,
                options.align,
                options.reject,
                options.single,
                options.threads);
    }
}
