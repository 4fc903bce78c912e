package org.mosaicworkbench.evaluate;

/**
 * Training metrics after one pass over the training set.
 *
 * @param epoch       from 1
 * @param loss        mean of the training batches while they were learned from
 * @param accuracy    of the training batches, with a threshold of one half
 * @param valLoss     of the part held out for tuning
 * @param valAccuracy of the part held out for tuning, with a threshold of one half
 */
public record Epoch(int epoch, double loss, double accuracy, double valLoss, double valAccuracy) {}
