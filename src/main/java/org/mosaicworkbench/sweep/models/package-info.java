/**
 * Hyperparameter search over networks and baselines, in this Java or in worker processes: the only part of the search
 * that knows models.
 *
 * <p>It stands on level 10, uses {@code sweep} and packages on lower levels, {@code nn} among them. Begin with {@link
 * ModelObjective}.
 */
package org.mosaicworkbench.sweep.models;
