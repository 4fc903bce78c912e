package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** The size of the pixel that offsets are measured in. */
public enum PixelUnit {

    /** A pixel of the exposure's own detector, with its scale at the header's reference pixel. */
    DETECTOR,
    /** 0.04 arcseconds for every detector, as in the Python tool spacekit. */
    FIXED;

    private static final double FIXED_DEGREES = 0.04 / 3600;

    /** @param own side of a detector pixel, degrees */
    double degrees(double own) {
        return this == DETECTOR ? own : FIXED_DEGREES;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
