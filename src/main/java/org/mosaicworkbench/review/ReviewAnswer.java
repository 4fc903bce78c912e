package org.mosaicworkbench.review;

import java.util.Locale;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.io.BadInput;

/** What a reviewer says of a mosaic. */
public enum ReviewAnswer {
    /** Its exposures are aligned; label 0. */
    ALIGNED(String.valueOf(Label.ALIGNED.code())),
    /** At least one exposure is misaligned; label 1. */
    MISALIGNED(String.valueOf(Label.MISALIGNED.code())),
    /** The pictures do not tell; no label. */
    CANNOT_TELL(""),
    /** Looked at and left for later; not exported. */
    SKIPPED("");

    private final String label;

    ReviewAnswer(String label) {
        this.label = label;
    }

    /** @return 0, 1 or nothing, as {@code reviewed.csv} has it */
    public String label() {
        return label;
    }

    /** @return the answer that a label stands for */
    public static ReviewAnswer of(Label label) {
        return label == Label.MISALIGNED ? MISALIGNED : ALIGNED;
    }

    /**
     * The answer of a name.
     *
     * @throws BadInput for another name
     */
    static ReviewAnswer named(String name) {
        for (ReviewAnswer answer : values()) {
            if (answer.toString().equals(name)) {
                return answer;
            }
        }
        throw new BadInput("the answer is '" + name + "'; it must be aligned, misaligned, cannot tell or skipped");
    }

    /** @return in small letters, as the page and the database have it */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
