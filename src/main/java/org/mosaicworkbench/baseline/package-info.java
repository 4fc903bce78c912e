/**
 * What a network has to beat: models of Tribuo that read a table of features. {@link
 * org.mosaicworkbench.baseline.FeatureMatrix} is the table, a {@link org.mosaicworkbench.baseline.Baseline} says how to
 * learn from it, a {@link org.mosaicworkbench.baseline.Fitted} gives probabilities.
 */
package org.mosaicworkbench.baseline;
