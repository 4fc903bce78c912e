package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** Whether all exposures offered by a palette are changed, or a subset. */
public enum Expos {

    /** All exposures. */
    ALL,
    /** A random subset, neither empty nor complete; if there is only one exposure, it is always changed. */
    SUB;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
