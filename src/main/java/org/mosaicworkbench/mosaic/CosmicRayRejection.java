package org.mosaicworkbench.mosaic;

import java.util.Locale;

/**
 * Whether cosmic rays are rejected by comparing the exposures in a filter, if there are at least two. If exposures are
 * misaligned, the comparison also rejects stars, and with up to five exposures possibly all of them.
 */
public enum CosmicRayRejection {

    /** Reject cosmic rays unless alignment is switched off; a wrong pointing then stays visible. */
    ALIGNED,

    /** Always reject cosmic rays, as the observatory's processing does, whether or not the alignment worked. */
    ALWAYS,

    NEVER;

    /** Returns the word that users type. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean applies(AlignMode align) {
        return this == ALWAYS || (this == ALIGNED && align != AlignMode.NONE);
    }
}
