/**
 * Baselines for networks: Tribuo models that use the feature table.
 *
 * <p>This package is on level 9 and uses only packages on lower levels. Begin with {@link Baseline}, which defines the
 * models; {@link FeatureMatrix} is the table, {@link Fitted} predicts probabilities.
 */
package org.mosaicworkbench.baseline;
