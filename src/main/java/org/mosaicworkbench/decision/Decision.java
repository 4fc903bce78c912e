package org.mosaicworkbench.decision;

/** The decision about a mosaic. */
public enum Decision {
    /** Aligned to better than the size that is asked for, with confidence. */
    ALIGNED("aligned"),
    /** A misalignment larger than that. */
    MISALIGNED("misaligned"),
    /** Neither is known. */
    NO_VERDICT("no verdict");

    private final String words;

    Decision(String words) {
        this.words = words;
    }

    /** The text in tables. */
    @Override
    public String toString() {
        return words;
    }
}
