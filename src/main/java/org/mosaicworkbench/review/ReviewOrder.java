package org.mosaicworkbench.review;

import java.util.Locale;

/** The order of datasets in a review. */
public enum ReviewOrder {
    /** Misaligned, then no verdict, then aligned; within each group by descending probability. */
    WORST,
    /** By descending disagreement between the models that ship with the software. */
    DISAGREEMENT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
