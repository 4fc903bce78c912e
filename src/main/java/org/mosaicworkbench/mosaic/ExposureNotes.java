package org.mosaicworkbench.mosaic;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.LeftOut;
import org.mosaicworkbench.visit.Visit;

/** Writes notes on the outcome for each exposure of a detector. */
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
     * Collects the notes on exposures that are used and on those that the visit leaves out.
     *
     * @param used the notes on the detector's used exposures, by rootname
     * @return the notes in the visit's order
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
