package org.mosaicworkbench.mosaic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.mosaic.align.DetectorPattern;
import org.mosaicworkbench.mosaic.align.ExposureSources;
import org.mosaicworkbench.mosaic.detect.SourceCatalog;
import org.mosaicworkbench.mosaic.drizzle.Canvas;
import org.mosaicworkbench.mosaic.drizzle.CosmicRays;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.mosaic.drizzle.ExposureStack;
import org.mosaicworkbench.mosaic.drizzle.OutputGrid;
import org.mosaicworkbench.mosaic.drizzle.RejectionLimits;
import org.mosaicworkbench.mosaic.drizzle.SingleImages;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/** Makes the images of one detector's exposures. */
final class DetectorMosaic {

    /**
     * The settings for making the images.
     *
     * @param drizzle how the exposures are combined
     * @param align the alignment to apply first
     * @param reject when the exposures are compared to reject cosmic rays
     * @param single whether each exposure's own image is written
     * @param memory limit in bytes, applied separately to the exposures' pixels and to the images that are compared
     */
    record Settings(Drizzle drizzle, AlignMode align, CosmicRayRejection reject, boolean single, long memory) {}

    private final Visit visit;
    private final Detector detector;
    private final Path output;
    private final Settings settings;
    private final DatasetName name;
    private final List<Exposure> exposures;
    private final Map<Exposure, List<Wcs>> systems = new LinkedHashMap<>();
    private final Map<String, Mosaic.ExposureNote> notes = new LinkedHashMap<>();
    private final Wcs plane;

    /** Reads all coordinate systems, so that an invalid one is reported before any work begins. */
    DetectorMosaic(Visit visit, Detector detector, Path output, Settings settings) {
        this.visit = visit;
        this.detector = detector;
        this.output = output;
        this.settings = settings;
        this.name = visit.total(detector);
        this.exposures =
                visit.exposures().stream().filter(e -> e.detector() == detector).toList();
        exposures.forEach(exposure -> systems.put(exposure, ExposurePixels.systems(exposure)));
        this.plane = grid();
    }

    /**
     * Refuses to overwrite images that another program made.
     *
     * @throws BadInput for the first such image
     */
    void requireOwnPlaces() {
        Stream<DatasetName> names = Stream.concat(
                Stream.of(name),
                exposures.stream()
                        .map(e -> FilterName.of(e.filters()))
                        .distinct()
                        .flatMap(filter -> Stream.concat(
                                Stream.of(name.withFilter(filter)),
                                settings.single
                                        ? exposures.stream().map(e -> ExposureImages.name(name, filter, e))
                                        : Stream.of())));
        names.map(one -> output.resolve(one.imageName()))
                .filter(place -> Files.exists(place) && !DrizzledImage.isOwn(place))
                .findFirst()
                .ifPresent(place -> {
                    throw BadInput.file(
                            place,
                            "already exists and was not made by this software",
                            "choose another output folder, or remove it");
                });
    }

    Mosaic write() {
        Optional<Alignment.Reference> reference = new GivenCatalog(visit.folder(), detector).at(epoch(), output);
        try (Beside beside = new Beside(settings.drizzle.threads())) {
            ExposureStore store = store(beside);
            Optional<Alignment> alignment = settings.align == AlignMode.NONE
                    ? Optional.empty()
                    : align(store, settings.align == AlignMode.FULL ? reference.orElse(null) : null);
            Work work = new Work(grid(), alignment, store, beside);
            filters().forEach(work::combine);
            if (work.inputs.isEmpty()) {
                throw BadInput.file(
                        visit.folder(),
                        "no exposure of the detector " + detector.name() + " can be used (" + reasons() + ")",
                        "give at least one good exposure");
            }
            DrizzledImage image = work.image(name, work.total, work.inputs);
            Path file = image.place(output);
            beside.begin(() -> image.write(output));
            Products products = new Products.Maker(
                            detector, image, output.toAbsolutePath(), work.images, settings.drizzle.threads())
                    .make(reference.map(Alignment.Reference::sources), alignment);
            beside.await();
            removeOld(file, work.single);
            return new Mosaic(
                    name,
                    new Mosaic.Images(file, work.filters, work.single),
                    ExposureNotes.of(visit, detector, notes),
                    alignment,
                    products);
        }
    }

    private ExposureStore store(Beside beside) {
        return new ExposureStore(
                systems.values().stream().flatMap(List::stream).toList(),
                exposure -> detector.goodBits()
                        | (limits(FilterName.of(exposure.filters())).isPresent() ? Detector.COSMIC_RAY : 0),
                settings.memory,
                beside);
    }

    private List<String> filters() {
        return exposures.stream()
                .map(e -> FilterName.of(e.filters()))
                .distinct()
                .toList();
    }

    /** Sky levels are not matched for photon counters, which record almost no sky. */
    private boolean isMatched(List<Exposure> group) {
        return group.size() > 1 && detector.readout() != Detector.Readout.PHOTON_COUNTER;
    }

    /** @return empty if the exposures in this filter are not compared */
    private Optional<RejectionLimits> limits(String filter) {
        return settings.reject.applies(settings.align)
                ? RejectionLimits.of(detector, filter, through(filter).size())
                : Optional.empty();
    }

    private List<Exposure> through(String filter) {
        return exposures.stream()
                .filter(e -> FilterName.of(e.filters()).equals(filter))
                .toList();
    }

    private Wcs grid() {
        List<OutputGrid.Placed> placed = new ArrayList<>();
        systems.forEach(
                (exposure, chips) -> chips.forEach(wcs -> placed.add(new OutputGrid.Placed(exposure.file(), wcs))));
        return OutputGrid.covering(placed, detector.productScale());
    }

    private Optional<Alignment> align(ExposureStore store, Alignment.Reference reference) {
        List<Alignment.Member> members = Parallel.map(
                exposures,
                settings.drizzle.threads(),
                exposure -> new Alignment.Member(
                        exposure.rootname(),
                        systems.get(exposure),
                        ExposureSources.of(store.look(exposure).withoutFlagged(), detector.starWidth())));
        Alignment alignment = Alignment.of(DetectorPattern.leftOut(members, plane), detector, plane, reference);
        for (int i = 0; i < exposures.size(); i++) {
            systems.put(exposures.get(i), alignment.systems().get(i));
        }
        return Optional.of(alignment);
    }

    /** The mean start time of the exposures, modified Julian date. */
    private OptionalDouble epoch() {
        return exposures.stream()
                .mapToDouble(e -> e.observation().start())
                .filter(start -> start > 0)
                .average();
    }

    /**
     * Deletes images of exposures from an earlier run, which could be mistaken for results of this run. Images made by
     * another program are kept.
     */
    private static void removeOld(Path total, List<Path> made) {
        for (Path file : ExposureImages.files(total)) {
            if (made.stream().noneMatch(one -> one.getFileName().equals(file.getFileName()))
                    && DrizzledImage.isOwn(file)) {
                try {
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw BadInput.file(
                            file, "was left by an earlier run and could not be deleted", "delete it yourself");
                }
            }
        }
    }

    /** Makes the images, filter by filter. */
    private final class Work {

        private final Wcs grid;
        private final Optional<Alignment> alignment;
        private final ExposureStore store;
        private final Beside beside;
        private final Canvas total;
        private final List<DrizzledImage.Input> inputs = new ArrayList<>();
        private final List<Path> filters = new ArrayList<>();
        private final List<Path> single = new ArrayList<>();
        private final List<SourceCatalog.FilterImage> images = new ArrayList<>();
        /** The pixels at which an exposure in the current filter is saturated. */
        private BitSet saturated = new BitSet();

        Work(Wcs grid, Optional<Alignment> alignment, ExposureStore store, Beside beside) {
            this.grid = grid;
            this.alignment = alignment;
            this.store = store;
            this.beside = beside;
            this.total = new Canvas(grid);
        }

        void combine(String filter) {
            List<Exposure> group = through(filter);
            Canvas sum = new Canvas(grid);
            saturated = new BitSet();
            List<DrizzledImage.Input> used = isMatched(group) ? stacked(filter, group, sum) : added(filter, group, sum);
            if (!used.isEmpty()) {
                DrizzledImage image = image(name.withFilter(filter), sum, used);
                filters.add(image.place(output));
                beside.begin(() -> image.write(output));
                images.add(image.forPhotometry(filter, saturated));
                total.add(sum, settings.drizzle.threads());
                inputs.addAll(used);
            }
        }

        private DrizzledImage image(DatasetName of, Canvas canvas, List<DrizzledImage.Input> from) {
            return new DrizzledImage(of, canvas, from, settings.drizzle, WcsSolution.of(from, alignment));
        }

        private List<DrizzledImage.Input> added(String filter, List<Exposure> group, Canvas sum) {
            return each(filter, group, (pixels, canvas) -> {
                sum.add(canvas, settings.drizzle.threads());
                used(pixels, filter, "");
            });
        }

        private List<DrizzledImage.Input> stacked(String filter, List<Exposure> group, Canvas sum) {
            int threads = settings.drizzle.threads();
            List<Exposure> all = new ArrayList<>();
            try (ExposureStack stack =
                    new ExposureStack(new SingleImages(grid, group.size(), settings.memory, output), threads)) {
                List<DrizzledImage.Input> used = each(filter, group, (pixels, canvas) -> {
                    stack.add(pixels, canvas);
                    all.add(pixels.exposure());
                    store.giveBack(pixels.exposure(), pixels);
                });
                stack.matchSkies();
                Optional<CosmicRays> rays = limits(filter).map(limits -> new CosmicRays(limits, threads));
                float[] common = rays.map(stack::common).orElse(null);
                // An exposure's own image has to be written before its canvas changes.
                beside.await();
                for (int i = 0; i < all.size(); i++) {
                    ExposurePixels pixels = placed(all.get(i)).lower(stack.more(i));
                    used.set(i, used.get(i).withSky(pixels.sky()));
                    Canvas canvas = stack.take(i);
                    long hit = rays.isPresent() ? takeOut(pixels, rays.get().in(pixels, common, grid), canvas) : 0;
                    sum.add(canvas, threads);
                    used(pixels, filter, rays.isPresent() ? hit + " pixels hit by cosmic rays" : "");
                }
                return used;
            }
        }

        /** @return the number of rejected pixels */
        private long takeOut(ExposurePixels pixels, List<int[]> rays, Canvas canvas) {
            for (int chip = 0; chip < rays.size(); chip++) {
                pixels.chips().get(chip).lose(rays.get(chip));
            }
            settings.drizzle.takeOff(canvas, pixels.chips(), rays);
            return rays.stream().mapToLong(chip -> chip.length).sum();
        }

        /** Reads and drizzles the exposures with good pixels, one by one, and writes the single-exposure images. */
        private List<DrizzledImage.Input> each(
                String filter, List<Exposure> group, BiConsumer<ExposurePixels, Canvas> use) {
            List<DrizzledImage.Input> used = new ArrayList<>();
            for (int i = 0; i < group.size(); i++) {
                ExposurePixels pixels = placed(group.get(i));
                if (i + 1 < group.size()) {
                    store.prepare(group.get(i + 1));
                }
                if (pixels.good() == 0) {
                    leftOut(group.get(i), filter, "it has no good pixel");
                } else {
                    DrizzledImage.Input input = DrizzledImage.Input.of(pixels);
                    Canvas canvas = drizzled(pixels);
                    saturated.or(pixels.saturatedOn(grid));
                    writeSingle(filter, pixels, input, canvas);
                    use.accept(pixels, canvas);
                    used.add(input);
                }
            }
            return used;
        }

        private ExposurePixels placed(Exposure exposure) {
            return store.take(exposure).placed(systems.get(exposure));
        }

        private Canvas drizzled(ExposurePixels pixels) {
            Canvas canvas = new Canvas(grid);
            pixels.chips().forEach(chip -> settings.drizzle.addTo(canvas, chip));
            return canvas;
        }

        /**
         * Writes an exposure's image before cosmic-ray rejection, excluding pixels already flagged as cosmic rays in
         * the input.
         */
        private void writeSingle(String filter, ExposurePixels pixels, DrizzledImage.Input input, Canvas canvas) {
            if (!settings.single) {
                return;
            }
            DatasetName of = ExposureImages.name(name, filter, pixels.exposure());
            ExposurePixels clean = pixels.withoutFlagged();
            Canvas own = canvas;
            if (clean.good() < pixels.good()) {
                own = canvas.copy();
                settings.drizzle.takeOff(own, clean.chips(), pixels.flags().hit());
            }
            DrizzledImage image = image(of, own, List.of(input));
            single.add(image.place(output));
            beside.begin(() -> image.write(output));
        }

        private void leftOut(Exposure exposure, String filter, String why) {
            note(exposure, filter, Double.NaN, false, "left out: " + why);
        }

        private void used(ExposurePixels pixels, String filter, String remark) {
            String moving = pixels.exposure().followsTarget()
                    ? "follows a moving target, which the observatory's processing leaves out"
                    : "";
            note(
                    pixels.exposure(),
                    filter,
                    pixels.sky(),
                    true,
                    Stream.concat(Stream.of(remark, moving), pixels.exposure().doubts().stream())
                            .filter(text -> !text.isEmpty())
                            .collect(Collectors.joining("; ")));
        }
    }

    private void note(Exposure exposure, String filter, double sky, boolean used, String text) {
        notes.put(
                exposure.rootname(),
                new Mosaic.ExposureNote(
                        exposure.rootname(), filter, exposure.observation().exptime(), sky, used, text));
    }

    private String reasons() {
        return String.join(
                ", ",
                exposures.stream()
                        .map(e -> e.rootname() + " " + notes.get(e.rootname()).note())
                        .toList());
    }
}
