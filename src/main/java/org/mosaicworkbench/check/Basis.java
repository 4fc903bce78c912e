package org.mosaicworkbench.check;

/** What the verdict on a mosaic is based on. */
public enum Basis {
    /** An existing mosaic with its single-exposure images. */
    PRODUCTS("finished mosaic and its single-exposure images, unchanged"),
    /** An existing mosaic without single-exposure images. */
    MOSAIC("finished mosaic, unchanged, without single exposures"),
    /** An existing mosaic whose exposures were drizzled onto its grid. */
    HEADERS("finished mosaic, unchanged; its exposures drizzled onto its grid by their headers, without alignment"),
    /** A mosaic combined here from exposures, because there was no existing one. */
    EXPOSURES("exposures combined here by their headers, without alignment, because there was no mosaic");

    private final String words;

    Basis(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
