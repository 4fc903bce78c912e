package org.mosaicworkbench.simulate;

import java.util.Locale;
import org.mosaicworkbench.io.BadInput;

/**
 * The pointing errors of simulated visits.
 *
 * @param kind kind of error
 * @param size size of the error: pixels, or degrees for a roll; 0 if the kind has no size
 */
public record Guiding(Kind kind, double size) {

    /** The kinds of pointing error between the exposures of a visit. */
    public enum Kind {
        /** Usually accurate to 0.1 px; one visit in eight has one of the errors below, with a random size. */
        REALISTIC(false),
        /** Only the scatter of a successful visit: 0.03 px rms per axis. */
        ALIGNED(false),
        /** No error at all, not even one common to the visit. */
        EXACT(false),
        /** One exposure is mispointed. */
        SHIFT(true),
        /** One exposure is rotated about the centre of the field. */
        ROLL(true),
        /** The pointing drifts steadily from the start of the visit to its end, including during the exposures. */
        DRIFT(true),
        /** The guide stars were reacquired in the middle of the visit: all later exposures are mispointed. */
        REACQUISITION(true);

        private final boolean sized;

        Kind(boolean sized) {
            this.sized = sized;
        }

        /** @return the name in options, such as {@code reacquisition} */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws BadInput if a kind that needs a size has none, or a size out of range */
    public Guiding {
        double largest = kind == Kind.ROLL ? 5 : 500;
        String unit = kind == Kind.ROLL ? "degrees" : "pixels";
        if (kind.sized && !(size > 0 && size <= largest)) {
            throw new BadInput("the guiding error '" + kind.label() + "' has size " + size
                    + "; it must be above 0 and at most " + largest + " " + unit + "; give it as 'error'");
        }
        if (!kind.sized && size != 0) {
            throw new BadInput(
                    "the guiding '" + kind.label() + "' takes no size, but got " + size + "; leave 'error' out");
        }
    }

    /** @return guiding of kind {@link Kind#REALISTIC} */
    public static Guiding realistic() {
        return new Guiding(Kind.REALISTIC, 0);
    }

    /** @return guiding of kind {@link Kind#ALIGNED} */
    public static Guiding aligned() {
        return new Guiding(Kind.ALIGNED, 0);
    }

    /** @return guiding of kind {@link Kind#EXACT} */
    public static Guiding exact() {
        return new Guiding(Kind.EXACT, 0);
    }

    /** @param pixels detector pixels by which one exposure is shifted, in a direction drawn from the seed */
    public static Guiding shift(double pixels) {
        return new Guiding(Kind.SHIFT, pixels);
    }

    /** @param degrees angle by which one exposure is rotated, in a direction drawn from the seed */
    public static Guiding roll(double degrees) {
        return new Guiding(Kind.ROLL, degrees);
    }

    /** @param pixels total drift in detector pixels from the start of the first exposure to the end of the last */
    public static Guiding drift(double pixels) {
        return new Guiding(Kind.DRIFT, pixels);
    }

    /** @param pixels detector pixels by which all exposures after the reacquisition are mispointed */
    public static Guiding reacquisition(double pixels) {
        return new Guiding(Kind.REACQUISITION, pixels);
    }

    /**
     * Creates guiding from the name of its kind.
     *
     * @param kind name in upper or lower case
     * @param size pixels or degrees; 0 for a kind without a size
     * @throws BadInput for an unknown name or an invalid size
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
