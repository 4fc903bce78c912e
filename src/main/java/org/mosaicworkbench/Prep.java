package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.mosaicworkbench.diagnose.ExposureNumbers;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.FrameDrawing;
import org.mosaicworkbench.prep.Harvest;
import org.mosaicworkbench.prep.HarvestResult;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.prep.Preparation;
import org.mosaicworkbench.prep.PreparedFiles;
import org.mosaicworkbench.prep.PreparedTables;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;

/**
 * Prepares single-visit products for classification: reads them and writes the feature table and the frames. Quality
 * files are optional, because most features come from the header of the total image and from the catalogs. A feature
 * whose input is missing stays empty.
 *
 * <pre>{@code
 * var prep = Prep.of(Path.of("visits")).output(out).run();
 * prep.table();
 * }</pre>
 *
 * <p>If native frames are drawn, {@code <fname>_measured.csv} gets one row per dataset with measurements of these
 * frames ({@link org.mosaicworkbench.frames.measure.FrameMeasurements}), the largest offset between filter images and,
 * if there are single-exposure images, the relative alignment of the exposures ({@link ExposureNumbers}). Networks and
 * {@link Baselines#measured} read this table. A field is empty if there is nothing to measure.
 *
 * <p>Setting an option returns a new task. Files are written atomically, and an interrupted run resumes. The result is
 * the same, byte for byte, regardless of the number of threads.
 */
public final class Prep {

    private final PrepOptions options;

    /** All options with their defaults. */
    private static final class PrepOptions extends Options<PrepOptions> {

        private Path visits;
        private Path output = Path.of(".");
        private String fname = "svm_data";
        private Path h5;
        private String jsonPattern = Harvest.PATTERN;
        private String visit = "";
        private boolean crpt;
        private boolean draw = true;
        private Set<FrameKind> frames = EnumSet.allOf(FrameKind.class);
        private int size = 512;
        private boolean redraw;
        private boolean filters;
        private boolean exposures = true;
        private Categories category = Categories.archive();
        private boolean subset;
        private long seed = 42;
        private int threads = Parallel.cores();

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("output", output);
            all.put("fname", fname);
            all.put("h5", h5);
            all.put("jsonPattern", jsonPattern);
            all.put("visit", visit);
            all.put("crpt", crpt);
            all.put("draw", draw);
            all.put("frames", FrameKind.name(frames));
            all.put("size", size);
            all.put("redraw", redraw);
            all.put("filters", filters);
            all.put("exposures", exposures);
            all.put("category", category.toString());
            all.put("subset", subset);
            all.put("seed", seed);
            all.put("threads", threads);
            return all;
        }
    }

    private Prep(PrepOptions options) {
        this.options = options;
    }

    /** @param visits a folder of visit folders or of products */
    public static Prep of(Path visits) {
        Require.given("the folder of the visits", visits, "give the folder that contains the visits");
        return new Prep(new PrepOptions().with(o -> o.visits = visits));
    }

    /** @return the default of each option, by option name; null if it has none */
    public static Map<String, Object> defaults() {
        return new PrepOptions().byName();
    }

    /** Recreates the task that produced a result, except for its output folder. */
    static Prep again(Provenance making) {
        Prep prep = of(making.needed("visits"))
                .fname(making.option("fname", String.class))
                .jsonPattern(making.option("jsonPattern", String.class))
                .visit(making.option("visit", String.class))
                .crpt(making.option("crpt", Boolean.class))
                .draw(making.option("draw", Boolean.class))
                .frames(FrameKind.named(making.option("frames", String.class)))
                .size(making.option("size", Integer.class))
                .filters(making.option("filters", Boolean.class))
                .exposures(making.option("exposures", Boolean.class))
                .category(Categories.of(making))
                .subset(making.option("subset", Boolean.class))
                .seed(making.option("seed", Long.class));
        return making.input("h5").map(prep::h5).orElse(prep);
    }

    /** @param folder output folder, created if missing; by default the working directory */
    public Prep output(Path folder) {
        return with(o -> o.output = folder);
    }

    /** @param name base name of the output files; by default {@code svm_data} */
    public Prep fname(String name) {
        return with(o -> o.fname = PreparedFiles.name(name));
    }

    /** @param file HDF5 file with rows collected by an earlier run, to avoid reading the quality files again */
    public Prep h5(Path file) {
        return with(o -> o.h5 = file);
    }

    /**
     * @param patterns name patterns of quality files, separated by {@code ,}; by default {@code *_total*_svm_*.json}
     */
    public Prep jsonPattern(String patterns) {
        return with(o -> o.jsonPattern = patterns);
    }

    /** @param folder the only visit folder to prepare; by default, all visit folders are prepared */
    public Prep visit(String folder) {
        return with(o -> o.visit = folder);
    }

    /**
     * @param synthetic true for misaligned copies, which get their folder's suffix in their names and the label 1, and
     *     are listed in {@code pos.txt}; by default false
     */
    public Prep crpt(boolean synthetic) {
        return with(o -> o.crpt = synthetic);
    }

    /** @param wanted false to draw no frames; by default true */
    public Prep draw(boolean wanted) {
        return with(o -> o.draw = wanted);
    }

    /**
     * @param kinds kinds of frames to draw: {@link FrameKind#FIELD}, {@link FrameKind#NATIVE} or both; by default both
     */
    public Prep frames(FrameKind... kinds) {
        if (kinds.length == 0) {
            throw new BadInput("no kind of frames is given; give field, native or both, or set draw to false");
        }
        return with(o -> o.frames = EnumSet.copyOf(List.of(kinds)));
    }

    /** @param pixels length of the longer side of a field frame, 16 to 8192; by default 512 */
    public Prep size(int pixels) {
        return with(o -> o.size = FrameDrawing.requireSize(pixels));
    }

    /** @param anew true to redraw existing frames; by default false */
    public Prep redraw(boolean anew) {
        return with(o -> o.redraw = anew);
    }

    /** @param wanted true to also draw frames of the filter images; by default false */
    public Prep filters(boolean wanted) {
        return with(o -> o.filters = wanted);
    }

    /**
     * @param wanted false to ignore single-exposure images; by default they are compared, which takes about one second
     *     per exposure of a large detector and improves verdicts more than anything else
     */
    public Prep exposures(boolean wanted) {
        return with(o -> o.exposures = wanted);
    }

    /** @param source source of the target categories; by default {@link Categories#archive()} */
    public Prep category(Categories source) {
        return with(o -> o.category = source);
    }

    /**
     * @param wanted true to pick one visit at random for each detector and category, listed in {@code subset.txt}; by
     *               default false
     */
    public Prep subset(boolean wanted) {
        return with(o -> o.subset = wanted);
    }

    /** @param seed random seed for {@code subset.txt}; by default 42 */
    public Prep seed(long seed) {
        return with(o -> o.seed = seed);
    }

    /** @param threads worker threads, at least 1; by default one per core */
    public Prep threads(int threads) {
        return with(o -> o.threads = Require.atLeast(1, "threads", threads));
    }

    private Prep with(Consumer<PrepOptions> change) {
        return new Prep(options.with(change));
    }

    /**
     * Prepares the products.
     *
     * @return the table and the paths of all outputs; its failures list the datasets that could not be prepared
     * @throws BadInput if there is nothing to prepare or the output cannot be written
     */
    public PrepResult run() {
        PreparedFiles files = PreparedFiles.of(options.output, options.fname, Optional.ofNullable(options.h5));
        PreparedTables tables = new PreparedTables(
                files,
                options.crpt,
                options.h5 == null,
                options.subset ? OptionalLong.of(options.seed) : OptionalLong.empty());
        Optional<FrameDrawing> drawing = options.draw ? Optional.of(drawing(files)) : Optional.empty();
        return new Preparation(options.visits, this::harvest, drawing, options.category, tables, options.threads)
                .run(options.byName());
    }

    private HarvestResult harvest() {
        Harvest harvest = Harvest.of(options.visits)
                .patterns(options.jsonPattern)
                .visit(options.visit)
                .synthetic(options.crpt)
                .threads(options.threads);
        return options.h5 == null ? harvest.read() : harvest.reload(options.h5);
    }

    private FrameDrawing drawing(PreparedFiles files) {
        FrameDrawing.Wanted wanted = new FrameDrawing.Wanted(
                options.frames, options.size, options.redraw, options.filters, options.exposures);
        return new FrameDrawing(files.img(), wanted, options.threads);
    }
}
