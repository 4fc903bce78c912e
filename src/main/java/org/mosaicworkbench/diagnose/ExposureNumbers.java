package org.mosaicworkbench.diagnose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.NumberRow;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;

/**
 * The relative alignment of the exposures of a mosaic, as numbers for tables; NaN if there is nothing to measure.
 * Exposures are compared by their sources or, failing that, by parts of their images ({@link ImageLinks}). If some
 * still cannot be compared, all are also compared as whole images ({@link ImageShift}), except for moving targets,
 * which never appear at the same place twice.
 *
 * @param compared number of exposures that could be compared by sources or by parts of images, whether or not they
 *     agree
 * @param unknown number of exposures that could not be compared, including exposures in the mosaic without an image
 * @param offset the largest displacement of a corner of the field, from sources
 * @param images the alignment from whole images
 * @param trail the trail of the exposure in which it is most significant
 * @param exposures the results for each exposure; empty if there are fewer than two
 */
public record ExposureNumbers(
        double compared,
        double unknown,
        FieldOffset offset,
        Images images,
        Trail trail,
        List<MeasuredExposure> exposures) {

    /**
     * The largest displacement of a corner of the field among the exposures, from sources.
     *
     * @param pixels the largest distance between a corner's position in one exposure and its position in the other
     *     exposures, pixels
     * @param significance the largest ratio of such a distance to its one-sigma error
     */
    public record FieldOffset(double pixels, double significance) {}

    /**
     * Alignment from images, if sources do not suffice for all exposures.
     *
     * @param connected number of exposures linked by sources or images; NaN if sources suffice for all, or the target
     *                  moves
     * @param offset the largest shift between two linked exposures, ignoring rolls, pixels
     * @param misfit root mean square inconsistency of the pairwise shifts, pixels
     */
    public record Images(double connected, double offset, double misfit) {}

    /**
     * The most significant trail: the length by which the stars of an exposure are trailed beyond its point-spread
     * function.
     *
     * @param length pixels; see {@link StarTrail#length}
     * @param error one-sigma error of the length, pixels
     * @param significance see {@link StarTrail#significance}
     * @param elongation elongation of the PSF in the exposure's filter; see {@link ExposurePsf#elongation}
     * @param change change of the PSF's ellipticity over the field; see {@link ExposurePsf#change}
     */
    public record Trail(double length, double error, double significance, double elongation, double change) {}

    /** Copies the list. */
    public ExposureNumbers {
        exposures = List.copyOf(exposures);
    }

    private static final double NO = Double.NaN;
    private static final String ENDING = "_compared.csv";

    /** The value if there are no exposures to compare; every number is NaN. */
    public static final ExposureNumbers NONE = new ExposureNumbers(
            NO, NO, new FieldOffset(NO, NO), new Images(NO, NO, NO), new Trail(NO, NO, NO, NO, NO), List.of());

    /**
     * A roll is ignored if its error moves the corner by more than this many pixels and the roll is not significant.
     */
    private static final double LOOSE = 0.5;

    private static final double SURE = 3;
    /** Lower limit of a shift's one-sigma error, in pixels, so that tiny offsets do not become significant. */
    private static final double BEST = 0.02;

    /**
     * Compares the exposures of a total image.
     *
     * @param dataset its name
     * @param images images of single exposures, at least two, all on one grid
     * @param inside the number of exposures in the total image; 0 if unknown
     * @param limit the largest offset in pixels at which exposures count as agreeing
     * @param threads number of images read at the same time, if they must be read again
     */
    static ExposureNumbers of(String dataset, List<ExposureImage> images, int inside, double limit, int threads) {
        List<ExposureWithSources> exposures = ExposureImage.withSources(images);
        Optional<VisitDiagnosis> bySources =
                diagnosis(dataset, exposures, limit, ExposureImage.fields(images, threads));
        List<ExposureShift> shifts = bySources.map(VisitDiagnosis::shifts).orElseGet(() -> notCompared(exposures));
        double rms = bySources.map(all -> all.common().rms()).orElse(NO);
        Wcs grid = exposures.get(0).systems().get(0);
        double reach = Math.hypot(grid.width(), grid.height()) / 2;
        List<ExposureShift> measured =
                shifts.stream().filter(ExposureShift::measured).toList();
        double offset =
                measured.stream().mapToDouble(s -> offset(s, reach)).max().orElse(NO);
        double significance = measured.stream()
                .mapToDouble(s -> offset(s, reach) / error(s, reach))
                .max()
                .orElse(NO);
        List<StarTrail> trails = StarTrail.of(images, exposures);
        boolean all =
                measured.size() == images.size() || images.get(0).exposure().followsTarget();
        return new ExposureNumbers(
                measured.size(),
                Math.max(inside, images.size()) - measured.size(),
                new FieldOffset(offset, significance),
                all ? NONE.images : images(tree(images, shifts, threads)),
                trail(trails),
                IntStream.range(0, images.size())
                        .mapToObj(i -> exposure(shifts.get(i), images.get(i).spread(), rms, trails))
                        .toList());
    }

    private static Images images(ShiftTree tree) {
        int together = tree.largest().size();
        return together > 1 ? new Images(together, tree.spread(), tree.misfit()) : new Images(0, NO, NO);
    }

    private static Trail trail(List<StarTrail> trails) {
        return StarTrail.clearest(trails)
                .map(one -> new Trail(
                        one.length(),
                        one.error(),
                        one.significance(),
                        one.image().elongation(),
                        one.image().change()))
                .orElse(NONE.trail);
    }

    private static MeasuredExposure exposure(ExposureShift shift, double spread, double rms, List<StarTrail> trails) {
        Optional<StarTrail> trail = trails.stream()
                .filter(one -> one.exposure().equals(shift.rootname()))
                .findFirst();
        return new MeasuredExposure(
                shift,
                spread,
                shift.measured() ? rms : NO,
                trail.map(StarTrail::length).orElse(NO),
                trail.map(StarTrail::error).orElse(NO));
    }

    private static Optional<VisitDiagnosis> diagnosis(
            String dataset,
            List<ExposureWithSources> exposures,
            double limit,
            Optional<Supplier<ImageLinks.Images>> images) {
        try {
            return Optional.of(
                    VisitDiagnosis.of(dataset, exposures, new VisitDiagnosis.Comparing(limit, Set.of()), images));
        } catch (BadInput tooFewSources) {
            return Optional.empty();
        }
    }

    private static List<ExposureShift> notCompared(List<ExposureWithSources> exposures) {
        return exposures.stream()
                .map(one -> ExposureShift.unknown(
                        one, 0, one.why().isEmpty() ? "too little in common with the others" : one.why()))
                .toList();
    }

    /** @param shifts one for each image */
    private static ShiftTree tree(List<ExposureImage> images, List<ExposureShift> shifts, int threads) {
        List<SignificantPixels> standouts = Parallel.map(images, threads, ExposureImage::significant);
        ShiftTree tree = new ShiftTree(images.size());
        List<Integer> known = IntStream.range(0, shifts.size())
                .filter(i -> shifts.get(i).measured())
                .boxed()
                .toList();
        // A header that places sources too far in one direction along x produces an image that is displaced in the
        // other direction.
        tree.place(
                known,
                known.stream()
                        .map(i -> new double[] {
                            -shifts.get(i).shift().dx(), -shifts.get(i).shift().dy()
                        })
                        .toList());
        List<ShiftTree.Link> links = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            for (int k = i + 1; k < images.size(); k++) {
                if (!known.contains(i) || !known.contains(k)) {
                    ImageShift shift = ImageShift.of(standouts.get(i), standouts.get(k));
                    if (!isOfDetector(shift, images.get(i), images.get(k))) {
                        links.add(new ShiftTree.Link(i, k, shift));
                    }
                }
            }
        }
        tree.join(links);
        return tree;
    }

    /** Whether the common features of two images are fixed to the detector and move with the dither. */
    private static boolean isOfDetector(ImageShift shift, ExposureImage one, ExposureImage other) {
        PixelPoint here = one.sources().origin();
        PixelPoint there = other.sources().origin();
        return ImagePatches.isOfDetector(
                shift.dx(), shift.dy(), new double[] {there.x() - here.x(), there.y() - here.y()});
    }

    /**
     * Computes the displacement of a corner; an uncertain, insignificant roll, which can result from a small overlap,
     * is ignored.
     */
    private static double offset(ExposureShift shift, double reach) {
        double roll = Math.abs(Math.toRadians(shift.sky().roll()));
        double error = Math.toRadians(shift.sky().rollError());
        boolean noise = error * reach > LOOSE && roll < SURE * error;
        return shift.size() + (noise ? 0 : roll * reach);
    }

    private static double error(ExposureShift shift, double reach) {
        return Math.hypot(
                Math.max(BEST, shift.error()), Math.toRadians(shift.sky().rollError()) * reach);
    }

    /**
     * Writes the numbers as a table with one row, and the exposures as an {@link ExposureTable}, atomically.
     *
     * @param folder the dataset's folder
     * @param of a one-line description of the inputs
     */
    public void write(Path folder, String dataset, String of) {
        new ExposureTable(Map.of(dataset, exposures)).write(folder.resolve(dataset + ExposureTable.ENDING));
        NumberRow.write(
                folder.resolve(dataset + ENDING),
                Measurement.columns(Measurement.Subject.EXPOSURES),
                List.copyOf(measured().values().values()),
                of);
    }

    /** @return the numbers from {@link #write}; empty if a file is missing, truncated, or from different inputs */
    public static Optional<ExposureNumbers> read(Path folder, String dataset, String of) {
        return NumberRow.read(folder.resolve(dataset + ENDING), Measurement.columns(Measurement.Subject.EXPOSURES), of)
                .map(numbers -> MeasuredNumbers.of(Measurement.of(Measurement.Subject.EXPOSURES), numbers))
                .flatMap(numbers -> kept(folder.resolve(dataset + ExposureTable.ENDING), dataset)
                        .map(exposures -> of(numbers, exposures)));
    }

    private static Optional<List<MeasuredExposure>> kept(Path table, String dataset) {
        try {
            return Files.exists(table) ? Optional.of(ExposureTable.read(table).of(dataset)) : Optional.empty();
        } catch (BadInput broken) {
            return Optional.empty();
        }
    }

    private static ExposureNumbers of(MeasuredNumbers n, List<MeasuredExposure> exposures) {
        return new ExposureNumbers(
                n.of(Measurement.EXPOSURES_COMPARED),
                n.of(Measurement.EXPOSURES_UNKNOWN),
                new FieldOffset(n.of(Measurement.EXPOSURE_OFFSET), n.of(Measurement.EXPOSURE_SIGNIFICANCE)),
                new Images(
                        n.of(Measurement.IMAGES_COMPARED),
                        n.of(Measurement.IMAGE_OFFSET),
                        n.of(Measurement.IMAGE_MISFIT)),
                new Trail(
                        n.of(Measurement.EXPOSURE_TRAIL),
                        n.of(Measurement.TRAIL_ERROR),
                        n.of(Measurement.TRAIL_SIGNIFICANCE),
                        n.of(Measurement.PSF_ELONGATION),
                        n.of(Measurement.PSF_CHANGE)),
                exposures);
    }

    /** @return one line per known number */
    @Override
    public String toString() {
        return measured().values().entrySet().stream()
                .filter(one -> !one.getValue().isNaN())
                .map(one ->
                        String.format(Locale.ROOT, "%-22s %.4g", one.getKey().column(), one.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** @return all measurements of exposures */
    public MeasuredNumbers measured() {
        return new MeasuredNumbers(Map.ofEntries(
                Map.entry(Measurement.EXPOSURES_COMPARED, compared),
                Map.entry(Measurement.EXPOSURES_UNKNOWN, unknown),
                Map.entry(Measurement.EXPOSURE_OFFSET, offset.pixels()),
                Map.entry(Measurement.EXPOSURE_SIGNIFICANCE, offset.significance()),
                Map.entry(Measurement.IMAGES_COMPARED, images.connected()),
                Map.entry(Measurement.IMAGE_OFFSET, images.offset()),
                Map.entry(Measurement.IMAGE_MISFIT, images.misfit()),
                Map.entry(Measurement.EXPOSURE_TRAIL, trail.length()),
                Map.entry(Measurement.TRAIL_ERROR, trail.error()),
                Map.entry(Measurement.TRAIL_SIGNIFICANCE, trail.significance()),
                Map.entry(Measurement.PSF_ELONGATION, trail.elongation()),
                Map.entry(Measurement.PSF_CHANGE, trail.change())));
    }
}
