package org.mosaicworkbench.predict;

import java.util.Locale;
import java.util.stream.DoubleStream;
import org.mosaicworkbench.diagnose.StarTrail;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.label.Residual;

/** What can be said of a dataset. */
public enum Decision {

    /** Below the threshold. */
    ALIGNED("aligned"),
    /** At the threshold or above it. */
    SUSPICIOUS("suspicious"),
    /**
     * Fewer than {@value #ENOUGH_SOURCES} sources to lay on each other, and exposures that were not all compared: the
     * probability is little better than a guess.
     */
    FEW_SOURCES("few sources"),
    /** The telescope followed a moving target: single-visit processing leaves such visits out, and no model knows them. */
    MOVING_TARGET("moving target");

    /** With so many sources a verdict means something. */
    public static final int ENOUGH_SOURCES = 10;

    /** Standard deviations. */
    private static final double BEYOND_DOUBT = 5;

    private final String words;

    Decision(String words) {
        this.words = words;
    }

    /**
     * @param probability of misaligned
     * @param threshold   of the model
     * @param measured    numbers; without the number of sources, as where they are not read, it is not known
     *                    how many there are, and they count as enough
     */
    public static Decision of(double probability, double threshold, MeasuredNumbers measured) {
        if (measured.of(Measurement.MOVING_TARGET) == 1) {
            return MOVING_TARGET;
        }
        if (measured.has(Measurement.SOURCES_USED) && !(sources(measured) >= ENOUGH_SOURCES) && !compared(measured)) {
            return FEW_SOURCES;
        }
        return Label.at(probability, threshold) == Label.MISALIGNED ? SUSPICIOUS : ALIGNED;
    }

    /** @return how many sources were laid on each other; NaN where none could be measured */
    static double sources(MeasuredNumbers measured) {
        return measured.of(Measurement.SOURCES_USED);
    }

    /**
     * Whether single exposures tell more than the mosaic: all were compared, by their sources or as images, or some of
     * them disagree beyond doubt.
     */
    static boolean compared(MeasuredNumbers measured) {
        return has(measured) && (left(measured) == 0 || disagree(measured));
    }

    /** Whether there were images of single exposures to compare. */
    private static boolean has(MeasuredNumbers measured) {
        return measured.of(Measurement.EXPOSURES_COMPARED) + measured.of(Measurement.EXPOSURES_UNKNOWN) >= 2;
    }

    /** By their sources; how far images are apart is less certain. */
    private static boolean disagree(MeasuredNumbers measured) {
        return measured.of(Measurement.EXPOSURE_OFFSET) > Residual.LIMIT
                && measured.of(Measurement.EXPOSURE_SIGNIFICANCE) > BEYOND_DOUBT;
    }

    /** How many could not be compared. */
    private static int left(MeasuredNumbers measured) {
        double images = measured.of(Measurement.IMAGES_COMPARED);
        return (int) (measured.of(Measurement.EXPOSURES_COMPARED)
                + measured.of(Measurement.EXPOSURES_UNKNOWN)
                - Math.max(measured.of(Measurement.EXPOSURES_COMPARED), Double.isNaN(images) ? 0 : images));
    }

    /**
     * @return how far the worst exposure is off, and how far stars are trailed where that is beyond doubt, in words,
     *         pixels of the mosaic; empty where exposures were not compared
     */
    public static String ofExposures(MeasuredNumbers measured) {
        if (!has(measured)) {
            return "";
        }
        double offset = DoubleStream.of(measured.of(Measurement.EXPOSURE_OFFSET), measured.of(Measurement.IMAGE_OFFSET))
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        if (Double.isNaN(offset)) {
            return "exposures not comparable";
        }
        double trail = measured.of(Measurement.EXPOSURE_TRAIL);
        String trailed = StarTrail.certain(trail, measured.of(Measurement.TRAIL_SIGNIFICANCE))
                ? ", stars trailed by " + StarTrail.inWords(trail, measured.of(Measurement.TRAIL_ERROR))
                : "";
        String how = offset > Residual.LIMIT ? "off by up to" : "agree within";
        return String.format(Locale.ROOT, "exposures %s %.2f px", how, offset)
                + (left(measured) > 0 ? ", " + left(measured) + " not comparable" : "")
                + trailed;
    }

    /** In words, as tables have it. */
    @Override
    public String toString() {
        return words;
    }
}
