package org.mosaicworkbench.diagnose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.frames.NativeFrames;
import org.mosaicworkbench.frames.measure.SecondImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.mosaic.AlignmentCheck;
import org.mosaicworkbench.mosaic.ExposureImages;
import org.mosaicworkbench.plot.PointingChart;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.LeftOut;
import org.mosaicworkbench.visit.Visit;

/**
 * Compares the exposures of a visit with each other: by their common sources, or by parts of their images if there are
 * too few. Without exposures, it compares the single-exposure images next to a total image, or searches the total image
 * for a ghost image of the field. Nothing is aligned and nothing is written.
 *
 * @param place a visit's folder or a total image
 * @param limit the largest offset in pixels at which well-measured exposures count as agreeing
 * @param theme colour theme of the figures
 * @param threads number of exposures read at the same time
 * @param kept rootnames of exposures that are known to be right, of which one per detector is used; empty if the
 *     majority is assumed to be right
 */
public record VisitComparison(Path place, double limit, Theme theme, int threads, Set<String> kept) {

    /** Default limit in pixels: several times the scatter of exposures with good guiding. */
    public static final double LIMIT = 0.2;

    /** The role of the input in provenance. */
    public static final String ROLE = "visit";

    private static final double ARCSEC = 3600;
    private static final Failure.Stage DIAGNOSE = Failure.Stage.DIAGNOSE;

    /** Copies the set. */
    public VisitComparison {
        kept = Set.copyOf(kept);
    }

    /** Creates a comparison in which the majority is taken to be right. */
    public VisitComparison(Path place, double limit, Theme theme, int threads) {
        this(place, limit, theme, threads, Set.of());
    }

    /** Creates a comparison with the default limit, light figures and one thread per core. */
    public static VisitComparison of(Path place) {
        return new VisitComparison(place, LIMIT, Theme.LIGHT, Parallel.cores());
    }

    /**
     * Compares the exposures.
     *
     * @return a diagnosis for each detector or total image, and the images without a diagnosis
     * @throws BadInput if the folder holds no visit, an image cannot be read, or nothing can be diagnosed
     */
    public DiagnoseResult run() {
        List<Path> images = imagesAlone();
        Findings findings = new Findings();
        if (images.isEmpty()) {
            Visit visit = Visit.read(place);
            for (Detector detector : visit.detectors()) {
                findings.compare(
                        visit.total(detector).toString(),
                        new AlignmentCheck(visit, detector, threads),
                        LeftOut.remark(visit.leftOut(detector)));
            }
        } else {
            images.forEach(findings::image);
        }
        return findings.all();
    }

    /** @return the input path with digests of the compared files, for provenance */
    public InputFile input() {
        List<Path> images = imagesAlone();
        Path folder = Files.isRegularFile(place) ? place.toAbsolutePath().getParent() : place;
        List<Path> read = images.isEmpty()
                ? Visit.read(place).inputs()
                : images.stream()
                        .flatMap(image -> Stream.concat(
                                Stream.of(image),
                                DatasetName.isTotalImage(image) ? ExposureImages.files(image).stream() : Stream.of()))
                        .distinct()
                        .toList();
        return InputFile.chosen(
                ROLE,
                folder,
                read.stream().map(file -> folder.resolve(file.getFileName())).toList());
    }

    /**
     * Measures the relative alignment of the exposures of a mosaic from the single-exposure images next to a total
     * image.
     *
     * @return the numbers; {@link ExposureNumbers#NONE} if there are fewer than two images, or the input is not a total
     *     image; an exposure in the mosaic without an image counts as unknown
     * @throws BadInput if an image cannot be read
     */
    public ExposureNumbers numbers() {
        List<Exposure> exposures = Files.isRegularFile(place) ? exposuresBeside(place) : List.of();
        if (exposures.size() < 2) {
            return ExposureNumbers.NONE;
        }
        return ExposureNumbers.of(
                place.getFileName().toString(),
                ExposureImage.read(exposures, threads),
                ExposureImages.inside(place),
                limit,
                threads);
    }

    /** The total images if there are no exposures, sorted by name. */
    private List<Path> imagesAlone() {
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        try (Stream<Path> all = Files.list(place)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            boolean exposures = files.stream()
                    .anyMatch(file -> Visit.isExposure(file)
                            || (file.toString().endsWith("_input.out")
                                    && files.stream().noneMatch(DatasetName::isTotalImage)));
            return exposures
                    ? List.of()
                    : files.stream().filter(DatasetName::isTotalImage).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Exposure> exposuresBeside(Path image) {
        return DatasetName.isTotalImage(image) ? ExposureImages.beside(image) : List.of();
    }

    /** The pixel scale in arcseconds per pixel. */
    private static double scale(Path image) {
        try (FitsFile fits = FitsFile.open(image)) {
            return Wcs.of(fits.requiredHeader("SCI", 1)).pixelScale() * ARCSEC;
        }
    }

    /** Collects the results for the images or detectors, one after the other. */
    private final class Findings {

        private final List<VisitDiagnosis> visits = new ArrayList<>();
        private final List<PointingChart> charts = new ArrayList<>();
        private final List<EchoShift> echoes = new ArrayList<>();
        private final List<NoSecondImage> single = new ArrayList<>();
        private final List<Failure> failures = new ArrayList<>();

        void compare(String dataset, AlignmentCheck check, String remark) {
            EachDataset.attempt(
                            DIAGNOSE,
                            dataset,
                            () -> add(dataset, ExposureWithSources.of(check), ExposureImage.fields(check), remark))
                    .failure()
                    .ifPresent(failure -> failed(dataset, failure.reason() + remark));
        }

        private VisitDiagnosis add(
                String dataset,
                List<ExposureWithSources> seen,
                Optional<Supplier<ImageLinks.Images>> images,
                String remark) {
            String doubts = Exposure.remark(
                    seen.stream().map(ExposureWithSources::exposure).toList());
            VisitDiagnosis diagnosis = VisitDiagnosis.of(
                            dataset, seen, new VisitDiagnosis.Comparing(limit, kept), images)
                    .remarked(remark + doubts);
            charts.add(DiagnosisFigure.of(diagnosis, seen));
            visits.add(diagnosis);
            return diagnosis;
        }

        /**
         * Compares the images of the exposures; if there are none or they cannot be compared, examines the total image
         * alone.
         */
        void image(Path image) {
            String dataset = DatasetName.of(image.getFileName().toString()).toString();
            EachDataset.Outcome<Boolean> compared =
                    EachDataset.attempt(DIAGNOSE, dataset, () -> compared(dataset, image));
            if (compared.value().orElse(false)) {
                return;
            }
            EachDataset.Outcome<Boolean> seen = EachDataset.attempt(DIAGNOSE, dataset, () -> seen(dataset, image));
            List<String> reasons = Stream.of(compared, seen)
                    .flatMap(outcome -> outcome.failure().stream())
                    .map(Failure::reason)
                    .toList();
            if (!reasons.isEmpty()) {
                failed(
                        dataset,
                        String.join("; ", reasons)
                                + (seen.value().isPresent() ? "; only the mosaic itself was examined" : ""));
            }
        }

        private void failed(String dataset, String reason) {
            failures.add(new Failure(dataset, DIAGNOSE, reason));
        }

        /** @return false if there are no two exposures to compare */
        private boolean compared(String dataset, Path image) {
            List<Exposure> exposures = exposuresBeside(image);
            if (exposures.size() < 2) {
                return false;
            }
            int missing = Math.max(0, ExposureImages.inside(image) - exposures.size());
            List<ExposureImage> images = ExposureImage.read(exposures, threads);
            List<ExposureWithSources> seen = ExposureImage.withSources(images);
            String trail = StarTrail.remark(StarTrail.of(images, seen), seen.size());
            String unseen = missing == 0
                    ? ""
                    : "; " + Count.of(missing, "exposure") + " in the mosaic " + (missing == 1 ? "has" : "have")
                            + " no image to compare";
            add(dataset, seen, ExposureImage.fields(images, threads), trail + unseen);
            return true;
        }

        /** Examines an image alone; an image that is too poor for a result counts as examined. */
        private boolean seen(String dataset, Path image) {
            SecondImage second = NativeFrames.of(image).secondImage();
            if (second.found()) {
                echoes.add(new EchoShift(dataset, second, scale(image)));
            } else if (second.examined()) {
                single.add(
                        new NoSecondImage(dataset, second.faintest(), scale(image), second.reason(), second.doubt()));
            } else {
                failed(
                        dataset,
                        dataset + ": the image alone is inconclusive: " + second.reason()
                                + "; give the visit's exposures to be sure");
            }
            return true;
        }

        DiagnoseResult all() {
            if (visits.isEmpty() && echoes.isEmpty() && single.isEmpty()) {
                throw new BadInput(failures.stream().map(Failure::reason).collect(Collectors.joining("; ")));
            }
            return new DiagnoseResult(
                    visits, new DiagnosisCharts(charts, theme), echoes, single, failures, Optional.empty());
        }
    }
}
