package org.mosaicworkbench.evaluate;

import java.util.Locale;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;

/** The true or predicted class of a mosaic. */
public enum Label {
    /** All exposures are aligned; 0 in files. */
    ALIGNED(0),
    /** At least one exposure is misaligned; 1 in files; the positive class of all metrics. */
    MISALIGNED(1);

    private final int code;

    Label(int code) {
        this.code = code;
    }

    /** @return 0 or 1, as in files */
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
        return of("the label", code);
    }

    /**
     * Reads a label.
     *
     * @param what beginning of the message, which locates the label: "svm_data.csv: the label of hst_... (line 9)"
     * @param code see {@link #of(String)}
     * @throws BadInput as for {@link #of(String)}
     */
    public static Label of(String what, String code) {
        double number = Csv.value(code).orElse(Double.NaN);
        for (Label label : values()) {
            if (label.code == number) {
                return label;
            }
        }
        throw new BadInput(what + " is '" + code + "'; it must be 0 (aligned) or 1 (misaligned)");
    }

    /** @return {@link #MISALIGNED} if the probability is at or above the threshold */
    public static Label at(double probability, double threshold) {
        return probability >= threshold ? MISALIGNED : ALIGNED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
