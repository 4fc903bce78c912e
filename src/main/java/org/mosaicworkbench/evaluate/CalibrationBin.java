package org.mosaicworkbench.evaluate;

/**
 * Datasets with similar predicted probabilities, and the fraction of them that is misaligned.
 *
 * @param from            smallest probability of the bin
 * @param to              its end, which belongs to the next bin (1 belongs to the last)
 * @param datasets        how many there are
 * @param meanProbability what was said on average
 * @param misaligned      the part that is misaligned
 */
public record CalibrationBin(double from, double to, int datasets, double meanProbability, double misaligned) {}
