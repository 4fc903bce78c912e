/**
 * Hyperparameter search: the search space, methods, trials and results. It depends on no model; it optimizes an {@link
 * Objective}.
 *
 * <p>It stands on level 10 and uses only packages on lower levels. Begin with {@link Sweeper}.
 */
package org.mosaicworkbench.sweep;
