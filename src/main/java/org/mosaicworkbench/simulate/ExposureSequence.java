package org.mosaicworkbench.simulate;

import java.util.List;

/**
 * The planned exposures of a visit.
 *
 * @param size side of the field, pixels
 * @param filters filter of each exposure
 * @param seconds exposure time of each exposure, seconds
 */
record ExposureSequence(int size, List<Bandpass> filters, double[] seconds) {

    ExposureSequence {
        filters = List.copyOf(filters);
        if (filters.size() != seconds.length) {
            throw new IllegalArgumentException(filters.size() + " filters for " + seconds.length + " exposures");
        }
    }

    int count() {
        return seconds.length;
    }
}
