package org.mosaicworkbench.prep;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.diagnose.ExposureNumbers;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.diagnose.VisitComparison;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.DatasetImage;
import org.mosaicworkbench.frames.FieldFrames;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.frames.NativeFrames;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.mosaic.ExposureImages;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.visit.DatasetName;

/** Draws the frames of datasets and measures the native ones. Existing frames are kept. */
public final class FrameDrawing implements Serializable {

    private static final long serialVersionUID = 1;
    /** Memory limit shared by all drawing in this process. */
    private static final DrawingMemory MEMORY = DrawingMemory.ofJava();

    private static final int SMALLEST = 16;
    private static final int LARGEST = 8192;

    private final Path img;
    private final Wanted wanted;
    private final int threads;

    /**
     * Options for drawing.
     *
     * @param kinds kinds of frames, one or more
     * @param size longer side of a field frame, pixels
     * @param redraw whether to redraw existing frames
     * @param filters whether to draw the filter images next to a total image too
     * @param exposures whether to compare the single-exposure images next to a total image, if native frames are drawn
     */
    public record Wanted(Set<FrameKind> kinds, int size, boolean redraw, boolean filters, boolean exposures) {

        /** Copies the set. */
        public Wanted {
            kinds = kinds.isEmpty() ? Set.of() : EnumSet.copyOf(kinds);
        }

        private boolean isNative() {
            return kinds.contains(FrameKind.NATIVE);
        }
    }

    /**
     * Measurements in the native frames of a dataset, and the relative alignment of its filter images and exposures.
     *
     * @param index the dataset's name
     * @param numbers all measurements
     * @param exposures comparison of its exposures; empty if they were not compared
     */
    public record Measured(String index, MeasuredNumbers numbers, List<MeasuredExposure> exposures) {

        /** Copies the list. */
        public Measured {
            exposures = List.copyOf(exposures);
        }
    }

    /**
     * Drawn frames and their measurements.
     *
     * @param datasets names of the datasets that now have frames
     * @param measured measurements of the native frames of each dataset; empty if none are drawn
     * @param failures datasets and filter images that could not be drawn
     * @param warnings one line each
     */
    public record Drawn(Set<String> datasets, List<Measured> measured, List<Failure> failures, List<String> warnings) {

        /** Copies the collections. */
        public Drawn {
            datasets = Set.copyOf(datasets);
            measured = List.copyOf(measured);
            failures = List.copyOf(failures);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The outcome of drawing the frames of one image: missing catalogs, notes about what could not be shown, and
     * measurements in the native frames.
     */
    private record Frames(List<String> missing, List<String> notes, MeasuredNumbers measures) {

        static final Frames NONE = new Frames(List.of(), List.of(), MeasuredNumbers.NONE);

        Frames and(Frames other) {
            return new Frames(
                    Stream.concat(missing.stream(), other.missing.stream()).toList(),
                    Stream.concat(notes.stream(), other.notes.stream()).toList(),
                    measures.and(other.measures));
        }
    }

    /** The frames of a dataset, filter images that failed, and the reason why the exposures could not be compared. */
    private record Drawing(
            Measured measured,
            List<String> missing,
            List<String> notes,
            List<Failure> filters,
            Optional<Failure> exposures) {

        String index() {
            return measured.index;
        }
    }

    /**
     * @param img folder of the frames
     * @param threads number of drawing threads
     */
    public FrameDrawing(Path img, Wanted wanted, int threads) {
        this.img = img;
        this.wanted = wanted;
        this.threads = threads;
    }

    /**
     * Checks the size of a field frame.
     *
     * @throws BadInput if it is not {@value #SMALLEST} to {@value #LARGEST}
     */
    public static int requireSize(int pixels) {
        return Require.within(SMALLEST, LARGEST, "size", pixels, "pixels");
    }

    /** Draws the frames of each dataset; datasets that fail are listed among the failures. */
    public Drawn draw(List<Dataset> datasets) {
        // With fewer datasets than threads, several threads work on one dataset.
        int each = Math.max(1, threads / Math.max(1, datasets.size()));
        EachDataset.Done<Drawing> done = EachDataset.of("drawing frames", Failure.Stage.FRAMES, Dataset::index)
                .threads(threads)
                .run(datasets, dataset -> draw(dataset, each));
        List<Drawing> drawings = done.results();
        return new Drawn(
                drawings.stream().map(Drawing::index).collect(Collectors.toSet()),
                wanted.isNative() ? drawings.stream().map(Drawing::measured).toList() : List.of(),
                Stream.concat(done.failures().stream(), drawings.stream().flatMap(d -> d.filters.stream()))
                        .toList(),
                Stream.of(missing(drawings), unplaced(drawings), blank(drawings), unread(drawings), moving(drawings))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<String> missing(List<Drawing> drawings) {
        return catalogs(
                drawings,
                catalog -> !FieldFrames.Drawn.isUnplaced(catalog),
                "missing catalogs, so frames lack their circles: ");
    }

    private static Optional<String> unplaced(List<Drawing> drawings) {
        return catalogs(
                drawings,
                FieldFrames.Drawn::isUnplaced,
                "catalogs with sources that have no position, whose circles are missing: ");
    }

    private static Optional<String> catalogs(List<Drawing> drawings, Predicate<String> which, String warning) {
        Set<String> found = drawings.stream()
                .flatMap(drawing -> drawing.missing.stream())
                .filter(which)
                .collect(Collectors.toCollection(TreeSet::new));
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(warning + found.size() + ", the first "
                        + found.iterator().next());
    }

    private static Optional<String> blank(List<Drawing> drawings) {
        List<Drawing> blank =
                drawings.stream().filter(drawing -> !drawing.notes.isEmpty()).toList();
        return blank.stream()
                .findFirst()
                .map(first -> "native frames with little content: " + blank.size() + ", the first " + first.index()
                        + ": " + String.join(", ", first.notes));
    }

    private static Optional<String> moving(List<Drawing> drawings) {
        List<String> moving = drawings.stream()
                .filter(drawing -> drawing.measured.numbers().of(Measurement.MOVING_TARGET) == 1)
                .map(Drawing::index)
                .toList();
        return moving.isEmpty()
                ? Optional.empty()
                : Optional.of("no verdict, moving target: " + Count.of(moving.size(), "dataset") + ", the first "
                        + moving.get(0));
    }

    private static Optional<String> unread(List<Drawing> drawings) {
        List<Failure> unread =
                drawings.stream().flatMap(drawing -> drawing.exposures.stream()).toList();
        return unread.stream()
                .findFirst()
                .map(first -> "single-exposure images that were not compared: those of "
                        + Count.of(unread.size(), "dataset") + ", the first: " + first.reason());
    }

    private Drawing draw(Dataset dataset, int several) {
        Path total = dataset.image();
        Frames own = draw(total, dataset.index(), several);
        List<String> missing = new ArrayList<>(own.missing);
        List<Failure> failed = new ArrayList<>();
        for (Path image : wanted.filters ? dataset.filterImages() : List.<Path>of()) {
            String filter = DatasetName.of(image.getFileName().toString()).filter();
            EachDataset.Outcome<Frames> frames = EachDataset.attempt(
                    Failure.Stage.FILTER,
                    dataset.index(),
                    () -> draw(image, dataset.name().withFilter(filter).toString(), several));
            frames.failure().ifPresent(failed::add);
            frames.value().ifPresent(drawn -> missing.addAll(drawn.missing));
        }
        EachDataset.Outcome<ExposureNumbers> exposures =
                EachDataset.attempt(Failure.Stage.FRAMES, dataset.index(), () -> exposures(dataset, several));
        ExposureNumbers compared = exposures.value().orElse(ExposureNumbers.NONE);
        return new Drawing(
                new Measured(
                        dataset.index(),
                        own.measures
                                .and(Observed.of(total))
                                .and(Interfilter.of(dataset))
                                .and(compared.measured()),
                        compared.exposures()),
                missing.stream()
                        .map(catalog -> total.resolveSibling(catalog).toString())
                        .toList(),
                own.notes,
                failed,
                exposures.failure());
    }

    private Frames draw(Path file, String name, int several) {
        WholeFile.removeLeftovers(img.resolve(name));
        return MEMORY.within(DrawingMemory.needed(file, wanted.size, wanted.isNative()), file, () -> {
            DatasetImage image = DatasetImage.of(file);
            List<Function<DatasetImage, Frames>> kinds = new ArrayList<>();
            if (wanted.kinds.contains(FrameKind.FIELD)) {
                kinds.add(one -> field(one, name));
            }
            if (wanted.isNative()) {
                kinds.add(one -> ofSources(one, name));
            }
            return Parallel.map(kinds, several, kind -> kind.apply(image)).stream()
                    .reduce(Frames.NONE, Frames::and);
        });
    }

    private Frames field(DatasetImage image, String name) {
        return new Frames(
                FieldFrames.of(image)
                        .dataset(name)
                        .size(wanted.size)
                        .redraw(wanted.redraw)
                        .draw(img)
                        .missingCatalogs(),
                List.of(),
                MeasuredNumbers.NONE);
    }

    private Frames ofSources(DatasetImage image, String name) {
        NativeFrames.Drawn seen =
                NativeFrames.of(image).dataset(name).redraw(wanted.redraw).draw(img);
        return new Frames(List.of(), seen.notes(), seen.measures().measured());
    }

    /** Compares the exposures. The result is stored next to the frames, because comparing takes longer than drawing. */
    private ExposureNumbers exposures(Dataset dataset, int several) {
        Path total = dataset.image();
        List<Path> images = wanted.exposures && wanted.isNative() ? ExposureImages.files(total) : List.of();
        if (images.size() < 2) {
            return ExposureNumbers.NONE;
        }
        Path kept = img.resolve(dataset.index());
        String of = described(total, images);
        Optional<ExposureNumbers> before =
                wanted.redraw ? Optional.empty() : ExposureNumbers.read(kept, dataset.index(), of);
        return before.orElseGet(() -> {
            long one = DrawingMemory.neededToCompare(total);
            int atOnce = MEMORY.fitting(one, Math.min(several, images.size()));
            VisitComparison comparison = new VisitComparison(total, VisitComparison.LIMIT, Theme.LIGHT, atOnce);
            ExposureNumbers numbers = MEMORY.within(atOnce * one, total, comparison::numbers);
            numbers.write(kept, dataset.index(), of);
            return numbers;
        });
    }

    /** Describes images by name, size and modification time, so that a changed image is noticed. */
    private static String described(Path total, List<Path> images) {
        try {
            List<String> all = new ArrayList<>();
            for (Path file : Stream.concat(Stream.of(total), images.stream()).toList()) {
                all.add(file.getFileName() + " " + Files.size(file) + " "
                        + Files.getLastModifiedTime(file).toMillis());
            }
            return "of " + String.join(", ", all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
