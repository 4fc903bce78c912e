package org.mosaicworkbench.decision;

/** The decision about a mosaic. */
public enum Decision {
    /** Aligned to better than the requested size, with confidence. */
    ALIGNED("aligned"),
    /** Misaligned by more than the requested size. */
    MISALIGNED("misaligned"),
    /** Neither can be established. */
    NO_VERDICT("no verdict");

    private final String words;

    Decision(String words) {
        this.words = words;
    }

    /** The string used in tables. */
    @Override
    public String toString() {
        return words;
    }
}
