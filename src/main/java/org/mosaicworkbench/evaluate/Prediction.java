package org.mosaicworkbench.evaluate;

import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.task.Require;

/**
 * Prediction for one dataset, with its true class.
 *
 * @param index the dataset's name
 * @param truth the true class
 * @param probability probability that it is misaligned, 0 to 1, unrounded
 * @param predicted the predicted class
 */
public record Prediction(String index, Label truth, double probability, Label predicted) {

    private static final int DETECTOR = 4;
    private static final int VISIT = 6;

    /** @throws BadInput if the probability is not between 0 and 1 */
    public Prediction {
        Require.probability("the probability of " + index, probability);
    }

    /** Classifies a dataset at a threshold: misaligned at or above it. */
    public static Prediction at(double threshold, String index, Label truth, double probability) {
        return new Prediction(index, truth, probability, Label.at(probability, threshold));
    }

    /** @return whether the prediction is correct */
    public boolean right() {
        return truth == predicted;
    }

    /**
     * @return the detector, the fifth word of the dataset's name; {@code unknown} if the name has fewer than seven
     *     words separated by underscores
     */
    public String detector() {
        return detector(index);
    }

    /**
     * @return the visit, the seventh word of the dataset's name, which is the same for all its copies; the whole name
     *     if it has fewer than seven words separated by underscores
     */
    public String visit() {
        return visit(index);
    }

    /** @return the detector, as for {@link #detector()} */
    public static String detector(String index) {
        return word(index, DETECTOR, "unknown");
    }

    /** @return the visit, as for {@link #visit()} */
    public static String visit(String index) {
        return word(index, VISIT, index);
    }

    private static String word(String index, int number, String otherwise) {
        String[] words = index.split("_", 0);
        return words.length > VISIT ? words[number] : otherwise;
    }
}
