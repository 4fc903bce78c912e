package org.mosaicworkbench.fetch;

import java.nio.file.Path;
import java.util.List;

/**
 * A visit whose files were fetched, in this run or an earlier one.
 *
 * @param name    six characters, {@code j8bt06}
 * @param folder  that they stand in
 * @param files   of the level that was wanted, in the order of their names
 * @param fetched how many of them this run fetched
 * @param bytes   of all of them
 */
public record FetchedVisit(String name, Path folder, List<Path> files, int fetched, long bytes) {

    /** Takes a copy. */
    public FetchedVisit {
        files = List.copyOf(files);
    }
}
