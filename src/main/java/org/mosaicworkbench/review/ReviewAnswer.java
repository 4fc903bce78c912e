package org.mosaicworkbench.review;

import java.util.Locale;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.BadInput;

/** A reviewer's answer about a mosaic. */
public enum ReviewAnswer {
    /** Its exposures are aligned; label 0. */
    ALIGNED(String.valueOf(Label.ALIGNED.code())),
    /** At least one exposure is misaligned; label 1. */
    MISALIGNED(String.valueOf(Label.MISALIGNED.code())),
    /** The pictures are inconclusive; no label. */
    CANNOT_TELL(""),
    /** Viewed and left for later; not exported. */
    SKIPPED("");

    private final String label;

    ReviewAnswer(String label) {
        this.label = label;
    }

    /** @return 0, 1 or empty, as in {@code reviewed.csv} */
    public String label() {
        return label;
    }

    /** @return the answer that corresponds to a label */
    public static ReviewAnswer of(Label label) {
        return label == Label.MISALIGNED ? MISALIGNED : ALIGNED;
    }

    /**
     * Returns the answer with the given name.
     *
     * @throws BadInput for an unknown name
     */
    static ReviewAnswer named(String name) {
        for (ReviewAnswer answer : values()) {
            if (answer.toString().equals(name)) {
                return answer;
            }
        }
        throw new BadInput("the answer is '" + name + "'; it must be aligned, misaligned, cannot tell or skipped");
    }

    /** @return in lower case, as in the page and the database */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
