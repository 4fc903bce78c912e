package org.mosaicworkbench;

import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.prep.MeasuredNumbers;

/** What can be said of a dataset. */
public enum Answer {

    /** Below the threshold. */
    ALIGNED("aligned"),
    /** At the threshold or above it. */
    SUSPICIOUS("suspicious"),
    /**
     * Fewer than {@value #ENOUGH_SOURCES} sources to lay on each other, and exposures that were not all compared: the
     * probability is little better than a guess.
     */
    FEW_SOURCES("few sources");

    /** With so many sources a verdict means something. */
    public static final int ENOUGH_SOURCES = 10;

    private static final String SOURCES = "sources_used";
    private static final String COMPARED = "exposures_compared";
    private static final String UNKNOWN = "exposures_unknown";

    private final String words;

    Answer(String words) {
        this.words = words;
    }

    /**
     * @param probability of misaligned
     * @param threshold   of the model
     * @param measured    numbers, those of {@link MeasuredNumbers#READ}; empty where they are not read, then it is not known
     *                    how many sources there are, and they count as enough
     */
    static Answer of(double probability, double threshold, double[] measured) {
        if (measured.length > 0 && !(sources(measured) >= ENOUGH_SOURCES) && !compared(measured)) {
            return FEW_SOURCES;
        }
        return Label.at(probability, threshold) == Label.MISALIGNED ? SUSPICIOUS : ALIGNED;
    }

    /** @return how many sources were laid on each other; NaN where none could be measured */
    static double sources(double[] measured) {
        return measured[MeasuredNumbers.READ.indexOf(SOURCES)];
    }

    /** Whether single exposures tell more than the mosaic. */
    private static boolean compared(double[] measured) {
        return measured[MeasuredNumbers.READ.indexOf(COMPARED)] >= 2 && measured[MeasuredNumbers.READ.indexOf(UNKNOWN)] == 0;
    }

    /** In words, as tables have it. */
    @Override
    public String toString() {
        return words;
    }
}
