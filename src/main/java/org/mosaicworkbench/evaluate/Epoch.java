package org.mosaicworkbench.evaluate;

/**
 * Training metrics after one pass over the training set.
 *
 * @param epoch number of the epoch, from 1
 * @param loss mean loss over the training batches, measured during the epoch
 * @param accuracy accuracy on the training batches, with a threshold of one half
 * @param valLoss loss on the held-out part of the training set
 * @param valAccuracy accuracy on the same part, with a threshold of one half
 */
public record Epoch(int epoch, double loss, double accuracy, double valLoss, double valAccuracy) {}
