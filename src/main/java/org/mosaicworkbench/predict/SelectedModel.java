package org.mosaicworkbench.predict;

import org.mosaicworkbench.nn.Classifier;

/**
 * The model that made the predictions.
 *
 * @param classifier the network
 * @param name       of a shipped model, or the one that it was trained under
 * @param digest     SHA-256 of its weights, in hexadecimal
 * @param remark     why this one and not the default, in one sentence; empty if it is the default or was named
 */
public record SelectedModel(Classifier classifier, String name, String digest, String remark) {

    private static final int SHOWN = 12;

    public SelectedModel(Classifier classifier, String remark) {
        this(classifier, classifier.name(), classifier.digest(), remark);
    }

    /** Its name and the beginning of its digest, and the remark. */
    @Override
    public String toString() {
        return "model " + name + " (weights " + digest.substring(0, SHOWN) + ")"
                + (remark.isEmpty() ? "" : ": " + remark);
    }
}
