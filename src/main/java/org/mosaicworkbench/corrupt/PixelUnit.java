package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** The size of the pixel that offsets are measured in. */
public enum PixelUnit {

    /** A pixel of the exposure's own detector, as its header has it at the reference pixel. */
    DETECTOR,
    /** 0.04 arcseconds whatever the detector, as the Python tool has it. */
    FIXED;

    private static final double FIXED_DEGREES = 0.04 / 3600;

    /** @param own side of a pixel of the detector, degrees */
    double degrees(double own) {
        return this == DETECTOR ? own : FIXED_DEGREES;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
