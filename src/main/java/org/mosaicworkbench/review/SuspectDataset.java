package org.mosaicworkbench.review;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.mosaicworkbench.decision.Decision;

/**
 * A dataset to review, with what was predicted of it.
 *
 * @param index       its name
 * @param decision    aligned, misaligned or no verdict
 * @param probability of a misalignment
 * @param why         the reason of the decision; empty where none is known
 * @param size        median of the misalignment, and the bounds of its 95 % interval, pixels of the mosaic; empty where
 *                    they are not known
 * @param remark      why it comes where it comes in the order; empty for worst first
 */
public record SuspectDataset(
        String index, Decision decision, double probability, String why, List<Double> size, String remark) {

    private static final List<Decision> RANKS = List.of(Decision.MISALIGNED, Decision.NO_VERDICT, Decision.ALIGNED);

    /** Misaligned, then no verdict, then aligned, each with the highest probability first, of equal ones the largest. */
    static final Comparator<SuspectDataset> WORST_FIRST = Comparator.comparingInt(
                    (SuspectDataset one) -> RANKS.indexOf(one.decision))
            .thenComparingDouble(one -> -one.probability)
            .thenComparingDouble(one -> one.size.isEmpty() ? 0 : -one.size.get(0));

    /** Takes a copy. */
    public SuspectDataset {
        size = List.copyOf(size);
    }

    SuspectDataset remarked(String words) {
        return new SuspectDataset(index, decision, probability, why, size, words);
    }

    /** Median and interval in words; empty where the size is not known. */
    String sizeInWords() {
        return size.isEmpty()
                ? ""
                : String.format(Locale.ROOT, "%.2f px (95 %%: %.2f to %.2f)", size.get(0), size.get(1), size.get(2));
    }
}
