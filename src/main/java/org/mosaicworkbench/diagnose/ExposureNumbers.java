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
 * @param compared     how many exposures could be compared, by their sources or by parts of their images, those that
 *                     agree and those that are off
 * @param unknown      how many could not, and how many in the mosaic have no image
 * @param offset the largest one by sources
 * @param images what the exposures tell as images
 * @param trail of the exposure in which it is most significant
 * @param exposures one by one; none if there are fewer than two
 */
public record ExposureNumbers(
        double compared,
        double unknown,
        FieldOffset offset,
        Images images,
        Trail trail,
        List<MeasuredExposure> exposures) {

    /**
     * The largest distance at which the sources of an exposure place a corner of the field.
     *
     * @param pixels the largest distance at which an exposure's image places a corner of the field from where the
     *     others do, pixels
     * @param significance the largest such distance by its one-sigma error
     */
    public record FieldOffset(double pixels, double significance) {}

    /**
     * Alignment from images, if sources are not enough for all exposures.
     *
     * @param connected how many hang together by sources or as images; NaN if sources told of all, or the target
     *     moves
     * @param offset the largest distance between two of these, pixels; a roll is not in it
     * @param misfit by how much the shifts between these contradict each other, root mean square, pixels
     */
    public record Images(double connected, double offset, double misfit) {}

    /**
     * The most significant trail: the length by which the stars of an exposure are trailed beyond its point-spread
     * function.
     *
     * @param length pixels, as {@link StarTrail#length} has it
     * @param error one sigma of the length, pixels
     * @param significance as {@link StarTrail#significance} has it
     * @param elongation of the star image of its filter, as {@link ExposurePsf#elongation} has it
     * @param change of that over the field, as {@link ExposurePsf#change} has it
     */
    public record Trail(double length, double error, double significance, double elongation, double change) {}

    /** Takes a copy. */
    public ExposureNumbers {
        exposures = List.copyOf(exposures);
    }

    private static final double NO = Double.NaN;
    private static final String ENDING = "_compared.csv";

    /** The numbers if there are no single exposures. */
    public static final ExposureNumbers NONE = new ExposureNumbers(
            NO, NO, new FieldOffset(NO, NO), new Images(NO, NO, NO), new Trail(NO, NO, NO, NO, NO), List.of());

    /** Pixels at the corner from which on the error of a roll is large, and errors of it that are no noise. */
    private static final double LOOSE = 0.5;

    private static final double SURE = 3;
    /** No centroid is better, pixels: what is smaller is no misalignment. */
    private static final double BEST = 0.02;

    /**
     * Compares the exposures of a total image.
     *
     * @param dataset its name
     * @param images  of single exposures, two or more, all on one grid
     * @param inside  how many exposures the total image is made of; 0 if that is not known
     * @param limit   pixels up to which exposures count as agreeing
     * @param threads images that are read at once, where they have to be read once more
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
        // A header that places sources too far along x makes an image of them that is too far the other way.
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

    /** Whether what two images have in common is fixed to the detector, and moves with the dither. */
    private static boolean isOfDetector(ImageShift shift, ExposureImage one, ExposureImage other) {
        PixelPoint here = one.sources().origin();
        PixelPoint there = other.sources().origin();
        return ImagePatches.isOfDetector(
                shift.dx(), shift.dy(), new double[] {there.x() - here.x(), there.y() - here.y()});
    }

    /** A roll that is all noise, as parts of images leave it, places no corner. */
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
     * Writes the numbers as a table of one row, and the exposures as an {@link ExposureTable}, atomically.
     *
     * @param folder of the dataset
     * @param of     what they were measured of, in one line
     */
    public void write(Path folder, String dataset, String of) {
        new ExposureTable(Map.of(dataset, exposures)).write(folder.resolve(dataset + ExposureTable.ENDING));
        NumberRow.write(
                folder.resolve(dataset + ENDING),
                Measurement.columns(Measurement.Subject.EXPOSURES),
                List.copyOf(measured().values().values()),
                of);
    }

    /** @return what {@link #write} wrote; empty if a file is missing, cut off, of other numbers or of something else */
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

    /** @return one line per known exposure */
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
