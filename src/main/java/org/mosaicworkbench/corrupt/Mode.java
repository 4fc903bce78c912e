package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** Whether the chosen exposures share one offset or each has its own. */
public enum Mode {

    /** Static: one random offset for all chosen exposures. */
    STAT,
    /** Stochastic: a separate random offset for each chosen exposure. */
    STOC;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
