package org.mosaicworkbench.corrupt;

import java.util.List;
import java.util.Locale;

/** What is wrong with the headers of the chosen exposures. */
public enum Kind {

    /** The pointing is off: {@code CRVAL}. */
    SHIFT("east", "north"),
    /**
     * The roll angle is off: the CD matrix, about the reference position of the first chip. The size in pixels is how
     * far the corner farthest from there moves.
     */
    ROLL("corner"),
    /**
     * The pointing drifts from the first chosen exposure to the last, in one direction; the last has the full offset.
     * Static: equal steps; stochastic: random steps.
     */
    DRIFT("east", "north"),
    /**
     * The guide stars are found anew, and wrong: the chosen exposures from one on, which is drawn, are off, those
     * before stay. Static: the later ones are off together; stochastic: they are found anew for each.
     */
    REACQUIRE("east", "north"),
    /** The reference pixel is off: {@code CRPIX}; offsets are along the detector's x and y. */
    CRPIX("x", "y");

    @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
    private final List<String> axes;

    Kind(String... axes) {
        this.axes = List.of(axes);
    }

    /** @return the name of each number that an offset has, {@link Offset#x} first: one or two */
    List<String> axes() {
        return axes;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
