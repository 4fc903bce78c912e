package org.mosaicworkbench.evaluate;

/**
 * Training metrics after one pass over the training set.
 *
 * @param epoch 1-based index of the epoch
 * @param loss mean loss over the training batches, measured during the epoch
 * @param accuracy accuracy on the training batches, with a threshold of one half
 * @param valLoss loss on the datasets held out from the training set
 * @param valAccuracy accuracy on the datasets held out from the training set, with a threshold of one half
 */
public record Epoch(int epoch, double loss, double accuracy, double valLoss, double valAccuracy) {}
