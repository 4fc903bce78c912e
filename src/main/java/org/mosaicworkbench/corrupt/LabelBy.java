package org.mosaicworkbench.corrupt;

import org.mosaicworkbench.label.Residual;
import java.util.Locale;

/** What makes a copy count as misaligned. */
public enum LabelBy {

    /** That it was corrupted: every copy is. */
    CORRUPTED,
    /** That its exposures are still off against each other after the processing; see {@link Residual}. */
    RESIDUAL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
