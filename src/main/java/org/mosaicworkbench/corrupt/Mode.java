package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** Whether the chosen exposures share one offset or each has its own. */
public enum Mode {

    /** Static: what is drawn holds for all of them. */
    STAT,
    /** Stochastic: drawn for each. */
    STOC;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
