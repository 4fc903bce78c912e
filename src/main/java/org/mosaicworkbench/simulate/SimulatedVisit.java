package org.mosaicworkbench.simulate;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.visit.Detector;

/**
 * A simulated visit.
 *
 * @param folder folder with the exposures, poller file, reference catalog and {@code truth.json}
 * @param dataset dataset name: the file name of the visit's total image without {@code _drz.fits} or {@code _drc.fits}
 * @param observation target, detector and filters
 * @param guiding the resulting guiding: never {@link Guiding.Kind#REALISTIC}, but the kind drawn for it
 * @param misalignment largest deviation of an exposure from its header, excluding the error common to the visit, in
 *     pixels at the field's farthest corner
 */
public record SimulatedVisit(
        Path folder, String dataset, Observation observation, Guiding guiding, double misalignment) {

    /**
     * The target, detector and filters.
     *
     * @param target {@code TARGNAME}
     * @param detector its detector
     * @param category category of the target
     * @param filters filters in the order of their first use
     * @param exposures number of exposures
     */
    public record Observation(
            String target, Detector detector, Category category, List<String> filters, int exposures) {

        public Observation {
            filters = List.copyOf(filters);
        }
    }
}
