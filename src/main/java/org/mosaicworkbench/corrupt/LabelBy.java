package org.mosaicworkbench.corrupt;

import java.util.Locale;
import org.mosaicworkbench.label.Residual;

/** The criterion for counting a copy as misaligned. */
public enum LabelBy {

    /** Its corruption: every copy counts as misaligned. */
    CORRUPTED,
    /** The misalignment of its exposures relative to each other that remains after processing; see {@link Residual}. */
    RESIDUAL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
