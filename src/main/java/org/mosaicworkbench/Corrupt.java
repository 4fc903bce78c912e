package org.mosaicworkbench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.mosaicworkbench.corrupt.CopyFrames;
import org.mosaicworkbench.corrupt.CopyLabels;
import org.mosaicworkbench.corrupt.CopyMaker;
import org.mosaicworkbench.corrupt.CopyProcessing;
import org.mosaicworkbench.corrupt.CopyReader;
import org.mosaicworkbench.corrupt.CopySource;
import org.mosaicworkbench.corrupt.CorruptResult;
import org.mosaicworkbench.corrupt.CorruptionRun;
import org.mosaicworkbench.corrupt.Expos;
import org.mosaicworkbench.corrupt.Kind;
import org.mosaicworkbench.corrupt.LabelBy;
import org.mosaicworkbench.corrupt.Mode;
import org.mosaicworkbench.corrupt.Palette;
import org.mosaicworkbench.corrupt.PixelUnit;
import org.mosaicworkbench.corrupt.RaStep;
import org.mosaicworkbench.corrupt.Recipe;
import org.mosaicworkbench.corrupt.Threshold;
import org.mosaicworkbench.corrupt.Workflow;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;

/**
 * Creates misaligned copies of visits as labelled training data. The pointing is changed in the headers of some copied
 * exposures; the original visits stay unchanged. The copies can be processed and their frames drawn in the same run.
 *
 * <pre>{@code
 * var made = Corrupt.visits(Path.of("visits")).outputs(Path.of("synthetic")).palette(Palette.MULTI).process(true).run();
 * }</pre>
 *
 * <p>Setting an option returns a new task. The same options and seed give the same files, regardless of the number of
 * threads. Copies are written atomically and existing ones are kept, so an interrupted run resumes.
 */
public final class Corrupt {

    private final CorruptOptions options;

    /** All options with their defaults. */
    private static final class CorruptOptions extends Options<CorruptOptions> {

        private Path visits;
        private Path outputs = Path.of("synthetic");
        private Path img;
        private CopyMaker.Choice choice = CopyMaker.Choice.usual();
        private Recipe recipe = Recipe.usual();
        private String pattern = "*";
        private Workflow workflow = Workflow.BLOCK;
        private boolean corrupt = true;
        private boolean process;
        private boolean draw;
        private AlignMode align = AlignMode.FULL;
        private CosmicRayRejection reject = CosmicRayRejection.ALIGNED;
        private LabelBy label = LabelBy.CORRUPTED;
        private double limit = Residual.LIMIT;
        private int threads = Parallel.cores();

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("outputs", outputs);
            all.put("img", img);
            all.put("pattern", pattern);
            all.putAll(choice.byName());
            all.putAll(recipe.byName());
            all.put("workflow", workflow);
            all.put("corrupt", corrupt);
            all.put("process", process);
            all.put("draw", draw);
            all.put("align", align);
            all.put("reject", reject);
            all.put("label", label);
            all.put("limit", limit);
            all.put("threads", threads);
            return all;
        }
    }

    private Corrupt(CorruptOptions options) {
        this.options = options;
    }

    /** @param src a folder of visit folders */
    public static Corrupt visits(Path src) {
        Require.given("the folder of the visits", src, "give the folder that contains the visits");
        return new Corrupt(new CorruptOptions().with(o -> o.visits = src));
    }

    /** @return the default of each option, by option name; null if it has none */
    public static Map<String, Object> defaults() {
        return new CorruptOptions().byName();
    }

    /** Recreates the task that produced a result, except for its output folder. */
    static Corrupt again(Provenance making) {
        return visits(making.needed("visits"))
                .pattern(making.option("pattern", String.class))
                .with(o -> o.choice = CopyMaker.Choice.of(making))
                .with(o -> o.recipe = Recipe.of(making))
                .process(making.option("process", Boolean.class))
                .draw(making.option("draw", Boolean.class))
                .align(making.option("align", AlignMode.class))
                .reject(making.option("reject", CosmicRayRejection.class))
                .label(making.option("label", LabelBy.class))
                .limit(making.option("limit", Double.class));
    }

    /** @param folder output folder for the copies' folders, created if missing; by default {@code synthetic} */
    public Corrupt outputs(Path folder) {
        return with(o -> o.outputs = folder);
    }

    /**
     * @param folder folder for the frames: those of misaligned mosaics go to its subfolder {@code 1}, those of aligned
     *               ones to {@code 0}; by default {@code img} next to the copies
     */
    public Corrupt img(Path folder) {
        return with(o -> o.img = folder);
    }

    /** @param palette which exposures to misalign; by default {@link Palette#MULTI} */
    public Corrupt palette(Palette palette) {
        return with(o -> o.choice = o.choice.withPalette(palette));
    }

    /** @param expos all exposures of the palette (default) or a random subset; not used with {@link Palette#MULTI} */
    public Corrupt expos(Expos expos) {
        return with(o -> o.choice = o.choice.withExpos(expos));
    }

    /** @param mode one common offset or one per exposure (default); not used with {@link Palette#MULTI} */
    public Corrupt mode(Mode mode) {
        return with(o -> o.choice = o.choice.withMode(mode));
    }

    /** @param threshold range of the offsets; by default {@link Threshold#ANY} */
    public Corrupt threshold(Threshold threshold) {
        return recipe(r -> r.withThreshold(threshold));
    }

    /** @param kinds kinds of error, one of which is picked at random for each copy; by default {@link Kind#SHIFT} */
    public Corrupt kinds(Kind... kinds) {
        return recipe(r -> r.withKinds(List.of(kinds)));
    }

    /** @param unit unit of the offsets; by default {@link PixelUnit#DETECTOR} */
    public Corrupt pixel(PixelUnit unit) {
        return recipe(r -> r.withPixel(unit));
    }

    /** @param step how an offset changes right ascension; by default {@link RaStep#SKY} */
    public Corrupt ra(RaStep step) {
        return recipe(r -> r.withRa(step));
    }

    /** @param seed random seed; by default 42 */
    public Corrupt seed(long seed) {
        return recipe(r -> r.withSeed(seed));
    }

    /** @param glob name pattern for visit folders, with {@code *}, {@code ?} and {@code [...]}; by default {@code *} */
    public Corrupt pattern(String glob) {
        return with(o -> o.pattern = glob.replaceFirst("^/+", ""));
    }

    /** @param workflow step by step or visit by visit; by default {@link Workflow#BLOCK} */
    public Corrupt workflow(Workflow workflow) {
        return with(o -> o.workflow = workflow);
    }

    /** @param wanted false to use existing copies; by default true */
    public Corrupt corrupt(boolean wanted) {
        return with(o -> o.corrupt = wanted);
    }

    /**
     * @param wanted true to combine the exposures of each copy in its folder; by default false. Copies with a
     *     {@code warning.txt} are skipped: for these, a subset was requested, but there was only one exposure to choose
     *     from
     */
    public Corrupt process(boolean wanted) {
        return with(o -> o.process = wanted);
    }

    /**
     * @param wanted true to draw the field and native frames of the total images of each copy; by default false. If an
     *     earlier run stored frames of an image under the other label, they are removed
     */
    public Corrupt draw(boolean wanted) {
        return with(o -> o.draw = wanted);
    }

    /** @param mode alignment of the exposures of a copy; by default {@link AlignMode#FULL} */
    public Corrupt align(AlignMode mode) {
        return with(o -> o.align = mode);
    }

    /**
     * @param wanted when to reject cosmic rays; by default {@link CosmicRayRejection#ALIGNED}. With
     *     {@link CosmicRayRejection#ALWAYS}, the training data resemble products of the observatory's pipeline
     */
    public Corrupt reject(CosmicRayRejection wanted) {
        return with(o -> o.reject = wanted);
    }

    /**
     * @param by criterion for counting a copy as misaligned; by default {@link LabelBy#CORRUPTED}. Labels by residual
     *     are also written to {@code labels.csv} in the output folder
     */
    public Corrupt label(LabelBy by) {
        return with(o -> o.label = by);
    }

    /** @param pixels residual, in mosaic pixels, above which a mosaic counts as misaligned; by default 0.5 */
    public Corrupt limit(double pixels) {
        return with(o -> o.limit = Require.aboveZero("the limit for labels", pixels, "pixels"));
    }

    /** @param threads worker threads, at least 1; by default one per core */
    public Corrupt threads(int threads) {
        return with(o -> o.threads = Require.atLeast(1, "threads", threads));
    }

    private Corrupt recipe(UnaryOperator<Recipe> change) {
        return with(o -> o.recipe = change.apply(o.recipe));
    }

    private Corrupt with(Consumer<CorruptOptions> change) {
        return new Corrupt(options.with(change));
    }

    /**
     * Creates the copies, and processes and draws them if requested.
     *
     * @return the copies, and the visits that failed; the run continues after a failure
     * @throws BadInput if all steps are off, no visit matches, the only visit cannot be used, or the output folder
     *     cannot be written
     */
    public CorruptResult run() {
        CopySource source = options.corrupt
                ? new CopyMaker(options.visits, options.pattern, options.outputs, options.choice, options.recipe)
                : new CopyReader(options.outputs, options.pattern);
        CopyProcessing processing = new CopyProcessing(options.align, options.reject, options.process);
        CopyLabels labels = new CopyLabels(options.label, options.limit, options.align);
        CopyFrames frames = new CopyFrames(CopyFrames.folder(options.img, options.outputs), labels, options.draw);
        return new CorruptionRun(source, processing, frames, options.workflow, options.threads).run(options.byName());
    }
}
