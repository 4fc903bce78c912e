/**
 * Hyperparameter search over networks and baselines, in this process or in worker processes. It is the only part of the
 * search that depends on models.
 *
 * <p>This package is on level 10 and uses {@code sweep} and packages on lower levels, including {@code nn}. Begin with
 * {@link ModelObjective}.
 */
package org.mosaicworkbench.sweep.models;
