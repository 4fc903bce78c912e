package org.mosaicworkbench.fetch;

import java.nio.file.Path;
import java.util.List;

/**
 * A visit with its files in the archive.
 *
 * @param name   six characters
 * @param folder that they go to
 * @param files  that are wanted
 */
record PlannedVisit(String name, Path folder, List<Product> files) {

    PlannedVisit {
        files = List.copyOf(files);
    }

    /** @return bytes that are still to come, as far as the archive says how large the files are */
    long missing() {
        return files.stream()
                .filter(file -> FetchAccount.size(folder.resolve(file.name())) < 0)
                .mapToLong(Product::knownSize)
                .sum();
    }

    /** @return how many files are still to come */
    long missingFiles() {
        return files.stream()
                .filter(file -> FetchAccount.size(folder.resolve(file.name())) < 0)
                .count();
    }

    /** @return the number of files whose size the archive does not give */
    long unknown() {
        return files.stream().filter(file -> file.size() < 0).count();
    }
}
