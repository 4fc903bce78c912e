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
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.ExternalCommand;
import org.mosaicworkbench.mosaic.VisitCombination;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.visit.Visit;

/**
 * Combines the exposures of a visit into its single-visit mosaics (SVM): for each detector a total image, one for
 * every filter, and one for every exposure, drizzled north up on one grid.
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
        /** Null beside the exposures. */
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
     * A visit to combine.
     *
     * @param folder holds the exposures ({@code *_flt.fits}, {@code *_flc.fits}, also gzipped) and, where only some
     *               of them belong, a poller file {@code <visit>_input.out}
     * @throws BadInput when it is null
     */
    public static Combine visit(Path folder) {
        Require.given("the folder of the visit", folder, "name the folder of its exposures");
        return new Combine(new CombineOptions().with(o -> o.folder = folder));
    }

    /** The task that made a result, but for where its products go. */
    static Combine again(Provenance making) {
        Combine combine = visit(making.needed("visit"))
                .align(making.option("align", AlignMode.class))
                .reject(making.option("reject", CosmicRayRejection.class))
                .single(making.option("single", Boolean.class));
        return making.given("external", String.class)
                .map(program -> combine.external(program, Duration.ofSeconds(making.option("timeOut", Long.class))))
                .orElse(combine);
    }

    /** @return every option by its name with its default; null where there is none */
    public static Map<String, Object> defaults() {
        return new CombineOptions().byName();
    }

    /** @return this with another folder for the products; without it they are written beside the exposures */
    public Combine output(Path folder) {
        return with(o -> o.output = folder);
    }

    /**
     * How far the exposures are aligned: with each other and to the reference catalog
     * ({@code *_<detector>_*G*_ref_cat.ecsv} in the visit's folder) as single-visit processing does, with each other
     * only, or not at all, so that a wrong pointing stays visible.
     *
     * @return this with another alignment; without it everything is aligned
     */
    public Combine align(AlignMode mode) {
        return with(o -> o.align = mode);
    }

    /** @return this with cosmic rays taken out or not; without it they are unless the alignment is switched off */
    public Combine reject(CosmicRayRejection wanted) {
        return with(o -> o.reject = wanted);
    }

    /**
     * @return this with or without an image of every exposure; without it they are made, as single-visit processing
     *         does: they tell best which exposure is off ({@link Diagnose}, {@link Prep}), and take as much room each
     *         as the total
     */
    public Combine single(boolean wanted) {
        return with(o -> o.single = wanted);
    }

    /**
     * Has another program make the products, such as {@code runsinglehap {poller}}: it runs in the output folder, and
     * what it says is kept in {@code <visit>_external.log} there.
     *
     * @param command the program and its arguments, separated by blanks; {@code {poller}} stands for the poller file
     * @param timeOut after which it is ended
     * @throws BadInput when the command is empty or the time-out is not above 0
     */
    public Combine external(String command, Duration timeOut) {
        ExternalCommand program = new ExternalCommand(command, timeOut);
        return with(o -> o.external = program);
    }

    /**
     * @return this with another number of threads; the products are the same with any
     * @throws BadInput when it is below 1
     */
    public Combine threads(int number) {
        Require.atLeast(1, "threads", number);
        return with(o -> o.threads = number);
    }

    private Combine with(Consumer<CombineOptions> change) {
        return new Combine(options.with(change));
    }

    /**
     * Does the work. Products that are there already are replaced.
     *
     * @throws BadInput when the folder, an exposure or the output folder cannot be worked with, or the memory does not
     *                  suffice; nothing is written then but what was complete before
     */
    public CombineResult run() {
        VisitCombination work = new VisitCombination(
                options.folder,
                options.output == null ? options.folder : options.output,
                options.align,
                options.reject,
                options.single,
                options.threads);
        // Before the run: products may stand beside the exposures, and another program may change these.
        List<InputFile> inputs = List.of(InputFile.chosen(
                "visit", options.folder, Visit.read(options.folder).inputs()));
        CombineResult made = options.external == null ? work.run() : work.run(options.external);
        return made.by(
                Provenance.of(CombineResult.TASK, options.byName(), inputs).without("threads"));
    }
}
