package org.mosaicworkbench.mosaic;

import java.util.Locale;

/**
 * When to reject cosmic rays by comparing the exposures in a filter, which requires at least two exposures. If
 * exposures are misaligned, the comparison also rejects stars, possibly all of them if there are five exposures or
 * fewer.
 */
public enum CosmicRayRejection {

    /** Reject cosmic rays unless alignment is switched off; a wrong pointing then stays visible. */
    ALIGNED,

    /** Always reject cosmic rays, as the observatory's processing does, whether or not the alignment worked. */
    ALWAYS,

    NEVER;

    /** Returns the name in lower case, as users enter it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean applies(AlignMode align) {
        return this == ALWAYS || (this == ALIGNED && align != AlignMode.NONE);
    }
}
