package org.mosaicworkbench.review;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.decision.Decision;

/**
 * A dataset to review, with its prediction.
 *
 * @param index its name
 * @param decision aligned, misaligned or no verdict
 * @param probability probability of a misalignment
 * @param why the reason for the decision; empty if unknown
 * @param size median of the misalignment, and the limits of its 95 % interval, pixels of the mosaic; empty if unknown
 * @param remark the reason for its position in the order; empty in the order {@link ReviewOrder#WORST}
 */
public record SuspectDataset(
        String index, Decision decision, double probability, String why, List<Double> size, String remark) {

    private static final List<Decision> RANKS = List.of(Decision.MISALIGNED, Decision.NO_VERDICT, Decision.ALIGNED);

    /**
     * Orders misaligned datasets first, then those without a verdict, then aligned ones; within each group by
     * descending probability, then by descending size.
     */
    static final Comparator<SuspectDataset> WORST_FIRST = Comparator.comparingInt(
                    (SuspectDataset one) -> RANKS.indexOf(one.decision))
            .thenComparingDouble(one -> -one.probability)
            .thenComparingDouble(one -> one.size.isEmpty() ? 0 : -one.size.get(0));

    /** Copies the list. */
    public SuspectDataset {
        size = List.copyOf(size);
    }

    SuspectDataset remarked(String words) {
        return new SuspectDataset(index, decision, probability, why, size, words);
    }

    /** Median and interval in words; empty if the size is unknown. */
    String sizeInWords() {
        return size.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.2f px (95 %%: %.2f to %.2f)", size.get(0), size.get(1), size.get(2));
    }
}
