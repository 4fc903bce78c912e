package org.mosaicworkbench.mosaic;

import java.util.Locale;

/**
 * Whether cosmic rays are taken out by comparing the exposures through a filter, where there are two or more. Of
 * exposures that are misplaced against each other it takes the stars for cosmic rays, with up to five those of all.
 */
public enum CosmicRayRejection {

    /** Unless the alignment was switched off, so that a wrong pointing shows. */
    ALIGNED,

    /** As the observatory's processing does, whether the alignment has worked or not. */
    ALWAYS,

    NEVER;

    /** The word that users type. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean applies(AlignMode align) {
        return this == ALWAYS || (this == ALIGNED && align != AlignMode.NONE);
    }
}
