package org.mosaicworkbench.corrupt;

import java.util.Locale;
import org.mosaicworkbench.label.Residual;

/** What makes a copy count as misaligned. */
public enum LabelBy {

    /** That it was corrupted: every copy is. */
    CORRUPTED,
    /** Its exposures are still misaligned relative to each other after processing; see {@link Residual}. */
    RESIDUAL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
