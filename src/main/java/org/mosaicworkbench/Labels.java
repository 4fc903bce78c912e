package org.mosaicworkbench;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosaicworkbench.corrupt.CorruptResult;
import org.mosaicworkbench.corrupt.SyntheticVisit;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.label.ExposureDisagreement;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.label.SimulatedTruth;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.AlignmentCheck;
import org.mosaicworkbench.notebook.Progress;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Visit;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * Labels that say what a mosaic shows, not what was done to it: misaligned where the exposures are still off against
 * each other by more than a limit after the processing. A corrupted copy that the processing aligned is aligned, and a
 * visit that nobody touched but that could not be aligned is not.
 *
 * <pre>{@code
 * var labels = Labels.of(Path.of("visits"), Path.of("synthetic")).run();
 * labels.into(prep.csv(), Path.of("labelled.csv"));
 * }</pre>
 *
 * <p>What remains is known from the simulator's {@code truth.json} where a visit has one, otherwise it is measured from
 * the sources of the exposures. What is measured after an alignment comes from the sources that it used: it tells which
 * exposures could not be aligned, not how exact the alignment is.
 */
public final class Labels {

    /** A source drawn out by a trail has the second moment of two equal images that are apart by the trail by this. */
    private static final double SHIFT_PER_TRAIL = Math.sqrt(3);

    private final Options options;

    /** All options with their defaults. */
    private static final class Options implements Cloneable {

        private List<Path> folders;
        private AlignMode align = AlignMode.FULL;
        private double limit = Residual.LIMIT;
        private boolean measured;
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

    private Labels(Options options) {
        this.options = options;
    }

    /** @param folders of visit folders: visits, corrupted copies, or both */
    public static Labels of(Path... folders) {
        Options chosen = new Options();
        chosen.folders = List.of(folders);
        return new Labels(chosen);
    }

    /** @param mode how far the processing aligned the exposures; by default {@link AlignMode#FULL} */
    public Labels align(AlignMode mode) {
        return with(o -> o.align = mode);
    }

    /**
     * @param pixels above which a mosaic counts as misaligned; by default 0.5
     * @throws BadInput when it is not above 0
     */
    public Labels limit(double pixels) {
        requireLimit(pixels);
        return with(o -> o.limit = pixels);
    }

    /** @param always true to measure also where the truth is known; by default false */
    public Labels measured(boolean always) {
        return with(o -> o.measured = always);
    }

    /** @param threads that work at once, at least 1; by default one for each core */
    public Labels threads(int threads) {
        if (threads < 1) {
            throw new BadInput("threads is " + threads + "; it must be at least 1");
        }
        return with(o -> o.threads = threads);
    }

    private Labels with(Consumer<Options> change) {
        Options changed = options.clone();
        change.accept(changed);
        return new Labels(changed);
    }

    /**
     * Does the work. Exposures are read, nothing is written.
     *
     * @return the labels and what failed; one bad visit among many does not stop the others
     * @throws BadInput when there is no folder of a visit
     */
    public LabelsResult run() {
        List<Path> visits = new ArrayList<>();
        options.folders.forEach(folder -> visits.addAll(visits(folder)));
        if (visits.isEmpty()) {
            throw BadInput.file(
                    options.folders.get(0), "has no folder of a visit in it", "name the folder of the visits' folders");
        }
        List<Residual> residuals = new ArrayList<>();
        List<CorruptResult.Failure> failures = new ArrayList<>();
        try (Progress progress = Progress.of("labelling", visits.size())) {
            for (Object outcome : Parallel.map(visits, options.threads, visit -> {
                Object one = attempt(visit);
                progress.step(visit.getFileName().toString());
                return one;
            })) {
                if (outcome instanceof CorruptResult.Failure failure) {
                    failures.add(failure);
                } else {
                    ((List<?>) outcome).forEach(residual -> residuals.add((Residual) residual));
                }
            }
        }
        return new LabelsResult(options.limit, residuals, failures);
    }

    private Object attempt(Path folder) {
        try {
            return residuals(folder, options.align, options.measured);
        } catch (BadInput | UncheckedIOException e) {
            return new CorruptResult.Failure(folder.getFileName().toString(), CorruptResult.Step.LABEL, e.getMessage());
        }
    }

    /**
     * What remains in one folder.
     *
     * @return one for each detector
     */
    static List<Residual> residuals(Path folder, AlignMode align, boolean measured) {
        Visit visit = Visit.read(folder);
        Optional<SimulatedTruth> truth = measured ? Optional.empty() : SimulatedTruth.of(folder);
        boolean corrupted = VisitFolders.isCopy(folder);
        String name = folder.getFileName().toString();
        String suffix = corrupted ? name.substring(name.indexOf('_')) : "";
        List<Residual> residuals = new ArrayList<>();
        for (Detector detector : visit.detectors()) {
            AlignmentCheck check = new AlignmentCheck(visit, detector, 1);
            Map<String, List<Wcs>> used = check.used(align);
            Map<String, List<Wcs>> actual = truth.map(t -> t.systems(used)).orElseGet(() -> check.measured(used));
            ExposureDisagreement error = ExposureDisagreement.of(used, actual);
            double trail = truth.map(t -> t.trail(used.keySet())).orElse(0.0) / SHIFT_PER_TRAIL;
            Residual.From from = Double.isNaN(error.pixels())
                    ? Residual.From.UNKNOWN
                    : truth.isPresent() ? Residual.From.TRUTH : Residual.From.SOURCES;
            residuals.add(new Residual(
                    visit.total(detector) + suffix,
                    corrupted,
                    Math.max(trail, error.pixels()),
                    error.off(Residual.LIMIT),
                    from));
        }
        return residuals;
    }

    static void requireLimit(double pixels) {
        if (!(pixels > 0)) {
            throw new BadInput("the limit of a label is " + pixels + " pixels; it must be above 0");
        }
    }

    /** A subset asked of a single exposure is not processed, so it has no mosaic to label. */
    private static List<Path> visits(Path parent) {
        return VisitFolders.all(parent).stream()
                .filter(folder -> Files.notExists(folder.resolve(SyntheticVisit.WARNING)))
                .toList();
    }
}
