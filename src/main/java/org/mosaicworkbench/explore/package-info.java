/**
 * What a table of features says before anything is learned from it: summaries, groups, correlations, densities, boxes.
 * Reading, counting and naming; the figures are drawn by {@code plot}.
 */
package org.mosaicworkbench.explore;
