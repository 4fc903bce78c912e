package org.mosaicworkbench.fetch;

import java.nio.file.Path;
import java.util.List;

/**
 * A visit with the archive's files to be fetched.
 *
 * @param name visit name, six characters
 * @param folder folder for the files
 * @param files requested files
 */
record PlannedVisit(String name, Path folder, List<Product> files) {

    PlannedVisit {
        files = List.copyOf(files);
    }

    /** @return the number of bytes still to fetch, counting only files whose size the archive gives */
    long missing() {
        return files.stream()
                .filter(file -> FetchAccount.size(folder.resolve(file.name())) < 0)
                .mapToLong(Product::knownSize)
                .sum();
    }

    /** @return the number of files still to fetch */
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
