package org.mosaicworkbench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.diagnose.ExposureNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.FieldFrames;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.NativeFrames;
import org.mosaicworkbench.frames.measure.FrameMeasurements;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.mosaic.ExposureImages;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.prep.AlignmentHeader;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.Dataset;
import org.mosaicworkbench.prep.DrawingMemory;
import org.mosaicworkbench.prep.Features;
import org.mosaicworkbench.prep.Harvest;
import org.mosaicworkbench.prep.HarvestResult;
import org.mosaicworkbench.prep.Interfilter;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.visit.DatasetName;

/**
 * Preparation: from a folder of single-visit products to the table of features that the classifier reads.
 *
 * <pre>{@code
 * var prep = Prep.of(Path.of("visits")).output(out).run();
 * prep.table();
 * }</pre>
 *
 * <p>Where native frames are drawn, {@code <fname>_measured.csv} has what they show as numbers ({@link
 * FrameMeasurements}), the largest offset between the visit's filter images, and how the exposures stand to each other
 * ({@link ExposureNumbers}) where their own images are beside the total image, a dataset a line. Networks and {@link
 * Baselines#measured} read them. A field is empty where there is nothing to measure.
 *
 * <p>An option returns a new task. A run writes each file whole or not at all and can be killed and started again: the
 * result is the same, byte for byte, at any number of threads.
 */
public final class Prep {

    private static final int SMALLEST_FRAME = 16;
    private static final int LARGEST_FRAME = 8192;

    private static final String IMG = "img";
    private static final String POSITIVES = "pos.txt";
    public static final String MEASURED = "_measured.csv";

    private final Options options;

    /** All options with their defaults. */
    private static final class Options implements Cloneable {

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
        public Options clone() {
            try {
                return (Options) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Prep(Options options) {
        this.options = options;
    }

    /** @param visits a folder of visit folders: QA files, total images and catalogs of each visit */
    public static Prep of(Path visits) {
        if (visits == null) {
            throw new BadInput("the folder of the visits is null; name the folder of the visits' folders");
        }
        Options chosen = new Options();
        chosen.visits = visits;
        return new Prep(chosen);
    }

    /** @param folder where results go; it is made where it is missing; by default the working directory */
    public Prep output(Path folder) {
        return with(o -> o.output = folder);
    }

    /** @param name of the results without folder and ending; by default {@code svm_data} */
    public Prep fname(String name) {
        String base = Path.of(name).getFileName() == null
                ? ""
                : Path.of(name).getFileName().toString().split("\\.", -1)[0];
        if (base.isBlank()) {
            throw new BadInput("fname is '" + name + "'; it must be a file name like svm_data");
        }
        return with(o -> o.fname = base);
    }

    /** @param file harvested rows of an earlier run, to be used instead of reading the QA files again */
    public Prep h5(Path file) {
        return with(o -> o.h5 = file);
    }

    /** @param patterns of the QA files' names, several with {@code ,}; by default {@code *_total*_svm_*.json} */
    public Prep jsonPattern(String patterns) {
        return with(o -> o.jsonPattern = patterns);
    }

    /** @param folder the name of the one visit folder to prepare; by default all are */
    public Prep visit(String folder) {
        return with(o -> o.visit = folder);
    }

    /**
     * @param synthetic true for misaligned copies: each name gets its folder's suffix, each row the label 1, and
     *                  {@code pos.txt} lists them; by default false
     */
    public Prep crpt(boolean synthetic) {
        return with(o -> o.crpt = synthetic);
    }

    /** @param wanted false to leave the frames out; by default true */
    public Prep draw(boolean wanted) {
        return with(o -> o.draw = wanted);
    }

    /**
     * @param kinds of frames to be drawn: {@link FrameKind#FIELD}, {@link FrameKind#NATIVE} or both; by default both
     */
    public Prep frames(FrameKind... kinds) {
        if (kinds.length == 0) {
            throw new BadInput("no kind of frames is named; name field, native or both, or set draw to false");
        }
        return with(o -> o.frames = EnumSet.copyOf(List.of(kinds)));
    }

    /** @param pixels of a frame of the field along its longer side, 16 to 8192; by default 512 */
    public Prep size(int pixels) {
        if (pixels < SMALLEST_FRAME || pixels > LARGEST_FRAME) {
            throw new BadInput(
                    "size is " + pixels + "; it must be " + SMALLEST_FRAME + " to " + LARGEST_FRAME + " pixels");
        }
        return with(o -> o.size = pixels);
    }

    /** @param anew true to draw frames that are there already; by default they are kept */
    public Prep redraw(boolean anew) {
        return with(o -> o.redraw = anew);
    }

    /** @param wanted true to draw each filter image beside a total image too; by default false */
    public Prep filters(boolean wanted) {
        return with(o -> o.filters = wanted);
    }

    /**
     * @param wanted false to leave the images of single exposures unread; by default they are compared where they are
     *               beside a total image, which takes some five seconds for each of a large detector and tells most
     */
    public Prep exposures(boolean wanted) {
        return with(o -> o.exposures = wanted);
    }

    /** @param source of the targets' categories; by default {@link Categories#archive()} */
    public Prep category(Categories source) {
        return with(o -> o.category = source);
    }

    /**
     * @param wanted true to write {@code subset.txt}: the visit of one dataset drawn for each pair of detector and
     *               category; by default false
     */
    public Prep subset(boolean wanted) {
        return with(o -> o.subset = wanted);
    }

    /** @param seed of the draw for {@code subset.txt}; by default 42 */
    public Prep seed(long seed) {
        return with(o -> o.seed = seed);
    }

    /** @param threads that read at once, at least 1; by default one for each core */
    public Prep threads(int threads) {
        if (threads < 1) {
            throw new BadInput("threads is " + threads + "; it must be at least 1");
        }
        return with(o -> o.threads = threads);
    }

    private Prep with(Consumer<Options> change) {
        Options changed = options.clone();
        change.accept(changed);
        return new Prep(changed);
    }

    /**
     * Does the work.
     *
     * @return the table and where everything is; datasets that could not be prepared are in its failures
     * @throws BadInput when there is nothing to prepare or the output cannot be written
     */
    public PrepResult run() {
        if (options.crpt && options.subset) {
            throw new BadInput("a subset is drawn from aligned datasets and crpt says that these are not; "
                    + "leave one of them out");
        }
        return new Run().all();
    }

    /** One stage that works on each dataset by itself. */
    private record Step(Failure.Stage stage, String words, int threads) {}

    /** A dataset's part in the result, or why it has none. */
    record Outcome<R>(R value, Optional<Failure> failure) {}

    /**
     * A dataset whose frames are there: catalogs that were missing, what showed nothing, filter images that failed, why
     * the exposures could not be read.
     */
    private record Drawing(
            String index,
            List<String> missing,
            List<String> notes,
            List<Failure> filters,
            Optional<Failure> exposures,
            List<Double> measures) {}

    /**
     * What was missing, what there was not to see, and what native frames show, while one image's frames were drawn.
     */
    private record Drawn(List<String> missing, List<String> notes, List<Double> measures) {}

    /** What goes wrong with one dataset is its failure, also where its image was too much for the memory. */
    static <R> Outcome<R> attempt(Failure.Stage stage, String index, Supplier<R> work) {
        try {
            return new Outcome<>(work.get(), Optional.empty());
        } catch (BadInput e) {
            return new Outcome<>(null, Optional.of(new Failure(index, stage, e.getMessage())));
        } catch (UncheckedIOException e) {
            return new Outcome<>(
                    null,
                    Optional.of(new Failure(
                            index,
                            stage,
                            new BadInput("a file could not be read or " + "written: " + e.getMessage()
                                            + "; check the disk it is on")
                                    .getMessage())));
        } catch (OutOfMemoryError e) {
            return new Outcome<>(
                    null,
                    Optional.of(new Failure(
                            index,
                            stage,
                            index + ": the memory is used up, Java may "
                                    + "have "
                                    + DrawingMemory.mebibytes(
                                            Runtime.getRuntime().maxMemory()) + " MiB; "
                                    + DrawingMemory.REMEDY)));
        }
    }

    /** One run: what the stages hand on. */
    private final class Run {

        private final Map<String, Duration> timings = new LinkedHashMap<>();
        private final List<Failure> failures = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private List<? extends List<?>> measures = List.of();
        private final DrawingMemory memory = DrawingMemory.ofJava();
        private long lap = System.nanoTime();

        PrepResult all() {
            WholeFile.requireWritable(options.output);
            if (options.draw) {
                WholeFile.requireWritable(file(IMG));
            }
            WholeFile.removeLeftovers(options.output);
            HarvestResult harvest = harvest();
            List<Features.Row> measured = frames(headers(harvest.datasets()));
            Categories.Found found = options.category.find(
                    measured.stream().map(Features.Row::dataset).toList());
            Features features = encode(measured, found);
            time("categories");
            return write(harvest, features, found);
        }

        private HarvestResult harvest() {
            Harvest task = Harvest.of(options.visits)
                    .patterns(options.jsonPattern)
                    .visit(options.visit)
                    .synthetic(options.crpt)
                    .threads(options.threads);
            HarvestResult harvest = options.h5 == null ? task.read() : task.reload(options.h5);
            failures.addAll(harvest.failures());
            warnings.addAll(harvest.warnings());
            time("harvest");
            return harvest;
        }

        private List<Features.Row> headers(List<Dataset> datasets) {
            List<Features.Row> measured = each(
                    new Step(Failure.Stage.HEADER, "reading headers", options.threads),
                    datasets,
                    dataset -> new Features.Row(dataset, AlignmentHeader.read(dataset.image()), Categories.NONE));
            time("headers");
            return measured;
        }

        private List<Features.Row> frames(List<Features.Row> measured) {
            if (!options.draw) {
                return measured;
            }
            List<Drawing> drawings = each(
                    new Step(Failure.Stage.FRAMES, "drawing frames", options.threads),
                    measured.stream().map(Features.Row::dataset).toList(),
                    this::draw);
            drawings.forEach(drawing -> failures.addAll(drawing.filters));
            Set<String> drawn = drawings.stream().map(Drawing::index).collect(Collectors.toSet());
            Set<String> missing = drawings.stream()
                    .flatMap(drawing -> drawing.missing.stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!missing.isEmpty()) {
                warnings.add("catalogs that are not there, their circles are missing: " + missing.size()
                        + ", the first " + missing.iterator().next());
            }
            measures = options.frames.contains(FrameKind.NATIVE)
                    ? drawings.stream()
                            .map(d -> Stream.concat(d.measures.stream(), Stream.of(d.index))
                                    .toList())
                            .toList()
                    : List.of();
            List<Drawing> blank = drawings.stream()
                    .filter(drawing -> !drawing.notes.isEmpty())
                    .toList();
            if (!blank.isEmpty()) {
                warnings.add("native frames in which there is little to see: " + blank.size() + ", the first "
                        + blank.get(0).index + ": " + String.join(", ", blank.get(0).notes));
            }
            List<Failure> unread = drawings.stream()
                    .flatMap(drawing -> drawing.exposures.stream())
                    .toList();
            if (!unread.isEmpty()) {
                warnings.add("images of single exposures that were not compared: those of "
                        + Count.of(unread.size(), "dataset") + ", the first: "
                        + unread.get(0).reason());
            }
            time("frames");
            return measured.stream()
                    .filter(row -> drawn.contains(row.dataset().index()))
                    .toList();
        }

        private Drawing draw(Dataset dataset) {
            Path total = dataset.image();
            Drawn own = draw(total, dataset.index());
            List<String> missing = new ArrayList<>(own.missing);
            List<Failure> failed = new ArrayList<>();
            if (options.filters) {
                for (Path image : dataset.filterImages()) {
                    String filter =
                            DatasetName.of(image.getFileName().toString()).filter();
                    Outcome<Drawn> drawn = attempt(
                            Failure.Stage.FILTER,
                            dataset.index(),
                            () -> draw(image, dataset.name().withFilter(filter).toString()));
                    drawn.failure.ifPresentOrElse(failed::add, () -> missing.addAll(drawn.value.missing));
                }
            }
            Outcome<ExposureNumbers> exposures =
                    attempt(Failure.Stage.FRAMES, dataset.index(), () -> exposures(dataset));
            return new Drawing(
                    dataset.index(),
                    missing.stream()
                            .map(catalog -> total.resolveSibling(catalog).toString())
                            .toList(),
                    own.notes,
                    failed,
                    exposures.failure,
                    Stream.of(
                                    own.measures,
                                    List.of(Interfilter.largest(dataset)),
                                    exposures.failure.isPresent()
                                            ? ExposureNumbers.NONE.values()
                                            : exposures.value.values())
                            .flatMap(List::stream)
                            .toList());
        }

        /** Kept beside the frames, since it takes longer than they do. */
        private ExposureNumbers exposures(Dataset dataset) {
            Path total = dataset.image();
            List<Path> images = options.exposures && options.frames.contains(FrameKind.NATIVE)
                    ? ExposureImages.files(total)
                    : List.of();
            if (images.size() < 2) {
                return ExposureNumbers.NONE;
            }
            Path kept = file(IMG).resolve(dataset.index()).resolve(dataset.index() + "_exposures.csv");
            String of = described(total, images);
            return (options.redraw ? Optional.<ExposureNumbers>empty() : ExposureNumbers.read(kept, of))
                    .orElseGet(() -> {
                        ExposureNumbers numbers = memory.within(
                                DrawingMemory.neededToCompare(total),
                                total,
                                () -> Diagnose.visit(total).threads(1).numbers());
                        numbers.write(kept, of);
                        return numbers;
                    });
        }

        /** Another image has another name, size or time. */
        private static String described(Path total, List<Path> images) {
            try {
                List<String> all = new ArrayList<>();
                for (Path file :
                        Stream.concat(Stream.of(total), images.stream()).toList()) {
                    all.add(file.getFileName() + " " + Files.size(file) + " "
                            + Files.getLastModifiedTime(file).toMillis());
                }
                return "of " + String.join(", ", all);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Drawn draw(Path image, String name) {
            Path img = file(IMG);
            WholeFile.removeLeftovers(img.resolve(name));
            return memory.within(DrawingMemory.needed(image, options.size), image, () -> {
                List<String> missing = options.frames.contains(FrameKind.FIELD)
                        ? FieldFrames.of(image)
                                .dataset(name)
                                .size(options.size)
                                .redraw(options.redraw)
                                .draw(img)
                                .missingCatalogs()
                        : List.of();
                if (!options.frames.contains(FrameKind.NATIVE)) {
                    return new Drawn(missing, List.of(), List.of());
                }
                NativeFrames.Drawn seen = NativeFrames.of(image)
                        .dataset(name)
                        .redraw(options.redraw)
                        .draw(img);
                return new Drawn(missing, seen.notes(), seen.measures().values());
            });
        }

        /** Works on each dataset; those that fail are left out and are, in their order, among the failures. */
        private <R> List<R> each(Step step, List<Dataset> datasets, Function<Dataset, R> work) {
            List<R> done = new ArrayList<>(datasets.size());
            try (Progress progress = Progress.of(step.words, datasets.size())) {
                for (Outcome<R> outcome : Parallel.map(datasets, step.threads, dataset -> {
                    Outcome<R> attempted = attempt(step.stage, dataset.index(), () -> work.apply(dataset));
                    progress.step();
                    return attempted;
                })) {
                    outcome.failure.ifPresentOrElse(failures::add, () -> done.add(outcome.value));
                }
            }
            return done;
        }

        private Features encode(List<Features.Row> measured, Categories.Found found) {
            List<Features.Row> rows = new ArrayList<>(measured.size());
            for (int i = 0; i < measured.size(); i++) {
                rows.add(new Features.Row(
                        measured.get(i).dataset(),
                        measured.get(i).alignment(),
                        found.categories().get(i)));
            }
            Features features = Features.encode(rows, options.crpt);
            warnings.addAll(found.warnings());
            warnings.addAll(features.warnings());
            return features;
        }

        private PrepResult write(HarvestResult harvest, Features features, Categories.Found found) {
            Path csv = file(options.fname + ".csv");
            Path raw = file("raw_" + options.fname + ".csv");
            Path h5 = options.h5 == null ? file(options.fname + ".h5") : options.h5;
            if (features.size() > 0) {
                writeTables(harvest, features, csv, raw);
            } else {
                warnings.add("no dataset could be prepared and no table was written"
                        + (Files.exists(csv) ? "; that of an earlier run stays as it was" : "") + ": " + csv);
            }
            List<Failure> named = failures.stream()
                    .map(failure -> failure.below(options.visits))
                    .toList();
            Failure.write(file("failures.csv"), named);
            time("write");
            return new PrepResult(
                    features.table(),
                    features.rawTable(),
                    csv,
                    raw,
                    h5,
                    file(IMG),
                    named,
                    warnings,
                    new PrepResult.Archive(found.asked(), found.cached(), found.unanswered()),
                    timings,
                    madeBy(harvest.digest()));
        }

        private void writeTables(HarvestResult harvest, Features features, Path csv, Path raw) {
            if (options.h5 == null) {
                harvest.rows().writeH5(file(options.fname + ".h5"));
            }
            writeMeasured(file(options.fname + MEASURED));
            features.writeRawCsv(raw);
            features.writeCsv(csv);
            if (options.crpt) {
                features.writePositives(file(POSITIVES));
            } else {
                remove(file(POSITIVES));
            }
            if (options.subset) {
                features.writeSubset(file("subset.txt"), options.seed);
            }
        }

        /** Beside the features, never among them. */
        private void writeMeasured(Path place) {
            if (measures.isEmpty()) {
                remove(place);
            } else {
                List<String> names = Stream.concat(Measurement.NAMES.stream(), Stream.of("index"))
                        .toList();
                WholeFile.writeText(
                        place,
                        Csv.line(names) + measures.stream().map(Csv::line).collect(Collectors.joining()));
            }
        }

        /** A list that another run made would be read as this one's. */
        private static void remove(Path stale) {
            try {
                Files.deleteIfExists(stale);
            } catch (IOException e) {
                throw BadInput.file(stale, "is of an earlier run and cannot be deleted", "delete it");
            }
        }

        private Map<String, String> madeBy(String digest) {
            Map<String, String> made = new LinkedHashMap<>();
            made.put("visits", options.visits.toString());
            made.put("visit", options.visit.isEmpty() ? "all" : options.visit);
            made.put("jsonPattern", options.jsonPattern);
            made.put("h5", options.h5 == null ? "none" : options.h5.toString());
            made.put("crpt", String.valueOf(options.crpt));
            made.put("draw", String.valueOf(options.draw));
            made.put(
                    "frames",
                    options.draw
                            ? options.frames.stream().map(FrameKind::toString).collect(Collectors.joining(", "))
                            : "none");
            made.put("size", String.valueOf(options.size));
            made.put("filters", String.valueOf(options.filters));
            made.put("exposures", String.valueOf(options.exposures));
            made.put("category", options.category.toString());
            made.put("subset", String.valueOf(options.subset));
            made.put("seed", String.valueOf(options.seed));
            made.put("threads", String.valueOf(options.threads));
            made.put("inputs SHA-256", digest);
            return made;
        }

        private Path file(String name) {
            return options.output.resolve(name);
        }

        private void time(String stage) {
            long now = System.nanoTime();
            timings.put(stage, Duration.ofNanos(now - lap));
            lap = now;
        }
    }
}
