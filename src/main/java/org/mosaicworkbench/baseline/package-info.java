/**
 * Baselines for networks: Tribuo models that read the table of features.
 *
 * <p>It stands on level 9 and uses only packages on lower levels. Begin with {@link Baseline}, which says how to learn;
 * {@link FeatureMatrix} is the table, {@link Fitted} gives probabilities.
 */
package org.mosaicworkbench.baseline;
