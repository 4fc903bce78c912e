/**
 * What all tasks share: the shape of their options, checks, the loop over datasets that collects failures, and the
 * provenance of a result.
 *
 * <p>It stands on level 3 and uses only packages on lower levels. Begin with {@link Options} and {@link Provenance}.
 */
package org.mosaicworkbench.task;
