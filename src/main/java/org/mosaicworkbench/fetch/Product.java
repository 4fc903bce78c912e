package org.mosaicworkbench.fetch;

import org.mosaicworkbench.io.FileName;

/**
 * A file in the archive.
 *
 * @param name file name, valid on this file system
 * @param uri identifier for requests
 * @param size size in bytes; {@link #UNKNOWN} if the archive does not give it
 * @param version version of the software that made the file; empty if the archive does not give it
 */
record Product(String name, String uri, long size, String version) {

    static final long UNKNOWN = -1;

    /** @throws org.mosaicworkbench.io.BadInput if the name is not valid as a file name */
    Product {
        FileName.require("a file's name in the archive's list", name);
    }

    /** @return the size in bytes; 0 if unknown */
    long knownSize() {
        return Math.max(0, size);
    }
}
