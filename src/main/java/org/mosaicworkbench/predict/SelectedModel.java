package org.mosaicworkbench.predict;

import org.mosaicworkbench.nn.Classifier;

/**
 * The model that made the predictions.
 *
 * @param classifier the network
 * @param name name of a built-in model, or the name given in training
 * @param digest SHA-256 of its weights, in hexadecimal
 * @param remark why it was chosen over the default, in one sentence; empty if it is the default or was specified
 */
public record SelectedModel(Classifier classifier, String name, String digest, String remark) {

    private static final int SHOWN = 12;

    public SelectedModel(Classifier classifier, String remark) {
        this(classifier, classifier.name(), classifier.digest(), remark);
    }

    /** Its name, the beginning of its digest, and the remark. */
    @Override
    public String toString() {
        return "model " + name + " (weights " + digest.substring(0, SHOWN) + ")"
                + (remark.isEmpty() ? "" : ": " + remark);
    }
}
