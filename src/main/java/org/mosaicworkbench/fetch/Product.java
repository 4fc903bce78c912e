package org.mosaicworkbench.fetch;

import org.mosaicworkbench.io.FileName;

/**
 * A file of the archive.
 *
 * @param name    of the file, which can be that of one
 * @param uri     what it is asked for by
 * @param size    bytes; {@link #UNKNOWN} where the archive does not say
 * @param version of what made it; empty if the archive does not say
 */
record Product(String name, String uri, long size, String version) {

    static final long UNKNOWN = -1;

    /** @throws org.mosaicworkbench.io.BadInput if the name cannot be that of a file */
    Product {
        FileName.require("a file's name in the archive's list", name);
    }

    /** @return bytes, 0 if they are not known */
    long knownSize() {
        return Math.max(0, size);
    }
}
