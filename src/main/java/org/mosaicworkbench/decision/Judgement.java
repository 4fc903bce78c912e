package org.mosaicworkbench.decision;

import java.util.Locale;

/**
 * The decision about a mosaic, with the reason.
 *
 * @param decision the decision
 * @param why short reason: which exposure is misaligned and by how much, how well exposures agree, or why no statement
 *     is possible, with details after a colon or a semicolon; sizes in pixels of the mosaic
 * @param probability probability that the misalignment is larger than the requested size
 * @param size size of the misalignment, pixels of the mosaic
 */
public record Judgement(Decision decision, String why, double probability, SizeDistribution size) {

    /** @return the reason without details, so that mosaics with the same reason can be counted: "too few sources" */
    public String reason() {
        return why.replaceFirst("[:;].*", "");
    }

    /** In words: {@code misaligned (j8zz01ebq off by 5.00 +- 0.02 px)}, the size and the probability. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s (%s), size %s, probability %.3f", decision, why, size, probability);
    }
}
