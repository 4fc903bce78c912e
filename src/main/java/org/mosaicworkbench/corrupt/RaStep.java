package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** How an offset towards the east is converted to right ascension. */
public enum RaStep {

    /**
     * As an angle on the sky, which is the angle divided by the cosine of the declination. Near the poles, where a step
     * in right ascension turns north, the CD matrix is turned back, so that the field moves and does not turn.
     */
    SKY,
    /** Added to right ascension as it is, as the Python tool does: at declination 60 the sky moves by half of it. */
    PLAIN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
