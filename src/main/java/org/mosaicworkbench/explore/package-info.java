/**
 * What a table of features says before anything is learned from it: summaries, groups, correlations, densities and box
 * plots.
 *
 * <p>It stands on level 8 and uses only packages on lower levels. Begin with {@link FeatureTable}; {@link
 * ExploreFigures} draws.
 */
package org.mosaicworkbench.explore;
