package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** Which exposures of a visit the copies change. */
public enum Palette {

    /**
     * One copy: two or three random exposures of any filter. Its folder name has {@code f999r} in place of a filter.
     */
    REX,
    /** One copy: the exposures of one random filter. */
    RFI,
    /** One copy per filter, with the exposures of that filter. */
    MFI,
    /** Four copies per filter, one for each combination of {@link Expos} and {@link Mode}. */
    MULTI;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
