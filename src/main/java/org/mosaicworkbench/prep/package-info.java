/**
 * Preparation of single-visit products for a classifier: collects QA files, reads headers, queries the archive for
 * target categories, encodes categories and draws frames.
 *
 * <p>This package is on level 8 and uses only packages on lower levels. Begin with {@link Preparation}, which runs the
 * stages, then {@link Harvest} and {@link Features}.
 */
package org.mosaicworkbench.prep;
