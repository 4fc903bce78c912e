package org.mosaicworkbench.simulate;

import java.nio.file.Path;
import java.util.List;
import org.mosaicworkbench.visit.Detector;

/**
 * A simulated visit.
 *
 * @param folder       exposures, poller file, reference catalog and {@code truth.json}
 * @param dataset      the name of its total image without the ending
 * @param observation what was observed with what
 * @param guiding      how guiding went: never {@link Guiding.Kind#REALISTIC}, but what came of it
 * @param misalignment the largest disagreement of an exposure with its header beyond what the whole visit shares,
 *                     pixels at the field's farthest corner
 */
public record SimulatedVisit(
        Path folder, String dataset, Observation observation, Guiding guiding, double misalignment) {

    /**
     * The target, detector and filters.
     *
     * @param target {@code TARGNAME}
     * @param detector its detector
     * @param category what it looks at
     * @param filters in the order of their first use
     * @param exposures how many
     */
    public record Observation(
            String target, Detector detector, Category category, List<String> filters, int exposures) {

        public Observation {
            filters = List.copyOf(filters);
        }
    }
}
