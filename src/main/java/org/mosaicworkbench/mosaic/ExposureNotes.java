package org.mosaicworkbench.mosaic;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.LeftOut;
import org.mosaicworkbench.visit.Visit;

/** Notes on the outcome for each exposure of a detector. */
final class ExposureNotes {

    private record Noted(Exposure exposure, Mosaic.ExposureNote note) {

        double start() {
            return exposure.observation().start();
        }

        String rootname() {
            return exposure.rootname();
        }
    }

    private ExposureNotes() {}

    /**
     * The notes of those that are used and of those that the visit leaves out.
     *
     * @param used of each exposure of the detector that the visit uses, by its rootname
     * @return in the order of the visit
     */
    static List<Mosaic.ExposureNote> of(Visit visit, Detector detector, Map<String, Mosaic.ExposureNote> used) {
        List<Exposure> exposures =
                visit.exposures().stream().filter(e -> e.detector() == detector).toList();
        return Stream.concat(
                        exposures.stream().map(e -> new Noted(e, used.get(e.rootname()))),
                        visit.leftOut(detector).stream().map(one -> leftOut(one, exposures)))
                .sorted(Comparator.comparingDouble(Noted::start).thenComparing(Noted::rootname))
                .map(Noted::note)
                .toList();
    }

    private static Noted leftOut(LeftOut one, List<Exposure> used) {
        Exposure exposure = one.exposure();
        return new Noted(
                exposure,
                new Mosaic.ExposureNote(
                        exposure.rootname(),
                        FilterName.of(exposure.filters()),
                        exposure.observation().exptime(),
                        Double.NaN,
                        false,
                        one.note(used)));
    }
}
