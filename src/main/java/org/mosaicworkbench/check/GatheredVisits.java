package org.mosaicworkbench.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.fetch.VisitNames;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.prep.FrameDrawing;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;
import org.mosaicworkbench.visit.DatasetName;

/**
 * Visits with their products collected in one folder, ready for preparation.
 *
 * @param folder the folder with one subfolder per visit
 * @param images the total images to be judged, with the basis of each verdict
 * @param failures visits that are missing, and exposures that could not be used
 */
public record GatheredVisits(Path folder, Map<Path, Basis> images, List<Failure> failures) {

    /** Makes defensive copies. */
    public GatheredVisits {
        images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
        failures = List.copyOf(failures);
    }

    /**
     * Combines the measurements and the verdict of each mosaic.
     *
     * @param measured the measurements of the prepared mosaics
     * @param said the verdicts on these mosaics
     * @param known the failures that are already known
     * @return the mosaics with a verdict, and a new failure for each mosaic that has neither a verdict nor a known
     *     failure; mosaics from unsupported instruments are left out, because preparation reports them
     */
    public EachDataset.Done<CheckedDataset> judged(
            List<FrameDrawing.Measured> measured, PredictResult said, List<Failure> known) {
        Map<String, List<MeasuredExposure>> exposures = measured.stream()
                .collect(Collectors.toMap(FrameDrawing.Measured::index, FrameDrawing.Measured::exposures));
        Set<String> judged = Set.copyOf(said.predictions().names());
        Set<String> failed = known.stream().map(Failure::index).collect(Collectors.toSet());
        List<CheckedDataset> datasets = new ArrayList<>();
        List<Failure> missing = new ArrayList<>();
        images.forEach((image, basis) -> {
            DatasetName dataset = DatasetName.of(image.getFileName().toString());
            String name = dataset.toString();
            if (judged.contains(name)) {
                datasets.add(new CheckedDataset(
                        name, image, basis, said.answer(name), exposures.getOrDefault(name, List.of())));
            } else if (!failed.contains(name) && VisitNames.isJudged(dataset.visit())) {
                missing.add(new Failure(
                        name,
                        Failure.Stage.HARVEST,
                        BadInput.file(image, "was not prepared", "try environment/mosaic prep with its folder")
                                .getMessage()));
            }
        });
        return new EachDataset.Done<>(datasets, missing);
    }
}
