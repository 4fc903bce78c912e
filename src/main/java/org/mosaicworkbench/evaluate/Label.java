package org.mosaicworkbench.evaluate;

import java.util.Locale;
import org.mosaicworkbench.io.BadInput;

/** What a mosaic is, or is said to be. */
public enum Label {
    /** All exposures lie where they should; 0 in files. */
    ALIGNED(0),
    /** At least one exposure is off; 1 in files; the positive class of all metrics. */
    MISALIGNED(1);

    private final int code;

    Label(int code) {
        this.code = code;
    }

    /** @return 0 or 1, as files have it */
    public int code() {
        return code;
    }

    /**
     * Reads a label.
     *
     * @param code 0 or 1, as a whole number or with decimals that are zero
     * @throws BadInput for anything else
     */
    public static Label of(String code) {
        return switch (code.strip()) {
            case "0", "0.0" -> ALIGNED;
            case "1", "1.0" -> MISALIGNED;
            default -> throw new BadInput("the label is '" + code + "'; it must be 0 (aligned) or 1 (misaligned)");
        };
    }

    /** @return {@link #MISALIGNED} when the probability is at or above the threshold */
    public static Label at(double probability, double threshold) {
        return probability >= threshold ? MISALIGNED : ALIGNED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
