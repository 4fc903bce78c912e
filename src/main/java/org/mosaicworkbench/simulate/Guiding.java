package org.mosaicworkbench.simulate;

import java.util.Locale;
import org.mosaicworkbench.io.BadInput;

/**
 * The pointing errors of simulated visits.
 *
 * @param kind what went wrong
 * @param size how much: pixels, for a roll degrees; 0 if the kind has no size
 */
public record Guiding(Kind kind, double size) {

    /** The ways in which exposures of one visit come to disagree. */
    public enum Kind {
        /** Mostly good to 0.1 px; one visit in eight has one of the errors below, of a size drawn for it. */
        REALISTIC(false),
        /** Only the scatter of a visit that went well: 0.03 px rms an axis. */
        ALIGNED(false),
        /** No error at all, not even of the visit as a whole. */
        EXACT(false),
        /** One exposure is mispointed. */
        SHIFT(true),
        /** One exposure is turned about the centre of the field. */
        ROLL(true),
        /** The pointing moves steadily from the visit's start to its end, during the exposures too. */
        DRIFT(true),
        /** The guide stars were acquired again in the middle of the visit: all later exposures point elsewhere. */
        REACQUISITION(true);

        private final boolean sized;

        Kind(boolean sized) {
            this.sized = sized;
        }

        /** @return the name in options: {@code reacquisition} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws BadInput if a kind that has a size gets none, or one that is out of range */
    public Guiding {
        double largest = kind == Kind.ROLL ? 5 : 500;
        String unit = kind == Kind.ROLL ? "degrees" : "pixels";
        if (kind.sized && !(size > 0 && size <= largest)) {
            throw new BadInput("the guiding error '" + kind.label() + "' has the size " + size
                    + "; it must be above 0 and at most " + largest + " " + unit + "; give it as 'error'");
        }
        if (!kind.sized && size != 0) {
            throw new BadInput(
                    "the guiding '" + kind.label() + "' takes no size; it got " + size + "; leave 'error' away");
        }
    }

    /** @return see {@link Kind#REALISTIC} */
    public static Guiding realistic() {
        return new Guiding(Kind.REALISTIC, 0);
    }

    /** @return see {@link Kind#ALIGNED} */
    public static Guiding aligned() {
        return new Guiding(Kind.ALIGNED, 0);
    }

    /** @return see {@link Kind#EXACT} */
    public static Guiding exact() {
        return new Guiding(Kind.EXACT, 0);
    }

    /** @param pixels detector pixels by which one exposure is off, in a direction drawn from the seed */
    public static Guiding shift(double pixels) {
        return new Guiding(Kind.SHIFT, pixels);
    }

    /** @param degrees by which one exposure is turned, to a side drawn from the seed */
    public static Guiding roll(double degrees) {
        return new Guiding(Kind.ROLL, degrees);
    }

    /** @param pixels detector pixels from the start of the first exposure to the end of the last */
    public static Guiding drift(double pixels) {
        return new Guiding(Kind.DRIFT, pixels);
    }

    /** @param pixels detector pixels by which all exposures after the re-acquisition are off */
    public static Guiding reacquisition(double pixels) {
        return new Guiding(Kind.REACQUISITION, pixels);
    }

    /**
     * Guiding by the name of its kind.
     *
     * @param kind in upper or lower case
     * @param size pixels or degrees, 0 for a kind without a size
     * @throws BadInput for a name that is none, or a size that does not fit
     */
    public static Guiding named(String kind, double size) {
        for (Kind k : Kind.values()) {
            if (k.label().equals(kind.strip().toLowerCase(Locale.ROOT))) {
                return new Guiding(k, size);
            }
        }
        throw new BadInput("guiding is '" + kind
                + "'; it must be one of realistic, aligned, exact, shift, roll, drift, " + "reacquisition");
    }

    @Override
    public String toString() {
        return kind.sized ? kind.label() + " " + size + (kind == Kind.ROLL ? " deg" : " px") : kind.label();
    }
}
