package org.mosaicworkbench.corrupt;

import java.util.List;
import java.util.Locale;

/** The error introduced into the headers of the chosen exposures. */
public enum Kind {

    /** The pointing is shifted: {@code CRVAL}. */
    SHIFT("east", "north"),
    /**
     * The roll angle is wrong: the CD matrix is rotated about the reference position of the first chip. The size in
     * pixels is the displacement of the farthest corner.
     */
    ROLL("corner"),
    /**
     * The pointing drifts in one direction from the first chosen exposure to the last, which has the full offset.
     * Static: equal steps; stochastic: random steps.
     */
    DRIFT("east", "north"),
    /**
     * The guide stars are reacquired at the wrong position: the chosen exposures are mispointed from a random one
     * onwards, and earlier exposures are unaffected. Static: the mispointed exposures share one offset; stochastic:
     * each has its own.
     */
    REACQUIRE("east", "north"),
    /** The reference pixel is wrong: {@code CRPIX}; offsets are along the detector's x and y. */
    CRPIX("x", "y");

    @SuppressWarnings("ImmutableEnumChecker") // Immutable: created by List.of.
    private final List<String> axes;

    Kind(String... axes) {
        this.axes = List.of(axes);
    }

    /** @return the names of the one or two components of an offset, {@link Offset#x} first */
    List<String> axes() {
        return axes;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
