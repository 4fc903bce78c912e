package org.mosaicworkbench.label;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.AlignmentCheck;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Visit;
import org.mosaicworkbench.visit.VisitFolders;

/**
 * The residual misalignment of the exposures of a visit after alignment: taken from the simulator's {@code truth.json}
 * if it exists, otherwise measured from their sources.
 */
public final class VisitResiduals {

    private static final double ARCSEC = 3600;

    private VisitResiduals() {}

    /** @return the files of a visit that determine its residuals; empty for a folder that is not a visit */
    public static List<Path> inputs(Path folder) {
        try {
            return Visit.read(folder).inputs();
        } catch (BadInput e) {
            return List.of();
        }
    }

    /**
     * The residual of each detector of a visit, or of a copy. This reads exposures but writes nothing.
     *
     * @param folder folder of the visit
     * @param align alignment mode used in processing
     * @param measured true to measure even if the truth is known
     * @throws BadInput if the folder or an exposure cannot be used
     */
    public static List<Residual> of(Path folder, AlignMode align, boolean measured) {
        Visit visit = Visit.read(folder);
        Optional<SimulatedTruth> truth = measured ? Optional.empty() : SimulatedTruth.of(folder);
        boolean corrupted = VisitFolders.isCopy(folder);
        String name = folder.getFileName().toString();
        String suffix = corrupted ? name.substring(name.indexOf('_')) : "";
        List<Residual> residuals = new ArrayList<>();
        for (Detector detector : visit.detectors()) {
            AlignmentCheck check = new AlignmentCheck(visit, detector, 1);
            Map<String, List<Wcs>> used = check.used(align);
            double scale = detector.productScale() / ARCSEC;
            Map<String, List<Wcs>> actual = truth.map(t -> t.systems(used)).orElseGet(() -> check.measured(used));
            ExposureDisagreement error = ExposureDisagreement.of(used, actual, scale);
            double trail =
                    truth.map(t -> t.trail(used.keySet())).orElse(0.0) * pixel(used, scale) / Residual.TRAIL_PER_SHIFT;
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

    /** The mean pixel size of the exposures, in pixels of the mosaic. */
    private static double pixel(Map<String, List<Wcs>> used, double scale) {
        return used.values().stream()
                        .flatMap(List::stream)
                        .mapToDouble(Wcs::pixelScale)
                        .average()
                        .orElse(scale)
                / scale;
    }
}
