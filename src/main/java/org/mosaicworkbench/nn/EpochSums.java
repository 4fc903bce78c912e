package org.mosaicworkbench.nn;

/** Accumulates loss and accuracy over the steps of an epoch. */
final class EpochSums {

    private double loss;
    private long right;
    private long count;

    void add(Network.Outcome outcome, float[] labels) {
        loss += (double) outcome.loss() * labels.length;
        for (int i = 0; i < labels.length; i++) {
            right += outcome.logits()[i] >= 0 == labels[i] > 0 ? 1 : 0;
        }
        count += labels.length;
    }

    double loss() {
        return loss / count;
    }

    double accuracy() {
        return (double) right / count;
    }
}
