package org.mosaicworkbench.fetch;

import java.util.ArrayList;
import java.util.List;

/**
 * A visit found in the archive.
 *
 * @param name visit name, six characters
 * @param mosaics {@code obsid} of its mosaics
 * @param exposures {@code obsid} of its exposures and associations
 */
record FoundVisit(String name, List<String> mosaics, List<String> exposures) {

    FoundVisit {
        mosaics = List.copyOf(mosaics);
        exposures = List.copyOf(exposures);
    }

    /** @return the {@code obsid} of each observation that may have files at this level */
    List<String> numbers(FetchLevel level) {
        List<String> numbers = new ArrayList<>();
        if (level.mosaics()) {
            numbers.addAll(mosaics);
        }
        if (level.exposures()) {
            numbers.addAll(exposures);
        }
        return numbers;
    }
}
