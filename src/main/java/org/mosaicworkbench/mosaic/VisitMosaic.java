package org.mosaicworkbench.mosaic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.catalog.ReferenceCatalog;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.io.WholeFile;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.mosaic.align.ExposureSources;
import org.mosaicworkbench.mosaic.detect.SourceCatalog;
import org.mosaicworkbench.mosaic.drizzle.Canvas;
import org.mosaicworkbench.mosaic.drizzle.Chip;
import org.mosaicworkbench.mosaic.drizzle.CosmicRays;
import org.mosaicworkbench.mosaic.drizzle.Drizzle;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.mosaic.drizzle.OutputGrid;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * Makes the images of a visit: for each detector one for every filter and a total one, all on one north-up grid, after
 * the exposures have been aligned. With two or more exposures through a filter cosmic rays are taken out by comparing
 * them, as {@link CosmicRayRejection} says. All exposures of a filter are in memory then, otherwise as many as there
 * are threads. On request each exposure's own image is there too ({@link ExposureImages}), on the same grid, before any
 * comparison.
 */
public final class VisitMosaic {

    private static final int FEWEST_FOR_COSMIC_RAYS = 2;

    private final Visit visit;
    private final Drizzle drizzle;
    private final AlignMode align;
    private final CosmicRayRejection reject;
    private final boolean single;

    /**
     * @param visit   its exposures
     * @param drizzle how they are combined
     * @param align   how far they are aligned before
     * @param reject  whether they are compared to take cosmic rays out
     * @param single  whether each exposure's own image is wanted
     */
    public VisitMosaic(Visit visit, Drizzle drizzle, AlignMode align, CosmicRayRejection reject, boolean single) {
        this.visit = visit;
        this.drizzle = drizzle;
        this.align = align;
        this.reject = reject;
        this.single = single;
    }

    /**
     * Writes the images of all detectors.
     *
     * @param output the folder for them; it is made as needed
     * @throws BadInput when an exposure cannot be read, or none of a detector can be used
     */
    public List<Mosaic> write(Path output) {
        List<OfDetector> works = visit.detectors().stream()
                .map(detector -> new OfDetector(detector, output))
                .toList();
        return works.stream().map(OfDetector::write).toList();
    }

    /** The images of one detector. */
    private final class OfDetector {

        private final Detector detector;
        private final Path output;
        private final DatasetName name;
        private final List<Exposure> exposures;
        private final Map<Exposure, List<Wcs>> systems = new LinkedHashMap<>();
        private final Map<String, Mosaic.ExposureNote> notes = new LinkedHashMap<>();
        private final Wcs plane;

        /** Reads all coordinate systems, so that a wrong one is known before work begins. */
        OfDetector(Detector detector, Path output) {
            this.detector = detector;
            this.output = output;
            this.name = visit.total(detector);
            this.exposures = visit.exposures().stream()
                    .filter(e -> e.detector() == detector)
                    .toList();
            exposures.forEach(exposure -> systems.put(exposure, ExposurePixels.systems(exposure)));
            this.plane = grid();
        }

        Mosaic write() {
            Optional<Alignment.Reference> reference = reference();
            Optional<Alignment> alignment = align == AlignMode.NONE
                    ? Optional.empty()
                    : align(align == AlignMode.FULL ? reference.orElse(null) : null);
            Wcs grid = grid();
            Canvas total = new Canvas(grid);
            List<DrizzledImage.Input> inputs = new ArrayList<>();
            List<Path> filters = new ArrayList<>();
            List<Path> single = new ArrayList<>();
            List<SourceCatalog.FilterImage> images = new ArrayList<>();
            for (String filter : exposures.stream()
                    .map(e -> FilterName.of(e.filters()))
                    .distinct()
                    .toList()) {
                Canvas canvas = new Canvas(grid);
                List<DrizzledImage.Input> used = drizzle(filter, canvas);
                if (!used.isEmpty()) {
                    single.addAll(single(filter, grid, used, alignment));
                    filters.add(new DrizzledImage(
                                    name.withFilter(filter), canvas, used, drizzle, WcsSolution.of(used, alignment))
                            .write(output));
                    images.add(DrizzledImage.filterImage(filter, canvas, used));
                    total.add(canvas);
                    inputs.addAll(used);
                }
            }
            if (inputs.isEmpty()) {
                throw BadInput.file(
                        visit.folder(),
                        "no exposure of the detector " + detector.name() + " can be used (" + reasons() + ")",
                        "give at least one good exposure");
            }
            Path file =
                    new DrizzledImage(name, total, inputs, drizzle, WcsSolution.of(inputs, alignment)).write(output);
            removeOld(file, single);
            Products products = new Products.Maker(detector, name, file, total, images)
                    .make(reference.map(Alignment.Reference::sources), alignment);
            return new Mosaic(
                    name,
                    new Mosaic.Images(file, filters, single),
                    exposures.stream().map(e -> notes.get(e.rootname())).toList(),
                    alignment,
                    products);
        }

        private Wcs grid() {
            List<OutputGrid.Placed> placed = new ArrayList<>();
            systems.forEach(
                    (exposure, chips) -> chips.forEach(wcs -> placed.add(new OutputGrid.Placed(exposure.file(), wcs))));
            return OutputGrid.covering(placed, detector.productScale());
        }

        private Optional<Alignment> align(Alignment.Reference reference) {
            List<Exposure> exposed = exposures.stream()
                    .filter(e -> e.observation().exptime() > 0)
                    .toList();
            if (exposed.isEmpty()) {
                return Optional.empty();
            }
            List<Alignment.Member> members = Parallel.map(exposed, drizzle.threads(), exposure -> {
                ExposurePixels pixels = ExposurePixels.read(exposure, detector.goodBits());
                return new Alignment.Member(
                        exposure.rootname(), systems.get(exposure), ExposureSources.of(pixels, detector.starWidth()));
            });
            Alignment alignment = Alignment.of(members, detector, plane, reference);
            for (int i = 0; i < exposed.size(); i++) {
                systems.put(exposed.get(i), alignment.systems().get(i));
            }
            return Optional.of(alignment);
        }

        private Optional<Alignment.Reference> reference() {
            Pattern pattern = Pattern.compile(".*_" + detector.label() + "_(?:.*_)?([^_]*G[^_]*)_ref_cat\\.ecsv");
            try (Stream<Path> files = Files.list(visit.folder())) {
                for (Path file : files.sorted().toList()) {
                    Matcher matcher = pattern.matcher(file.getFileName().toString());
                    if (matcher.matches()) {
                        Alignment.Reference reference =
                                new Alignment.Reference(matcher.group(1), ReferenceCatalog.read(file));
                        putBeside(file);
                        return Optional.of(reference);
                    }
                }
                return Optional.empty();
            } catch (IOException e) {
                throw BadInput.file(visit.folder(), "cannot be listed", "ask for the permission to read it");
            }
        }

        /** The reference catalog belongs to the products, where frames look for it. */
        private void putBeside(Path catalog) {
            Path place = output.resolve(catalog.getFileName());
            if (!Files.exists(place)) {
                WholeFile.write(place, beside -> Files.copy(catalog, beside));
            }
        }

        private List<DrizzledImage.Input> drizzle(String filter, Canvas canvas) {
            List<Exposure> group = usable(filter);
            boolean compare = reject.applies(align) && detector.cosmicRays() && group.size() >= FEWEST_FOR_COSMIC_RAYS;
            int goodBits = detector.goodBits() | (compare ? Detector.COSMIC_RAY : 0);
            if (!compare) {
                return group.stream()
                        .flatMap(exposure -> use(exposure, read(exposure, goodBits), filter, canvas, ""))
                        .toList();
            }
            List<ExposurePixels> pixels =
                    group.stream().map(exposure -> read(exposure, goodBits)).toList();
            List<Integer> rays = new CosmicRays(drizzle)
                    .takeOutOf(pixels.stream().map(this::member).toList(), canvas.wcs());
            return IntStream.range(0, group.size())
                    .boxed()
                    .flatMap(i -> use(
                            group.get(i), pixels.get(i), filter, canvas, rays.get(i) + " pixels hit by cosmic rays"))
                    .toList();
        }

        /**
         * Of each exposure that was used, as it is before the comparison; exposures of a filter in the order of the
         * visit.
         */
        private List<Path> single(
                String filter, Wcs grid, List<DrizzledImage.Input> used, Optional<Alignment> alignment) {
            if (!single) {
                return List.of();
            }
            // One after the other: each takes as much memory as the total image.
            return used.stream()
                    .map(input -> {
                        Exposure exposure = exposures.stream()
                                .filter(e -> e.rootname().equals(input.rootname()))
                                .findFirst()
                                .orElseThrow();
                        Canvas canvas = new Canvas(grid);
                        read(exposure, detector.goodBits()).chips().forEach(chip -> drizzle.addTo(canvas, chip));
                        return new DrizzledImage(
                                        ExposureImages.name(name, filter, exposure),
                                        canvas,
                                        List.of(input),
                                        drizzle,
                                        WcsSolution.of(List.of(input), alignment))
                                .write(output);
                    })
                    .toList();
        }

        /** Images of exposures that an earlier run made would pass for this one's; those of another program stay. */
        private static void removeOld(Path total, List<Path> made) {
            for (Path file : ExposureImages.files(total)) {
                if (made.stream().noneMatch(one -> one.getFileName().equals(file.getFileName()))
                        && DrizzledImage.isOwn(file)) {
                    try {
                        Files.deleteIfExists(file);
                    } catch (IOException e) {
                        throw BadInput.file(file, "is of an earlier run and cannot be deleted", "delete it");
                    }
                }
            }
        }

        private List<Exposure> usable(String filter) {
            List<Exposure> usable = new ArrayList<>();
            for (Exposure exposure : exposures) {
                if (FilterName.of(exposure.filters()).equals(filter)) {
                    if (exposure.observation().exptime() > 0) {
                        usable.add(exposure);
                    } else {
                        note(exposure, filter, Double.NaN, false, "left out: its exposure time is 0");
                    }
                }
            }
            return usable;
        }

        private ExposurePixels read(Exposure exposure, int goodBits) {
            ExposurePixels pixels = ExposurePixels.read(exposure, goodBits);
            List<Wcs> placed = systems.get(exposure);
            List<Chip> chips = IntStream.range(0, placed.size())
                    .mapToObj(i -> pixels.chips().get(i).withWcs(placed.get(i)))
                    .toList();
            return new ExposurePixels(exposure, chips, pixels.sky(), pixels.readNoise(), pixels.good());
        }

        private CosmicRays.Member member(ExposurePixels pixels) {
            return new CosmicRays.Member(pixels.chips(), pixels.sky(), pixels.readNoise());
        }

        private Stream<DrizzledImage.Input> use(
                Exposure exposure, ExposurePixels pixels, String filter, Canvas canvas, String remark) {
            if (pixels.good() == 0) {
                note(exposure, filter, Double.NaN, false, "left out: it has no good pixel");
                return Stream.empty();
            }
            pixels.chips().forEach(chip -> drizzle.addTo(canvas, chip));
            String moving = exposure.followsTarget()
                    ? "follows a moving target, which the observatory's processing leaves out"
                    : "";
            note(
                    exposure,
                    filter,
                    pixels.sky(),
                    true,
                    Stream.of(remark, moving).filter(text -> !text.isEmpty()).collect(Collectors.joining("; ")));
            return Stream.of(DrizzledImage.Input.of(pixels));
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
                            .map(e ->
                                    e.rootname() + " " + notes.get(e.rootname()).note())
                            .toList());
        }
    }
}
