package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** How an offset towards the east is converted to right ascension. */
public enum RaStep {

    /**
     * As an angle on the sky: the angle divided by the cosine of the declination. Near the poles, where a step in right
     * ascension changes the direction of north, the CD matrix is rotated back, so that the field shifts without
     * rotating.
     */
    SKY,
    /**
     * Added to right ascension unchanged, as in the Python tool spacekit: at declination 60 degrees, the shift on the
     * sky is half of the offset.
     */
    PLAIN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
