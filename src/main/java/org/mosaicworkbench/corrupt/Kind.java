package org.mosaicworkbench.corrupt;

import java.util.Locale;

/** What is wrong with the headers of the chosen exposures. */
public enum Kind {

    /** The pointing is off: {@code CRVAL}. */
    SHIFT,
    /**
     * The roll angle is off: the CD matrix, about the reference position of the first chip. The size in pixels is how
     * far the corner farthest from there moves.
     */
    ROLL,
    /**
     * The pointing goes off more and more from the first chosen exposure to the last, in one direction; the last has
     * the whole offset. Static: by equal steps; stochastic: by steps of any size.
     */
    DRIFT,
    /**
     * The guide stars are found anew, and wrong: the chosen exposures from one on, which is drawn, are off, those
     * before stay. Static: the later ones are off together; stochastic: they are found anew for each.
     */
    REACQUIRE,
    /** The reference pixel is off: {@code CRPIX}; offsets are along the detector's x and y. */
    CRPIX;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
