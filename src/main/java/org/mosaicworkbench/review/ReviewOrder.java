package org.mosaicworkbench.review;

import java.util.Locale;

/** Which datasets come first in a review. */
public enum ReviewOrder {
    /** Misaligned, then no verdict, then aligned, each with the highest probability first. */
    WORST,
    /** Those on which the models that come with the software disagree most. */
    DISAGREEMENT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
