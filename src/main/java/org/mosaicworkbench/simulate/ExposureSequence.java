package org.mosaicworkbench.simulate;

import java.util.List;

/**
 * The planned exposures of a visit.
 *
 * @param size    pixels of the field's side
 * @param filters one for each exposure
 * @param seconds exposure times, one for each exposure
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
