/**
 * Hyperparameter search: the search space, methods, trials and results. It does not depend on any model; it optimises
 * an {@link Objective}.
 *
 * <p>This package is on level 10 and uses only packages on lower levels. Begin with {@link Sweeper}.
 */
package org.mosaicworkbench.sweep;
