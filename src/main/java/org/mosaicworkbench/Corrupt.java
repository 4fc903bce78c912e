package org.mosaicworkbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mosaicworkbench.corrupt.CorruptResult;
import org.mosaicworkbench.corrupt.Corruption;
import org.mosaicworkbench.corrupt.Expos;
import org.mosaicworkbench.corrupt.Kind;
import org.mosaicworkbench.corrupt.LabelBy;
import org.mosaicworkbench.corrupt.Mode;
import org.mosaicworkbench.corrupt.Palette;
import org.mosaicworkbench.corrupt.PixelUnit;
import org.mosaicworkbench.corrupt.RaStep;
import org.mosaicworkbench.corrupt.Recipe;
import org.mosaicworkbench.corrupt.Selection;
import org.mosaicworkbench.corrupt.SyntheticVisit;
import org.mosaicworkbench.corrupt.Threshold;
import org.mosaicworkbench.corrupt.Workflow;
import org.mosaicworkbench.frames.FieldFrames;
import org.mosaicworkbench.frames.NativeFrames;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.label.VisitResiduals;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.VisitCombination;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.task.Check;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Visit;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * Makes misaligned copies of visits: labelled examples of what is rare. The headers of chosen exposures are changed;
 * the visits themselves are only read. The copies can be processed and drawn in the same run.
 *
 * <pre>{@code
 * var made = Corrupt.visits(Path.of("visits")).outputs(Path.of("synthetic")).palette(Palette.MULTI).process(true).run();
 * }</pre>
 *
 * <p>An option returns a new task. The same options and seed give the same files at any number of threads. A copy is
 * there whole or not at all, one that is there is kept, so a run that was cut short goes on.
 */
public final class Corrupt {

    private static final String SUCCESS = "success.txt";
    private static final String ERROR = "error.txt";
    private static final List<String> LABELS = List.of("0", "1");
    /** What a processing holds for each byte of an exposure's file: its pixels, and two canvases of its size. */
    private static final long MEMORY_BY_SIZE = 6;

    private static final long MEMORY_AT_LEAST = 64L << 20;
    private static final long DRAWING_MEMORY = 300L << 20;

    private final Options options;

    /** All options with their defaults. */
    private static final class Options implements Cloneable {

        private Path visits;
        private Path outputs = Path.of("synthetic");
        private Path img;
        private Palette palette = Palette.MULTI;
        private Expos expos = Expos.ALL;
        private Mode mode = Mode.STOC;
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
        public Options clone() {
            try {
                return (Options) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Corrupt(Options options) {
        this.options = options;
    }

    /** @param src a folder of visit folders */
    public static Corrupt visits(Path src) {
        Options chosen = new Options();
        chosen.visits = src;
        return new Corrupt(chosen);
    }

    /** @param folder for the copies' folders; it is made where it is missing; by default {@code synthetic} */
    public Corrupt outputs(Path folder) {
        return with(o -> o.outputs = folder);
    }

    /**
     * @param folder for the frames, which go into its folder {@code 1}, those of aligned mosaics into {@code 0}; by
     *               default {@code img} beside the outputs
     */
    public Corrupt img(Path folder) {
        return with(o -> o.img = folder);
    }

    /** @param palette which exposures the copies are about; by default {@link Palette#MULTI} */
    public Corrupt palette(Palette palette) {
        return with(o -> o.palette = palette);
    }

    /** @param expos all or some of them; by default {@link Expos#ALL}; {@link Palette#MULTI} does both */
    public Corrupt expos(Expos expos) {
        return with(o -> o.expos = expos);
    }

    /** @param mode together or each by itself; by default {@link Mode#STOC}; {@link Palette#MULTI} does both */
    public Corrupt mode(Mode mode) {
        return with(o -> o.mode = mode);
    }

    /** @param threshold sizes of the offsets; by default {@link Threshold#ANY} */
    public Corrupt threshold(Threshold threshold) {
        return recipe(r -> r.withThreshold(threshold));
    }

    /** @param kinds what goes wrong, drawn for each copy where there are several; by default {@link Kind#SHIFT} */
    public Corrupt kinds(Kind... kinds) {
        return recipe(r -> r.withKinds(List.of(kinds)));
    }

    /** @param unit of the offsets; by default {@link PixelUnit#DETECTOR} */
    public Corrupt pixel(PixelUnit unit) {
        return recipe(r -> r.withPixel(unit));
    }

    /** @param step how offsets become right ascension; by default {@link RaStep#SKY} */
    public Corrupt ra(RaStep step) {
        return recipe(r -> r.withRa(step));
    }

    /** @param seed of all that is drawn; by default 42 */
    public Corrupt seed(long seed) {
        return recipe(r -> r.withSeed(seed));
    }

    /** @param glob of the visit folders' names, with {@code *}, {@code ?} and {@code [...]}; by default {@code *} */
    public Corrupt pattern(String glob) {
        return with(o -> o.pattern = glob.replaceFirst("^/+", ""));
    }

    /** @param workflow step by step or visit by visit; by default {@link Workflow#BLOCK} */
    public Corrupt workflow(Workflow workflow) {
        return with(o -> o.workflow = workflow);
    }

    /** @param wanted false to work on copies that are there; by default true */
    public Corrupt corrupt(boolean wanted) {
        return with(o -> o.corrupt = wanted);
    }

    /**
     * @param wanted true to combine each copy's exposures into its mosaics, in its folder; by default false. A copy
     *               with a {@code warning.txt} is left out: its filter's single exposure is off in the other copies too
     */
    public Corrupt process(boolean wanted) {
        return with(o -> o.process = wanted);
    }

    /**
     * @param wanted true to draw the frames of each copy's total images, field and native; by default false. Frames
     *               that an earlier run drew of the same image under the other label are removed
     */
    public Corrupt draw(boolean wanted) {
        return with(o -> o.draw = wanted);
    }

    /** @param mode how far the processing aligns the exposures of a copy; by default {@link AlignMode#FULL} */
    public Corrupt align(AlignMode mode) {
        return with(o -> o.align = mode);
    }

    /**
     * @param wanted whether the processing takes cosmic rays out; by default {@link CosmicRayRejection#ALIGNED}. The
     *               observatory's processing does {@link CosmicRayRejection#ALWAYS}: copies to learn from look like its
     *               products only so
     */
    public Corrupt reject(CosmicRayRejection wanted) {
        return with(o -> o.reject = wanted);
    }

    /**
     * @param by what makes a copy count as misaligned; by default {@link LabelBy#CORRUPTED}. By residual the labels
     *           also go into {@code labels.csv} in the outputs folder
     */
    public Corrupt label(LabelBy by) {
        return with(o -> o.label = by);
    }

    /** @param pixels of residual above which a mosaic counts as misaligned; by default 0.5 */
    public Corrupt limit(double pixels) {
        Check.aboveZero("the limit of a label", pixels, "pixels");
        return with(o -> o.limit = pixels);
    }

    /** @param threads that work at once, at least 1; by default one for each core */
    public Corrupt threads(int threads) {
        if (threads < 1) {
            throw new BadInput("threads is " + threads + "; it must be at least 1");
        }
        return with(o -> o.threads = threads);
    }

    private Corrupt recipe(UnaryOperator<Recipe> change) {
        return with(o -> o.recipe = change.apply(o.recipe));
    }

    private Corrupt with(Consumer<Options> change) {
        Options changed = options.clone();
        change.accept(changed);
        return new Corrupt(changed);
    }

    /**
     * Does the work.
     *
     * @return the copies and what failed; one bad visit among many does not stop the others
     * @throws BadInput when no step is on, no visit matches, the only visit cannot be worked with, or the outputs
     *                  folder cannot be written
     */
    public CorruptResult run() {
        if (!options.corrupt && !options.process && !options.draw) {
            throw new BadInput("corrupt, process and draw are all off; switch one on");
        }
        return new Run().all();
    }

    /** A copy to be made. */
    private record Work(Visit visit, Selection selection) {}

    /** How one step goes about its items. */
    private record Stage<T>(String words, CorruptResult.Step step, int threads, Function<T, String> name) {}

    /** A value, or why there is none. */
    private record Outcome<R>(R value, Optional<CorruptResult.Failure> failure) {}

    /** One run: what the steps hand on. */
    private final class Run {

        private final List<SyntheticVisit> copies = new ArrayList<>();
        private final List<CorruptResult.Failure> failures = new ArrayList<>();
        private final List<Residual> residuals = new ArrayList<>();
        private final Map<String, Duration> timings = new LinkedHashMap<>();
        private final Path img = options.img != null
                ? options.img
                : options.outputs.toAbsolutePath().normalize().resolveSibling("img");
        private boolean talks;

        CorruptResult all() {
            List<Path> folders = options.corrupt
                    ? VisitFolders.sources(options.visits, options.pattern)
                    : VisitFolders.copies(options.outputs, options.pattern);
            requireWritable(options.outputs);
            WholeFolder.removeLeftovers(options.outputs);
            WholeFile.removeLeftovers(options.outputs);
            List<List<Path>> batches =
                    options.workflow == Workflow.BLOCK ? List.of(folders) : VisitFolders.byVisit(folders);
            talks = batches.size() == 1;
            if (talks) {
                steps(folders);
            } else {
                visitByVisit(batches);
            }
            if (copies.isEmpty() && folders.size() == 1) {
                throw new BadInput(failures.get(0).reason());
            }
            CorruptResult result =
                    new CorruptResult(options.outputs, img, copies, residuals, failures, warnings(), timings, madeBy());
            result.writeFailures();
            if (options.label == LabelBy.RESIDUAL) {
                new LabelsResult(options.limit, residuals, List.of()).write(options.outputs.resolve("labels.csv"));
            }
            return result;
        }

        private void visitByVisit(List<List<Path>> batches) {
            try (Progress progress = Progress.of("visits", batches.size())) {
                for (List<Path> batch : batches) {
                    steps(batch);
                    progress.step(batch.get(0).getFileName().toString());
                }
            }
        }

        private void steps(List<Path> folders) {
            List<SyntheticVisit> batch =
                    timed(CorruptResult.Step.CORRUPT, () -> options.corrupt ? corrupt(folders) : read(folders));
            copies.addAll(batch);
            List<SyntheticVisit> wanted = batch.stream()
                    .filter(copy -> !copy.corruption().subsetOfOne())
                    .toList();
            List<SyntheticVisit> whole = !options.process
                    ? wanted
                    : timed(CorruptResult.Step.PROCESS, () -> {
                        int atOnce = atOnce(wanted.stream()
                                .mapToLong(Corrupt::processingMemory)
                                .max()
                                .orElse(0));
                        int each = Math.max(1, options.threads / atOnce);
                        return each(
                                new Stage<>("processing", CorruptResult.Step.PROCESS, atOnce, Corrupt::name),
                                wanted,
                                copy -> copy.alone(() -> process(copy, each)));
                    });
            Map<SyntheticVisit, List<Residual>> labels = label(whole);
            if (options.draw) {
                timed(
                        CorruptResult.Step.DRAW,
                        () -> each(
                                new Stage<>(
                                        "drawing frames",
                                        CorruptResult.Step.DRAW,
                                        atOnce(DRAWING_MEMORY),
                                        Corrupt::name),
                                List.copyOf(labels.keySet()),
                                copy -> draw(copy, labels.get(copy))));
            }
        }

        /** Without a label by residual every copy comes with an empty list. */
        private Map<SyntheticVisit, List<Residual>> label(List<SyntheticVisit> whole) {
            Map<SyntheticVisit, List<Residual>> labels = new LinkedHashMap<>();
            if (options.label == LabelBy.CORRUPTED) {
                whole.forEach(copy -> labels.put(copy, List.of()));
                return labels;
            }
            List<Map.Entry<SyntheticVisit, List<Residual>>> found = timed(
                    CorruptResult.Step.LABEL,
                    () -> each(
                            new Stage<SyntheticVisit>(
                                    "labelling", CorruptResult.Step.LABEL, options.threads, Corrupt::name),
                            whole,
                            copy -> Map.entry(copy, VisitResiduals.of(copy.folder(), options.align, false))));
            found.forEach(one -> labels.put(one.getKey(), one.getValue()));
            labels.values().forEach(residuals::addAll);
            return labels;
        }

        private SyntheticVisit draw(SyntheticVisit copy, List<Residual> found) {
            List<Path> totals = VisitFolders.list(copy.folder()).stream()
                    .filter(DatasetName::isTotalImage)
                    .toList();
            if (totals.isEmpty()) {
                throw BadInput.file(copy.folder(), "has no total image to draw", "process it first");
            }
            for (Path total : totals) {
                String dataset = DatasetName.of(total.getFileName().toString()) + suffix(copy);
                Optional<String> label = labelOf(dataset, found);
                LABELS.stream()
                        .filter(other -> !label.equals(Optional.of(other)))
                        .forEach(other -> delete(img.resolve(other).resolve(dataset)));
                label.ifPresent(known -> drawFrames(total, dataset, img.resolve(known)));
            }
            return copy;
        }

        private Optional<String> labelOf(String dataset, List<Residual> found) {
            return options.label == LabelBy.CORRUPTED
                    ? Optional.of("1")
                    : found.stream()
                            .filter(r -> r.dataset().equals(dataset) && r.known())
                            .findFirst()
                            .map(r -> r.misaligned(options.limit) ? "1" : "0");
        }

        private List<SyntheticVisit> corrupt(List<Path> folders) {
            List<List<Work>> planned = each(
                    new Stage<>(
                            "reading visits",
                            CorruptResult.Step.CORRUPT,
                            options.threads,
                            folder -> folder.getFileName().toString()),
                    folders,
                    this::plan);
            return each(
                    new Stage<Work>(
                            "corrupting", CorruptResult.Step.CORRUPT, options.threads, work -> work.selection.folder()),
                    planned.stream().flatMap(List::stream).toList(),
                    work -> SyntheticVisit.make(
                            work.visit, Corruption.plan(work.selection, options.recipe), options.outputs));
        }

        private List<Work> plan(Path folder) {
            Visit visit = Visit.read(folder);
            return Selection.of(visit, options.palette, options.expos, options.mode, options.recipe.seed()).stream()
                    .map(selection -> new Work(visit, selection))
                    .toList();
        }

        private List<SyntheticVisit> read(List<Path> folders) {
            return each(
                    new Stage<Path>(
                            "reading copies",
                            CorruptResult.Step.CORRUPT,
                            options.threads,
                            folder -> folder.getFileName().toString()),
                    folders,
                    SyntheticVisit::read);
        }

        private List<String> warnings() {
            List<String> warnings = new ArrayList<>(copies.stream()
                    .filter(copy -> copy.corruption().subsetOfOne())
                    .map(copy ->
                            name(copy) + ": a subset was asked of a single exposure, which was changed; such copies "
                                    + "are not processed")
                    .toList());
            residuals.stream()
                    .filter(r -> !r.known())
                    .forEach(r -> warnings.add(r.dataset()
                            + ": nobody can say how far it is off (too few sources to match); it has no label"));
            return warnings;
        }

        /** Works on each item; those that fail are left out and are, in their order, among the failures. */
        private <T, R> List<R> each(Stage<T> stage, List<T> items, Function<T, R> work) {
            List<R> done = new ArrayList<>(items.size());
            try (Progress progress = Progress.of(stage.words, talks ? items.size() : 0)) {
                List<Outcome<R>> outcomes = Parallel.map(items, stage.threads, item -> {
                    Outcome<R> outcome = attempt(stage, item, work);
                    if (talks) {
                        progress.step(stage.name.apply(item));
                    }
                    return outcome;
                });
                for (Outcome<R> outcome : outcomes) {
                    outcome.failure.ifPresentOrElse(failures::add, () -> done.add(outcome.value));
                }
            }
            return done;
        }

        private static <T, R> Outcome<R> attempt(Stage<T> stage, T item, Function<T, R> work) {
            try {
                return new Outcome<>(work.apply(item), Optional.empty());
            } catch (BadInput e) {
                return failed(stage, item, e.getMessage());
            } catch (UncheckedIOException e) {
                return failed(stage, item, e.getMessage() + "; check the disk that it is on, and that it has room");
            }
        }

        private static <T, R> Outcome<R> failed(Stage<T> stage, T item, String reason) {
            return new Outcome<>(
                    null, Optional.of(new CorruptResult.Failure(stage.name.apply(item), stage.step, reason)));
        }

        private <R> R timed(CorruptResult.Step step, Supplier<R> work) {
            long start = System.nanoTime();
            R result = work.get();
            timings.merge(step.toString(), Duration.ofNanos(System.nanoTime() - start), Duration::plus);
            return result;
        }
    }

    private SyntheticVisit process(SyntheticVisit copy, int threads) {
        Path success = copy.folder().resolve(SUCCESS);
        Path error = copy.folder().resolve(ERROR);
        String account = "success\nalign " + options.align.name().toLowerCase(Locale.ROOT) + "\n"
                + (options.reject == CosmicRayRejection.ALIGNED ? "" : "reject " + options.reject + "\n");
        try {
            if (Files.exists(success) && Files.readString(success).equals(account)) {
                return copy;
            }
            copy.removeProducts();
            new VisitCombination(copy.folder(), copy.folder(), options.align, options.reject, true, threads).run();
            Files.deleteIfExists(error);
            WholeFile.writeText(success, account);
            return copy;
        } catch (BadInput e) {
            WholeFile.writeText(error, e.getMessage());
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(copy.folder() + ": " + e.getMessage(), e);
        }
    }

    private static void drawFrames(Path total, String dataset, Path folder) {
        WholeFile.removeLeftovers(folder.resolve(dataset));
        FieldFrames.of(total).dataset(dataset).draw(folder);
        NativeFrames.of(total).dataset(dataset).draw(folder);
    }

    /** A dataset whose frames an earlier run sorted under another label would count twice. */
    private static void delete(Path frames) {
        try {
            WholeFolder.delete(frames);
        } catch (IOException e) {
            throw new UncheckedIOException(frames + ": " + e.getMessage(), e);
        }
    }

    private static String suffix(SyntheticVisit copy) {
        return name(copy).substring(name(copy).indexOf('_'));
    }

    private static String name(SyntheticVisit copy) {
        return copy.folder().getFileName().toString();
    }

    private int atOnce(long memoryOfEach) {
        return (int)
                Math.max(1, Math.min(options.threads, Runtime.getRuntime().maxMemory() / Math.max(1, memoryOfEach)));
    }

    private static long processingMemory(SyntheticVisit copy) {
        try {
            long largest = 0;
            for (Path file : VisitFolders.list(copy.folder())) {
                boolean exposure = file.toString().matches(".*_fl[tc]\\.fits(\\.gz)?");
                largest = Math.max(
                        largest, exposure ? Files.size(file) * (file.toString().endsWith(".gz") ? 3 : 1) : 0);
            }
            return MEMORY_AT_LEAST + MEMORY_BY_SIZE * largest;
        } catch (IOException e) {
            throw new UncheckedIOException(copy.folder() + ": " + e.getMessage(), e);
        }
    }

    private static void requireWritable(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw BadInput.file(folder, "cannot be made as a folder", "choose an outputs folder that you may write to");
        }
        if (!Files.isWritable(folder)) {
            throw BadInput.file(folder, "may not be written to", "choose an outputs folder that you may write to");
        }
    }

    private Map<String, String> madeBy() {
        Map<String, String> made = new LinkedHashMap<>();
        made.put("visits", options.visits.toString());
        made.put("pattern", options.pattern);
        made.put("palette", options.palette.toString());
        made.put("expos", options.expos.toString());
        made.put("mode", options.mode.toString());
        made.put("threshold", options.recipe.threshold().toString());
        made.put("kinds", options.recipe.kinds().stream().map(Kind::toString).collect(Collectors.joining(",")));
        made.put("pixel", options.recipe.pixel().toString());
        made.put("ra", options.recipe.ra().toString());
        made.put("seed", String.valueOf(options.recipe.seed()));
        made.put("workflow", options.workflow.toString());
        made.put("corrupt", String.valueOf(options.corrupt));
        made.put("process", String.valueOf(options.process));
        made.put("draw", String.valueOf(options.draw));
        made.put("align", options.align.name().toLowerCase(Locale.ROOT));
        made.put("reject", options.reject.toString());
        made.put("label", options.label.toString());
        made.put("limit", String.valueOf(options.limit));
        made.put("threads", String.valueOf(options.threads));
        return made;
    }
}
