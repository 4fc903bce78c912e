/**
 * Exploration of a feature table before training: summaries, groups, correlations, densities and box plots.
 *
 * <p>This package is on level 8 and uses only packages on lower levels. Begin with {@link FeatureTable};
 * {@link ExploreFigures} draws.
 */
package org.mosaicworkbench.explore;
