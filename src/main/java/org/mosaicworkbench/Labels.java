package org.mosaicworkbench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosaicworkbench.corrupt.SyntheticVisit;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.label.VisitResiduals;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.task.InputFile;
import org.mosaicworkbench.task.Options;
import org.mosaicworkbench.task.Provenance;
import org.mosaicworkbench.task.Require;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * Labels mosaics by their residual misalignment, not by whether their exposures were corrupted: a mosaic is misaligned
 * if its exposures still disagree by more than a limit after processing. A corrupted copy that was aligned in
 * processing is labelled aligned; an original visit that could not be aligned is labelled misaligned.
 *
 * <pre>{@code
 * var labels = Labels.of(Path.of("visits"), Path.of("synthetic")).run();
 * labels.into(prep.csv(), Path.of("labelled.csv"));
 * }</pre>
 *
 * <p>The residual misalignment is read from {@code truth.json} for a simulated visit; otherwise it is measured from the
 * sources of the exposures. If the exposures were aligned, these are the sources used for the alignment, so the
 * measurement shows which exposures could not be aligned, not how accurate the alignment is.
 */
public final class Labels {

    private final LabelsOptions options;

    /** All options with their defaults. */
    private static final class LabelsOptions extends Options<LabelsOptions> {

        private List<Path> folders;
        private AlignMode align = AlignMode.FULL;
        private double largerThan = Residual.LIMIT;
        private boolean measured;
        private int threads = Parallel.cores();

        @Override
        public Map<String, Object> byName() {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("align", align);
            all.put("largerThan", largerThan);
            all.put("measured", measured);
            all.put("threads", threads);
            return all;
        }
    }

    private Labels(LabelsOptions options) {
        this.options = options;
    }

    /**
     * @param folders folders of visit folders: visits, corrupted copies, or both
     * @throws BadInput if there is none, or one of them is null
     */
    public static Labels of(Path... folders) {
        if (folders.length == 0) {
            throw new BadInput("no folder of visits is given; give the folder that contains the visits");
        }
        for (Path folder : folders) {
            Require.given("the folder of the visits", folder, "give the folder that contains the visits");
        }
        return new Labels(new LabelsOptions().with(o -> o.folders = List.of(folders)));
    }

    /** Recreates the task that produced a result. */
    static Labels again(Provenance making) {
        return of(making.inputs("folders").toArray(Path[]::new))
                .align(making.option("align", AlignMode.class))
                .largerThan(making.option("largerThan", Double.class))
                .measured(making.option("measured", Boolean.class));
    }

    /** @return the default of each option, by option name */
    public static Map<String, Object> defaults() {
        return new LabelsOptions().byName();
    }

    /** @param mode how the exposures were aligned in processing; by default {@link AlignMode#FULL} */
    public Labels align(AlignMode mode) {
        return with(o -> o.align = mode);
    }

    /**
     * @param pixels residual misalignment above which a mosaic counts as misaligned, in mosaic pixels; by default 0.5
     * @throws BadInput if it is not positive and finite
     */
    public Labels largerThan(double pixels) {
        Require.aboveZero("largerThan", pixels, "pixels");
        return with(o -> o.largerThan = pixels);
    }

    /** @param always true to measure even visits with a {@code truth.json}; by default false */
    public Labels measured(boolean always) {
        return with(o -> o.measured = always);
    }

    /** @param threads worker threads, at least 1; by default one per core */
    public Labels threads(int threads) {
        Require.atLeast(1, "threads", threads);
        return with(o -> o.threads = threads);
    }

    private Labels with(Consumer<LabelsOptions> change) {
        return new Labels(options.with(change));
    }

    /**
     * Labels the mosaics. Exposures are read; no file is written.
     *
     * @return the labels, and the visits that failed; the run continues after a failure
     * @throws BadInput if no visit is found
     */
    public LabelsResult run() {
        List<Path> visits = options.folders.stream()
                .flatMap(folder -> visits(folder).stream())
                .toList();
        if (visits.isEmpty()) {
            throw BadInput.file(
                    options.folders.get(0), "contains no visit folder", "give the folder that contains the visits");
        }
        AlignMode align = options.align;
        boolean measured = options.measured;
        EachDataset.Done<List<Residual>> done = EachDataset.<Path>of(
                        "labelling",
                        Failure.Stage.LABEL,
                        visit -> visit.getFileName().toString())
                .threads(options.threads)
                .telling(EachDataset.Telling.NAMES)
                .run(visits, visit -> VisitResiduals.of(visit, align, measured));
        List<Residual> residuals = done.results().stream().flatMap(List::stream).toList();
        return new LabelsResult(options.largerThan, residuals, done.failures(), Optional.of(how(visits)));
    }

    /** Records digests of the visits' files; a folder that is not a visit is only listed among the failures. */
    private Provenance how(List<Path> visits) {
        List<InputFile> inputs = new ArrayList<>();
        for (Path folder : options.folders) {
            List<Path> files = visits.stream()
                    .filter(visit -> folder.equals(visit.getParent()))
                    .flatMap(visit -> VisitResiduals.inputs(visit).stream())
                    .toList();
            inputs.add(InputFile.chosen("folders", folder, files));
        }
        return Provenance.of(LabelsResult.TASK, options.byName(), inputs).without("threads");
    }

    /**
     * A copy with a warning file (a subset was requested, but there was only one exposure) is not processed, so it has
     * no mosaic to label.
     */
    private static List<Path> visits(Path parent) {
        return VisitFolders.all(parent).stream()
                .filter(folder -> Files.notExists(folder.resolve(SyntheticVisit.WARNING)))
                .toList();
    }
}
