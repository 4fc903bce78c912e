package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** Which exposures of a visit the copies change. */
public enum Palette {

    /** One copy: two or three exposures drawn from all filters. Its folder has {@code f999r} in place of a filter. */
    REX,
    /** One copy: the exposures of one filter, which is drawn. */
    RFI,
    /** A copy for each filter with the exposures of that filter. */
    MFI,
    /** Four copies for each filter: all its exposures and a subset, each with one offset and with several. */
    MULTI;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
