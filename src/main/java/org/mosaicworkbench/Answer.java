package org.mosaicworkbench;

import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.prep.MeasuredNumbers;

import java.util.Locale;
import java.util.stream.DoubleStream;

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
        return number(measured, SOURCES);
    }

    /** Whether single exposures tell more than the mosaic: all were compared, by their sources or as images. */
    static boolean compared(double[] measured) {
        if (measured.length == 0) {
            return false;
        }
        double by = number(measured, COMPARED);
        double not = number(measured, UNKNOWN);
        return by >= 2 && not == 0 || number(measured, "images_compared") == by + not;
    }

    /** @return how far the worst exposure is off, in words; empty where exposures were not compared */
    static String ofExposures(double[] measured) {
        if (measured.length == 0 || !(number(measured, COMPARED) + number(measured, UNKNOWN) >= 2)) {
            return "";
        }
        double offset = DoubleStream.of(number(measured, "exposure_offset"), number(measured, "image_offset"))
                .filter(Double::isFinite).max().orElse(Double.NaN);
        int left = compared(measured) ? 0 : (int) number(measured, UNKNOWN);
        String words = Double.isNaN(offset) ? "exposures not comparable" : String.format(Locale.ROOT, "exposures off by up to %.2f px", offset);
        return words + (Double.isNaN(offset) || left == 0 ? "" : ", " + left + " not comparable");
    }

    private static double number(double[] measured, String name) {
        return measured[MeasuredNumbers.READ.indexOf(name)];
    }

    /** In words, as tables have it. */
    @Override
    public String toString() {
        return words;
    }
}
