/**
 * Hyperparameter search over networks and baselines, in this process or in worker processes. It is the only part of the
 * search that depends on models.
 *
 * <p>It stands on level 10, uses {@code sweep} and packages on lower levels, {@code nn} among them. Begin with {@link
 * ModelObjective}.
 */
package org.mosaicworkbench.sweep.models;
