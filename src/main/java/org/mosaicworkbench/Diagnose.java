package org.mosaicworkbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mosaicworkbench.diagnose.DiagnoseResult;
import org.mosaicworkbench.diagnose.DiagnosisFigure;
import org.mosaicworkbench.diagnose.EchoShift;
import org.mosaicworkbench.diagnose.ExposureNumbers;
import org.mosaicworkbench.diagnose.NoSecondImage;
import org.mosaicworkbench.diagnose.SeenExposure;
import org.mosaicworkbench.diagnose.StarTrail;
import org.mosaicworkbench.diagnose.VisitDiagnosis;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.frames.NativeFrames;
import org.mosaicworkbench.frames.measure.SecondImage;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Count;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.mosaic.AlignmentCheck;
import org.mosaicworkbench.mosaic.ExposureImages;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.mosaic.align.ExposureOffset;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.plot.Figure;
import org.mosaicworkbench.plot.Theme;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.DatasetName;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * Says which exposure of a visit points elsewhere than the others, by how much, and since when.
 *
 * <pre>{@code
 * var diagnosis = Diagnose.visit(Path.of("visits/j8bt06")).run();
 * diagnosis.verdict();    // j8bt06d3q: off by (+3.02, -4.01) +- 0.01 px (0.126"), roll 0.000 deg; the other 3 agree
 * }</pre>
 *
 * <p>The exposures' own sources are compared, with the headers as they are; nothing is aligned and nothing is written.
 * Where there is no exposure but a total image and the images of single exposures that processing leaves beside it
 * ({@link Combine#single}), these are compared: as the mosaic has them, aligned or not, and where stars are drawn out
 * by a drift of the guiding, the verdict says so. Of a total image alone the echo
 * tells how far a second image of the field is from the first, though not which of both is right; it is looked for too
 * where the exposures cannot be compared. An image in which nothing is there twice is an answer too; it says how faint
 * a second image would have been found.
 * Exposures of one detector are compared with each other, up to 100 pixels and 3 degrees apart; those of several
 * detectors apart. An option returns a new task.
 */
public final class Diagnose {

    /** Centroids of bright stars are no better, pixels: their shape differs from a Gaussian over the field. */
    private static final double BEST_CENTROID = 0.02;
    /** The error of a star's centroid is its full width by its signal to noise, times this. */
    private static final double CENTROID_BY_NOISE = 0.6;

    private static final double LIMIT = 0.2;
    private static final double ARCSEC = 3600;

    private final Path folder;
    private final double limit;
    private final Theme theme;
    private final int threads;

    private Diagnose(Path folder, double limit, Theme theme, int threads) {
        this.folder = folder;
        this.limit = limit;
        this.theme = theme;
        this.threads = threads;
    }

    /**
     * @param folder of one visit: exposures, with or without a poller file, or without exposures its total images, with
     *               or without images of single exposures; or a total image
     */
    public static Diagnose visit(Path folder) {
        return new Diagnose(folder, LIMIT, Theme.LIGHT, Parallel.cores());
    }

    /**
     * @param pixels up to which exposures count as agreeing, where they are measured well enough; by default 0.2,
     *               several times what exposures of good guiding differ by
     * @throws BadInput when it is not above 0
     */
    public Diagnose limit(double pixels) {
        if (!(pixels > 0 && pixels < Double.POSITIVE_INFINITY)) {
            throw new BadInput("the limit of a diagnosis is " + pixels + " pixels; it must be above 0");
        }
        return new Diagnose(folder, pixels, theme, threads);
    }

    /** @param look of the figures; by default {@link Theme#LIGHT} */
    public Diagnose theme(Theme look) {
        return new Diagnose(folder, limit, look, threads);
    }

    /** @param number of exposures that are read at once, at least 1; by default one for each core */
    public Diagnose threads(int number) {
        if (number < 1) {
            throw new BadInput("threads is " + number + "; it must be at least 1");
        }
        return new Diagnose(folder, limit, theme, number);
    }

    /**
     * Does the work.
     *
     * @return a diagnosis for each detector, or of each total image, and those about which nothing can be said
     * @throws BadInput when the folder is no visit's, an image cannot be read, or nothing can be said at all
     */
    public DiagnoseResult run() {
        List<Path> images = imagesAlone();
        return images.isEmpty() ? ofExposures() : ofImages(images);
    }

    /** The total images of a place without exposures, in the order of their names. */
    private List<Path> imagesAlone() {
        if (Files.isRegularFile(folder)) {
            return List.of(folder);
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            boolean exposures = files.stream()
                    .anyMatch(file -> Visit.isExposure(file)
                            || file.toString().endsWith("_input.out")
                                    && files.stream().noneMatch(DatasetName::isTotalImage));
            return exposures
                    ? List.of()
                    : files.stream().filter(DatasetName::isTotalImage).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private DiagnoseResult ofImages(List<Path> images) {
        Results results = new Results();
        images.forEach(results::image);
        return results.all();
    }

    /**
     * How the exposures of a mosaic stand to each other, as numbers: from the images of single exposures beside a total
     * image.
     *
     * @return {@link ExposureNumbers#NONE} where there are fewer than two, or this is not a total image; an exposure in
     *         the mosaic without an image counts as unknown
     * @throws BadInput when one of them cannot be read
     */
    public ExposureNumbers numbers() {
        List<Exposure> exposures = Files.isRegularFile(folder) && DatasetName.isTotalImage(folder)
                ? ExposureImages.beside(folder)
                : List.of();
        if (exposures.size() < 2) {
            return ExposureNumbers.NONE;
        }
        return ExposureNumbers.of(
                folder.getFileName().toString(),
                seen(AlignmentCheck.ofImages(exposures, threads)),
                ExposureImages.inside(folder),
                limit);
    }

    /** Arcseconds a pixel. */
    private static double scale(Path image) {
        try (FitsFile fits = FitsFile.open(image)) {
            return Wcs.of(fits.requiredHeader("SCI", 1)).pixelScale() * ARCSEC;
        }
    }

    private DiagnoseResult ofExposures() {
        Visit visit = Visit.read(folder);
        Results results = new Results();
        for (Detector detector : visit.detectors()) {
            results.compare(visit.total(detector).toString(), new AlignmentCheck(visit, detector, threads));
        }
        return results.all();
    }

    /** What comes of the images or detectors, one after the other. */
    private final class Results {

        private final List<VisitDiagnosis> visits = new ArrayList<>();
        private final List<Figure> figures = new ArrayList<>();
        private final List<EchoShift> echoes = new ArrayList<>();
        private final List<NoSecondImage> single = new ArrayList<>();
        private final List<DiagnoseResult.Failure> failures = new ArrayList<>();

        void compare(String dataset, AlignmentCheck check) {
            try {
                add(dataset, seen(check), "");
            } catch (BadInput e) {
                failures.add(new DiagnoseResult.Failure(dataset, e.getMessage()));
            }
        }

        private void add(String dataset, List<SeenExposure> seen, String remark) {
            VisitDiagnosis diagnosis = VisitDiagnosis.of(dataset, seen, limit).remarked(remark);
            figures.add(DiagnosisFigure.of(diagnosis, seen, theme));
            visits.add(diagnosis);
        }

        /** By the images of its exposures, or where they are none or cannot be compared, by itself. */
        void image(Path image) {
            String dataset = DatasetName.of(image.getFileName().toString()).toString();
            String refused = "";
            try {
                List<Exposure> exposures = DatasetName.isTotalImage(image) ? ExposureImages.beside(image) : List.of();
                if (exposures.size() > 1) {
                    int missing = Math.max(0, ExposureImages.inside(image) - exposures.size());
                    List<SeenExposure> seen = seen(AlignmentCheck.ofImages(exposures, threads));
                    String trail = StarTrail.remark(StarTrail.of(seen), seen.size());
                    add(
                            dataset,
                            seen,
                            trail
                                    + (missing == 0
                                            ? ""
                                            : "; of " + Count.of(missing, "exposure")
                                                    + " in the mosaic there is no image, so nothing is said of "
                                                    + (missing == 1 ? "it" : "them")));
                    return;
                }
            } catch (BadInput e) {
                refused = e.getMessage();
            }
            try {
                look(image);
            } catch (BadInput e) {
                refused = refused + (refused.isEmpty() ? "" : "; ") + e.getMessage();
                failures.add(new DiagnoseResult.Failure(dataset, refused));
                return;
            }
            if (!refused.isEmpty()) {
                failures.add(new DiagnoseResult.Failure(dataset, refused + "; only the mosaic itself was looked at"));
            }
        }

        /** At an image alone. */
        void look(Path image) {
            String dataset = DatasetName.of(image.getFileName().toString()).toString();
            SecondImage second = NativeFrames.of(image).secondImage();
            if (second.found()) {
                echoes.add(new EchoShift(dataset, second, scale(image)));
            } else if (second.examined()) {
                single.add(
                        new NoSecondImage(dataset, second.faintest(), scale(image), second.reason(), second.doubt()));
            } else {
                failures.add(new DiagnoseResult.Failure(
                        dataset,
                        dataset + ": too little to tell from the image alone: " + second.reason()
                                + "; give the visit's exposures to be sure"));
            }
        }

        DiagnoseResult all() {
            if (visits.isEmpty() && echoes.isEmpty() && single.isEmpty()) {
                throw new BadInput(
                        failures.stream().map(DiagnoseResult.Failure::reason).collect(Collectors.joining("; ")));
            }
            return new DiagnoseResult(visits, figures, echoes, single, failures);
        }
    }

    private static List<SeenExposure> seen(AlignmentCheck check) {
        Map<String, List<Wcs>> headers = check.headers();
        if (headers.size() < 2) {
            return check.exposures().stream()
                    .map(e -> new SeenExposure(e, headers.get(e.rootname()), List.of(), List.of(), ""))
                    .toList();
        }
        Alignment alignment = check.alignment(headers);
        List<SeenExposure> seen = new ArrayList<>();
        for (int i = 0; i < check.exposures().size(); i++) {
            Exposure exposure = check.exposures().get(i);
            ExposureOffset offset = alignment.offsets().get(i);
            List<List<SeenExposure.Place>> places = check.sources().get(i).stream()
                    .map(chip -> chip.stream()
                            .map(source -> place(source, check.detector()))
                            .toList())
                    .toList();
            seen.add(new SeenExposure(
                    exposure,
                    headers.get(exposure.rootname()),
                    offset.measured() ? alignment.systems().get(i) : List.of(),
                    places,
                    offset.measured() ? "" : offset.note()));
        }
        return seen;
    }

    private static SeenExposure.Place place(Detection source, Detector detector) {
        return new SeenExposure.Place(
                source.x(),
                source.y(),
                Math.max(BEST_CENTROID, CENTROID_BY_NOISE * detector.starWidth() / source.snr()),
                source.peak());
    }
}
