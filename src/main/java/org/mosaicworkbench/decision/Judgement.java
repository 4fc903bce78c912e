package org.mosaicworkbench.decision;

/**
 * What is said of a mosaic, and why.
 *
 * @param decision    one of three
 * @param why         in a few words: which exposure is off and by how much, to what exposures agree, or why nothing can be
 *     said; sizes in pixels of the mosaic
 * @param probability that the misalignment is larger than the size that is asked for
 * @param size        of the misalignment, pixels of the mosaic
 */
public record Judgement(Decision decision, String why, double probability, SizeDistribution size) {}
