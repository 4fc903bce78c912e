package org.mosaicworkbench.predict;

import java.util.Locale;
import java.util.stream.DoubleStream;
import org.mosaicworkbench.diagnose.StarTrail;
import org.mosaicworkbench.evaluate.Label;
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
    FEW_SOURCES("few sources");

    /** With so many sources a verdict means something. */
    public static final int ENOUGH_SOURCES = 10;

    private static final String SOURCES = "sources_used";
    private static final String COMPARED = "exposures_compared";
    private static final String UNKNOWN = "exposures_unknown";
    private static final String OFFSET = "exposure_offset";
    private static final String SIGNIFICANCE = "exposure_significance";
    private static final String IMAGES = "images_compared";
    private static final String IMAGE_OFFSET = "image_offset";
    private static final String TRAIL = "exposure_trail";
    private static final String TRAIL_SIGNIFICANCE = "trail_significance";
    /** Standard deviations. */
    private static final double BEYOND_DOUBT = 5;

    private final String words;

    Decision(String words) {
        this.words = words;
    }

    /**
     * @param probability of misaligned
     * @param threshold   of the model
     * @param measured    numbers, those of {@link Measurement#READ}; empty where they are not read, then it is not
     *                    known how many sources there are, and they count as enough
     */
    public static Decision of(double probability, double threshold, double[] measured) {
        if (measured.length > 0 && !(sources(measured) >= ENOUGH_SOURCES) && !compared(measured)) {
            return FEW_SOURCES;
        }
        return Label.at(probability, threshold) == Label.MISALIGNED ? SUSPICIOUS : ALIGNED;
    }

    /** @return how many sources were laid on each other; NaN where none could be measured */
    static double sources(double[] measured) {
        return number(measured, SOURCES);
    }

    /**
     * Whether single exposures tell more than the mosaic: all were compared, by their sources or as images, or some of
     * them disagree beyond doubt.
     */
    static boolean compared(double[] measured) {
        return has(measured) && (left(measured) == 0 || disagree(measured));
    }

    /** Whether there were images of single exposures to compare. */
    private static boolean has(double[] measured) {
        return measured.length > 0 && number(measured, COMPARED) + number(measured, UNKNOWN) >= 2;
    }

    /** By their sources; how far images are apart is less certain. */
    private static boolean disagree(double[] measured) {
        return number(measured, OFFSET) > Residual.LIMIT && number(measured, SIGNIFICANCE) > BEYOND_DOUBT;
    }

    /** How many could not be compared. */
    private static int left(double[] measured) {
        double images = number(measured, IMAGES);
        return (int) (number(measured, COMPARED)
                + number(measured, UNKNOWN)
                - Math.max(number(measured, COMPARED), Double.isNaN(images) ? 0 : images));
    }

    /**
     * @return how far the worst exposure is off, and how far stars are drawn out where that is beyond doubt, in words,
     *         pixels of the mosaic; empty where exposures were not compared
     */
    public static String ofExposures(double[] measured) {
        if (!has(measured)) {
            return "";
        }
        double offset = DoubleStream.of(number(measured, OFFSET), number(measured, IMAGE_OFFSET))
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        if (Double.isNaN(offset)) {
            return "exposures not comparable";
        }
        double trail = number(measured, TRAIL);
        String drawn = StarTrail.certain(trail, number(measured, TRAIL_SIGNIFICANCE))
                ? ", stars drawn out by " + StarTrail.trueLength(trail)
                : "";
        String how = offset > Residual.LIMIT ? "off by up to" : "agree within";
        return String.format(Locale.ROOT, "exposures %s %.2f px", how, offset)
                + (left(measured) > 0 ? ", " + left(measured) + " not comparable" : "")
                + drawn;
    }

    private static double number(double[] measured, String name) {
        return measured[Measurement.READ.indexOf(name)];
    }

    /** In words, as tables have it. */
    @Override
    public String toString() {
        return words;
    }
}
