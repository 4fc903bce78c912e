package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** Whether all exposures that a palette offers are changed, or a subset. */
public enum Expos {

    /** All of them. */
    ALL,
    /** Some that are drawn, at least one and never all; the only one where there is but one. */
    SUB;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
