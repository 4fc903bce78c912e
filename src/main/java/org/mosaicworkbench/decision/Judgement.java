package org.mosaicworkbench.decision;

import java.util.Locale;

/**
 * The decision about a mosaic, with the reason.
 *
 * @param decision    one of three
 * @param why         in a few words: which exposure is off and by how much, to what exposures agree, or why nothing can
 *                    be said, with what goes with it behind a colon or a semicolon; sizes in pixels of the mosaic
 * @param probability that the misalignment is larger than the size that is asked for
 * @param size        of the misalignment, pixels of the mosaic
 */
public record Judgement(Decision decision, String why, double probability, SizeDistribution size) {

    /**
     * @return why, without what goes with it, so that mosaics with the same reason can be counted: "too few sources"
     */
    public String reason() {
        return why.replaceFirst("[:;].*", "");
    }

    /** In words: {@code misaligned (j8zz01ebq off by 5.00 +- 0.02 px)}, the size and the probability. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%s), size %s, probability %.3f", decision, why, size, probability);
    }
}
