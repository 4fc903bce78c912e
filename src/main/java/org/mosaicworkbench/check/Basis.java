package org.mosaicworkbench.check;

/** What the verdict on a mosaic is based on. */
public enum Basis {
    /** A finished mosaic with images of its single exposures. */
    PRODUCTS("finished mosaic with the images of its single exposures, as they are"),
    /** An existing mosaic without single-exposure images. */
    MOSAIC("finished mosaic, as it is; nothing of its single exposures"),
    /** An existing mosaic whose exposures were drizzled onto its grid. */
    HEADERS("finished mosaic, as it is; its exposures drizzled onto its grid by their headers, not aligned"),
    /** Exposures that were combined. */
    EXPOSURES("exposures combined here by their headers, not aligned: there was no mosaic");

    private final String words;

    Basis(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
