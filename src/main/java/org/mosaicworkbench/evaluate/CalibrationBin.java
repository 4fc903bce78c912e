package org.mosaicworkbench.evaluate;

/**
 * Datasets with similar predicted probabilities, and the fraction of them that is misaligned.
 *
 * @param from lower bound of the bin
 * @param to upper bound, which belongs to the next bin (1 belongs to the last)
 * @param datasets number of datasets
 * @param meanProbability mean predicted probability
 * @param misaligned fraction that is misaligned
 */
public record CalibrationBin(double from, double to, int datasets, double meanProbability, double misaligned) {}
