package org.mosaicworkbench.corrupt;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.label.LabelsResult;
import org.mosaicworkbench.label.Residual;
import org.mosaicworkbench.label.VisitResiduals;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.task.EachDataset;
import org.mosaicworkbench.task.Failure;

/**
 * Labels of the copies.
 *
 * @param by criterion for counting a copy as misaligned
 * @param limit residual in pixels above which a mosaic counts as misaligned, if that is the criterion
 * @param align alignment mode of the copies' exposures
 */
public record CopyLabels(LabelBy by, double limit, AlignMode align) {

    private static final String MISALIGNED = "1";
    private static final String ALIGNED = "0";

    /** The labels of all copies. */
    static final List<String> ALL = List.of(ALIGNED, MISALIGNED);

    /**
     * The residuals of each copy if residuals determine the label; otherwise an empty list for each copy. Copies whose
     * residuals cannot be measured are omitted.
     */
    Map<SyntheticVisit, List<Residual>> residuals(List<SyntheticVisit> copies, CopyStages stages) {
        Map<SyntheticVisit, List<Residual>> residuals = new LinkedHashMap<>();
        if (by == LabelBy.CORRUPTED) {
            copies.forEach(copy -> residuals.put(copy, List.of()));
            return residuals;
        }
        EachDataset<SyntheticVisit> labelling = EachDataset.of("labelling", Failure.Stage.LABEL, SyntheticVisit::name);
        stages.timed(
                        Failure.Stage.LABEL,
                        () -> stages.each(
                                labelling.threads(stages.threads()),
                                copies,
                                copy -> Map.entry(copy, VisitResiduals.of(copy.folder(), align, false))))
                .forEach(one -> residuals.put(one.getKey(), one.getValue()));
        return residuals;
    }

    /**
     * The label of a total image; empty if it is unknown.
     *
     * @param dataset its name
     * @param found the residuals of its copy
     */
    Optional<String> of(String dataset, List<Residual> found) {
        return by == LabelBy.CORRUPTED
                ? Optional.of(MISALIGNED)
                : found.stream()
                        .filter(residual -> residual.dataset().equals(dataset) && residual.known())
                        .findFirst()
                        .map(residual -> residual.misaligned(limit) ? MISALIGNED : ALIGNED);
    }

    /** Writes {@code labels.csv} into the folder if residuals determine the label. */
    void write(Path folder, List<Residual> residuals) {
        if (by == LabelBy.RESIDUAL) {
            new LabelsResult(limit, residuals, List.of()).write(folder.resolve("labels.csv"));
        }
    }
}
