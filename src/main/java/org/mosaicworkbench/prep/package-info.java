/**
 * From folders of single-visit products to the table that a classifier reads: QA files are harvested, headers read, the
 * archive asked for target categories, words coded, frames drawn.
 *
 * <p>It stands on level 8 and uses only packages on lower levels. Begin with {@link Preparation}, which runs the
 * stages, then {@link Harvest} and {@link Features}.
 */
package org.mosaicworkbench.prep;
