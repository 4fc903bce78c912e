/**
 * Exploration of a table of features before training: summaries, groups, correlations, densities and box plots.
 *
 * <p>It stands on level 8 and uses only packages on lower levels. Begin with {@link FeatureTable}; {@link
 * ExploreFigures} draws.
 */
package org.mosaicworkbench.explore;
