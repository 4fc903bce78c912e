/**
 * Hyperparameter search: the search space, methods, trials, and what came of them. It knows no model: what is tried is
 * an {@link Objective}.
 *
 * <p>It stands on level 10 and uses only packages on lower levels. Begin with {@link Sweeper}.
 */
package org.mosaicworkbench.sweep;
