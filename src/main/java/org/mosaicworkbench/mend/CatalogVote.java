package org.mosaicworkbench.mend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.VisitDiagnosis;
import org.mosaicworkbench.mosaic.AlignmentCheck;
import org.mosaicworkbench.mosaic.GivenCatalog;
import org.mosaicworkbench.mosaic.align.Alignment;
import org.mosaicworkbench.sky.PixelPoint;
import org.mosaicworkbench.sky.Wcs;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * Finds the exposure of a detector that agrees best with the reference catalog. Each exposure is fitted to the catalog
 * separately.
 *
 * @param visit the exposures
 * @param detector one of the visit's detectors
 * @param threads number of exposures read at the same time
 */
record CatalogVote(Visit visit, Detector detector, int threads) {

    /**
     * The catalog decides only if the distances of the two groups from it differ by more than this many standard
     * errors.
     */
    private static final double SURE = 3;

    private static final double MAS = 3600e3;

    /**
     * The catalog's answer.
     *
     * @param right the exposure that agrees best; empty if the catalog does not decide
     * @param why why the catalog does not decide
     */
    record Answer(Optional<String> right, String why) {}

    private record Offset(ExposureShift exposure, double pixels, double error) {}

    /** @param tied a diagnosis in which several groups of exposures tie for the largest */
    Answer ask(VisitDiagnosis tied) {
        Optional<Alignment.Reference> catalog = new GivenCatalog(visit.folder(), detector).at(epoch());
        if (catalog.isEmpty()) {
            return new Answer(Optional.empty(), "");
        }
        List<Offset> offsets = offsets(tied, catalog.get());
        Optional<Offset> nearest = offsets.stream().min(Comparator.comparingDouble(Offset::pixels));
        Optional<Offset> rival = offsets.stream()
                .filter(one -> apart(one.exposure, nearest.orElseThrow().exposure) > tied.limit())
                .min(Comparator.comparingDouble(Offset::pixels));
        String name = "the reference catalog " + catalog.get().name();
        if (rival.isEmpty()) {
            return new Answer(Optional.empty(), name + " cannot be fitted to exposures of both groups");
        }
        double more = rival.get().pixels - nearest.get().pixels;
        double error = Math.hypot(rival.get().error, nearest.get().error);
        return more > SURE * error
                ? new Answer(Optional.of(nearest.get().exposure.rootname()), "")
                : new Answer(
                        Optional.empty(),
                        String.format(
                                Locale.ROOT,
                                "%s finds %s off by %.2f px and %s by %.2f px, with an error of %.2f px",
                                name,
                                nearest.get().exposure.rootname(),
                                nearest.get().pixels,
                                rival.get().exposure.rootname(),
                                rival.get().pixels,
                                error));
    }

    private OptionalDouble epoch() {
        return visit.exposures().stream()
                .filter(exposure -> exposure.detector() == detector)
                .map(Exposure::observation)
                .mapToDouble(Exposure.Observation::start)
                .filter(start -> start > 0)
                .average();
    }

    private List<Offset> offsets(VisitDiagnosis tied, Alignment.Reference catalog) {
        AlignmentCheck check = new AlignmentCheck(visit, detector, threads);
        Map<String, List<Wcs>> headers = check.headers();
        Wcs plane = check.grid();
        List<Offset> offsets = new ArrayList<>();
        for (int i = 0; i < check.exposures().size(); i++) {
            String name = check.exposures().get(i).rootname();
            Alignment alone = Alignment.of(
                    List.of(new Alignment.Member(
                            name, headers.get(name), check.sources().get(i))),
                    detector,
                    plane,
                    catalog);
            Optional<ExposureShift> measured = tied.shifts().stream()
                    .filter(shift -> shift.rootname().equals(name) && shift.measured())
                    .findFirst();
            if (alone.reference().accepted() && measured.isPresent()) {
                offsets.add(offset(measured.get(), headers.get(name).get(0), alone));
            }
        }
        return offsets;
    }

    private static Offset offset(ExposureShift exposure, Wcs header, Alignment alone) {
        PixelPoint centre = new PixelPoint((header.width() + 1) / 2.0, (header.height() + 1) / 2.0);
        PixelPoint right = header.toPixel(alone.systems().get(0).get(0).toSky(centre));
        double scatter = Math.max(alone.reference().rmsRa(), alone.reference().rmsDec()) / (header.pixelScale() * MAS);
        return new Offset(
                exposure,
                Math.hypot(right.x() - centre.x(), right.y() - centre.y()),
                scatter / Math.sqrt(alone.reference().matches()));
    }

    /** The distance between the shifts of two exposures, pixels. */
    private static double apart(ExposureShift a, ExposureShift b) {
        return Math.hypot(
                a.shift().dx() - b.shift().dx(), a.shift().dy() - b.shift().dy());
    }
}
