package org.mosaicworkbench.fetch;

import java.util.ArrayList;
import java.util.List;

/**
 * A visit found in the archive.
 *
 * @param name      six characters
 * @param mosaics   numbers of the observations that its mosaics are, {@code obsid}
 * @param exposures numbers of those that its exposures and associations are
 */
record FoundVisit(String name, List<String> mosaics, List<String> exposures) {

    FoundVisit {
        mosaics = List.copyOf(mosaics);
        exposures = List.copyOf(exposures);
    }

    /** @return the numbers of all observations whose files a level may hold */
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
