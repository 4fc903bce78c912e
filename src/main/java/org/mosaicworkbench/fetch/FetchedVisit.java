package org.mosaicworkbench.fetch;

import java.nio.file.Path;
import java.util.List;

/**
 * A visit whose files were fetched, in this run or an earlier one.
 *
 * @param name visit name of six characters, such as {@code j8bt06}
 * @param folder folder of the files
 * @param files files of the requested level, sorted by name
 * @param fetched number of files fetched in this run
 * @param bytes total size of the files in bytes
 */
public record FetchedVisit(String name, Path folder, List<Path> files, int fetched, long bytes) {

    /** Copies the list. */
    public FetchedVisit {
        files = List.copyOf(files);
    }
}
